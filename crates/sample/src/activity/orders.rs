//! Orders: purchase orders of one to four lines, their confirmations, and what follows from each line.

use super::deliveries::Delivered;
use super::{Trade, deliveries, inspections, prices, stream, unit};
use crate::book::Book;
use crate::number::{real, real_i64, round};
use crate::plan::{self, Aspect, Character};
use crate::random::{Pacer, Random};
use crate::rates;
use crate::roster::{Offer, Role, Supplier, World};

/// One order line, as everything that follows from it needs to know it.
#[derive(Debug)]
pub(super) struct Line<'a> {
    pub(super) supplier: &'a Supplier,
    pub(super) order_no: &'a str,
    pub(super) number: String,
    pub(super) unit: &'static str,
    pub(super) offer: Offer,
    /// The quarter it is due in.
    pub(super) quarter: usize,
    pub(super) ordered: i32,
    /// First confirmed date, or the requested one where nobody confirmed.
    pub(super) due: i32,
    pub(super) quantity: i64,
    pub(super) price_micro: i64,
    pub(super) trial: bool,
}

/// The stable processes of a supplier (see `random::Pacer`).
#[derive(Debug)]
pub(super) struct Pace {
    pub(super) late: Pacer,
    pub(super) excused: Pacer,
    pub(super) inspected: Pacer,
    pub(super) bad: Pacer,
}

/// One purchase order.
struct Order {
    number: String,
    unit: &'static str,
    ordered: i32,
    requested: i32,
    lines: usize,
    trial: bool,
}

/// Writes all orders of a supplier and what follows from them; tells the other activities what they need.
pub(super) fn write(world: &World, supplier: &Supplier, scale: f64, book: &mut Book) -> Trade {
    let mut random = supplier.random(&world.plan, stream::ORDERS);
    let mut pace = {
        let mut pacer = || Pacer::new(&mut random, plan::PACE_SPREAD);
        Pace {
            late: pacer(),
            excused: pacer(),
            inspected: pacer(),
            bad: pacer(),
        }
    };
    let mut trade = Trade::default();
    let mut number = 0;
    for quarter in 0..=plan::QUARTERS {
        let trials = trial_lines(supplier, quarter);
        let wanted = supplier.lines(quarter, scale) + trials;
        let mut written = 0;
        while written < wanted {
            let lines = if trials > 0 {
                1
            } else {
                (1 + random.below(4)).min(wanted - written)
            };
            number += 1;
            let share = (real(written) + random.unit() * real(lines)) / real(wanted);
            let order = place_order(
                world,
                supplier,
                (quarter, share),
                (number, lines, written < trials),
                &mut random,
            );
            written += lines;
            // What will be ordered after the last quarter is not known yet.
            if order.ordered <= world.quarters[plan::QUARTERS - 1].to {
                write_order(
                    world,
                    supplier,
                    (&order, quarter),
                    (&mut pace, &mut trade, &mut random),
                    book,
                );
            }
        }
    }
    trade
}

/// Trial lots of candidates before their approval, one line each.
fn trial_lines(supplier: &Supplier, quarter: usize) -> usize {
    match (supplier.character, quarter) {
        (Character::Admitted, 4) => 4,
        (Character::Candidate, 6) => supplier.rank % 3,
        (Character::Candidate, 7) => 1 + supplier.rank % 2,
        _ => 0,
    }
}

fn place_order(
    world: &World,
    supplier: &Supplier,
    (quarter, share): (usize, f64),
    (number, lines, trial): (u32, usize, bool),
    random: &mut Random,
) -> Order {
    let (days, home, theirs) = (world.quarters[quarter], world.home(), world.calendar(supplier));
    let wanted = days.from + crate::number::whole(share * f64::from(days.to - days.from));
    // A due date is worked on at both ends; the last days of a quarter move forward, never out of it.
    let step = if wanted > days.to - 14 { -1 } else { 1 };
    let mut due = wanted;
    while !(home.work.is_workday(due) && theirs.work.is_workday(due)) {
        due += step;
    }
    let mut ordered = due - supplier.lead_days + random.within(-1, 1);
    while !home.work.is_workday(ordered) {
        ordered -= 1;
    }
    Order {
        number: format!("PO-{}-{number:04}", &supplier.code[1..]),
        unit: unit(supplier, random),
        ordered,
        requested: due,
        lines,
        trial,
    }
}

fn write_order(
    world: &World,
    supplier: &Supplier,
    (order, quarter): (&Order, usize),
    (pace, trade, random): (&mut Pace, &mut Trade, &mut Random),
    book: &mut Book,
) {
    let order_quarter = world
        .quarters
        .iter()
        .position(|days| order.ordered <= days.to)
        .unwrap_or(0);
    for line in 1..=order.lines {
        let offer = random.pick(&supplier.offers);
        let price_micro = prices::price_micro(world, supplier, offer, order_quarter);
        let line = Line {
            supplier,
            order_no: &order.number,
            number: line.to_string(),
            unit: order.unit,
            offer,
            quarter,
            ordered: order.ordered,
            due: order.requested,
            quantity: quantity(world, (supplier, quarter), offer, (price_micro, order), random),
            price_micro,
            trial: order.trial,
        };
        let cancelled = !order.trial && supplier.role == Role::None && random.chance(0.006);
        let delivered = write_line(world, &line, cancelled, (pace, random), book);
        let value = real_i64(line.quantity) * real_i64(price_micro) / 1e6 / real_i64(prices::unit_of(world, offer));
        let of_order = &mut trade.quarters[order_quarter];
        of_order.value += if cancelled {
            0.0
        } else {
            value * rates::line(world.items[offer.item].currency, order.ordered)
        };
        if let Some(delivered) = delivered {
            inspections::write(world, &line, &delivered, (pace, random, trade), book);
        }
    }
}

