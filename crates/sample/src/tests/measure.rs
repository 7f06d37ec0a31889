//! A small evaluation of the written files, after the default curves and weights of the six dimensions.
//!
//! It stands in for the engine so that the margins of the demo company can be seen without it. Where the engine
//! may read a rule in more than one way, the margins have to be wide enough for each; this is one way.

use super::files::{Sheet, day, number};
use super::lookup::{Benchmarks, Deliveries};
use crate::calendar::{Calendar, Days, calendars, quarters};
use crate::plan;
use std::collections::BTreeMap;
use std::path::Path;

/// The twelve indicators in the order of `plan::Aspect`.
const WEIGHTS: [f64; 12] = [17.0, 8.0, 13.0, 7.0, 14.0, 6.0, 6.0, 6.0, 4.0, 4.0, 8.0, 7.0];
/// Anchors of 0, 60, 75, 90 and 100 points.
const ANCHORS: [[f64; 5]; 12] = [
    [90.0, 95.0, 97.0, 99.0, 99.8],
    [50.0, 70.0, 80.0, 92.0, 98.0],
    [125.0, 108.0, 102.0, 97.0, 90.0],
    [-3.0, 0.0, 1.5, 3.0, 6.0],
    [70.0, 85.0, 90.0, 95.0, 99.0],
    [40.0, 60.0, 70.0, 85.0, 95.0],
    [50.0, 75.0, 85.0, 95.0, 99.0],
    [40.0, 60.0, 72.0, 88.0, 96.0],
    [40.0, 60.0, 72.0, 88.0, 98.0],
    [0.0, 2.0, 3.0, 4.0, 5.0],
    [30.0, 60.0, 75.0, 88.0, 97.0],
    [60.0, 80.0, 90.0, 97.0, 100.0],
];

/// One countable event.
#[derive(Clone, Copy)]
struct Event {
    day: i32,
    part: usize,
    good: f64,
    n: f64,
}

/// What a supplier's events add up to in a quarter.
#[derive(Debug, Clone)]
pub(super) struct Card {
    pub(super) points: [Option<f64>; 12],
    pub(super) values: [Option<f64>; 12],
    pub(super) coverage: f64,
    pub(super) composite: Option<f64>,
    pub(super) dimensions: [Option<f64>; 6],
    pub(super) knocked_out: bool,
}

impl Card {
    /// Coverage is sufficient, with quality and delivery present.
    pub(super) fn official(&self) -> bool {
        self.coverage >= 70.0 && self.dimensions[0].is_some() && self.dimensions[2].is_some()
    }

    pub(super) fn grade(&self) -> char {
        let worst = self
            .dimensions
            .iter()
            .flatten()
            .fold(100.0_f64, |worst, points| worst.min(*points));
        let by_points = match self.composite.unwrap_or(0.0) {
            _ if self.knocked_out => 'D',
            points if points >= 90.0 => 'A',
            points if points >= 75.0 => 'B',
            points if points >= 60.0 => 'C',
            _ => 'D',
        };
        let at_most = if worst < 50.0 {
            'C'
        } else if worst < 60.0 {
            'B'
        } else {
            'A'
        };
        by_points.max(at_most)
    }
}

/// The facts of the files, as events by supplier and indicator.
pub(super) struct Facts {
    pub(super) suppliers: Vec<String>,
    places: BTreeMap<String, usize>,
    events: Vec<[Vec<Event>; 12]>,
    /// Standing and passing risk events: from, to, points.
    risks: Vec<Vec<(i32, i32, f64)>>,
    findings: Vec<Option<i32>>,
    /// Order date and value in CNY of every line.
    pub(super) orders: Vec<Vec<(i32, f64)>>,
    /// Day, pieces, accepted pieces, and both weighted by reference price in CNY.
    pub(super) lots: Vec<(i32, [f64; 4])>,
    pub(super) effort: Vec<(i32, f64)>,
    /// Certificates held and required.
    required: Vec<Vec<(String, f64)>>,
    held: Vec<Vec<(String, i32, i32)>>,
    countries: Vec<usize>,
    calendars: Vec<Calendar>,
    pub(super) quarters: Vec<Days>,
}

