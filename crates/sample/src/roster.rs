//! Who supplies the demo company: each supplier with its character, abilities, country, category and items.

use crate::ability::{Ability, Course};
use crate::calendar::{Calendar, Days, calendars, quarters};
use crate::goods::{Goods, Item};
use crate::names::{Name, Names};
use crate::number::{count, real};
use crate::plan::{self, Character, Country, Plan};
use crate::random::Random;
use crate::stories::supplier_of;

/// Everything that stands before anything happens.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) plan: Plan,
    pub(crate) goods: Goods,
    pub(crate) items: Vec<Item>,
    pub(crate) suppliers: Vec<Supplier>,
    /// By position of the country in the plan.
    pub(crate) calendars: Vec<Calendar>,
    /// The quarters of the plan and one more, of which only orders are known.
    pub(crate) quarters: Vec<Days>,
}

/// One supplier.
#[derive(Debug)]
pub(crate) struct Supplier {
    pub(crate) code: String,
    /// Chooses its random streams.
    pub(crate) number: u64,
    pub(crate) name: Name,
    pub(crate) character: Character,
    pub(crate) role: Role,
    pub(crate) ability: Ability,
    /// Position of the country in the plan.
    pub(crate) country: usize,
    /// Leaf categories it serves, the main one first.
    pub(crate) categories: Vec<usize>,
    pub(crate) offers: Vec<Offer>,
    pub(crate) incoterm: &'static str,
    pub(crate) lead_days: i32,
    /// Share of orders from the first business unit.
    pub(crate) first_unit_share: f64,
    /// Weight of its order lines in number and in value.
    pub(crate) size: f64,
    pub(crate) worth: f64,
    /// Position among the suppliers of its character.
    pub(crate) rank: usize,
}

/// The part a supplier has in a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    None,
    Rising,
    PlantMove,
    PriceCreep,
    PerfectThree,
    Expiring,
}

/// An item a supplier makes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Offer {
    pub(crate) item: usize,
    pub(crate) contracted: bool,
}

impl Supplier {
    pub(crate) fn place(&self) -> &'static Country {
        &plan::COUNTRIES[self.country]
    }

    /// The stream of random numbers of one of its activities.
    pub(crate) fn random(&self, plan: &Plan, activity: u64) -> Random {
        Random::new(plan.seed, &[activity, self.number])
    }

    /// The first day from which it may be ordered from, as days since 1970-01-01.
    pub(crate) fn approved_from(&self, quarters: &[Days]) -> Option<i32> {
        let spread = i32::try_from(self.number % 37).unwrap_or(0);
        match self.character {
            Character::Candidate => None,
            // The approval stands between the trial lots and the first regular order.
            Character::Admitted => Some(quarters[plan::OFFICIAL + 2].from - 50 + spread),
            Character::Fresh => Some(quarters[plan::OFFICIAL].from - 60 + spread),
            _ => Some(quarters[0].from - 500 - i32::try_from(self.number % 9).unwrap_or(0) * 330 - spread),
        }
    }

    /// Order lines due in a quarter.
    pub(crate) fn lines(&self, quarter: usize, scale: f64) -> usize {
        let (before, after) = self.character.profile().lines;
        let season = plan::SEASONS[(quarter + 3) % 4];
        match (self.role, self.character) {
            (Role::PerfectThree, _) => {
                if quarter == plan::QUARTERS - 1 {
                    3
                } else {
                    0
                }
            }
            (Role::Rising, _) => count(plan::RISING_LINES * season),
            (_, Character::Dormant) => {
                if quarter == 0 {
                    self.rank % 3
                } else {
                    0
                }
            }
            (_, Character::Fresh) => count(plan::FRESH_RAMP[quarter] * after),
            (_, Character::Admitted) => count(plan::ADMITTED_RAMP[quarter] * after * self.size),
            _ => count((before + (after - before) * plan::VOLUME_SHIFT[quarter]) * self.size * season * scale),
        }
    }
}

impl World {
    pub(crate) fn new(plan: &Plan, goods: Goods) -> World {
        let mut random = Random::new(plan.seed, &[0xC0]);
        let mut suppliers = roster(plan, &mut random);
        let items = share_items(&mut suppliers, &goods, &mut random);
        World {
            plan: plan.clone(),
            goods,
            items,
            suppliers,
            calendars: calendars(),
            quarters: quarters(),
        }
    }

    pub(crate) fn calendar(&self, supplier: &Supplier) -> &Calendar {
        &self.calendars[supplier.country]
    }

    /// The calendar of the buyer.
    pub(crate) fn home(&self) -> &Calendar {
        &self.calendars[0]
    }

    /// What the volumes are multiplied with, so that about as many order lines come out as planned.
    pub(crate) fn scale(&self) -> f64 {
        let lines = |scale: f64| -> f64 {
            let of = |supplier: &Supplier| {
                let due: f64 = (0..plan::QUARTERS)
                    .map(|quarter| real(supplier.lines(quarter, scale)))
                    .sum();
                due + real(supplier.lines(plan::QUARTERS, scale)) * plan::ORDERED_BEFORE
            };
            self.suppliers.iter().map(of).sum()
        };
        f64::from(self.plan.order_lines) / lines(1.0)
    }
}