/// A quantity whose value is about what this supplier's lines are worth.
fn quantity(
    world: &World,
    (supplier, quarter): (&Supplier, usize),
    offer: Offer,
    (price_micro, order): (i64, &Order),
    random: &mut Random,
) -> i64 {
    let item = &world.items[offer.item];
    let profile = supplier.character.profile();
    let trial = if order.trial { 0.2 } else { 1.0 };
    let weight = plan::CATEGORIES[item.category].value * supplier.worth * trial;
    let (before, after) = profile.line_value;
    let worth = (before + (after - before) * plan::VOLUME_SHIFT[quarter]) * 1000.0 * weight * random.between(0.6, 1.4);
    let piece = real_i64(price_micro) / 1e6 / real_i64(prices::unit_of(world, offer));
    let pieces = worth / (piece * rates::line(item.currency, plan::EXCHANGE_ORIGIN));
    // Orders come in round numbers: two leading places and a half.
    let mut step = 5;
    while real_i64(step * 10) * 5.0 < pieces {
        step *= 10;
    }
    (round(pieces / real_i64(step)) * step).max(5)
}

/// The order line and its confirmations; then its delivery, unless it was cancelled.
fn write_line(
    world: &World,
    line: &Line<'_>,
    cancelled: bool,
    (pace, random): (&mut Pace, &mut Random),
    book: &mut Book,
) -> Option<Delivered> {
    let (supplier, item) = (line.supplier, &world.items[line.offer.item]);
    let delivered = (!cancelled).then(|| deliveries::decide(world, line, (pace, random)));
    let requested = if random.chance(0.12) {
        world.calendar(supplier).shift(line.due, -random.within(1, 4))
    } else {
        line.due
    };
    let confirmed = random.chance(0.97);
    // Some lines are never confirmed: then the requested date is what they are due on.
    let requested = if confirmed {
        requested.max(line.ordered + 5)
    } else {
        line.due
    };
    let category = world.goods.leaf(item.category);
    let row = book
        .order_lines
        .text(line.order_no)
        .text(&line.number)
        .text(&supplier.code)
        .text(line.unit);
    row.text(&item.code)
        .text(category.code)
        .pair(&supplier.code, "M1")
        .day(line.ordered)
        .day(requested);
    row.int(line.quantity)
        .text(category.unit)
        .scaled(line.price_micro, 6)
        .text(item.currency);
    row.int(prices::unit_of(world, line.offer))
        .text(supplier.incoterm)
        .text(supplier.place().code);
    row.int(i64::from(supplier.lead_days));
    row.text(match &delivered {
        None => "cancelled",
        Some(delivered) if delivered.complete => "closed",
        Some(_) => "open",
    });
    let fault = delivered.as_ref().and_then(|delivered| delivered.fault);
    row.maybe(fault.map(|(cause, _)| cause))
        .maybe(fault.map(|(_, owner)| owner))
        .empty()
        .end();
    if confirmed {
        write_confirmations(world, line, delivered.as_ref(), random, book);
    }
    if let Some(delivered) = &delivered {
        deliveries::write(world, line, delivered, random, book);
    }
    delivered
}

fn write_confirmations(
    world: &World,
    line: &Line<'_>,
    delivered: Option<&Delivered>,
    random: &mut Random,
    book: &mut Book,
) {
    let (supplier, calendar) = (line.supplier, world.calendar(line.supplier));
    let prompt = supplier.ability.means(Aspect::Response, line.quarter);
    let days = if random.chance(prompt) {
        random.within(0, 1)
    } else {
        random.within(3, 6)
    };
    let confirmed_on = calendar.shift(calendar.on_or_after(line.ordered), days);
    if confirmed_on > plan::KNOWN_TO {
        return;
    }
    let row = book
        .confirmations
        .pair(line.order_no, &line.number)
        .int(1)
        .text(&supplier.code)
        .text(line.unit);
    row.day(confirmed_on).day(line.due).int(line.quantity).empty().end();
    // Of those who will be late, some say so before; that moves the promise, not the due date.
    let late_by = delivered.and_then(|delivered| delivered.announced);
    if let Some(promised) = late_by
        && random.chance(0.6)
    {
        let told_on = calendar
            .on_or_after(line.due - random.within(2, 8))
            .max(confirmed_on + 1);
        if told_on > plan::KNOWN_TO {
            return;
        }
        let row = book
            .confirmations
            .pair(line.order_no, &line.number)
            .int(2)
            .text(&supplier.code)
            .text(line.unit);
        row.day(told_on).day(promised).int(line.quantity).text("supplier").end();
    }
}
