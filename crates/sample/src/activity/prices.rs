//! Prices: what a supplier charges, what its contract says, what the market and other bidders ask.

use super::{UNITS, masters, stream};
use crate::book::Book;
use crate::number::{real, real_i64, round};
use crate::plan::{self, Aspect, Character};
use crate::random::Random;
use crate::roster::{Offer, Role, Supplier, World};
use crate::table::Table;

/// Years between the middle of a quarter and the middle of the first official one.
fn years_since_official(quarter: usize) -> f64 {
    (real(quarter) - real(plan::OFFICIAL)) / 4.0
}

/// The factor by which a supplier's own prices have changed against the first official quarter.
fn reduced(supplier: &Supplier, quarter: usize) -> f64 {
    1.0 - supplier.ability.means(Aspect::Reduction, plan::OFFICIAL) * years_since_official(quarter)
}

/// What one price unit of an item costs when ordered in a quarter, in millionths.
pub(super) fn price_micro(world: &World, supplier: &Supplier, offer: Offer, quarter: usize) -> i64 {
    if offer.contracted {
        let creep = match supplier.role {
            Role::PriceCreep => plan::CREEP[quarter.saturating_sub(plan::OFFICIAL).min(plan::CREEP.len() - 1)],
            _ => 1.0,
        };
        return published(
            world,
            offer,
            real_i64(contract_micro(world, supplier, offer, quarter)) * creep,
        );
    }
    let item = &world.items[offer.item];
    let level = supplier.ability.means(Aspect::Price, quarter) * reduced(supplier, quarter);
    let delivered = item.market_micro_in(world.plan.seed, quarter) * level * real_i64(unit_of(world, offer));
    published(
        world,
        offer,
        delivered / (1.0 + real_i64(masters::adder_milli_of(supplier)) / 1000.0),
    )
}

/// The contract price of a price unit: agreed every half year, at the market less the reductions so far.
fn contract_micro(world: &World, supplier: &Supplier, offer: Offer, quarter: usize) -> i64 {
    let agreed_in = quarter - quarter % 2;
    let reduced = if supplier.role == Role::PriceCreep {
        1.0
    } else {
        reduced(supplier, agreed_in)
    };
    let delivered = real_i64(world.items[offer.item].market_micro) * reduced * real_i64(unit_of(world, offer));
    published(
        world,
        offer,
        delivered / (1.0 + real_i64(masters::adder_milli_of(supplier)) / 1000.0),
    )
}

/// Pieces that a price is for.
pub(super) fn unit_of(world: &World, offer: Offer) -> i64 {
    plan::CATEGORIES[world.items[offer.item].category].price_unit
}

/// Rounded as price lists are: to four places, or to two where a price is for a thousand.
fn published(world: &World, offer: Offer, micro: f64) -> i64 {
    let step = if unit_of(world, offer) > 1 { 10_000 } else { 100 };
    round(micro / real_i64(step)).max(1) * step
}

/// One contract a year and supplier, with its prices.
pub(super) fn write_contracts(world: &World, supplier: &Supplier, book: &mut Book) {
    let contracted: Vec<Offer> = supplier
        .offers
        .iter()
        .copied()
        .filter(|offer| offer.contracted)
        .collect();
    let trades = !matches!(supplier.character, Character::Candidate | Character::Dormant);
    if contracted.is_empty() || !trades {
        return;
    }
    let number = format!("C-{}", supplier.code);
    let (from, to) = (world.quarters[0].from - 120, world.quarters[plan::QUARTERS].to + 365);
    let row = book
        .contracts
        .text(&number)
        .text(&supplier.code)
        .text(world.goods.leaf(supplier.categories[0]).code);
    row.day(from).day(to).day(to - 120).int(60).end();
    for offer in contracted {
        let item = &world.items[offer.item];
        for quarter in (0..plan::QUARTERS).step_by(2) {
            // Orders due in the first quarter were placed before it began, so the first price is older.
            let agreed = if quarter == 0 {
                from
            } else {
                world.quarters[quarter].from
            };
            let price = contract_micro(world, supplier, offer, quarter);
            let row = book.contract_prices.text(&number).text(&item.code).day(agreed);
            row.scaled(price, 6)
                .text(item.currency)
                .int(unit_of(world, offer))
                .end();
        }
    }
}

