//! The margins: how far each character stays from the bounds that decide about grades and levels,
//! and whether the figures of the programme year can be computed from the facts.

use super::measure::{Card, Facts, points_of};
use super::{slow_tests, written};
use crate::ability::{Ability, Course};
use crate::goods::Goods;
use crate::plan::{self, Aspect, Character, Plan};
use crate::random::Random;
use crate::roster::World;
use std::ops::Range;

/// Indicators need 5 to 10 events; the margins hold for both ends.
const MIN_EVENTS: [usize; 2] = [5, 10];

const ASPECTS: [Aspect; 12] = [
    Aspect::Acceptance,
    Aspect::Handling,
    Aspect::Price,
    Aspect::Reduction,
    Aspect::Punctuality,
    Aspect::Flexibility,
    Aspect::Response,
    Aspect::Resolution,
    Aspect::Development,
    Aspect::Technology,
    Aspect::Stability,
    Aspect::Compliance,
];

/// The composite that a supplier's abilities alone promise, without the luck of single events.
fn promised(character: Character, draw: u64, quarter: usize) -> f64 {
    let ability = Ability::new(character, Course::Usual, &mut Random::new(3, &[draw]));
    let means = ASPECTS.map(|aspect| ability.means(aspect, quarter));
    points_of(means)
}

#[test]
fn abilities_promise_composites_far_from_the_bounds() {
    let range = |character: Character, quarter: usize| {
        let all = (0..2_000).map(|draw| promised(character, draw, quarter));
        all.fold((100.0_f64, 0.0_f64), |(low, high), points| {
            (low.min(points), high.max(points))
        })
    };
    let official = plan::OFFICIAL;
    assert!(
        range(Character::Strategic, official).0 > 91.5,
        "{:?}",
        range(Character::Strategic, official)
    );
    assert!(
        range(Character::Superb, official).0 > 90.5,
        "{:?}",
        range(Character::Superb, official)
    );
    assert!(
        range(Character::Solid, official).0 > 75.5,
        "{:?}",
        range(Character::Solid, official)
    );
    assert!(
        range(Character::Volume, official).0 > 65.0,
        "{:?}",
        range(Character::Volume, official)
    );
    assert!(
        range(Character::Middling, official).0 > 66.0,
        "{:?}",
        range(Character::Middling, official)
    );
    assert!(
        range(Character::Weak, official).1 < 56.0,
        "{:?}",
        range(Character::Weak, official)
    );
    assert!(range(Character::Admitted, plan::QUARTERS - 1).0 > 91.5);
}

/// A measured company with the characters that nobody else knows.
struct Measured {
    world: World,
    facts: Facts,
    joint_products: usize,
}

fn measured(plan: &Plan) -> Measured {
    let written = written(plan);
    let milestones = super::files::Sheet::read(written.folder.path(), "project_milestone");
    let joint_products = milestones
        .each(["joint_product", "done_on"])
        .filter(|row| row[0] == "yes" && !row[1].is_empty())
        .count();
    Measured {
        world: World::new(plan, Goods::new()),
        facts: Facts::read(written.folder.path()),
        joint_products,
    }
}

impl Measured {
    /// Characters and cards of the suppliers that are approved at the end of a quarter.
    fn base(&self, quarter: usize, min_events: usize) -> Vec<(Character, Card)> {
        let to = self.facts.quarters[quarter].to;
        let suppliers = self.world.suppliers.iter().enumerate();
        suppliers
            .filter(|(_, supplier)| {
                supplier
                    .approved_from(&self.world.quarters)
                    .is_some_and(|day| day <= to)
            })
            .map(|(at, supplier)| (supplier.character, self.facts.card(at, quarter, min_events)))
            .collect()
    }

    /// The positions of the sixty best strategic suppliers of the first official quarter.
    fn core(&self) -> Vec<usize> {
        let mut strategic: Vec<(f64, usize)> = (0..self.world.suppliers.len())
            .filter(|at| self.world.suppliers[*at].character == Character::Strategic)
            .map(|at| {
                (
                    self.facts
                        .card(at, plan::OFFICIAL, MIN_EVENTS[0])
                        .composite
                        .unwrap_or(0.0),
                    at,
                )
            })
            .collect();
        strategic.sort_by(|a, b| b.0.total_cmp(&a.0));
        strategic.into_iter().take(60).map(|(_, at)| at).collect()
    }

    fn days(&self, quarter: usize) -> Range<i32> {
        let days = self.facts.quarters[quarter];
        days.from..days.to + 1
    }

    /// Accepted share of what was inspected, by pieces and by reference value.
    fn acceptance(&self, quarter: usize) -> [f64; 2] {
        let mut sums = [0.0; 4];
        for (_, lot) in self
            .facts
            .lots
            .iter()
            .filter(|(day, _)| self.days(quarter).contains(day))
        {
            for (sum, part) in sums.iter_mut().zip(lot) {
                *sum += part;
            }
        }
        [100.0 * sums[1] / sums[0], 100.0 * sums[3] / sums[2]]
    }

    /// Number and value of the lines ordered in a quarter from some suppliers.
    fn ordered(&self, quarter: usize, from: impl Iterator<Item = usize>) -> (f64, f64) {
        let days = self.days(quarter);
        let orders = from
            .flat_map(|at| self.facts.orders[at].iter())
            .filter(|(day, _)| days.contains(day));
        orders.fold((0.0, 0.0), |(lines, value), (_, worth)| (lines + 1.0, value + worth))
    }

    fn effort(&self, quarter: usize) -> f64 {
        let days = self.days(quarter);
        self.facts
            .effort
            .iter()
            .filter(|(day, _)| days.contains(day))
            .map(|(_, money)| money)
            .sum()
    }
}