impl Facts {
    pub(super) fn read(folder: &Path) -> Facts {
        let sheet = Sheet::read(folder, "supplier");
        let suppliers: Vec<String> = sheet.each(["code"]).map(|[code]| code.to_owned()).collect();
        let place = |code: &str| plan::COUNTRIES.iter().position(|country| country.code == code).unwrap();
        let count = suppliers.len();
        let mut facts = Facts {
            places: suppliers.iter().cloned().zip(0..).collect(),
            suppliers,
            events: vec![Default::default(); count],
            risks: vec![Vec::new(); count],
            findings: vec![None; count],
            orders: vec![Vec::new(); count],
            lots: Vec::new(),
            effort: Vec::new(),
            required: vec![Vec::new(); count],
            held: vec![Vec::new(); count],
            countries: sheet.each(["country"]).map(|[country]| place(country)).collect(),
            calendars: calendars(),
            quarters: quarters(),
        };
        facts.read_orders(folder);
        facts.read_lots(folder);
        facts.read_cases(folder);
        facts.read_service(folder);
        facts.read_development(folder);
        facts.read_risks(folder);
        facts.read_money(folder);
        facts
    }

    fn add(&mut self, supplier: &str, (indicator, part): (usize, usize), day: i32, (good, n): (f64, f64)) {
        self.events[self.places[supplier]][indicator].push(Event { day, part, good, n });
    }

    fn read_orders(&mut self, folder: &Path) {
        let benchmarks = Benchmarks::read(folder);
        let deliveries = Deliveries::read(folder);
        let sheet = Sheet::read(folder, "order_line");
        let keys = sheet.each([
            "order_no",
            "line_no",
            "supplier",
            "status",
            "ordered_on",
            "requested_on",
        ]);
        let goods = sheet.each([
            "item",
            "category",
            "quantity",
            "price",
            "currency",
            "price_unit",
            "incoterm",
            "lane",
            "fault_owner",
        ]);
        for ([order, line, supplier, status, ordered, requested], good) in keys.zip(goods) {
            if status == "cancelled" {
                continue;
            }
            let [item, category, quantity, price, currency, unit, incoterm, lane, owner] = good;
            let (key, ordered, quantity) = (format!("{order}/{line}"), day(ordered), number(quantity));
            let due = deliveries.due.get(&key).copied().unwrap_or_else(|| day(requested));
            let piece = number(price) / number(unit);
            let at = self.places[supplier];
            self.orders[at].push((ordered, piece * quantity * crate::rates::line(currency, ordered)));
            let adder = 1.0 + benchmarks.adders[&(category.to_owned(), incoterm.to_owned(), lane.to_owned())];
            if let Some(benchmark) = benchmarks.of(supplier, item, ordered, adder) {
                self.add(supplier, (2, 0), due, (piece * adder * quantity, benchmark * quantity));
            }
            let clock = if incoterm.starts_with('D') {
                &deliveries.receipts
            } else {
                &deliveries.hand_overs
            };
            let parts = clock.get(&key).map_or(&[][..], Vec::as_slice);
            let hit = in_time(&self.calendars[self.countries[at]], due, parts) >= quantity * 0.98;
            if hit || owner.is_empty() {
                self.add(supplier, (4, 0), due, (f64::from(u8::from(hit)), 1.0));
            }
            if let Some((last, _)) = parts.last() {
                self.add(supplier, (10, 0), due, (f64::from(last - ordered), 1.0));
            }
        }
    }

    fn read_lots(&mut self, folder: &Path) {
        let items = Sheet::read(folder, "item");
        let prices: BTreeMap<&str, f64> = items
            .each(["code", "reference_price", "currency"])
            .map(|[code, price, currency]| {
                (
                    code,
                    number(price) * crate::rates::line(currency, plan::EXCHANGE_ORIGIN),
                )
            })
            .collect();
        let columns = [
            "supplier",
            "item",
            "received_on",
            "quantity",
            "sample",
            "rejected",
            "conceded",
            "decision",
            "pre_series",
            "fault_owner",
        ];
        for [
            supplier,
            item,
            received,
            quantity,
            sample,
            rejected,
            conceded,
            decision,
            pre_series,
            owner,
        ] in Sheet::read(folder, "inspection_lot").each(columns)
        {
            if pre_series == "yes" || !owner.is_empty() {
                continue;
            }
            let quantity = number(quantity);
            let good = match decision {
                "rejected" => quantity * (1.0 - number(rejected) / number(sample)),
                "conceded" => quantity - number(conceded) / 2.0,
                _ => quantity,
            };
            let (on, price) = (day(received), prices[item]);
            self.add(supplier, (0, 0), on, (good * price, quantity * price));
            self.lots.push((on, [quantity, good, quantity * price, good * price]));
        }
    }

