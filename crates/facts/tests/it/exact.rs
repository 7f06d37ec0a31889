//! The same rows give the same sums, whatever the partitions, the order of the rows and the cut into files.

use crate::support::{Folder, query, span};
use domain::evaluation::observation::{ObserveQuery, PartSum};
use domain::intake::ports::FactError;
use domain::intake::snapshot::{Arrival, ColumnValues, TableData};
use domain::period::Month;

const ROWS: usize = 20_000;

/// A generator good enough to shuffle with, the same on every machine.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    fn int(&mut self, bound: u64) -> i64 {
        i64::try_from(self.below(bound)).unwrap()
    }
}

/// One order line; `ordered` is a day of 2026.
struct Line {
    row_id: i64,
    supplier_id: i64,
    category_id: i64,
    unit_id: i64,
    day: i32,
    quantity: i64,
    price: Option<i64>,
    owner: Option<&'static str>,
    arrivals: Vec<Arrival>,
}

/// 2026-01-01 in days since 1970-01-01.
const NEW_YEAR: i32 = 20_454;

fn lines() -> Vec<Line> {
    let mut chance = Chance(7);
    (0..ROWS)
        .map(|row| {
            let day = NEW_YEAR + i32::try_from(chance.below(365)).unwrap();
            let arrivals = (0..chance.below(4))
                .map(|_| Arrival {
                    day: day + 5,
                    workday_no: 0,
                    quantity: chance.int(50_000),
                })
                .collect();
            Line {
                row_id: i64::try_from(row).unwrap(),
                supplier_id: chance.int(50),
                category_id: chance.int(3),
                unit_id: chance.int(2),
                day,
                quantity: 1 + chance.int(90_000),
                price: (chance.below(10) > 0).then(|| chance.int(1_000_000_007)),
                owner: [None, Some("supplier"), Some("carrier")][usize::try_from(chance.below(3)).unwrap()],
                arrivals,
            }
        })
        .collect()
}

fn table(lines: &[Line]) -> TableData {
    let mut data = TableData::empty(crate::support::table("order_lines"));
    let names: Vec<&str> = crate::support::table("order_lines")
        .columns
        .iter()
        .map(|column| column.name)
        .collect();
    for line in lines {
        for (values, name) in data.columns.iter_mut().zip(&names) {
            match (values, *name) {
                (ColumnValues::Int(values), "row_id") => values.push(Some(line.row_id)),
                (ColumnValues::Int(values), "supplier_id") => values.push(Some(line.supplier_id)),
                (ColumnValues::Int(values), "category_id") => values.push(Some(line.category_id)),
                (ColumnValues::Int(values), "unit_id") => values.push(Some(line.unit_id)),
                (ColumnValues::Date(values), "ordered_on" | "due_on") => values.push(Some(line.day)),
                (ColumnValues::Decimal(values), "quantity") => values.push(Some(line.quantity)),
                (ColumnValues::Decimal(values), "price") => values.push(line.price),
                (ColumnValues::Word(values), "fault_owner") => values.push(line.owner.map(Into::into)),
                (ColumnValues::Arrivals(values), _) => values.push(line.arrivals.clone()),
                (ColumnValues::Int(values) | ColumnValues::Decimal(values), _) => values.push(None),
                (ColumnValues::Date(values), _) => values.push(None),
                (ColumnValues::Word(values), _) => values.push(None),
            }
        }
    }
    data
}

fn queries() -> Vec<ObserveQuery> {
    let head = "select supplier_id, category_id, unit_id, row_id, due_on as on_date, fault_owner";
    [
        format!("{head}, 'all' as part, received_between(arrivals, null, add_days(due_on, 5)) as good, quantity as n from order_lines"),
        format!("{head}, 'all' as part, price * quantity as good, quantity as n from order_lines where price is not null"),
        format!("{head}, case when row_id % 3 = 0 then 'third' else 'rest' end as part, days_between(ordered_on, due_on) as good, 1 as n from order_lines"),
        format!("{head}, 'a' as part, 1 as good, 1 as n from order_lines union all {head}, 'b' as part, 0 as good, 1 as n from order_lines"),
        format!(
            "with totals as (select supplier_id as s, sum(quantity) as total, count(*) as lines from order_lines group by supplier_id)
             {head}, 'all' as part, quantity as good, total as n from order_lines join totals on s = supplier_id"
        ),
    ]
    .iter()
    .map(|sql| query(sql))
    .collect()
}

fn sums(folder: &Folder, partitions: usize) -> Vec<PartSum> {
    let buckets = [
        span("2026-01-01", "2026-03-31"),
        span("2026-04-01", "2026-06-30"),
        span("2026-10-01", "2026-12-31"),
    ];
    folder.observe_in(&queries(), &buckets, partitions).unwrap()
}

