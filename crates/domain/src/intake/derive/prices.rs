//! Comparable prices: landed-cost adders, contract prices, benchmarks, and a supplier's own earlier prices.

use super::rates::{Rates, per_unit, raised};
use super::reference::{Masters, Reference};
use crate::intake::kinds;
use crate::intake::raw::View;
use crate::period::Month;
use std::collections::BTreeMap;

/// How far back the own price of a year ago is looked for, in months.
pub(super) const HISTORY_MONTHS: u32 = 18;
/// How old a quote or a market price may be to serve as a benchmark, in days.
const BENCHMARK_AGE_DAYS: i32 = 365;

/// Terms under which the seller already pays the way to the buyer: nothing is added.
const DELIVERED: &[&str] = &["DAP", "DPU", "DDP", "DDU", "DAT", "DAF", "DES", "DEQ"];

/// Price lists in reporting currency per base unit with nine places, ascending by day.
#[derive(Debug, Default)]
pub(super) struct PriceTables {
    /// By category, Incoterm and lane: share with nine places.
    adders: BTreeMap<(i64, String, String), i64>,
    /// By supplier and item: (first day, last day, price, currency), converted on the order date.
    contracts: BTreeMap<(i64, i64), Vec<ContractPrice>>,
    /// By item: qualified quotes (day, price).
    quotes: BTreeMap<i64, Vec<(i32, i64)>>,
    market: BTreeMap<i64, Vec<(i32, i64)>>,
    should_cost: BTreeMap<i64, Vec<(i32, i64)>>,
}

#[derive(Debug)]
struct ContractPrice {
    from: i32,
    to: i32,
    /// Per base unit, in the contract's currency.
    price: i64,
    currency: String,
}

impl PriceTables {
    pub(super) fn new(masters: &Masters, rates: &Rates) -> PriceTables {
        let mut tables = PriceTables::default();
        tables.read_adders(masters.view(&kinds::LANDED_COST_ADDER));
        tables.read_contracts(masters.view(&kinds::CONTRACT), masters.view(&kinds::CONTRACT_PRICE));
        tables.read_quotes(masters.view(&kinds::QUOTE_LINE), rates);
        tables.read_benchmarks(masters.view(&kinds::BENCHMARK_PRICE), rates);
        for list in tables
            .quotes
            .values_mut()
            .chain(tables.market.values_mut())
            .chain(tables.should_cost.values_mut())
        {
            list.sort_unstable();
        }
        tables
    }

    fn read_adders(&mut self, view: View<'_>) {
        for row in 0..view.rows() {
            if let (Some(category), Some(incoterm), Some(lane), Some(share)) = (
                view.int("category", row),
                view.text("incoterm", row),
                view.text("lane", row),
                view.int("share", row),
            ) {
                self.adders
                    .insert((category, incoterm.to_owned(), lane.to_owned()), share);
            }
        }
    }

    fn read_contracts(&mut self, contracts: View<'_>, prices: View<'_>) {
        let heads: BTreeMap<i64, (i64, Option<i32>)> = (0..contracts.rows())
            .map(|row| {
                (
                    contracts.id(row),
                    (
                        contracts.int("supplier", row).unwrap_or(0),
                        contracts.day("valid_to", row),
                    ),
                )
            })
            .collect();
        for row in 0..prices.rows() {
            let head = prices.int("contract", row).and_then(|contract| heads.get(&contract));
            let (Some((supplier, to)), Some(item), Some(from), Some(price), Some(currency)) = (
                head,
                prices.int("item", row),
                prices.day("valid_from", row),
                prices.int("price", row),
                prices.text("currency", row),
            ) else {
                continue;
            };
            let Some(price) = per_unit(price, prices.int("price_unit", row)) else {
                continue;
            };
            let entry = ContractPrice {
                from,
                to: to.unwrap_or(i32::MAX),
                price,
                currency: currency.to_owned(),
            };
            self.contracts.entry((*supplier, item)).or_default().push(entry);
        }
        for list in self.contracts.values_mut() {
            list.sort_by_key(|entry| entry.from);
        }
    }

    fn read_quotes(&mut self, view: View<'_>, rates: &Rates) {
        for row in 0..view.rows() {
            let (Some(1), Some(item), Some(day), Some(price), Some(currency)) = (
                view.int("qualified", row),
                view.int("item", row),
                view.day("answered_on", row),
                view.int("price", row),
                view.text("currency", row),
            ) else {
                continue;
            };
            let price =
                per_unit(price, view.int("price_unit", row)).and_then(|price| rates.convert(price, currency, day));
            if let Some(price) = price {
                self.quotes.entry(item).or_default().push((day, price));
            }
        }
    }

