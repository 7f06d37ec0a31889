//! Which snapshots a change makes stale: the table and month of a fact, the months its parent or its price reaches,
//! and groups of reference data whose versions every snapshot remembers.

use domain::intake::derive::{children_of, reach_months};
use domain::intake::snapshot::TABLES;
use domain::intake::{Kind, Value};
use domain::period::{Month, day_of_number};
use domain::{Date, period};
use std::collections::BTreeSet;

/// Groups of reference data, each with the tables derived from it; `*` stands for every table that follows months.
/// A new version makes all of their months stale.
pub(crate) const GROUPS: &[(&str, &[&str])] = &[
    ("approvals", &["supplier_categories", "required_certificates"]),
    ("calendar", &["order_lines", "tickets", "workdays"]),
    // A case looks for its repeats on both sides, and milestones carry the severity of their case.
    ("cases", &["nonconformances", "scar_milestones"]),
    ("categories", &["categories", "required_certificates"]),
    ("money", MONEY),
    // Aliases, category tree and items stand behind every fact.
    ("party", &["*"]),
    ("prices", &["order_lines"]),
    (
        "suppliers",
        &["suppliers", "supplier_categories", "required_certificates"],
    ),
];

/// Tables with amounts in the reporting currency.
const MONEY: &[&str] = &[
    "order_lines",
    "inspection_lots",
    "nonconformances",
    "invoice_lines",
    "quote_lines",
    "efforts",
    "savings",
    "benchmark_prices",
];

/// Columns of an order line that its later neighbours see as "own earlier price".
const PRICE_COLUMNS: &[&str] = &[
    "supplier",
    "item",
    "category",
    "ordered_on",
    "price",
    "currency",
    "price_unit",
    "incoterm",
    "lane",
    "unit",
    "status",
];

/// How long a rate of exchange may serve, in days.
const RATE_DAYS: i32 = 7;

/// The groups that a table is derived from.
pub(crate) fn groups_of_table(table: &str) -> impl Iterator<Item = &'static str> {
    let monthly = TABLES.iter().any(|known| known.name == table && known.kind.is_some());
    GROUPS
        .iter()
        .filter(move |(_, tables)| tables.contains(&table) || (monthly && tables.contains(&"*")))
        .map(|(name, _)| *name)
        .collect::<Vec<_>>()
        .into_iter()
}

/// What a row of one kind makes stale, worked out once: a large import asks for every row.
#[derive(Debug)]
pub(crate) struct Rules {
    /// The snapshot table that follows the months of the kind.
    pub(crate) table: Option<&'static str>,
    /// The snapshot table whose rows this kind's rows hang on.
    pub(crate) parent_table: Option<&'static str>,
    partition: Option<usize>,
    /// Price and item, where later months look back at a row's price.
    priced: Option<(usize, usize)>,
    price_columns: Vec<usize>,
    /// Groups that any new or different row concerns.
    groups: &'static [&'static str],
    /// The group that a change of certain columns concerns as well.
    relevant: Option<(&'static str, Vec<usize>)>,
    /// The day of a rate of exchange.
    rate_day: Option<usize>,
}

impl Rules {
    pub(crate) fn new(kind: &Kind) -> Rules {
        let position = |name: &str| kind.position(name);
        let positions = |names: &[&str]| names.iter().filter_map(|name| kind.position(name)).collect();
        let relevant: Option<(&'static str, &[&str])> = match kind.name {
            "supplier" => Some(("party", &["merged_into", "country"])),
            "category" => Some(("party", &["parent"])),
            "item" => Some(("party", &["category", "unit", "reference_price", "currency"])),
            "site" => Some(("calendar", &["supplier", "country", "time_zone", "calendar"])),
            _ => None,
        };
        let is_order = kind.name == "order_line";
        Rules {
            table: table_of(kind),
            parent_table: parent_table_of(kind),
            partition: kind.partition.and_then(position),
            priced: position("price").zip(position("item")).filter(|_| is_order),
            price_columns: if is_order { positions(PRICE_COLUMNS) } else { Vec::new() },
            groups: groups_when_stored(kind),
            relevant: relevant.map(|(group, names)| (group, positions(names))),
            rate_day: position("day").filter(|_| kind.name == "fx_rate"),
        }
    }

    fn month(&self, values: &[Value]) -> Option<Month> {
        values[self.partition?].as_text().and_then(month_of_text)
    }
}