/// Characters and codes first, with the stories in their places; then who they are.
fn roster(plan: &Plan, random: &mut Random) -> Vec<Supplier> {
    let mut characters = Vec::new();
    for character in Character::ALL
        .into_iter()
        .filter(|character| !character.in_reserve_at_first())
    {
        characters.extend(std::iter::repeat_n(character, plan.head_count(character)));
    }
    random.shuffle(&mut characters);
    for (position, (_, wanted)) in ROLES {
        let is_role = |at: usize| ROLES.iter().any(|(position, _)| *position == at);
        let from = (0..characters.len()).find(|at| characters[*at] == wanted && (*at == position || !is_role(*at)));
        characters.swap(position, from.unwrap_or(position));
    }
    let approved = characters.len();
    for character in [Character::Admitted, Character::Candidate] {
        characters.extend(std::iter::repeat_n(character, plan.head_count(character)));
    }
    random.shuffle(&mut characters[approved..]);
    let countries = countries(approved, characters.len() - approved, random);
    let categories = categories(&characters, random);
    let mut names = Names::new();
    let mut seen = [0_usize; Character::ALL.len()];
    let mut suppliers = Vec::with_capacity(characters.len());
    for (at, character) in characters.into_iter().enumerate() {
        let role = ROLES
            .iter()
            .find(|(position, _)| *position == at)
            .map_or(Role::None, |(_, (role, _))| *role);
        let (country, category) = setting(role).unwrap_or((countries[at], categories[at]));
        let rank = seen[character as usize];
        seen[character as usize] += 1;
        let mut own = Random::new(plan.seed, &[0x50, at as u64]);
        let name = names.draw(plan::COUNTRIES[country].code, group(category), &mut own);
        suppliers.push(supplier(
            (at, rank),
            (character, role),
            (country, category),
            (name, own),
        ));
    }
    suppliers
}

/// Positions of the stories' suppliers; `data/stories.tsv` holds the codes that follow from them.
const ROLES: [(usize, (Role, Character)); 5] = [
    (6, (Role::PerfectThree, Character::Dormant)),
    (11, (Role::PlantMove, Character::Strategic)),
    (17, (Role::Expiring, Character::Solid)),
    (22, (Role::Rising, Character::Solid)),
    (30, (Role::PriceCreep, Character::Solid)),
];

/// Country and leaf category of a story.
fn setting(role: Role) -> Option<(usize, usize)> {
    let (country, category) = match role {
        Role::None => return None,
        Role::PerfectThree => ("PL", "FIN-CHG"),
        Role::PlantMove => ("TW", "COMP-DSP"),
        Role::Expiring => ("DE", "COMP-PCB"),
        Role::Rising => ("VN", "COMP-MEC"),
        Role::PriceCreep => ("JP", "COMP-CON"),
    };
    let country = plan::COUNTRIES.iter().position(|known| known.code == country)?;
    Some((
        country,
        plan::CATEGORIES.iter().position(|known| known.code == category)?,
    ))
}

/// The code of the supplier at a position.
pub(crate) fn code(at: usize) -> String {
    format!("S{}", 10_001 + at)
}

fn supplier(
    (at, rank): (usize, usize),
    (character, role): (Character, Role),
    (country, category): (usize, usize),
    (name, mut random): (Name, Random),
) -> Supplier {
    debug_assert!(
        role == Role::None || code(at) == supplier_of(role.story()),
        "{role:?} is at another position"
    );
    let course = match role {
        Role::Rising => Course::Rising,
        Role::PlantMove => Course::PlantMove,
        _ => Course::Usual,
    };
    let mut categories = vec![category];
    let double = matches!(character, Character::Solid | Character::Middling) && role == Role::None;
    if double && rank % plan::SECOND_CATEGORY_ONE_IN == 0 {
        categories.push((category + 1) % plan::CATEGORIES.len());
    }
    let spread = if categories.len() > 1 { 1.7 } else { 1.0 };
    let incoterm = if country == 0 {
        random.pick(&["DDP", "DDP", "DAP", "DAP", "FCA"])
    } else {
        random.pick(&["FCA", "FCA", "FOB", "FOB", "FOB", "CIF", "DAP", "EXW"])
    };
    let large = if role == Role::PlantMove {
        1.3
    } else {
        random.between(0.7, 1.3)
    };
    Supplier {
        code: code(at),
        number: at as u64,
        name,
        character,
        role,
        ability: Ability::new(character, course, &mut random),
        country,
        lead_days: plan::CATEGORIES[category].lead_days + random.within(0, 8),
        categories,
        offers: Vec::new(),
        incoterm,
        first_unit_share: random.between(0.45, 0.85),
        size: large * spread,
        worth: random.between(0.65, 1.35),
        rank,
    }
}

