//! The contract of the store: every story runs on SQLite, and on PostgreSQL when `TEST_POSTGRES_URL` is set.

mod support;

mod schema;
mod imports;
mod references;
mod undo;
mod interruptions;
mod snapshots;
mod exports;
mod documents;
mod suppliers;
mod evaluations;
mod audit;
