//! The relational side: SQLite in one file or PostgreSQL, behind the same SQL text.
//!
//! Only this crate names sqlx. What must differ between the engines stands in `dialect.rs` and `bulk`.
//! Every write runs in a task of its own, so a caller that goes away leaves either all of it or nothing.

pub mod design;
pub mod intake;
pub mod evaluation;
pub mod classification;
pub mod strategy;
pub mod monitoring;
pub mod review;

pub mod party;
pub mod platform;

mod bulk;
mod dialect;
mod error;

pub use classification::Placement;
pub use design::Document;
pub use error::{Damage, StoreError};
pub use evaluation::{Earlier, EvaluationHead, EvaluationHeader, EvaluationRecord, EvaluationStatus, ResultRow};
pub use intake::{
    BuildStamp, ChangedRow, EarlierOrigin, ImportItem, ImportMeta, ImportMode, ImportOutcome, ImportRecord, ImportRow,
    KindCount, RejectedRow, StoredRow, Tally, UndoOutcome,
};
pub use party::ViewRow;
pub use platform::audit::{AuditCheckpoint, AuditEntry, AuditEvent, AuditProblem, AuditReport};
pub use platform::{FailureRow, LinkRow, SessionRow, Store, TokenRow, Tx, UserRow};
pub use review::{LevelHeld, PeriodClose};
pub use strategy::EffortTotal;
