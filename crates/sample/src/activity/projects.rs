//! Development projects with their milestones, joint products, and the technology assessment.

use super::{UNITS, stream, unit};
use crate::book::Book;
use crate::number::{real, round, whole};
use crate::plan::{self, Aspect, Character};
use crate::random::{Pacer, Random};
use crate::roster::{Supplier, World};

/// Milestone and planned days since the one before.
const STEPS: [(&str, i32); 5] = [("T0", 20), ("T1", 35), ("EVT", 30), ("DVT", 30), ("PPAP", 30)];

/// Two projects a year with those who develop with us.
pub(super) fn write(world: &World, supplier: &Supplier, book: &mut Book) {
    let mut random = supplier.random(&world.plan, stream::PROJECTS);
    let Some(category) = supplier
        .categories
        .iter()
        .copied()
        .find(|leaf| plan::CATEGORIES[*leaf].projects)
    else {
        return;
    };
    if !random.chance(supplier.character.profile().projects) {
        return;
    }
    let mut late = Pacer::new(&mut random, plan::PACE_SPREAD);
    let first = if supplier.character == Character::Admitted {
        5
    } else {
        0
    };
    for project in 0..4 {
        let start = world.quarters[project * 2].from - 15 + random.within(0, 25);
        if project * 2 + 1 < first {
            continue;
        }
        let code = format!("NPI-{}-{}", &supplier.code[1..], project + 1);
        let unit = unit(supplier, &mut random);
        let mut due = start;
        for (step, days) in STEPS {
            due += days;
            let on_day = world.home().on_or_after(due);
            let quarter = world
                .quarters
                .iter()
                .position(|days| on_day <= days.to)
                .unwrap_or(plan::QUARTERS);
            let developed = supplier.ability.means(Aspect::Development, quarter);
            let done = if late.hit(1.0 - developed, &mut random) {
                on_day + random.within(4, 20)
            } else {
                on_day - random.within(0, 3)
            };
            let actual = whole(f64::from(days) / (developed + random.between(0.0, 0.06))).max(days * 10 / 11);
            let known = done <= plan::KNOWN_TO;
            let row = book
                .project_milestones
                .text(&code)
                .text(step)
                .text(&supplier.code)
                .text(unit);
            row.text(world.goods.leaf(category).code)
                .day(on_day)
                .maybe_day(known.then_some(done))
                .int(i64::from(days));
            if known {
                row.int(i64::from(actual));
            } else {
                row.empty();
            }
            row.flag(false).flag(false).empties(2).end();
        }
    }
}

/// The joint products: one launch each in the programme year, with makers of what the products depend on.
pub(super) fn write_joint_products(world: &World, book: &mut Book) {
    let makers = world
        .suppliers
        .iter()
        .filter(|supplier| supplier.character == Character::Strategic);
    for (number, supplier) in makers.step_by(7).take(plan::JOINT_PRODUCTS).enumerate() {
        let quarter = world.quarters[plan::OFFICIAL + 1 + number % 4];
        let launched = world
            .home()
            .on_or_after(quarter.from + 20 + i32::try_from(number).unwrap_or(0) * 9);
        let code = format!("JOINT-{}", number + 1);
        let category = world.goods.leaf(supplier.categories[0]).code;
        for (step, before, joint) in [("concept", 210, false), ("prototype", 110, false), ("launch", 0, true)] {
            let day = world.home().on_or_after(launched - before);
            let row = book
                .project_milestones
                .text(&code)
                .text(step)
                .text(&supplier.code)
                .text(UNITS[number % 2].0);
            row.text(category)
                .day(day)
                .day(day)
                .int(100)
                .int(98)
                .flag(false)
                .flag(joint)
                .empties(2)
                .end();
        }
    }
}

const QUESTIONS: [&str; 5] = [
    "technology.roadmap",
    "technology.process_capability",
    "technology.improvements",
    "technology.research_share",
    "technology.design_wins",
];
const RATERS: [&str; 2] = ["R. Engstrom", "Zhou Min"];

/// Two rounds of the technology assessment, before each annual review.
pub(super) fn write_assessments(world: &World, book: &mut Book) {
    let assessed = world
        .suppliers
        .iter()
        .filter(|supplier| matches!(supplier.character, Character::Strategic | Character::Solid));
    let one_in = (assessed.clone().count() / plan::ASSESSED.min(assessed.clone().count())).max(1);
    for supplier in assessed.step_by(one_in).take(plan::ASSESSED) {
        for (round_name, quarter) in [("2025", plan::OFFICIAL), ("2026", plan::QUARTERS - 1)] {
            write_answers(world, supplier, (round_name, quarter), book);
        }
    }
}

fn write_answers(world: &World, supplier: &Supplier, (round_name, quarter): (&str, usize), book: &mut Book) {
    let mut random = Random::new(
        world.plan.seed,
        &[stream::PROJECTS, 0xA5, supplier.number, quarter as u64],
    );
    let days = world.quarters[quarter];
    let level = supplier.ability.means(Aspect::Technology, quarter);
    for (rater, name) in RATERS.into_iter().enumerate() {
        let day = world.home().on_or_after(days.from + random.within(30, 75));
        for question in QUESTIONS {
            // Raters use half points, and the second is a little stricter.
            let points = level + random.between(-0.5, 0.5) - real(rater) * 0.1;
            let half_points = round(points * 2.0).clamp(0, 10);
            let row = book
                .assessment_answers
                .text(round_name)
                .text(question)
                .text(name)
                .text(&supplier.code);
            row.text(UNITS[0].0)
                .text(world.goods.leaf(supplier.categories[0]).code)
                .day(day);
            row.scaled(half_points * 5, 1)
                .int(5)
                .text(&format!("EV-{}-{round_name}", supplier.code))
                .text("given")
                .end();
        }
    }
}
