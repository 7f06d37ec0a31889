//! Certificates, standing weaknesses, events and findings.

use super::{masters, stream};
use crate::book::Book;
use crate::number::{real_i64, round};
use crate::plan::{self, Aspect, Character};
use crate::random::{Pacer, Random};
use crate::roster::{Role, Supplier, World};

const ISSUERS: &[&str] = &["TUV Demo", "Demo Veritas", "Demo Certification Services"];

pub(super) fn write(world: &World, supplier: &Supplier, book: &mut Book) {
    let mut random = supplier.random(&world.plan, stream::RISKS);
    write_certificates(world, supplier, &mut random, book);
    let mut events = Events {
        world,
        supplier,
        number: 0,
    };
    events.write_standing(&mut random, book);
    events.write_shortages(&mut random, book);
    if supplier.character == Character::Barred {
        let finding = ["sanctions", "forced_labour", "licence_lost"][supplier.rank % 3];
        let day = world.quarters[plan::OFFICIAL].from + random.within(10, 50);
        events.write_one(finding, (day, None), (None, Some("knockout")), book);
    }
}

/// The certificates a supplier of these categories must hold, those it lacks for its ability left out.
fn write_certificates(world: &World, supplier: &Supplier, random: &mut Random, book: &mut Book) {
    let own = supplier
        .categories
        .iter()
        .map(|leaf| (plan::CATEGORIES[*leaf].own_certificate, 1, false));
    let trusted = matches!(supplier.place().code, "CA" | "MX" | "US").then_some(("C-TPAT", 1, false));
    let required: Vec<(&str, i64, bool)> = masters::COMMON_CERTIFICATES
        .into_iter()
        .chain(own)
        .chain(trusted)
        .collect();
    let mut lacking = lacking(supplier, plan::OFFICIAL);
    let later = lacking - lacking.min(self::lacking(supplier, plan::QUARTERS - 1));
    let mut caught_up = later;
    for (name, weight, critical) in required {
        let mut from = world.quarters[0].from - random.within(30, 900);
        let lapsed = critical && supplier.character == Character::Weak && supplier.rank < plan::LAPSED;
        // The lightest requirements are the ones that are lacking first.
        if !critical && weight == 1 && lacking > 0 {
            lacking -= 1;
            if caught_up == 0 {
                continue;
            }
            caught_up -= 1;
            from = world.quarters[plan::OFFICIAL + 2].from + random.within(0, 60);
        }
        let last = match (lapsed, supplier.role) {
            (true, _) => world.quarters[1].from + random.within(10, 60),
            (_, Role::Expiring) if critical => plan::EXPIRING_ON,
            _ => i32::MAX,
        };
        write_chain(supplier, name, (from, last), random, book);
    }
}

/// How many of the light requirements are not met.
fn lacking(supplier: &Supplier, quarter: usize) -> i64 {
    round((1.0 - supplier.ability.means(Aspect::Compliance, quarter)) * 10.0)
}

/// Certificates of three years one after the other, without a gap, until the last day or beyond the demo.
fn write_chain(supplier: &Supplier, name: &str, (from, last): (i32, i32), random: &mut Random, book: &mut Book) {
    // A last day fixes the chain from its end.
    let mut from = if last < i32::MAX { last - 1_095 } else { from };
    for number in 1.. {
        let to = (from + 1_095).min(last);
        let row = book
            .certificates
            .text(&format!("{name}-{}-{number}", &supplier.code[1..]))
            .text(&supplier.code)
            .empty();
        row.pair(&supplier.code, "M1")
            .text(name)
            .text(random.pick(ISSUERS))
            .day(from)
            .day(to)
            .flag(false);
        row.maybe_day(random.chance(0.7).then_some(from + 14)).end();
        if to >= last || to > plan::KNOWN_TO + 120 {
            break;
        }
        from = to + 1;
    }
}

/// Writes the risk events of one supplier, numbered in turn.
struct Events<'a> {
    world: &'a World,
    supplier: &'a Supplier,
    number: u32,
}

impl Events<'_> {
    /// Weaknesses that stand before the first quarter; those the programme cures end during its year.
    fn write_standing(&mut self, random: &mut Random, book: &mut Book) {
        let need = |quarter: usize| 100.0 - self.supplier.ability.means(Aspect::Stability, quarter);
        let (mut now, later) = (need(plan::OFFICIAL), need(plan::QUARTERS - 1));
        let mut cured = now - later;
        let since = self.world.quarters[0].from - random.within(20, 60);
        let mut standing = Vec::new();
        for kind in ["no_continuity_plan", "single_site"] {
            if now >= 7.0 {
                now -= 10.0;
                standing.push((kind, 10.0, None));
            }
        }
        if now >= 4.0 {
            let band = (round(now / 5.0) * 5).min(30);
            standing.push(("financial", real_i64(band), Some(band)));
        }
        for (kind, points, band) in standing {
            let ends = cured >= points - 3.0;
            if ends {
                cured -= points;
            }
            let until = ends.then(|| self.world.quarters[plan::OFFICIAL + 2].from + random.within(0, 60));
            self.write_one(kind, (since, until), (band, None), book);
        }
    }

    /// Shortages, line stops and silent changes: the more often, the less stable.
    fn write_shortages(&mut self, random: &mut Random, book: &mut Book) {
        let mut pacer = Pacer::new(random, 0.8);
        for quarter in 0..plan::QUARTERS {
            let days = self.world.quarters[quarter];
            let stable = self.supplier.ability.means(Aspect::Stability, quarter);
            if self.supplier.lines(quarter, 1.0) < 5 || !pacer.hit(((75.0 - stable) / 50.0).clamp(0.0, 1.0), random) {
                continue;
            }
            let kind = random.pick(&[
                "stock_out",
                "stock_out",
                "allocation",
                "unannounced_change",
                "line_down",
            ]);
            let day = days.from + random.within(5, 80);
            self.write_one(kind, (day, Some(day + random.within(1, 12))), (None, None), book);
        }
    }

    fn write_one(
        &mut self,
        kind: &str,
        (happened, ended): (i32, Option<i32>),
        (severity, gate): (Option<i64>, Option<&str>),
        book: &mut Book,
    ) {
        self.number += 1;
        let code = &self.supplier.code;
        let number = format!("RE-{}-{:02}", &code[1..], self.number);
        let row = book.risk_events.text(&number).text(code).empty();
        row.text(self.world.goods.leaf(self.supplier.categories[0]).code)
            .day(happened)
            .maybe_day(ended)
            .text(kind);
        match severity {
            Some(points) => row.int(points),
            None => row.empty(),
        };
        if kind == "line_down" {
            row.int(6)
        } else {
            row.empty()
        };
        row.maybe(gate).text(&format!("EV-{number}")).empties(2).end();
    }
}