#[test]
fn a_tenth_of_the_company_falls_into_the_same_groups() {
    let measured = measured(&Plan::small());
    for min_events in MIN_EVENTS {
        for (character, card) in measured.base(plan::OFFICIAL, min_events) {
            check_group(character, &card);
        }
    }
}

/// Whether the card lies where its character belongs, with room to the next bound.
fn check_group(character: Character, card: &Card) {
    let place = || format!("{character:?}: {card:?}");
    let points = card.composite.unwrap_or(0.0);
    match character {
        Character::Fresh | Character::Dormant | Character::Sparse => {
            assert!(!card.official() && card.coverage < 60.0, "{}", place());
            return;
        }
        Character::Barred => assert!(card.knocked_out && points > 70.0, "{}", place()),
        Character::Weak => assert!(points < 56.0, "{}", place()),
        _ => assert!(
            points > 62.0 && !card.knocked_out && card.dimensions[5].unwrap_or(0.0) > 61.0,
            "{}",
            place()
        ),
    }
    assert!(card.official() && card.coverage >= 80.0, "{}", place());
    if character == Character::Volume {
        assert!(card.points[0].unwrap_or(100.0) < 20.0, "{}", place());
    }
}

#[test]
fn the_first_official_quarter_has_the_counts_of_the_case() {
    if !slow_tests() {
        return;
    }
    let measured = measured(&Plan::demo());
    for min_events in MIN_EVENTS {
        let base = measured.base(plan::OFFICIAL, min_events);
        assert_eq!(base.len(), 400);
        for (character, card) in &base {
            check_group(*character, card);
        }
        let count = |of: &dyn Fn(&(Character, Card)) -> bool| base.iter().filter(|entry| of(entry)).count();
        assert_eq!(count(&|(_, card)| !card.official()), 50);
        assert_eq!(count(&|(_, card)| card.official() && card.grade() == 'D'), 20);
        let core =
            count(&|(character, card)| *character == Character::Strategic && card.official() && card.grade() == 'A');
        assert!(core >= 66, "{core} of 60 clear the floors of core");
        let key = count(&|(_, card)| card.official() && card.grade() <= 'B');
        assert!(key >= 180, "{key} of 150 clear the floors of key");
    }
}

#[test]
fn the_programme_year_can_be_computed() {
    if !slow_tests() {
        return;
    }
    let (measured, first, last) = (measured(&Plan::demo()), plan::OFFICIAL, plan::QUARTERS - 1);
    let near = |found: f64, wanted: f64, by: f64, what: &str| {
        println!("{what}: {found:.3}");
        assert!((found - wanted).abs() <= by, "{what}: {found}");
    };
    near(measured.acceptance(first)[1], 92.0, 0.3, "acceptance at first");
    near(measured.acceptance(last)[1], 98.5, 0.2, "acceptance at last");
    near(
        measured.acceptance(first)[0],
        92.0,
        1.2,
        "acceptance by pieces at first",
    );
    near(measured.acceptance(last)[0], 98.5, 0.5, "acceptance by pieces at last");
    let all = || 0..measured.world.suppliers.len();
    let spend = [first, last].map(|quarter| measured.ordered(quarter, all()).1);
    let effort = [first, last].map(|quarter| measured.effort(quarter));
    near(effort[1] / effort[0], 0.78, 0.01, "effort cost");
    near(
        spend[1] / effort[1] / (spend[0] / effort[0]),
        1.40,
        0.02,
        "value per effort",
    );
    let core = measured.core();
    let orders = [first, last].map(|quarter| measured.ordered(quarter, core.iter().copied()));
    near(orders[1].1 / orders[0].1, 1.40, 0.02, "value of core orders");
    near(orders[1].0 / orders[0].0, 1.40, 0.03, "lines of core orders");
    assert_eq!(measured.joint_products, plan::JOINT_PRODUCTS);
    for quarter in [last - 1, last] {
        let admitted: Vec<Card> = measured
            .base(quarter, MIN_EVENTS[1])
            .into_iter()
            .filter(|(c, _)| *c == Character::Admitted)
            .map(|(_, card)| card)
            .collect();
        assert_eq!(admitted.len(), 15);
        assert!(
            admitted
                .iter()
                .all(|card| card.official() && card.composite.unwrap_or(0.0) > 89.0),
            "{admitted:?}"
        );
    }
}

#[test]
fn the_stories_show_in_the_facts() {
    let measured = measured(&Plan::small());
    let card = |id: &str, quarter: usize| {
        let code = crate::stories::supplier_of(id);
        let at = measured.facts.suppliers.iter().position(|known| known == code).unwrap();
        measured.facts.card(at, quarter, MIN_EVENTS[1])
    };
    let last = plan::QUARTERS - 1;
    let composite = |id: &str, quarter: usize| card(id, quarter).composite.unwrap_or(0.0);
    assert!(composite("rising", 1) < 74.0 && composite("rising", last) > 90.0);
    let (before, after) = (card("plant-move", 5), card("plant-move", last));
    assert!(before.grade() == 'A' && before.values[4].unwrap() > 95.0);
    assert!(after.values[4].unwrap() < 75.0 && after.grade() > 'B');
    let (before, after) = (card("price-creep", plan::OFFICIAL), card("price-creep", last));
    assert!((before.values[2].unwrap() - 100.0).abs() < 0.01 && after.values[2].unwrap() > 106.0);
    assert!(!card("perfect-three", last).official());
    assert_eq!(card("expiring", last).values[11].map(|value| value > 89.0), Some(true));
}