    fn read_cases(&mut self, folder: &Path) {
        let sheet = Sheet::read(folder, "nonconformance");
        let repeated: Vec<String> = sheet.each(["repeat_of"]).map(|[case]| case.to_owned()).collect();
        for [case, supplier, opened] in sheet.each(["case_no", "supplier", "opened_on"]) {
            let back = repeated.iter().any(|other| other == case);
            self.add(supplier, (1, 2), day(opened), (f64::from(u8::from(!back)), 1.0));
        }
        let columns = [
            "supplier",
            "due_on",
            "done_on",
            "accepted_first",
            "waiting_from",
            "waiting_to",
        ];
        for [supplier, due, done, first, from, to] in Sheet::read(folder, "scar_milestone").each(columns) {
            let wait = if from.is_empty() { 0 } else { day(to) - day(from) + 1 };
            let hit = !done.is_empty() && day(done) <= day(due) + wait;
            self.add(supplier, (1, 0), day(due), (f64::from(u8::from(hit)), 1.0));
            if !first.is_empty() {
                self.add(supplier, (1, 1), day(due), (f64::from(u8::from(first == "yes")), 1.0));
            }
        }
    }

    fn read_service(&mut self, folder: &Path) {
        let columns = ["supplier", "asked_on", "answer", "met", "size"];
        for [supplier, asked, answer, met, size] in Sheet::read(folder, "change_request").each(columns) {
            let good = f64::from(u8::from(answer == "accepted" && met == "yes")) * number(size);
            self.add(supplier, (5, 0), day(asked), (good, number(size)));
        }
        let columns = [
            "supplier",
            "opened_at",
            "answered_at",
            "resolved_at",
            "reopened_at",
            "rating",
        ];
        for [supplier, opened, answered, resolved, reopened, rating] in Sheet::read(folder, "ticket").each(columns) {
            let on = day(opened);
            let hit = |good: bool| f64::from(u8::from(good));
            self.add(supplier, (6, 0), on, (hit(day(answered) == on), 1.0));
            if resolved.is_empty() {
                continue;
            }
            self.add(supplier, (7, 0), on, (hit(reopened.is_empty()), 1.0));
            self.add(supplier, (7, 1), on, (hit(day(resolved) <= on + 7), 1.0));
            if !rating.is_empty() {
                self.add(supplier, (7, 2), on, (number(rating) - 1.0, 4.0));
            }
        }
    }

    fn read_development(&mut self, folder: &Path) {
        let columns = ["supplier", "due_on", "done_on", "planned_days", "actual_days"];
        for [supplier, due, done, planned, actual] in Sheet::read(folder, "project_milestone").each(columns) {
            let hit = !done.is_empty() && done <= due;
            self.add(supplier, (8, 0), day(due), (f64::from(u8::from(hit)), 1.0));
            if !actual.is_empty() {
                self.add(supplier, (8, 1), day(due), (number(planned), number(actual)));
            }
        }
        for [supplier, on, points] in
            Sheet::read(folder, "assessment_answer").each(["supplier", "answered_on", "points"])
        {
            self.add(supplier, (9, 0), day(on), (number(points), 1.0));
        }
    }