    fn read_benchmarks(&mut self, view: View<'_>, rates: &Rates) {
        for row in 0..view.rows() {
            let (Some(item), Some(day), Some(price), Some(currency)) = (
                view.int("item", row),
                view.day("day", row),
                view.int("price", row),
                view.text("currency", row),
            ) else {
                continue;
            };
            if let Some(price) = per_unit(price, None).and_then(|price| rates.convert(price, currency, day)) {
                let list = if view.text("kind", row) == Some("should_cost") {
                    &mut self.should_cost
                } else {
                    &mut self.market
                };
                list.entry(item).or_default().push((day, price));
            }
        }
    }

    /// The contract price on a day, in reporting currency at that day's rate.
    pub(super) fn contract(&self, supplier: i64, item: i64, day: i32, rates: &Rates) -> Option<i64> {
        let list = self.contracts.get(&(supplier, item))?;
        let entry = list[..list.partition_point(|entry| entry.from <= day)].last()?;
        if entry.to < day {
            return None;
        }
        rates.convert(entry.price, &entry.currency, day)
    }

    /// Median of the qualified quotes of the year before, market price, should-cost, in that order.
    pub(super) fn benchmark(&self, item: i64, day: i32) -> Option<(&'static str, i64)> {
        if let Some(price) = self.quotes.get(&item).and_then(|list| median(recent(list, day))) {
            return Some(("quotes", price));
        }
        let latest = |lists: &BTreeMap<i64, Vec<(i32, i64)>>| {
            lists
                .get(&item)
                .and_then(|list| recent(list, day).last().map(|(_, price)| *price))
        };
        latest(&self.market)
            .map(|price| ("market", price))
            .or_else(|| latest(&self.should_cost).map(|price| ("should_cost", price)))
    }
}

fn recent(list: &[(i32, i64)], day: i32) -> &[(i32, i64)] {
    let end = list.partition_point(|(quoted, _)| *quoted <= day);
    let start = list.partition_point(|(quoted, _)| *quoted < day - BENCHMARK_AGE_DAYS);
    &list[start.min(end)..end]
}

/// The mean of the middle two for an even count, rounded toward zero.
fn median(quotes: &[(i32, i64)]) -> Option<i64> {
    let mut prices: Vec<i64> = quotes.iter().map(|(_, price)| *price).collect();
    prices.sort_unstable();
    let middle = prices.len() / 2;
    match prices.len() {
        0 => None,
        count if count % 2 == 1 => Some(prices[middle]),
        _ => Some(i64::midpoint(prices[middle - 1], prices[middle])),
    }
}

impl Reference {
    /// A price per base unit in reporting currency raised to "delivered"; the state says why it cannot be compared.
    pub(super) fn landed(&self, price: i64, incoterm: Option<&str>, category: i64, lane: Option<&str>) -> Option<i64> {
        let Some(incoterm) = incoterm.filter(|incoterm| !DELIVERED.contains(incoterm)) else {
            return Some(price);
        };
        let lane = lane?;
        let share = self.category_chain(category).find_map(|category| {
            self.prices
                .adders
                .get(&(category, incoterm.to_owned(), lane.to_owned()))
        })?;
        raised(price, *share)
    }
}

/// The last price of a supplier's item in one month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PricePoint {
    pub supplier_id: i64,
    pub item_id: i64,
    /// Landed price per base unit in reporting currency, nine places.
    pub price: i64,
}

/// The months before the one being written: what each supplier last charged for each item.
#[derive(Debug, Default)]
pub struct PriceHistory {
    months: BTreeMap<Month, BTreeMap<(i64, i64), i64>>,
}

impl PriceHistory {
    /// Takes in a month; months that can no longer be asked for are dropped.
    pub fn push(&mut self, month: Month, points: impl IntoIterator<Item = PricePoint>) {
        let prices = points
            .into_iter()
            .map(|point| ((point.supplier_id, point.item_id), point.price))
            .collect();
        self.months.insert(month, prices);
        self.months
            .retain(|kept, _| months_between(*kept, month) <= i64::from(HISTORY_MONTHS));
    }

    /// The own price last seen in the twelve months before the month.
    #[must_use]
    pub fn last(&self, month: Month, supplier: i64, item: i64) -> Option<i64> {
        self.latest(month, 1, 12, supplier, item)
    }

    /// The own price about a year earlier: in the twelfth month before, else up to six months earlier still.
    #[must_use]
    pub fn year_ago(&self, month: Month, supplier: i64, item: i64) -> Option<i64> {
        self.latest(month, 12, i64::from(HISTORY_MONTHS), supplier, item)
    }

    fn latest(&self, month: Month, nearest: i64, farthest: i64, supplier: i64, item: i64) -> Option<i64> {
        self.months
            .iter()
            .rev()
            .filter(|(earlier, _)| (nearest..=farthest).contains(&months_between(**earlier, month)))
            .find_map(|(_, prices)| prices.get(&(supplier, item)).copied())
    }
}

fn months_between(earlier: Month, later: Month) -> i64 {
    let index = |month: Month| i64::from(month.year) * 12 + i64::from(month.month);
    index(later) - index(earlier)
}