/// Collected while rows are stored; written once at the end of the transaction.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    pub(crate) months: BTreeSet<(&'static str, Month)>,
    /// Months of order lines whose prices changed: later months look back at them.
    pub(crate) reaching: BTreeSet<(&'static str, Month)>,
    pub(crate) groups: BTreeSet<&'static str>,
    /// What was marked last: the next row nearly always says the same.
    last: Option<(&'static str, Month)>,
    last_reaching: Option<(&'static str, Month)>,
}

impl Marks {
    /// A new row, with the partition date of the fact it hangs on.
    pub(crate) fn stored(&mut self, rules: &Rules, values: &[Value], parent_on: Option<&str>) {
        self.row(rules, values, parent_on);
        if rules
            .priced
            .is_some_and(|(price, item)| !values[price].is_null() && !values[item].is_null())
        {
            self.reach(rules, values);
        }
        self.groups.extend(rules.groups);
    }

    /// A row that says something else than before.
    pub(crate) fn changed(&mut self, rules: &Rules, old: &[Value], new: &[Value]) {
        let differs = |columns: &[usize]| columns.iter().any(|column| old[*column] != new[*column]);
        if differs(&rules.price_columns) {
            self.reach(rules, old);
            self.reach(rules, new);
        }
        self.groups.extend(rules.groups);
        if let Some((group, columns)) = &rules.relevant
            && differs(columns)
        {
            self.groups.insert(group);
        }
    }

    /// A row that is taken away again, whatever it said.
    pub(crate) fn removed(&mut self, rules: &Rules) {
        self.groups.extend(rules.groups);
        self.groups.extend(rules.relevant.iter().map(|(group, _)| *group));
    }

    /// The months in which a row of these values shows.
    pub(crate) fn row(&mut self, rules: &Rules, values: &[Value], parent_on: Option<&str>) {
        if let Some(table) = rules.table {
            self.month(table, rules.month(values));
        }
        if let Some(table) = rules.parent_table {
            self.month(table, parent_on.and_then(month_of_text));
        }
        if let Some(day) = rules.rate_day {
            self.rate(&values[day]);
        }
    }

    /// Later months that look back at this row's price.
    pub(crate) fn reach(&mut self, rules: &Rules, values: &[Value]) {
        let mark = rules.table.zip(rules.month(values));
        if mark != self.last_reaching {
            self.reaching.extend(mark);
            self.last_reaching = mark;
        }
    }

    fn month(&mut self, table: &'static str, month: Option<Month>) {
        let mark = month.map(|month| (table, month));
        if mark != self.last {
            self.months.extend(mark);
            self.last = mark;
        }
    }

    /// A rate serves the days after it, until it is too old.
    fn rate(&mut self, day: &Value) {
        let Some(first) = day.as_text().and_then(|text| text.parse::<Date>().ok()) else {
            return;
        };
        let last = day_of_number(period::day_number(first) + RATE_DAYS);
        for month in [Month::of(first), Month::of(last)] {
            self.months.extend(MONEY.iter().map(|table| (*table, month)));
            self.reaching.insert(("order_lines", month));
        }
    }
}

/// How many later months of a table look back at one of its months.
pub(crate) fn reach(table: &str) -> u32 {
    reach_months(table).1
}

/// The month `count` months later.
pub(crate) fn later(month: Month, count: u32) -> Month {
    let index = i32::from(month.year) * 12 + i32::from(month.month) - 1 + i32::try_from(count).unwrap_or(0);
    let year = i16::try_from(index.div_euclid(12)).unwrap_or(i16::MAX);
    Month {
        year,
        month: i8::try_from(index.rem_euclid(12)).unwrap_or(0) + 1,
    }
}

/// The month of a stored date or instant.
pub(crate) fn month_of_text(text: &str) -> Option<Month> {
    let (year, month) = (text.get(..4)?.parse().ok()?, text.get(5..7)?.parse().ok()?);
    (1..=12).contains(&month).then_some(Month { year, month })
}

/// The snapshot table that follows the months of a kind.
fn table_of(kind: &Kind) -> Option<&'static str> {
    TABLES
        .iter()
        .find(|table| table.kind == Some(kind.name))
        .map(|table| table.name)
}

/// The snapshot table whose rows this kind's rows hang on.
fn parent_table_of(kind: &Kind) -> Option<&'static str> {
    TABLES
        .iter()
        .map(|table| table.name)
        .find(|table| children_of(table).contains(&kind.name))
}

/// Groups that any new or different row of the kind concerns.
fn groups_when_stored(kind: &Kind) -> &'static [&'static str] {
    match kind.name {
        "company" => &["calendar", "money", "prices"],
        "supplier" => &["suppliers"],
        "category" => &["categories"],
        "holiday" => &["calendar"],
        "contract" | "contract_price" | "landed_cost_adder" | "quote_line" | "benchmark_price" => &["prices"],
        "supplier_category" | "certificate_requirement" => &["approvals"],
        "nonconformance" => &["cases"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::intake::{KINDS, kinds};

    #[test]
    fn groups_name_tables_that_exist() {
        for (group, tables) in GROUPS {
            for table in tables.iter().filter(|table| **table != "*") {
                assert!(TABLES.iter().any(|known| known.name == *table), "{group}: {table}");
            }
        }
        for kind in KINDS {
            for group in groups_when_stored(kind) {
                assert!(GROUPS.iter().any(|(known, _)| known == group), "{}: {group}", kind.name);
            }
        }
        let order_lines: Vec<_> = groups_of_table("order_lines").collect();
        assert_eq!(order_lines, ["calendar", "money", "party", "prices"]);
        assert_eq!(groups_of_table("workdays").collect::<Vec<_>>(), ["calendar"]);
        assert_eq!(groups_of_table("efforts").collect::<Vec<_>>(), ["money", "party"]);
    }

    #[test]
    fn every_fact_shows_in_some_month() {
        for kind in KINDS.iter().filter(|kind| kind.partition.is_some()) {
            assert!(
                table_of(kind).or(parent_table_of(kind)).is_some(),
                "{} is in no snapshot",
                kind.name
            );
        }
    }

    #[test]
    fn a_supplier_that_is_renamed_leaves_the_facts_alone() {
        let kind = &kinds::SUPPLIER;
        let old = vec![Value::Null; kind.columns.len()];
        let with = |name: &str| {
            let mut values = old.clone();
            values[kind.position(name).unwrap()] = Value::text("X");
            let mut marks = Marks::default();
            marks.changed(&Rules::new(kind), &old, &values);
            marks.groups.into_iter().collect::<Vec<_>>()
        };
        assert_eq!(with("name"), ["suppliers"]);
        assert_eq!(with("country"), ["party", "suppliers"]);
    }

    #[test]
    fn months_are_counted_over_the_year() {
        let month = |text| month_of_text(text).unwrap();
        assert_eq!(later(month("2025-11-30"), 18), month("2027-05"));
        assert_eq!(later(month("2025-12-01T08:00:00Z"), 1), month("2026-01"));
        assert_eq!(month_of_text("2025-13-01"), None);
    }
}
