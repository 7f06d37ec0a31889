//! Company, business units, suppliers, sites, categories, adders, items, approvals and requirements.

use super::{UNITS, stream};
use crate::book::Book;
use crate::identifiers;
use crate::number::round;
use crate::plan::{self, Character};
use crate::random::Random;
use crate::rates::REPORTING;
use crate::roster::{Role, Supplier, World};

const COMPANY: &str = "DEMO";
/// Category managers; each supplier belongs to one.
const OWNERS: &[&str] = &[
    "A. Lindqvist",
    "Chen Yu",
    "M. Okafor",
    "Li Wen",
    "P. Duarte",
    "Sato Mei",
    "R. Novak",
    "Zhao Lan",
];
const ROADMAP_OWNERS: [&str; 2] = ["H. Weiss", "Liu Yan"];

pub(super) fn write(world: &World, book: &mut Book) {
    book.companies
        .text(COMPANY)
        .text("Lanting Electronics (demo)")
        .text(REPORTING)
        .int(1)
        .text("CN")
        .end();
    for (code, name) in UNITS {
        book.business_units.text(code).text(COMPANY).text(name).end();
    }
    write_goods(world, book);
    write_requirements(world, book);
    for supplier in &world.suppliers {
        let mut random = supplier.random(&world.plan, stream::MASTERS);
        write_supplier(world, supplier, &mut random, book);
        write_approvals(world, supplier, &mut random, book);
    }
}

fn write_goods(world: &World, book: &mut Book) {
    for category in &world.goods.categories {
        let row = book
            .categories
            .text(category.code)
            .text(category.name)
            .text(category.name_local);
        row.text(category.parent).text("consumer electronics");
        for figure in category.figures {
            row.text(figure);
        }
        row.end();
    }
    for leaf in &plan::CATEGORIES {
        for country in &plan::COUNTRIES {
            for (incoterm, share) in INCOTERM_ADDERS {
                let share = adder_milli(*share, country.code);
                book.landed_cost_adders
                    .text(leaf.code)
                    .text(incoterm)
                    .text(country.code)
                    .scaled(share, 3)
                    .end();
            }
        }
    }
    for item in &world.items {
        let category = world.goods.leaf(item.category);
        let row = book
            .items
            .text(&item.code)
            .text(category.code)
            .text(&item.name)
            .text(category.unit);
        row.text(category.hs_code)
            .text(item.origin)
            .scaled(item.market_micro, 6)
            .text(item.currency)
            .end();
    }
}

/// Thousandths of the price that are added to compare it delivered, before the distance.
const INCOTERM_ADDERS: &[(&str, i64)] = &[
    ("EXW", 16),
    ("FCA", 13),
    ("FOB", 11),
    ("CIF", 5),
    ("DAP", 2),
    ("DDP", 0),
];

fn adder_milli(incoterm_milli: i64, country: &str) -> i64 {
    if country == "CN" || incoterm_milli == 0 {
        incoterm_milli
    } else {
        incoterm_milli + 4
    }
}

/// What a supplier's price must be divided by to be compared, less one, in thousandths.
pub(super) fn adder_milli_of(supplier: &Supplier) -> i64 {
    let share = INCOTERM_ADDERS
        .iter()
        .find(|(incoterm, _)| *incoterm == supplier.incoterm)
        .map_or(0, |(_, share)| *share);
    adder_milli(share, supplier.place().code)
}

/// What every supplier of a category must hold: weight, and whether it is critical.
pub(super) const COMMON_CERTIFICATES: [(&str, i64, bool); 6] = [
    ("ISO9001", 3, true),
    ("ISO14001", 2, false),
    ("RBA-CODE", 1, false),
    ("ROHS", 1, false),
    ("REACH", 1, false),
    ("CMRT", 1, false),
];

fn write_requirements(world: &World, book: &mut Book) {
    for leaf in 0..plan::CATEGORIES.len() {
        let code = world.goods.leaf(leaf).code;
        let own = (plan::CATEGORIES[leaf].own_certificate, 1, false);
        for (name, weight, critical) in COMMON_CERTIFICATES.into_iter().chain([own]) {
            let row = book.certificate_requirements.text(code).empty().text(name);
            row.flag(critical).int(weight).int(60).end();
        }
        // Shipments into or within North America go through the trusted-trader programme.
        for country in ["CA", "MX", "US"] {
            let row = book.certificate_requirements.text(code).text(country).text("C-TPAT");
            row.flag(false).int(1).int(60).end();
        }
    }
}

