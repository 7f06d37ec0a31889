//! Quality cases and the steps of their 8D reports.

use super::{BadLot, Trade, stream, unit};
use crate::book::Book;
use crate::number::{count, round};
use crate::plan::{self, Aspect};
use crate::random::{Pacer, Random};
use crate::roster::{Supplier, World};

/// Step, and working days after the opening by which it is due.
const STEPS: [(&str, i32); 5] = [("D0", 2), ("D3", 3), ("D4", 10), ("D7", 22), ("D8", 30)];
const MODES: [&str; 12] = [
    "DIM", "SCR", "SOL", "CON", "FUN", "COL", "LBL", "MIX", "CRK", "ESD", "ADH", "BUR",
];
/// A failure mode of an item is not used again for this many days, unless the case comes back.
const APART_DAYS: i32 = 170;

/// The stable habits of a supplier's quality department.
struct Habits {
    late: Pacer,
    refused: Pacer,
    back: Pacer,
}

/// A case as its steps and its return need it.
struct Case {
    number: String,
    item: usize,
    mode: &'static str,
    unit: &'static str,
    opened: i32,
    closed: i32,
}

pub(super) fn write(world: &World, supplier: &Supplier, trade: &Trade, book: &mut Book) {
    let mut random = supplier.random(&world.plan, stream::CASES);
    let mut pacer = || Pacer::new(&mut random, plan::PACE_SPREAD);
    let mut habits = Habits {
        late: pacer(),
        refused: pacer(),
        back: pacer(),
    };
    let mut cases: Vec<Case> = Vec::new();
    let mut opened = Pacer::new(&mut random, 0.6);
    for quarter in 0..plan::QUARTERS {
        let traded = &trade.quarters[quarter];
        let rate = supplier.character.profile().cases;
        if supplier.lines(quarter, 1.0) < 5 || rate <= 0.0 {
            continue;
        }
        let wanted = count(rate.floor()) + usize::from(opened.hit(rate - rate.floor(), &mut random));
        let mut lots: Vec<&BadLot> = traded.bad_lots.iter().collect();
        random.shuffle(&mut lots);
        for at in 0..wanted {
            let handled = supplier.ability.means(Aspect::Handling, quarter);
            let lot = lots.get(at).copied();
            let case = open(
                world,
                supplier,
                (quarter, lot),
                (&cases, &mut habits.back, handled),
                (&mut random, book),
            );
            write_steps(world, supplier, (&case, handled), (&mut habits, &mut random), book);
            cases.push(case);
        }
    }
}

/// Opens a case about a bad lot, or about a complaint from the field when there is none.
fn open(
    world: &World,
    supplier: &Supplier,
    (quarter, lot): (usize, Option<&BadLot>),
    (cases, back, handled): (&[Case], &mut Pacer, f64),
    (random, book): (&mut Random, &mut Book),
) -> Case {
    let days = world.quarters[quarter];
    let opened = match lot {
        Some(lot) => lot.decided_on + random.within(0, 1),
        None => random.within(days.from + 3, days.to - 3),
    };
    let opened = world.home().on_or_after(opened);
    // A returning case repeats one of those closed in the last 90 days, with its item and failure mode.
    let recent = cases
        .iter()
        .rev()
        .find(|case| case.closed < opened && opened - case.closed < 85);
    let repeats = recent.filter(|_| back.hit((1.0 - handled) * 1.1, random));
    let (item, mode) = match repeats {
        Some(case) => (case.item, case.mode),
        None => fresh_mode(supplier, lot, cases, opened, random),
    };
    let number = format!("NC-{}-{:03}", &supplier.code[1..], cases.len() + 1);
    let closed = world
        .calendar(supplier)
        .shift(world.calendar(supplier).on_or_after(opened), 30 + random.within(-3, 6));
    let unit = lot.map_or_else(|| unit(supplier, random), |lot| lot.unit);
    let case = Case {
        number,
        item,
        mode,
        unit,
        opened,
        closed,
    };
    let category = world.goods.leaf(world.items[item].category).code;
    let defective = lot.map_or_else(|| i64::from(random.within(2, 40)), |lot| lot.defective);
    let row = book.nonconformances.text(&case.number).text(&supplier.code).text(unit);
    row.text(&world.items[item].code).text(category);
    match lot.filter(|lot| lot.item == item) {
        Some(lot) => row.pair(&lot.order_line.0, &lot.order_line.1),
        None => row.empty(),
    };
    row.day(opened)
        .text(random.pick(&["major", "major", "minor", "critical"]))
        .int(defective)
        .text(mode);
    row.maybe(repeats.map(|case| case.number.as_str()));
    row.maybe_day((closed <= plan::KNOWN_TO).then_some(closed));
    row.scaled(round(random.between(800.0, 9_000.0)) * 100, 2)
        .text("CNY")
        .empties(2)
        .end();
    case
}

/// An item and failure mode that had no case for a while, so that only returning cases count as repeats.
fn fresh_mode(
    supplier: &Supplier,
    lot: Option<&BadLot>,
    cases: &[Case],
    opened: i32,
    random: &mut Random,
) -> (usize, &'static str) {
    let known = |item: usize, mode: &str| {
        cases
            .iter()
            .any(|case| case.item == item && case.mode == mode && (opened - case.opened).abs() < APART_DAYS)
    };
    let mut item = lot.map_or_else(|| random.pick(&supplier.offers).item, |lot| lot.item);
    let start = random.below(MODES.len());
    for turn in 0..MODES.len() * 4 {
        let mode = MODES[(start + turn) % MODES.len()];
        if !known(item, mode) {
            return (item, mode);
        }
        if turn % MODES.len() == MODES.len() - 1 {
            item = random.pick(&supplier.offers).item;
        }
    }
    (item, MODES[start])
}

fn write_steps(
    world: &World,
    supplier: &Supplier,
    (case, handled): (&Case, f64),
    (habits, random): (&mut Habits, &mut Random),
    book: &mut Book,
) {
    let calendar = world.calendar(supplier);
    let start = calendar.on_or_after(case.opened);
    for (step, days) in STEPS {
        let due = calendar.shift(start, days);
        let waited = (step == "D4" || step == "D7") && random.chance(0.08);
        let wait = if waited { random.within(2, 6) } else { 0 };
        let late = habits.late.hit(1.0 - handled, random);
        let done = if late {
            calendar.shift(due, wait + random.within(2, 9))
        } else {
            calendar.shift(due, -random.within(0, 1.min(days - 1))).max(case.opened)
        };
        let row = book
            .scar_milestones
            .text(&case.number)
            .text(step)
            .text(&supplier.code)
            .text(case.unit)
            .day(due);
        row.maybe_day((done <= plan::KNOWN_TO).then_some(done));
        // An acknowledgement is not a submission; the others are accepted or sent back.
        if step == "D0" || done > plan::KNOWN_TO {
            row.empty();
        } else {
            row.flag(!habits.refused.hit(1.0 - handled, random));
        }
        let waiting = waited.then(|| (calendar.shift(due, -(wait + 1).min(days - 1)), due));
        row.maybe_day(waiting.map(|(from, _)| from))
            .maybe_day(waiting.map(|(_, to)| to))
            .empties(2)
            .end();
    }
}