/// The market price of every item, once a quarter, from the quarter before the first.
pub(super) fn write_markets(world: &World, book: &mut Book) {
    for item in &world.items {
        for (quarter, days) in world.quarters.iter().enumerate().take(plan::QUARTERS) {
            let price = round(item.market_micro_in(world.plan.seed, quarter) / 100.0) * 100;
            let published_on = if quarter == 0 {
                [Some(days.from - 120), Some(days.from)]
            } else {
                [None, Some(days.from)]
            };
            for day in published_on.into_iter().flatten() {
                let row = book.benchmark_prices.text(&item.code).day(day).scaled(price, 6);
                row.text(item.currency).text("market").text("Demo price index").end();
            }
        }
    }
}

/// Requests for quotation: each quarter some items that no contract binds, asked of their makers and of others.
pub(super) fn write_quotes(world: &World, book: &mut Book) {
    let contracted: std::collections::BTreeSet<usize> = world
        .suppliers
        .iter()
        .flat_map(|supplier| {
            supplier
                .offers
                .iter()
                .filter(|offer| offer.contracted)
                .map(|offer| offer.item)
        })
        .collect();
    let mut number = 0;
    for (quarter, days) in world.quarters.iter().enumerate().take(plan::QUARTERS) {
        let mut random = Random::new(world.plan.seed, &[stream::QUOTES, quarter as u64]);
        for (index, item) in world.items.iter().enumerate() {
            if contracted.contains(&index) || !random.chance(0.14) {
                continue;
            }
            number += 1;
            let bidders = bidders(world, index, quarter, &mut random);
            let due = world.home().on_or_after(days.from + random.within(8, 80));
            let prices: Vec<i64> = bidders
                .iter()
                .map(|_| {
                    round(item.market_micro_in(world.plan.seed, quarter) * random.between(0.975, 1.03) / 100.0) * 100
                })
                .collect();
            let best = prices.iter().copied().min().unwrap_or(0);
            for (supplier, price) in bidders.into_iter().zip(prices) {
                let row = book
                    .quote_lines
                    .text(&format!("RFQ-{number:05}"))
                    .text(&item.code)
                    .text(&supplier.code);
                write_answer((supplier, due), (price, price == best), item.currency, &mut random, row);
            }
        }
    }
}

/// The makers of an item, and up to three others of its category that calculate in its currency.
fn bidders<'a>(world: &'a World, item: usize, quarter: usize, random: &mut Random) -> Vec<&'a Supplier> {
    let wanted = &world.items[item];
    let asked = |supplier: &&Supplier| {
        supplier.lines(quarter, 1.0) > 0
            && supplier.categories.contains(&wanted.category)
            && supplier.place().currency == wanted.currency
    };
    let makes = |supplier: &Supplier| supplier.offers.iter().any(|offer| offer.item == item);
    let mut bidders: Vec<&Supplier> = world
        .suppliers
        .iter()
        .filter(asked)
        .filter(|supplier| makes(supplier))
        .collect();
    let mut others: Vec<&Supplier> = world
        .suppliers
        .iter()
        .filter(asked)
        .filter(|supplier| !makes(supplier))
        .collect();
    random.shuffle(&mut others);
    bidders.extend(others.into_iter().take(3));
    bidders
}

/// Fills the row after request, item and supplier.
fn write_answer(
    (supplier, due): (&Supplier, i32),
    (price, best): (i64, bool),
    currency: &str,
    random: &mut Random,
    row: &mut Table,
) {
    row.text(UNITS[random.below(2)].0).day(due);
    let prompt = supplier.ability.at(Aspect::Response, plan::OFFICIAL) / 100.0;
    if !random.chance(0.5 + prompt * 0.49) {
        row.empties(8).end();
        return;
    }
    let late = !random.chance(0.5 + prompt * 0.48);
    row.day(if late {
        due + random.within(1, 9)
    } else {
        due - random.within(0, 4)
    });
    if random.chance(0.06) && !best {
        row.empties(4).text("capacity booked out").flag(false).flag(false).end();
        return;
    }
    row.scaled(price, 6)
        .text(currency)
        .int(1)
        .text("DDP")
        .empty()
        .flag(true)
        .flag(best)
        .end();
}
