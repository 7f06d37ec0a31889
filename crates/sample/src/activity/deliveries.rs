//! Deliveries: whether a line is there in time and in full, its hand-over, receipt and invoice.

use super::orders::{Line, Pace};
use crate::book::Book;
use crate::number::round;
use crate::plan::{self, Aspect};
use crate::random::Random;
use crate::roster::World;

/// What became of a line. Days are those on which the clock of its Incoterm stops.
#[derive(Debug)]
pub(super) struct Delivered {
    /// Day and quantity of each part, earliest first.
    pub(super) parts: Vec<(i32, i64)>,
    /// Whether everything had arrived when the files were made.
    pub(super) complete: bool,
    /// Cause and owner of a miss that is not the supplier's.
    pub(super) fault: Option<(&'static str, &'static str)>,
    /// The later date that the supplier may have told before.
    pub(super) announced: Option<i32>,
}

/// Decides how a line is delivered: by ability, and now and then by somebody else's fault.
pub(super) fn decide(world: &World, line: &Line<'_>, (pace, random): (&mut Pace, &mut Random)) -> Delivered {
    let calendar = world.calendar(line.supplier);
    let missed = !line.trial
        && pace.late.hit(
            1.0 - line.supplier.ability.means(Aspect::Punctuality, line.quarter),
            random,
        );
    let excused = !missed && !line.trial && pace.excused.hit(plan::EXCUSED_SHARE, random);
    let fault = excused.then(|| random.pick(FAULTS));
    let mut announced = None;
    let parts = if missed || excused {
        let days = random.within(2, 6) + if random.chance(0.25) { random.within(2, 9) } else { 0 };
        let late = calendar.shift(line.due, days);
        match random.below(10) {
            0 if missed => vec![(calendar.shift(line.due, -random.within(6, 9)), line.quantity)],
            1 if line.quantity >= 20 => {
                let first = line.quantity * i64::from(random.within(3, 8)) / 10;
                vec![(line.due, first), (late, line.quantity - first)]
            }
            _ => {
                announced = Some(late);
                vec![(late, line.quantity)]
            }
        }
    } else {
        let day = calendar.shift(line.due, -random.pick(&[0, 0, 0, 1, 1, 2]));
        if line.quantity >= 40 && random.chance(0.05) {
            let first = line.quantity / 2;
            vec![(calendar.shift(day, -1), first), (day, line.quantity - first)]
        } else {
            vec![(day, line.quantity)]
        }
    };
    // Nothing is handed over before it was ordered.
    let parts: Vec<(i32, i64)> = parts
        .into_iter()
        .map(|(day, quantity)| (day.max(line.ordered + 1), quantity))
        .collect();
    let complete = parts.iter().all(|(day, _)| *day + transit_days(line) <= plan::KNOWN_TO);
    Delivered {
        parts,
        complete,
        fault,
        announced,
    }
}

const FAULTS: &[(&str, &str)] = &[
    ("drawing changed after the order", "buyer"),
    ("order released late", "buyer"),
    ("vessel delayed", "carrier"),
    ("truck broke down", "carrier"),
    ("customs inspection", "customs"),
    ("typhoon", "force_majeure"),
];

/// The day a part is received; where the arrival stops the clock, it is that very day.
pub(super) fn received_on(world: &World, line: &Line<'_>, day: i32) -> i32 {
    if hands_over(line.supplier.incoterm) {
        world.home().on_or_after(day + transit_days(line))
    } else {
        day
    }
}

/// Days between hand-over and receipt; none where the clock stops at arrival.
fn transit_days(line: &Line<'_>) -> i32 {
    if hands_over(line.supplier.incoterm) {
        line.supplier.place().transit_days
    } else {
        0
    }
}

fn hands_over(incoterm: &str) -> bool {
    !matches!(incoterm, "DAP" | "DPU" | "DDP")
}

/// The hand-over where the Incoterm has one, the receipt, and the invoice of each part.
pub(super) fn write(world: &World, line: &Line<'_>, delivered: &Delivered, random: &mut Random, book: &mut Book) {
    let code = &line.supplier.code;
    for (part, (day, quantity)) in (1..).zip(delivered.parts.iter().copied()) {
        let document = format!("{}-{}.{part}", &line.order_no[3..], line.number);
        if day > plan::KNOWN_TO {
            continue;
        }
        if hands_over(line.supplier.incoterm) {
            let row = book
                .hand_overs
                .text(&format!("HO-{document}"))
                .text("1")
                .pair(line.order_no, &line.number);
            row.text(code).text(line.unit).day(day).int(quantity).end();
        }
        let received = received_on(world, line, day);
        if received <= plan::KNOWN_TO {
            let row = book
                .receipts
                .text(&format!("GR-{document}"))
                .text("1")
                .pair(line.order_no, &line.number);
            row.text(code).text(line.unit).day(received).int(quantity).end();
        }
        if !line.trial {
            write_invoice(world, line, (day, quantity, &document), random, book);
        }
    }
}

fn write_invoice(
    world: &World,
    line: &Line<'_>,
    (day, quantity, document): (i32, i64, &str),
    random: &mut Random,
    book: &mut Book,
) {
    let invoiced_on = day + random.within(0, 3);
    if invoiced_on > plan::KNOWN_TO {
        return;
    }
    // Those who answer well also bill well.
    let care = line
        .supplier
        .ability
        .at(Aspect::Response, line.quarter)
        .clamp(0.0, 100.0);
    let wrong = random.chance(0.005 + (100.0 - care) * 0.0016);
    let result = if wrong {
        random.pick(&["price", "price", "quantity", "no_order", "other"])
    } else {
        "matched"
    };
    let price = if result == "price" {
        round(crate::number::real_i64(line.price_micro) * 1.03 / 100.0) * 100
    } else {
        line.price_micro
    };
    let quantity = if result == "quantity" { quantity + 1 } else { quantity };
    let by_buyer = wrong && random.chance(0.1);
    let row = book
        .invoice_lines
        .text(&format!("IN-{document}"))
        .text("1")
        .text(&line.supplier.code)
        .text(line.unit);
    row.pair(line.order_no, &line.number).day(invoiced_on).int(quantity);
    row.scaled(price, 6)
        .text(world.items[line.offer.item].currency)
        .text(result);
    row.maybe(by_buyer.then_some("wrong price in our master data"))
        .maybe(by_buyer.then_some("buyer"))
        .end();
}
