//! Management effort by supplier, and the savings that finance has seen.

use super::{Trade, UNITS, stream, unit};
use crate::ability::progress;
use crate::book::Book;
use crate::number::{real, round};
use crate::plan::{self, Aspect, Character};
use crate::random::Random;
use crate::roster::{Role, Supplier, World};

pub(super) fn write(world: &World, supplier: &Supplier, trade: &Trade, book: &mut Book) {
    let mut random = supplier.random(&world.plan, stream::EFFORT);
    let mut entries = 0;
    for quarter in 0..plan::QUARTERS {
        write_hours(world, supplier, (quarter, &mut entries), &mut random, book);
        let value = trade.quarters[quarter].value;
        let measured = !matches!(supplier.character, Character::Sparse | Character::Candidate);
        // Who raises prices behind the exchange rate has nothing to book.
        let creeps = supplier.role == Role::PriceCreep && quarter > plan::OFFICIAL;
        if measured && !creeps && supplier.lines(quarter, 1.0) >= 5 {
            write_savings(world, supplier, (quarter, value), &mut random, book);
        }
    }
}

const WORK: [(&str, &str, f64); 5] = [
    ("buyer", "expediting", 0.8),
    ("supplier quality engineer", "problem solving", 1.1),
    ("category manager", "review meeting", 1.3),
    ("supplier quality engineer", "site visit", 1.5),
    ("buyer", "order handling", 0.7),
];

/// The hours of a quarter in three to five entries.
fn write_hours(
    world: &World,
    supplier: &Supplier,
    (quarter, number): (usize, &mut u32),
    random: &mut Random,
    book: &mut Book,
) {
    let (before, after) = supplier.character.profile().hours;
    // Nobody spends hours on a supplier that is not there yet.
    let known_from = match supplier.character {
        Character::Fresh => plan::OFFICIAL,
        Character::Admitted | Character::Candidate => plan::OFFICIAL + 1,
        _ => 0,
    };
    let hours = (before + (after - before) * progress(quarter)) * random.between(0.85, 1.15);
    if quarter < known_from || hours < 1.0 {
        return;
    }
    let entries = 3 + random.below(3);
    for entry in 0..entries {
        *number += 1;
        let days = world.quarters[quarter];
        let day = world.home().on_or_after(days.from + random.within(0, 80));
        let (role, activity, cost) = WORK[(entry + random.below(2)) % WORK.len()];
        // A visit costs travel, so the same hours cost more; the mean over the kinds of work is about one.
        let tenths = round(hours * 10.0 / real(entries) * random.between(0.8, 1.2)).max(1);
        let amount = round(crate::number::real_i64(tenths) / 10.0 * plan::HOUR_COST * cost);
        let row = book
            .efforts
            .text(&format!("E-{}-{number:04}", &supplier.code[1..]))
            .text(&supplier.code);
        row.text(unit(supplier, random))
            .day(day)
            .text(role)
            .scaled(tenths, 1)
            .int(amount)
            .text("CNY")
            .text(activity)
            .end();
    }
}

/// What was saved in the quarter, and the validated ideas for the next twelve months.
fn write_savings(
    world: &World,
    supplier: &Supplier,
    (quarter, value): (usize, f64),
    random: &mut Random,
    book: &mut Book,
) {
    let rate = supplier.ability.means(Aspect::Reduction, quarter);
    let days = world.quarters[quarter];
    let share = 1.0 / real(supplier.categories.len());
    for (index, leaf) in supplier.categories.iter().enumerate() {
        for stage in ["realised", "pipeline"] {
            let booked = world.home().on_or_after(days.from + random.within(20, 85));
            let probability = if stage == "pipeline" {
                random.within(5, 9) * 10
            } else {
                100
            };
            let amount = round(value * share * rate * random.between(0.9, 1.1) * 100.0 / f64::from(probability));
            if amount <= 0 {
                continue;
            }
            let code = format!("SV-{}-{quarter}{index}{}", &supplier.code[1..], &stage[..1]);
            let row = book
                .savings
                .text(&code)
                .text(&supplier.code)
                .text(UNITS[0].0)
                .text(world.goods.leaf(*leaf).code);
            row.day(booked).int(amount).text("CNY").text(stage);
            if stage == "pipeline" {
                row.int(i64::from(probability));
            } else {
                row.empty();
            }
            row.text("N. Castellanos").end();
        }
    }
}