#[test]
fn partitions_order_and_files_change_nothing() {
    let mut lines = lines();
    let mut whole = Folder::new();
    whole.write(&table(&lines), None);
    let expected = sums(&whole, 1);
    assert!(expected.len() > 4_000, "{}", expected.len());
    assert!(expected.iter().any(|sum| sum.excused > 0) && expected.iter().any(|sum| sum.hits > 0));
    for partitions in [2, 7] {
        assert_eq!(sums(&whole, partitions), expected, "{partitions} partitions");
    }

    let mut chance = Chance(11);
    for place in (1..lines.len()).rev() {
        lines.swap(
            place,
            usize::try_from(chance.below(u64::try_from(place).unwrap() + 1)).unwrap(),
        );
    }
    for pieces in [2_usize, 5, 13] {
        let mut cut = Folder::new();
        for (number, piece) in lines.chunks(ROWS.div_ceil(pieces)).enumerate() {
            cut.write(
                &table(piece),
                Some(Month {
                    year: 2026,
                    month: i8::try_from(number + 1).unwrap(),
                }),
            );
        }
        for partitions in [1, 2, 7] {
            assert_eq!(
                sums(&cut, partitions),
                expected,
                "{pieces} files, {partitions} partitions"
            );
        }
    }
}

#[test]
fn the_sums_are_those_of_plain_arithmetic() {
    let lines = lines();
    let mut folder = Folder::new();
    folder.write(&table(&lines), None);
    let all = sums(&folder, 2);
    let received: i128 = lines
        .iter()
        .filter(|line| line.supplier_id == 3 && (line.day - NEW_YEAR) < 90)
        .filter_map(|line| {
            let received: i64 = line.arrivals.iter().map(|arrival| arrival.quantity).sum();
            let counted = received >= line.quantity || line.owner != Some("carrier");
            counted.then_some(i128::from(received))
        })
        .sum();
    let summed: domain::Decimal = all
        .iter()
        .filter(|sum| sum.query == 0 && sum.supplier_id == 3 && sum.bucket == 0)
        .map(|sum| sum.good)
        .sum();
    assert_eq!(summed, domain::Decimal::from_i128_with_scale(received, 3));
}

fn one_line(quantity: i64, price: i64) -> Line {
    Line {
        row_id: 1,
        supplier_id: 1,
        category_id: 1,
        unit_id: 1,
        day: NEW_YEAR,
        quantity,
        price: Some(price),
        owner: None,
        arrivals: Vec::new(),
    }
}

#[test]
fn overflow_is_an_error_never_a_wrapped_number() {
    const LARGE: i64 = 999_999_999_999_999_999;
    let mut folder = Folder::new();
    folder.write(&table(&[one_line(LARGE, LARGE), one_line(LARGE, LARGE)]), None);
    let head = "select supplier_id, category_id, unit_id, row_id, due_on as on_date, 'all' as part";
    for (sql, why) in [
        (
            format!("{head}, price * quantity as good, 2 as n from order_lines"),
            "36 digits do not fit a decimal of 28",
        ),
        (
            format!("{head}, price * quantity * quantity as good, 2 as n from order_lines"),
            "54 digits",
        ),
        (
            format!("{head}, 9223372036854775807 + row_id as good, 2 as n from order_lines"),
            "integers wrap",
        ),
        (
            format!("{head}, 0 - 9223372036854775807 - row_id - row_id as good, 2 as n from order_lines"),
            "integers wrap below",
        ),
        (
            format!("{head}, 9223372036854775807 * (row_id + 1) as good, 2 as n from order_lines"),
            "products wrap",
        ),
        (
            format!("{head}, 9000000000000000000000 as good, 1 as n from order_lines"),
            "squares",
        ),
        (
            "select supplier_id, category_id, unit_id, 1 as row_id, due_on as on_date, 'all' as part,
               sum(9223372036854775000 + row_id) as good, 2 as n
             from order_lines group by supplier_id, category_id, unit_id, due_on"
                .to_owned(),
            "the sum of integers wraps",
        ),
    ] {
        let refused = folder.observe(&query(&sql));
        assert!(
            matches!(&refused, Err(FactError::Overflow { indicator }) if indicator == "quality.test"),
            "{why}: {refused:?}"
        );
    }
}

#[test]
fn large_sums_that_fit_are_exact() {
    let mut folder = Folder::new();
    let lines: Vec<Line> = (0..100).map(|_| one_line(999_999_999_999_999_999, 0)).collect();
    folder.write(&table(&lines), None);
    let head = "select supplier_id, category_id, unit_id, row_id, due_on as on_date, 'all' as part";
    let sums = folder
        .observe(&query(&format!(
            "{head}, quantity as good, 9223372036854775807 as n from order_lines"
        )))
        .unwrap();
    assert_eq!(sums[0].good, crate::support::dec("99999999999999999.9"));
    assert_eq!(sums[0].n, crate::support::dec("922337203685477580700"));
}
