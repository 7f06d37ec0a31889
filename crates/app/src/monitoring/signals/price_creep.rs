//! Contract prices that rose in their own currency while exchange rates kept them flat in the reporting currency.

use super::{Who, select, who};
use crate::evaluation::Loaded;
use crate::{Context, Error};
use domain::Decimal;
use domain::intake::kinds;
use domain::intake::raw::View;
use domain::period::{Span, day_number};
use serde::Serialize;
use std::collections::BTreeMap;

/// Percent of rise in its own currency that is worth a look.
const RISE_PERCENT: u32 = 3;

/// One supplier's prices between two quarters, like for like; the two parts multiply to the whole.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Creep {
    #[serde(flatten)]
    pub who: Who,
    /// Change of what is paid in reporting currency, in percent.
    pub paid_percent: Decimal,
    /// The part that the prices have in their own currency.
    pub price_percent: Decimal,
    /// The part that the exchange rates have.
    pub exchange_percent: Decimal,
}

/// Creeps, the steepest first.
pub(super) async fn find(cx: &Context, before: &Loaded, after: &Loaded) -> Result<Vec<Creep>, Error> {
    let contracts = Contracts::read(cx).await?;
    let (then, now) = (quarter(before), quarter(after));
    let old = bought(cx, after, then).await?;
    let new = bought(cx, after, now).await?;
    let mut baskets: BTreeMap<i64, Basket> = BTreeMap::new();
    for ((supplier, item), line) in &new {
        let priced = old.get(&(*supplier, *item)).and_then(|old| {
            let rate = contracts.change(*supplier, *item, (then, now))?;
            Item::new(old, line, rate)
        });
        if let Some(priced) = priced {
            baskets.entry(*supplier).or_default().add(&priced);
        }
    }
    let mut found: Vec<Creep> = baskets
        .into_iter()
        .filter_map(|(supplier, basket)| basket.creep(who(&after.computed, supplier)?))
        .filter(|creep| {
            creep.price_percent >= Decimal::from(RISE_PERCENT)
                && creep.exchange_percent < Decimal::ZERO
                && creep.paid_percent < creep.price_percent / Decimal::TWO
        })
        .collect();
    found.sort_by(|left, right| {
        let steep = right.price_percent.cmp(&left.price_percent);
        steep.then(left.who.cmp(&right.who))
    });
    Ok(found)
}

/// What was bought of an item under contract: quantity, paid, and its worth at the contract price.
struct Line {
    quantity: Decimal,
    paid: Decimal,
    contracted: Decimal,
}

async fn bought(cx: &Context, loaded: &Loaded, span: Span) -> Result<BTreeMap<(i64, i64), Line>, Error> {
    let sql = format!(
        "select supplier_id, item_id, sum(quantity) as quantity, \
         sum(cast(unit_price * quantity as decimal(38,6))) as paid, \
         sum(cast(contract_price * quantity as decimal(38,6))) as contracted from order_lines \
         where contract_price > 0 and unit_price > 0 and quantity > 0 and item_id <> 0 \
         and coalesce(status, 'open') <> 'cancelled' \
         and ordered_on >= date '{}' and ordered_on <= date '{}' group by supplier_id, item_id",
        span.from, span.to
    );
    let rows = select(cx, &loaded.record.files, sql).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| match row.as_slice() {
            [Some(supplier), Some(item), Some(quantity), Some(paid), Some(contracted)] => {
                let line = Line {
                    quantity: quantity.parse().ok()?,
                    paid: paid.parse().ok()?,
                    contracted: contracted.parse().ok()?,
                };
                Some(((supplier.parse().ok()?, item.parse().ok()?), line))
            }
            _ => None,
        })
        .collect())
}

/// One item at today's quantity.
struct Item {
    paid: Decimal,
    /// At the prices of then.
    paid_then: Decimal,
    /// At the prices of then and the exchange rates of now.
    exchanged: Decimal,
}