    fn read_risks(&mut self, folder: &Path) {
        for [supplier, from, to, kind, severity, gate] in
            Sheet::read(folder, "risk_event").each(["supplier", "happened_on", "ended_on", "kind", "severity", "gate"])
        {
            let at = self.places[supplier];
            if gate == "knockout" {
                self.findings[at] = Some(day(from));
                continue;
            }
            let points = match kind {
                "line_down" => 25.0,
                "financial" => number(severity),
                _ => 10.0,
            };
            self.risks[at].push((day(from), if to.is_empty() { i32::MAX } else { day(to) }, points));
        }
        let requirements = Sheet::read(folder, "certificate_requirement");
        for [supplier, category] in Sheet::read(folder, "supplier_category").each(["supplier", "category"]) {
            let at = self.places[supplier];
            let country = plan::COUNTRIES[self.countries[at]].code;
            for [of, place, name, weight] in requirements.each(["category", "country", "type", "weight"]) {
                if of == category && (place.is_empty() || place == country) {
                    self.required[at].push((name.to_owned(), number(weight)));
                }
            }
        }
        for [supplier, name, from, to] in
            Sheet::read(folder, "certificate").each(["supplier", "type", "valid_from", "valid_to"])
        {
            self.held[self.places[supplier]].push((name.to_owned(), day(from), day(to)));
        }
    }

    fn read_money(&mut self, folder: &Path) {
        let columns = ["supplier", "booked_on", "amount", "stage", "probability"];
        for [supplier, on, amount, stage, probability] in Sheet::read(folder, "saving").each(columns) {
            let pipeline = stage == "pipeline";
            let good = number(amount) * if pipeline { number(probability) / 100.0 } else { 1.0 };
            self.add(supplier, (3, usize::from(pipeline)), day(on), (good, 0.0));
        }
        for [on, amount] in Sheet::read(folder, "effort").each(["day", "amount"]) {
            self.effort.push((day(on), number(amount)));
        }
    }

    /// The card of a supplier in a quarter, with that many events needed.
    pub(super) fn card(&self, supplier: usize, quarter: usize, min_events: usize) -> Card {
        let to = self.quarters[quarter].to;
        let year = to - 365;
        let windows = [self.quarters[quarter].from, year + 1];
        let mut values = [None; 12];
        for (indicator, value) in values.iter_mut().enumerate() {
            *value = windows.into_iter().find_map(|from| {
                let events: Vec<Event> = self.events[supplier][indicator]
                    .iter()
                    .copied()
                    .filter(|event| (from..=to).contains(&event.day))
                    .collect();
                match indicator {
                    3 => self.reduction(supplier, (year + 1, to)),
                    10 => (events.len() >= min_events.max(8)).then(|| self.stability(supplier, &events, (from, to))),
                    11 => self.compliance(supplier, to),
                    _ => (events.len() >= min_events).then(|| value_of(indicator, &events)),
                }
            });
        }
        let mut points = [None; 12];
        for indicator in 0..12 {
            points[indicator] = values[indicator].map(|value| on_curve(&ANCHORS[indicator], value));
        }
        let knocked_out = self.findings[supplier].is_some_and(|day| day <= to);
        rolled_up(points, values, knocked_out)
    }

    fn reduction(&self, supplier: usize, (from, to): (i32, i32)) -> Option<f64> {
        let spent: f64 = self.orders[supplier]
            .iter()
            .filter(|(day, _)| (from..=to).contains(day))
            .map(|(_, value)| value)
            .sum();
        let saved = |part: usize| -> f64 {
            let of = self.events[supplier][3]
                .iter()
                .filter(|event| event.part == part && (from..=to).contains(&event.day));
            of.map(|event| event.good).sum()
        };
        let events = self.events[supplier][3]
            .iter()
            .filter(|event| (from..=to).contains(&event.day))
            .count();
        (spent > 0.0 && events > 0).then(|| 100.0 * (0.6 * saved(0) + 0.4 * saved(1)) / spent)
    }

    fn stability(&self, supplier: usize, leads: &[Event], (from, to): (i32, i32)) -> f64 {
        let n = crate::number::real(leads.len());
        let mean = leads.iter().map(|event| event.good).sum::<f64>() / n;
        let variance = leads
            .iter()
            .map(|event| (event.good - mean) * (event.good - mean))
            .sum::<f64>()
            / (n - 1.0);
        let penalty = ((variance.sqrt() / mean - 0.1).max(0.0)) * 200.0;
        let events = self.risks[supplier]
            .iter()
            .filter(|(start, end, _)| *start <= to && *end >= from);
        (100.0 - penalty - events.map(|(_, _, points)| points).sum::<f64>()).max(0.0)
    }

