//! Hostile queries against real limited processes: each has a verdict, and the program that asked goes on.

use crate::support::limited_child_of;
use domain::evaluation::observation::ObserveQuery;
use domain::intake::ports::{FactError, FactSource, Limits, ObserveRequest, SnapshotFile, SnapshotSink};
use domain::intake::snapshot::{ColumnValues, TableData, find};
use domain::period::Span;
use domain::platform::worker::Ended;
use facts::{Guarded, Snapshots};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use worker::Processes;

const ROWS: i64 = 20_000;
/// As long as a statement may take; those that would take for ever are stopped by it.
const LIMITS: Limits = Limits {
    rows: 100,
    seconds: 2,
    memory_bytes: 256 << 20,
};

struct Yard {
    _home: TempDir,
    files: Vec<SnapshotFile>,
    snapshots: Arc<Snapshots>,
    guarded: Guarded,
}

/// Order lines enough that a cross join of them does not end in this life.
fn yard() -> Yard {
    yard_for(Duration::from_secs(LIMITS.seconds))
}

fn yard_for(draft: Duration) -> Yard {
    let home = tempfile::tempdir().expect("a folder");
    let snapshots = Arc::new(Snapshots::open(home.path().join("snapshots")).expect("opens"));
    let table = find("order_lines").expect("order lines are a table");
    let mut data = TableData::empty(table);
    for row in 1..=ROWS {
        for values in &mut data.columns {
            match values {
                ColumnValues::Int(values) => values.push(Some(row)),
                ColumnValues::Date(values) => values.push(Some(20_500 + i32::try_from(row % 300).expect("small"))),
                ColumnValues::Decimal(values) => values.push(Some(row * 1_000)),
                ColumnValues::Word(values) => values.push(Some(format!("word {}", row % 7).into())),
                ColumnValues::Arrivals(values) => values.push(Vec::new()),
            }
        }
    }
    let files = vec![snapshots.write(&data, None).expect("written")];
    let program = Path::new(env!("CARGO_BIN_EXE_gradus")).to_owned();
    let guarded = Guarded::new(Arc::clone(&snapshots), Arc::new(Processes::of(program)), [], draft);
    Yard {
        _home: home,
        files,
        snapshots,
        guarded,
    }
}

impl Yard {
    fn select(&self, sql: &str) -> Result<usize, FactError> {
        self.guarded
            .select(&self.files, sql, LIMITS)
            .map(|table| table.total_rows)
    }

    fn observe(&self, source: &dyn FactSource, sql: &str) -> Result<String, FactError> {
        let query = ObserveQuery {
            indicator: "quality.hostile".to_owned(),
            sql: sql.to_owned(),
            parameters: Vec::new(),
            counted_owners: vec!["supplier".to_owned()],
        };
        let day = |text: &str| text.parse().expect("a day");
        let sums = source.observe(&ObserveRequest {
            files: &self.files,
            queries: &[query],
            as_of: day("2027-12-31"),
            buckets: &[Span {
                from: day("2020-01-01"),
                to: day("2027-12-31"),
            }],
            unit_id: None,
            partitions: 2,
        })?;
        Ok(format!("{sums:?}"))
    }
}

