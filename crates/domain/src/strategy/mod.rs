//! Strategy: what managing by level costs and brings; the figures of the programme, never of one supplier.

pub mod programme;
pub mod acceptance;
pub mod stability;

pub use acceptance::{AcceptanceChange, acceptance_change};
pub use programme::{LevelFigures, Programme, SupplierFigures, programme};
pub use stability::{Stability, stability};

#[cfg(test)]
mod tests;
