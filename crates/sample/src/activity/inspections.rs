//! Incoming inspection: sampling that accepts on zero defects, and full inspection of small lots.

use super::deliveries::{Delivered, received_on};
use super::orders::{Line, Pace};
use super::{BadLot, Trade};
use crate::book::Book;
use crate::number::{real_i64, round};
use crate::plan::{self, Aspect};
use crate::random::Random;
use crate::roster::{Role, World};

/// Inspects the deliveries of a line, as many as the supplier's character asks for; trial lots always.
pub(super) fn write(
    world: &World,
    line: &Line<'_>,
    delivered: &Delivered,
    (pace, random, trade): (&mut Pace, &mut Random, &mut Trade),
    book: &mut Book,
) {
    for (part, (day, quantity)) in (1..).zip(delivered.parts.iter().copied()) {
        let received = received_on(world, line, day);
        let decided = world
            .home()
            .shift(world.home().on_or_after(received), random.within(1, 3));
        let inspected = line.trial || pace.inspected.hit(line.supplier.character.profile().inspected, random);
        if !inspected || quantity == 0 || decided > plan::KNOWN_TO {
            continue;
        }
        let lot = format!("L-{}-{}.{part}", &line.order_no[3..], line.number);
        let found = inspect(line, quantity, (pace, random));
        write_lot(world, line, (&lot, received, decided, quantity), &found, book);
        if let Some(quarter) = world.quarters.iter().position(|days| decided <= days.to)
            && found.defective_lot > 0
        {
            trade.quarters[quarter].bad_lots.push(BadLot {
                order_line: (line.order_no.to_owned(), line.number.clone()),
                unit: line.unit,
                item: line.offer.item,
                decided_on: decided,
                defective: found.defective_lot,
            });
        }
    }
}

/// What the inspection of a lot found.
struct Found {
    sample: i64,
    rejected: i64,
    conceded: i64,
    /// Defective pieces of the lot, as far as the supplier caused them.
    defective_lot: i64,
    decision: &'static str,
    stage: &'static str,
    severity: Option<&'static str>,
    fault: Option<(&'static str, &'static str)>,
}

fn inspect(line: &Line<'_>, quantity: i64, (pace, random): (&mut Pace, &mut Random)) -> Found {
    let sample = quantity.min(if quantity > 3_000 { 125 } else { 80 });
    let clean = Found {
        sample,
        rejected: 0,
        conceded: 0,
        defective_lot: 0,
        decision: "accepted",
        stage: "incoming",
        severity: None,
        fault: None,
    };
    let accepted = line.supplier.ability.means(Aspect::Acceptance, line.quarter);
    // Where quality is poor, bad lots are both more frequent and worse.
    let share = (0.08 + 1.9 * (1.0 - accepted)).min(0.40);
    // The story of the perfect record is about deliveries that nobody can fault.
    let flawless = line.trial || line.supplier.role == Role::PerfectThree;
    let bad = !flawless && pace.bad.hit((1.0 - accepted) / share, random);
    if !bad {
        let damaged = !flawless && random.chance(0.002);
        if damaged {
            let fault = Some(("wet in transport", "carrier"));
            return Found {
                rejected: (sample / 8).max(1),
                decision: "rejected",
                severity: Some("minor"),
                fault,
                ..clean
            };
        }
        return clean;
    }
    let rejected = round(real_i64(sample) * share * random.between(0.7, 1.3)).clamp(1, sample);
    let defective_lot = (quantity * rejected / sample).max(1);
    let stage = if random.chance(0.12) { "in_process" } else { "incoming" };
    let severity = Some(random.pick(&["major", "major", "major", "minor", "minor", "critical"]));
    if random.chance(0.06) {
        return Found {
            rejected,
            conceded: defective_lot,
            defective_lot,
            decision: "conceded",
            stage,
            severity,
            ..clean
        };
    }
    Found {
        rejected,
        defective_lot,
        decision: "rejected",
        stage,
        severity,
        ..clean
    }
}

fn write_lot(
    world: &World,
    line: &Line<'_>,
    (lot, received, decided, quantity): (&str, i32, i32, i64),
    found: &Found,
    book: &mut Book,
) {
    let item = &world.items[line.offer.item];
    let category = world.goods.leaf(item.category);
    let row = book
        .inspection_lots
        .text(lot)
        .text(&line.supplier.code)
        .text(line.unit)
        .text(&item.code)
        .text(category.code);
    row.pair(line.order_no, &line.number)
        .day(received)
        .day(decided)
        .int(quantity)
        .text(category.unit);
    row.int(found.sample)
        .int(found.rejected)
        .int(found.conceded)
        .text(found.decision)
        .text(found.stage);
    row.maybe(found.severity).flag(line.trial);
    row.maybe(found.fault.map(|(cause, _)| cause))
        .maybe(found.fault.map(|(_, owner)| owner))
        .end();
}