/// Always the same numbers, so that a failure can be repeated.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit
    }

    fn pick(&mut self, list: &[&'static str]) -> &'static str {
        list[self.below(list.len())]
    }
}

/// An expression of some depth: mostly legal, now and then absurd.
fn expression(dice: &mut Dice, depth: usize) -> String {
    const LEAVES: [&str; 16] = [
        "row_id",
        "supplier_id",
        "quantity",
        "price",
        "amount",
        "ordered_on",
        "status",
        "null",
        "9223372036854775807",
        "-9223372036854775808",
        "99999999999999999999999999999999999999",
        "0.00000000000000000001",
        "'x'",
        "date '9999-12-31'",
        "interval '999999 years'",
        "no_such_column",
    ];
    if depth == 0 {
        return dice.pick(&LEAVES).to_owned();
    }
    let mut inner = || expression(dice, depth - 1);
    let (a, b, c) = (inner(), inner(), inner());
    match dice.below(14) {
        0..=3 => format!("({a} {} {b})", dice.pick(&["+", "-", "*", "/", "%", "||", "=", "<"])),
        4 => format!("case when {a} = {b} then {c} else {a} end"),
        5 => format!(
            "cast({a} as {})",
            dice.pick(&["bigint", "decimal(38,37)", "text", "date", "decimal(1,0)"])
        ),
        6 => format!("coalesce({a}, {b}, {c})"),
        7 => format!("{a} in ({})", vec![b; 1 + dice.below(40)].join(",")),
        8 => format!("repeat({a}, 2000000000)"),
        9 => format!(
            "(select {} ({a}) from order_lines)",
            dice.pick(&["max", "sum", "count", "array_agg"])
        ),
        10 => format!("sum({a}) over (partition by {b} order by {c})"),
        11 => format!(
            "{}({a}, {b}, {c})",
            dice.pick(&["substr", "rpad", "lpad", "replace", "add_days", "greatest"])
        ),
        12 => format!("{a} like {b}"),
        _ => format!("not ({a})"),
    }
}

fn generated() -> Vec<String> {
    let mut dice = Dice(20_261_122);
    (0..230)
        .map(|_| {
            let depth = 1 + dice.below(4);
            format!("select {} from order_lines", expression(&mut dice, depth))
        })
        .collect()
}

/// What people have tried on other systems.
fn known_attacks() -> Vec<String> {
    let chain = |terms: usize, sign: &str| format!("select {}", vec!["1"; terms].join(sign));
    let mut attacks: Vec<String> = [10, 90, 101, 1_000, 5_000, 20_000, 200_000]
        .iter()
        .flat_map(|terms| ["+", "||", " or ", " and ", "*", ","].map(|sign| chain(*terms, sign)))
        .collect();
    for depth in [10, 31, 33, 1_000, 100_000] {
        attacks.push(format!("select {}1{}", "(".repeat(depth), ")".repeat(depth)));
        attacks.push(format!("select {} 1", "not ".repeat(depth)));
        attacks.push(format!("select {} 1", "-".repeat(depth)));
    }
    attacks.extend(
        [
            "",
            ";",
            "\0",
            "select",
            "select 'x",
            "select \"",
            "/* never closed",
            "select 1; select 2",
            "select repeat('x', 2000000000)",
            "select rpad('x', 2000000000), lpad('x', 2000000000)",
            "select * from generate_series(1, 1000000000000)",
            "select range(1, 1000000000000)",
            "select regexp_match(status, '(a+)+$') from order_lines",
            "copy (select 1) to '/tmp/gradus-hostile.csv'",
            "copy order_lines to 'x.parquet'",
            "set datafusion.execution.target_partitions = 1000000",
            "create external table x stored as csv location '/etc/passwd'",
            "select * from '/etc/passwd'",
            "insert into order_lines select * from order_lines",
            "drop table order_lines",
            "explain analyze select 1",
            "show tables",
            "select * from information_schema.tables",
            "with recursive r(n) as (select 1 union all select n + 1 from r) select count(*) from r",
            "select status, quantity, price from order_lines group by cube (status, quantity, price)",
            "select 1 from order_lines natural join order_lines",
            "select now(), random(), uuid()",
        ]
        .map(str::to_owned),
    );
    attacks
}

/// Inside of the fence, and without an end.
const ENDLESS: [&str; 3] = [
    "select count(*) from order_lines a cross join order_lines b cross join order_lines c",
    "select sum(a.row_id % 7 + b.row_id % 5) from order_lines a join order_lines b on a.row_id + b.row_id > 5 \
     join order_lines c on b.row_id + c.row_id > 9",
    "select max(a.row_id * b.row_id) from order_lines a, order_lines b, order_lines c where a.status <> b.status",
];

fn statements() -> Vec<String> {
    generated().into_iter().chain(known_attacks()).collect()
}

/// Every `PARTS`-th statement, so that the parts run beside each other.
const PARTS: usize = 4;

#[track_caller]
fn each_gets_a_verdict(part: usize) {
    let yard = yard();
    let parent = std::process::id();
    let (mut answered, mut refused) = (0, 0);
    for sql in statements().iter().skip(part).step_by(PARTS) {
        match yard.select(sql) {
            Ok(_) => answered += 1,
            Err(FactError::Query { .. } | FactError::Overflow { .. } | FactError::Limit { .. }) => refused += 1,
            // A limit did its work, whichever it was.
            Err(FactError::Ended(Ended::Time { .. } | Ended::Memory { .. })) => refused += 1,
            Err(error) => panic!("{error}: {}", sql.chars().take(300).collect::<String>()),
        }
    }
    assert!(answered > 0 && refused > 25, "{answered} answered, {refused} refused");
    assert_eq!(parent, std::process::id());
    assert!(!Path::new("/tmp/gradus-hostile.csv").exists());
    let limits = Limits { seconds: 120, ..LIMITS };
    let after = yard
        .guarded
        .select(&yard.files, "select row_id from order_lines", limits);
    assert_eq!(after.expect("goes on").total_rows, 20_000);
}

#[test]
fn there_are_three_hundred_hostile_statements() {
    assert!(statements().len() >= 300, "{}", statements().len());
}

#[test]
fn hostile_statements_get_a_verdict_first_part() {
    each_gets_a_verdict(0);
}

#[test]
fn hostile_statements_get_a_verdict_second_part() {
    each_gets_a_verdict(1);
}

#[test]
fn hostile_statements_get_a_verdict_third_part() {
    each_gets_a_verdict(2);
}

#[test]
fn hostile_statements_get_a_verdict_fourth_part() {
    each_gets_a_verdict(3);
}

#[test]
fn a_query_without_an_end_is_stopped_at_its_limit() {
    let yard = yard();
    let limit = Duration::from_secs(LIMITS.seconds);
    for sql in ENDLESS {
        let error = yard.select(sql).expect_err(sql);
        // Which limit comes first depends on the machine: the time, or the memory of what piles up meanwhile.
        let is_stopped = match &error {
            FactError::Ended(Ended::Time { limit: told }) => *told == limit,
            FactError::Limit { .. } | FactError::Ended(Ended::Memory { .. }) => true,
            _ => false,
        };
        assert!(is_stopped, "{error}");
    }
    let draft = "select a.supplier_id, a.category_id, a.unit_id, a.row_id, a.ordered_on as on_date, 'all' as part, \
                 b.quantity as good, c.quantity as n from order_lines a cross join order_lines b cross join order_lines c";
    let error = yard.observe(&yard.guarded, draft).expect_err("no end");
    assert!(
        matches!(
            error,
            FactError::Limit { .. } | FactError::Ended(Ended::Time { .. } | Ended::Memory { .. })
        ),
        "{error}"
    );
    let lint = yard.guarded.lint(draft, &[]).expect("a lint reads no rows");
    assert_eq!(lint.len(), 8);
}

#[test]
fn an_answer_of_a_process_is_the_answer_of_the_engine() {
    let yard = yard_for(Duration::from_secs(120));
    let draft = "select supplier_id, category_id, unit_id, row_id, ordered_on as on_date, status as part, \
                 price as good, quantity as n from order_lines where row_id % 3 = 0";
    let here = yard.observe(yard.snapshots.as_ref(), draft).expect("sums");
    assert_eq!(here, yard.observe(&yard.guarded, draft).expect("sums"));
    assert!(here.len() > 100_000, "sums come in several records");
    let sql = "select row_id, status, price, ordered_on, arrivals from order_lines order by row_id";
    let limits = Limits {
        rows: usize::MAX,
        seconds: 120,
        ..LIMITS
    };
    let here = yard.snapshots.select(&yard.files, sql, limits).expect("rows");
    assert_eq!(here, yard.guarded.select(&yard.files, sql, limits).expect("rows"));
}

#[test]
fn a_query_that_needs_more_than_its_memory_is_refused() {
    let yard = yard();
    let limits = Limits {
        memory_bytes: 1 << 20,
        seconds: 60,
        ..LIMITS
    };
    let sql = "select a.row_id, b.status from order_lines a join order_lines b on a.row_id = b.row_id order by a.price";
    let error = yard.guarded.select(&yard.files, sql, limits).expect_err("too little");
    assert!(matches!(error, FactError::Limit { what: "memory" }), "{error}");
}

/// What the system itself says about a child at work.
#[test]
fn a_child_has_no_file_to_write_no_call_to_connect_and_no_environment() {
    let yard = yard();
    let (limits, status, environment) = std::thread::scope(|scope| {
        let query = scope.spawn(|| yard.select(ENDLESS[0]));
        loop {
            let seen = limited_child_of(std::process::id()).and_then(|child| {
                let read = |name: &str| std::fs::read_to_string(format!("/proc/{child}/{name}")).ok();
                let limits = read("limits").filter(|limits| limit_of(limits, "Max address space") != "unlimited")?;
                Some((limits, read("status")?, read("environ")?))
            });
            if let Some(seen) = seen {
                break seen;
            }
            assert!(!query.is_finished(), "no child was seen at work");
            std::thread::yield_now();
        }
    });
    assert_eq!(limit_of(&limits, "Max file size"), "0");
    assert_eq!(limit_of(&limits, "Max core file size"), "0");
    assert_eq!(limit_of(&limits, "Max open files"), "64");
    // One filter of calls; a kernel without filters says nothing here.
    assert!(
        !status.contains("Seccomp:") || status.contains("Seccomp:\t2"),
        "{status}"
    );
    assert_eq!(environment, "MALLOC_ARENA_MAX=1\0");
}

/// The soft limit of a line such as `Max file size   0   0   bytes`.
fn limit_of<'a>(limits: &'a str, name: &str) -> &'a str {
    let line = limits.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|line| line.split_whitespace().next())
        .unwrap_or("unlimited")
}
