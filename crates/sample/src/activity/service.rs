//! Service tickets with their events, and change requests.

use super::{stream, unit};
use crate::book::Book;
use crate::number::{count, whole};
use crate::plan::{self, Aspect};
use crate::random::{Pacer, Random};
use crate::roster::{Supplier, World};

/// Agreed working hours to resolve a ticket.
const TARGET_HOURS: i64 = 40;

/// The stable habits of a supplier's service.
struct Habits {
    slow: Pacer,
    over: Pacer,
    reopened: Pacer,
    refused: Pacer,
}

pub(super) fn write(world: &World, supplier: &Supplier, book: &mut Book) {
    let mut random = supplier.random(&world.plan, stream::SERVICE);
    let mut requests = supplier.random(&world.plan, stream::REQUESTS);
    let mut pacer = || Pacer::new(&mut random, plan::PACE_SPREAD);
    let mut habits = Habits {
        slow: pacer(),
        over: pacer(),
        reopened: pacer(),
        refused: pacer(),
    };
    let profile = supplier.character.profile();
    // Who serves two categories is asked twice as much, so that both can be judged.
    let weight = crate::number::real(supplier.categories.len());
    let (mut ticket, mut request) = (0, 0);
    for quarter in 0..plan::QUARTERS {
        let ordered = supplier.lines(quarter, 1.0);
        if ordered < 5 || profile.tickets <= 0.0 {
            continue;
        }
        for _ in 0..count(profile.tickets * weight + random.between(-1.0, 1.0)) {
            ticket += 1;
            write_ticket(world, supplier, (quarter, ticket), (&mut habits, &mut random), book);
        }
        for _ in 0..count(profile.requests * weight + requests.between(-1.0, 1.0)) {
            request += 1;
            write_request(world, supplier, (quarter, request), (&mut habits, &mut requests), book);
        }
    }
}

fn write_ticket(
    world: &World,
    supplier: &Supplier,
    (quarter, number): (usize, u32),
    (habits, random): (&mut Habits, &mut Random),
    book: &mut Book,
) {
    let (calendar, days) = (world.calendar(supplier), world.quarters[quarter]);
    let ability = &supplier.ability;
    let day = (days.from..).nth(random.below(85)).unwrap_or(days.from);
    let day = calendar.on_or_after(day);
    let minutes = random.within(9 * 60 + 30, 13 * 60);
    let opened = calendar.instant(day, minutes);
    let resolved_share = ability.means(Aspect::Resolution, quarter);
    // A slow answer comes after days, a quick one on the same day: no definition of a working day blurs them.
    let slow = habits.slow.hit(1.0 - ability.means(Aspect::Response, quarter), random);
    let answer_day = if slow {
        calendar.shift(day, random.within(2, 4))
    } else {
        day
    };
    let answered = calendar.instant(
        answer_day,
        if slow {
            15 * 60
        } else {
            minutes + random.within(30, 180)
        },
    );
    let over = habits.over.hit(1.0 - resolved_share, random);
    let resolve_day = if over {
        calendar.shift(day, random.within(9, 16))
    } else {
        calendar.shift(answer_day, random.within(0, if slow { 0 } else { 2 }))
    };
    let resolved = calendar.instant(resolve_day, 16 * 60 + random.within(0, 30));
    let again = habits.reopened.hit(1.0 - resolved_share, random);
    let reopened = again.then(|| calendar.instant(calendar.shift(resolve_day, random.within(3, 15)), 11 * 60));
    let rating = i64::from(whole(1.0 + 4.0 * resolved_share + random.between(-0.7, 0.7)).clamp(1, 5));
    let code = format!("T-{}-{number:03}", &supplier.code[1..]);
    let unit = unit(supplier, random);
    let known = |instant: &i64| *instant < i64::from(plan::KNOWN_TO + 1) * 86_400;
    let category = world.goods.leaf(random.pick(&supplier.categories)).code;
    let row = book
        .tickets
        .text(&code)
        .text(&supplier.code)
        .text(unit)
        .text(category)
        .pair(&supplier.code, "M1");
    row.instant(opened)
        .text(random.pick(&["major", "minor", "minor", "critical"]))
        .instant(answered);
    let resolved = Some(resolved).filter(known);
    row.maybe_instant(resolved)
        .int(TARGET_HOURS)
        .maybe_instant(reopened.filter(known));
    match resolved.filter(|_| random.chance(0.85)) {
        Some(_) => row.int(rating),
        None => row.empty(),
    };
    row.empties(2).end();
    if random.chance(0.2) && resolved.is_some_and(|resolved| resolved > answered + 5_400) {
        for (sequence, after, kind) in [(1, 1_200, "waiting_on_buyer"), (2, 4_200, "back_to_supplier")] {
            let row = book
                .ticket_events
                .text(&code)
                .int(sequence)
                .text(&supplier.code)
                .text(unit);
            row.instant(answered + after).text(kind).end();
        }
    }
}

fn write_request(
    world: &World,
    supplier: &Supplier,
    (quarter, number): (usize, u32),
    (habits, random): (&mut Habits, &mut Random),
    book: &mut Book,
) {
    let (home, days) = (world.home(), world.quarters[quarter]);
    let asked = home.on_or_after(days.from + random.within(0, 82));
    let failed = habits
        .refused
        .hit(1.0 - supplier.ability.means(Aspect::Flexibility, quarter), random);
    let refused = failed && random.chance(0.6);
    let answered = home.shift(asked, random.within(1, 3));
    let row = book
        .change_requests
        .text(&format!("CR-{}-{number:03}", &supplier.code[1..]))
        .text(&supplier.code);
    row.text(unit(supplier, random))
        .empty()
        .text(world.goods.leaf(random.pick(&supplier.categories)).code)
        .day(asked);
    row.text(random.pick(&["quantity", "quantity", "pull_in", "pull_in", "cancel", "small_lot"]));
    row.scaled(i64::from(random.within(15, 25)), 2).flag(random.chance(0.3));
    row.text(if refused { "refused" } else { "accepted" }).day(answered);
    if refused {
        row.empty();
    } else {
        row.flag(!failed);
    }
    row.empties(2).end();
}