fn write_supplier(world: &World, supplier: &Supplier, random: &mut Random, book: &mut Book) {
    let place = supplier.place();
    let status = if supplier.character == Character::Candidate {
        "reserve"
    } else {
        "approved"
    };
    let family = format!("F{:03}", supplier.number / 2 + 1);
    let row = book
        .suppliers
        .text(&supplier.code)
        .text(&supplier.name.native)
        .text(&supplier.name.latin);
    row.text(place.code).text(status);
    // Now and then two neighbours in the list belong to one family.
    row.maybe((supplier.number / 2 % 12 == 5).then_some(&family))
        .flag(false);
    row.text(random.pick(OWNERS)).text(place.languages);
    row.text(&format!("orders@{}.example", supplier.code.to_ascii_lowercase()));
    let uscc = identifiers::uscc(random);
    row.maybe((place.code == "CN").then_some(&uscc));
    let lei = identifiers::lei(random);
    row.maybe(random.chance(0.3).then_some(&lei)).empty();
    let duns = identifiers::duns(random);
    row.maybe((place.code != "CN").then_some(&duns))
        .text(&identifiers::gln(random));
    row.maybe_day(reserve_from(world, supplier))
        .maybe_day(supplier.approved_from(&world.quarters))
        .empty()
        .end();
    let site = book
        .sites
        .text(&supplier.code)
        .text("M1")
        .text("Main plant")
        .text(place.code);
    site.text(place.region).text(place.time_zone).text(place.code).end();
}

/// The candidates came in during the first official quarter and the one after it; those admitted later came first.
fn reserve_from(world: &World, supplier: &Supplier) -> Option<i32> {
    let spread = i32::try_from(supplier.number * 7 % 80).unwrap_or(0);
    match supplier.character {
        Character::Admitted => Some(world.quarters[plan::OFFICIAL].from + spread),
        Character::Candidate => Some(world.quarters[plan::OFFICIAL + 1].from + spread),
        _ => None,
    }
}

fn write_approvals(world: &World, supplier: &Supplier, random: &mut Random, book: &mut Book) {
    let Some(approved_from) = supplier.approved_from(&world.quarters) else {
        return;
    };
    let quiet = matches!(
        supplier.character,
        Character::Dormant | Character::Sparse | Character::Fresh
    );
    for category in &supplier.categories {
        for (index, (unit, _)) in UNITS.into_iter().enumerate() {
            if index > 0 && quiet {
                continue;
            }
            let row = book
                .supplier_categories
                .text(&supplier.code)
                .text(world.goods.leaf(*category).code)
                .text(unit);
            row.day(approved_from)
                .empty()
                .text(&format!("QR-{}-{}", supplier.code, index + 1));
            row.flag(supplier.character == Character::Strategic);
            write_fit(world, supplier, index, random, row);
            if supplier.character == Character::Admitted {
                row.text("green").int(4);
            } else {
                row.empties(2);
            }
            row.end();
        }
    }
}

/// The roadmap fit that people judged: for what the roadmap needs, and for some good ones beside.
///
/// The units judge one year apart, so that a confirmation of the last twelve months stands in both reviews.
fn write_fit(world: &World, supplier: &Supplier, unit: usize, random: &mut Random, row: &mut crate::table::Table) {
    let fit = match supplier.character {
        Character::Strategic => random.between(84.0, 99.0),
        Character::Solid | Character::Superb if supplier.role == Role::None && supplier.number.is_multiple_of(3) => {
            random.between(25.0, 60.0)
        }
        _ => {
            row.empties(4);
            return;
        }
    };
    let quarter = if unit == 0 { plan::OFFICIAL } else { plan::QUARTERS - 1 };
    let day = world
        .home()
        .on_or_after(world.quarters[quarter].from + random.within(18, 70));
    row.int(round(fit))
        .text(ROADMAP_OWNERS[0])
        .text(ROADMAP_OWNERS[1])
        .day(day);
}