impl Role {
    fn story(self) -> &'static str {
        match self {
            Role::None => "",
            Role::Rising => "rising",
            Role::PlantMove => "plant-move",
            Role::PriceCreep => "price-creep",
            Role::PerfectThree => "perfect-three",
            Role::Expiring => "expiring",
        }
    }
}

/// The top category of a leaf: `COMP`, `FIN` or `PACK`.
fn group(category: usize) -> &'static str {
    plan::CATEGORIES[category]
        .code
        .split_once('-')
        .map_or("", |(group, _)| group)
}

/// A country for each approved supplier and then for each candidate, in the proportions of the plan.
fn countries(approved: usize, candidates: usize, random: &mut Random) -> Vec<usize> {
    let weights = |of: fn(&Country) -> usize| plan::COUNTRIES.iter().map(of).collect::<Vec<_>>();
    let mut all = dealt(approved, &weights(|country| country.suppliers), random);
    all.extend(dealt(candidates, &weights(|country| country.candidates), random));
    all
}

/// A leaf category for each supplier: strategic makers in strategic categories, superb ones in the others,
/// and the rest so that the proportions of the plan come out.
fn categories(characters: &[Character], random: &mut Random) -> Vec<usize> {
    let strategic: Vec<usize> = plan::CATEGORIES
        .iter()
        .map(|leaf| if leaf.strategic { leaf.suppliers } else { 0 })
        .collect();
    let common: Vec<usize> = plan::CATEGORIES
        .iter()
        .map(|leaf| if leaf.strategic { 0 } else { leaf.suppliers })
        .collect();
    let of = |wanted: fn(&Character) -> bool| characters.iter().filter(|character| wanted(character)).count();
    let mut for_strategic = dealt(of(|c| *c == Character::Strategic), &strategic, random);
    let mut for_superb = dealt(
        of(|c| matches!(c, Character::Superb | Character::Admitted)),
        &common,
        random,
    );
    // What the special ones leave of each category's share, suppliers of 400.
    let taken = |leaf: usize| {
        let dealt = for_strategic
            .iter()
            .chain(&for_superb)
            .filter(|dealt| **dealt == leaf)
            .count();
        plan::CATEGORIES[leaf]
            .suppliers
            .saturating_sub(dealt * 400 / characters.len())
    };
    let rest: Vec<usize> = (0..plan::CATEGORIES.len()).map(taken).collect();
    let mut for_rest = dealt(characters.len(), &rest, random);
    let mut next = |character: &Character| match character {
        Character::Strategic => for_strategic.pop(),
        Character::Superb | Character::Admitted => for_superb.pop(),
        _ => for_rest.pop(),
    };
    characters
        .iter()
        .map(|character| next(character).unwrap_or(0))
        .collect()
}

/// `count` numbers of slots in proportion to the weights, shuffled.
fn dealt(count: usize, weights: &[usize], random: &mut Random) -> Vec<usize> {
    let total: usize = weights.iter().sum();
    let mut slots = Vec::with_capacity(count);
    // The slot at which the cumulated weight passes the middle of each of `count` equal parts.
    for part in 0..count {
        let middle = (2 * part + 1) * total;
        let mut below = 0;
        let slot = weights.iter().position(|weight| {
            below += weight;
            middle < 2 * count * below
        });
        slots.push(slot.unwrap_or(0));
    }
    random.shuffle(&mut slots);
    slots
}

/// Each supplier makes items of its own; some get a second source of the same category and currency.
fn share_items(suppliers: &mut [Supplier], goods: &Goods, random: &mut Random) -> Vec<Item> {
    let mut items = Vec::new();
    for supplier in suppliers.iter_mut() {
        for category in supplier.categories.clone() {
            for _ in 0..random.within(plan::ITEMS_PER_SUPPLIER.0, plan::ITEMS_PER_SUPPLIER.1) {
                let contracted = supplier.role == Role::PriceCreep || random.chance(plan::CONTRACTED_SHARE);
                supplier.offers.push(Offer {
                    item: items.len(),
                    contracted,
                });
                items.push(goods.item(items.len(), category, supplier.place(), random));
            }
        }
    }
    let shares = |supplier: &Supplier| {
        supplier.role == Role::None
            && !matches!(
                supplier.character,
                Character::Strategic | Character::Candidate | Character::Dormant
            )
    };
    for first in 0..suppliers.len() {
        if !shares(&suppliers[first]) {
            continue;
        }
        for offer in suppliers[first].offers.clone() {
            if items[offer.item].origin != suppliers[first].place().code || !random.chance(plan::SECOND_SOURCE_SHARE) {
                continue;
            }
            let (item, start) = (&items[offer.item], random.below(suppliers.len()));
            let fits = |other: &usize| {
                let supplier = &suppliers[*other];
                *other != first
                    && shares(supplier)
                    && supplier.place().currency == item.currency
                    && supplier.categories.contains(&item.category)
            };
            let second = (start..suppliers.len()).chain(0..start).find(fits);
            if let Some(second) = second
                && suppliers[second].offers.iter().all(|known| known.item != offer.item)
            {
                suppliers[second].offers.push(Offer {
                    item: offer.item,
                    contracted: false,
                });
            }
        }
    }
    items
}
