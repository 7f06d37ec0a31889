//! The use cases: each is one transaction and one audit entry, called alike by command line, screens and API.

pub mod design;
pub mod intake;
pub mod evaluation;
pub mod classification;
pub mod strategy;
pub mod monitoring;
pub mod review;

pub mod party;
pub mod platform;

mod context;
mod error;

pub use context::{Clock, Context};
pub use error::{Error, ErrorKind};
