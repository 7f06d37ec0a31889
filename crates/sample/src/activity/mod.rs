//! What happens between the demo company and its suppliers, written down as facts.
//!
//! Suppliers are told one after the other: nothing but the current one is in memory.

mod masters;
mod prices;
mod orders;
mod deliveries;
mod inspections;
mod cases;
mod service;
mod projects;
mod risks;
mod effort;

use crate::book::Book;
use crate::roster::{Supplier, World};
use crate::{calendar, plan, rates};

/// Writes everything.
pub(crate) fn write_all(world: &World, book: &mut Book) {
    masters::write(world, book);
    calendar::write(&mut book.holidays);
    rates::write(&mut book.fx_rates, world.plan.seed);
    prices::write_markets(world, book);
    prices::write_quotes(world, book);
    projects::write_joint_products(world, book);
    projects::write_assessments(world, book);
    let scale = world.scale();
    for supplier in &world.suppliers {
        prices::write_contracts(world, supplier, book);
        let year = orders::write(world, supplier, scale, book);
        cases::write(world, supplier, &year, book);
        service::write(world, supplier, book);
        projects::write(world, supplier, book);
        risks::write(world, supplier, book);
        effort::write(world, supplier, &year, book);
    }
}

/// The two business units.
pub(crate) const UNITS: [(&str, &str); 2] = [("BU-DEV", "Devices"), ("BU-ACC", "Accessories")];

/// Names the streams of random numbers, so that one activity does not disturb another.
pub(crate) mod stream {
    pub(crate) const ORDERS: u64 = 1;
    pub(crate) const CASES: u64 = 2;
    pub(crate) const SERVICE: u64 = 3;
    pub(crate) const PROJECTS: u64 = 4;
    pub(crate) const RISKS: u64 = 5;
    pub(crate) const EFFORT: u64 = 6;
    pub(crate) const MASTERS: u64 = 7;
    pub(crate) const QUOTES: u64 = 8;
    pub(crate) const REQUESTS: u64 = 9;
}

/// What the orders of a supplier leave for the other activities, quarter by quarter.
#[derive(Debug, Default)]
pub(crate) struct Trade {
    pub(crate) quarters: [Quarter; plan::QUARTERS + 1],
}

/// One quarter of a supplier's orders.
#[derive(Debug, Default, Clone)]
pub(crate) struct Quarter {
    /// Ordered value in CNY.
    pub(crate) value: f64,
    pub(crate) bad_lots: Vec<BadLot>,
}

/// A lot with defects, which may become a quality case.
#[derive(Debug, Clone)]
pub(crate) struct BadLot {
    pub(crate) order_line: (String, String),
    pub(crate) unit: &'static str,
    pub(crate) item: usize,
    pub(crate) decided_on: i32,
    pub(crate) defective: i64,
}

/// The business unit of an event.
fn unit(supplier: &Supplier, random: &mut crate::random::Random) -> &'static str {
    UNITS[usize::from(!random.chance(supplier.first_unit_share))].0
}
