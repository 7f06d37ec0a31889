//! The demo company: a deterministic generator of master data and facts, and of plain bulk files for benchmarks.
//!
//! Suppliers have abilities and things happen to them; files of facts are what comes out, in the columns of
//! `domain::intake::KINDS`. Nothing here knows a score, a grade or a level. The same plan gives the same bytes
//! on every machine. Every figure that can be turned stands in [`plan`].

pub mod plan;
mod stories;
mod bulk;
mod manifest;

mod ability;
mod roster;
mod goods;
mod activity;

mod book;
mod calendar;
mod identifiers;
mod names;
mod number;
mod random;
mod rates;
mod table;

#[cfg(test)]
mod tests;

pub use bulk::{BulkPlan, write_bulk};
pub use manifest::{EnteredFigure, Manifest, SampleError, SampleFile};
pub use plan::Plan;
pub use stories::{Story, stories};

use std::path::Path;

/// Writes one CSV file per kind into the folder, which is made when it is missing.
///
/// The manifest lists the files in an order in which every reference points backwards.
pub fn write(folder: &Path, plan: &Plan) -> Result<Manifest, SampleError> {
    let goods = goods::Goods::new();
    let world = roster::World::new(plan, goods);
    let mut book = book::Book::open(folder)?;
    activity::write_all(&world, &mut book);
    book.finish()
}
