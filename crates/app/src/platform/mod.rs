//! Platform: who asks and what they may, and whether the workspace is sound.

mod audit_log;
pub mod backup;
mod check_up;
pub mod identity;
pub mod jobs;
mod principal;
mod table_file;

pub use audit_log::{AuditLine, AuditPage, AuditRequest, audit_page};
pub use check_up::{Check, Verdict, check_up};
pub use principal::{Credential, Principal};
pub use table_file::{TableCell, TableFile};
