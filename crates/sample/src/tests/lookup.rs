//! What the small evaluation looks up for an order line: its deliveries and the prices it is compared with.

use super::files::{Sheet, day, number};
use std::collections::BTreeMap;
use std::path::Path;

/// When lines are due, and when and how much of them was handed over and received.
pub(super) struct Deliveries {
    pub(super) due: BTreeMap<String, i32>,
    pub(super) hand_overs: BTreeMap<String, Vec<(i32, f64)>>,
    pub(super) receipts: BTreeMap<String, Vec<(i32, f64)>>,
}

impl Deliveries {
    pub(super) fn read(folder: &Path) -> Deliveries {
        let confirmations = Sheet::read(folder, "confirmation");
        let first = confirmations
            .each(["order_line", "sequence", "promised_on"])
            .filter(|row| row[1] == "1");
        let due = first
            .map(|[line, _, promised]| (line.to_owned(), day(promised)))
            .collect();
        let parts = |kind: &str| {
            let mut parts: BTreeMap<String, Vec<(i32, f64)>> = BTreeMap::new();
            for [line, on, quantity] in Sheet::read(folder, kind).each(["order_line", "day", "quantity"]) {
                parts
                    .entry(line.to_owned())
                    .or_default()
                    .push((day(on), number(quantity)));
            }
            parts
        };
        Deliveries {
            due,
            hand_overs: parts("hand_over"),
            receipts: parts("receipt"),
        }
    }
}

/// What prices are compared with: the own contract first, then the market.
pub(super) struct Benchmarks {
    contracts: BTreeMap<(String, String), Vec<(i32, f64)>>,
    markets: BTreeMap<String, Vec<(i32, f64)>>,
    pub(super) adders: BTreeMap<(String, String, String), f64>,
}

impl Benchmarks {
    pub(super) fn read(folder: &Path) -> Benchmarks {
        let mut contracts: BTreeMap<(String, String), Vec<(i32, f64)>> = BTreeMap::new();
        let owners = Sheet::read(folder, "contract");
        let owners: BTreeMap<&str, &str> = owners
            .each(["number", "supplier"])
            .map(|[number, supplier]| (number, supplier))
            .collect();
        for [contract, item, from, price, unit] in
            Sheet::read(folder, "contract_price").each(["contract", "item", "valid_from", "price", "price_unit"])
        {
            let key = (owners[contract].to_owned(), item.to_owned());
            contracts
                .entry(key)
                .or_default()
                .push((day(from), number(price) / number(unit)));
        }
        let mut markets: BTreeMap<String, Vec<(i32, f64)>> = BTreeMap::new();
        for [item, on, price] in Sheet::read(folder, "benchmark_price").each(["item", "day", "price"]) {
            markets
                .entry(item.to_owned())
                .or_default()
                .push((day(on), number(price)));
        }
        let adders = Sheet::read(folder, "landed_cost_adder")
            .each(["category", "incoterm", "lane", "share"])
            .map(|[category, incoterm, lane, share]| {
                (
                    (category.to_owned(), incoterm.to_owned(), lane.to_owned()),
                    number(share),
                )
            })
            .collect();
        Benchmarks {
            contracts,
            markets,
            adders,
        }
    }

    pub(super) fn of(&self, supplier: &str, item: &str, on: i32, adder: f64) -> Option<f64> {
        let latest = |prices: &Vec<(i32, f64)>| {
            prices
                .iter()
                .rev()
                .find(|(from, _)| *from <= on)
                .map(|(_, price)| *price)
        };
        let contract = self
            .contracts
            .get(&(supplier.to_owned(), item.to_owned()))
            .and_then(latest);
        contract
            .map(|price| price * adder)
            .or_else(|| self.markets.get(item).and_then(latest))
    }
}