    fn compliance(&self, supplier: usize, on: i32) -> Option<f64> {
        let valid = |name: &str| {
            self.held[supplier]
                .iter()
                .any(|(held, from, to)| held == name && (*from..=*to).contains(&on))
        };
        let required: f64 = self.required[supplier].iter().map(|(_, weight)| weight).sum();
        let held: f64 = self.required[supplier]
            .iter()
            .filter(|(name, _)| valid(name))
            .map(|(_, weight)| weight)
            .sum();
        (required > 0.0).then(|| {
            if valid("ISO9001") {
                100.0 * held / required
            } else {
                (100.0 * held / required).min(59.0)
            }
        })
    }
}

fn value_of(indicator: usize, events: &[Event]) -> f64 {
    let share = |part: usize| {
        let of = events.iter().filter(|event| event.part == part);
        let (good, n) = of.fold((0.0, 0.0), |(good, n), event| (good + event.good, n + event.n));
        (n > 0.0).then(|| good / n)
    };
    let weighted = |weights: &[f64]| {
        let parts: Vec<(f64, f64)> = weights
            .iter()
            .enumerate()
            .filter_map(|(part, weight)| Some((*weight, share(part)?)))
            .collect();
        let total: f64 = parts.iter().map(|(weight, _)| weight).sum();
        100.0 * parts.iter().map(|(weight, share)| weight * share).sum::<f64>() / total
    };
    match indicator {
        1 | 7 => weighted(&[50.0, 30.0, 20.0]),
        8 => weighted(&[60.0, 40.0]),
        9 => share(0).unwrap_or(0.0),
        _ => 100.0 * share(0).unwrap_or(0.0),
    }
}

fn on_curve(anchors: &[f64; 5], value: f64) -> f64 {
    let mut points: Vec<(f64, f64)> = anchors.iter().copied().zip([0.0, 60.0, 75.0, 90.0, 100.0]).collect();
    if anchors[0] > anchors[4] {
        points.reverse();
    }
    crate::number::along(&points, value)
}

fn rolled_up(points: [Option<f64>; 12], values: [Option<f64>; 12], knocked_out: bool) -> Card {
    let mut dimensions = [None; 6];
    let (mut sum, mut total, mut coverage) = (0.0, 0.0, 0.0);
    for (dimension, score) in dimensions.iter_mut().enumerate() {
        let pair = [2 * dimension, 2 * dimension + 1];
        let known: f64 = pair
            .iter()
            .filter(|at| points[**at].is_some())
            .map(|at| WEIGHTS[*at])
            .sum();
        coverage += known;
        if known > 0.0 {
            let mean = pair
                .iter()
                .filter_map(|at| Some(points[*at]? * WEIGHTS[*at]))
                .sum::<f64>()
                / known;
            let weight = WEIGHTS[pair[0]] + WEIGHTS[pair[1]];
            *score = Some(mean);
            sum += mean * weight;
            total += weight;
        }
    }
    let composite = (total > 0.0).then(|| sum / total);
    Card {
        points,
        values,
        coverage,
        composite,
        dimensions,
        knocked_out,
    }
}

/// The quantity that arrived on the due date or up to three working days before it.
fn in_time(calendar: &Calendar, due: i32, parts: &[(i32, f64)]) -> f64 {
    let early = calendar.work.workday_no(due) - 3;
    let counted = parts
        .iter()
        .filter(|(on, _)| *on <= due && calendar.work.workday_no(*on) >= early);
    counted.map(|(_, quantity)| quantity).sum()
}

/// The composite of twelve abilities as the shares, factors and rates that they mean.
pub(super) fn points_of(means: [f64; 12]) -> f64 {
    let in_units = |(at, mean): (usize, f64)| match at {
        9 | 10 => mean,
        _ => 100.0 * mean,
    };
    let points = |at: usize| on_curve(&ANCHORS[at], in_units((at, means[at])));
    (0..12).map(|at| points(at) * WEIGHTS[at]).sum::<f64>() / 100.0
}