impl Item {
    /// `change` is how the contract price moved in its own currency; what else moved it is the exchange rate.
    fn new(old: &Line, new: &Line, change: Decimal) -> Option<Item> {
        let paid_then = old.paid.checked_div(old.quantity)?.checked_mul(new.quantity)?;
        let contract_then = old.contracted.checked_div(old.quantity)?;
        let contract_now = new.contracted.checked_div(new.quantity)?;
        let exchange = contract_now.checked_div(contract_then)?.checked_div(change)?;
        Some(Item {
            paid: new.paid,
            paid_then,
            exchanged: paid_then.checked_mul(exchange)?,
        })
    }
}

/// All items of a supplier that were bought in both quarters.
#[derive(Default)]
struct Basket {
    paid: Decimal,
    paid_then: Decimal,
    exchanged: Decimal,
}

impl Basket {
    fn add(&mut self, item: &Item) {
        self.paid = self.paid.saturating_add(item.paid);
        self.paid_then = self.paid_then.saturating_add(item.paid_then);
        self.exchanged = self.exchanged.saturating_add(item.exchanged);
    }

    fn creep(&self, who: Who) -> Option<Creep> {
        Some(Creep {
            who,
            paid_percent: change(self.paid_then, self.paid)?,
            price_percent: change(self.exchanged, self.paid)?,
            exchange_percent: change(self.paid_then, self.exchanged)?,
        })
    }
}

/// Percent from the first to the second, to one decimal.
fn change(from: Decimal, to: Decimal) -> Option<Decimal> {
    let share = (to - from).checked_mul(Decimal::ONE_HUNDRED)?.checked_div(from)?;
    Some(share.round_dp(1))
}

/// Contract prices in their own currencies, by supplier and item.
struct Contracts(BTreeMap<(i64, i64), Vec<Price>>);

struct Price {
    from: i32,
    currency: String,
    /// Per base unit, as a fraction: price over price unit.
    price: Decimal,
}

impl Contracts {
    async fn read(cx: &Context) -> Result<Contracts, Error> {
        let (heads, prices) = (
            cx.store.table(&kinds::CONTRACT).await?,
            cx.store.table(&kinds::CONTRACT_PRICE).await?,
        );
        let heads = View::new(&kinds::CONTRACT, Some(&heads));
        let suppliers: BTreeMap<i64, i64> = (0..heads.rows())
            .filter_map(|row| Some((heads.id(row), heads.int("supplier", row)?)))
            .collect();
        let view = View::new(&kinds::CONTRACT_PRICE, Some(&prices));
        let mut all: BTreeMap<(i64, i64), Vec<Price>> = BTreeMap::new();
        for row in 0..view.rows() {
            let Some((key, price)) = read_price(&view, row, &suppliers) else {
                continue;
            };
            all.entry(key).or_default().push(price);
        }
        for prices in all.values_mut() {
            prices.sort_by_key(|price| price.from);
        }
        Ok(Contracts(all))
    }

    /// How the price of an item moved in its own currency from the end of one span to that of another.
    fn change(&self, supplier: i64, item: i64, (then, now): (Span, Span)) -> Option<Decimal> {
        let on = |span: Span| {
            let day = day_number(span.to);
            let prices = self.0.get(&(supplier, item))?;
            prices.iter().rev().find(|price| price.from <= day)
        };
        let (old, new) = (on(then)?, on(now)?);
        if old.currency != new.currency {
            return None;
        }
        new.price.checked_div(old.price)
    }
}

fn read_price(view: &View<'_>, row: usize, suppliers: &BTreeMap<i64, i64>) -> Option<((i64, i64), Price)> {
    let supplier = *suppliers.get(&view.int("contract", row)?)?;
    let unit = view.int("price_unit", row).filter(|unit| *unit > 0);
    let price = Price {
        from: view.day("valid_from", row)?,
        currency: view.text("currency", row)?.to_owned(),
        // Both are scaled integers; only the quotient of two such prices is used, so the scales cancel.
        price: Decimal::from(view.int("price", row)?).checked_div(Decimal::from(unit.unwrap_or(1_000)))?,
    };
    Some(((supplier, view.int("item", row)?), price))
}

fn quarter(loaded: &Loaded) -> Span {
    loaded.record.buckets.last().copied().unwrap_or(Span {
        from: loaded.inputs.as_of,
        to: loaded.inputs.as_of,
    })
}
