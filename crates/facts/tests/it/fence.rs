//! Hostile and careless queries: each is refused at once, with a reason and a cure.

use crate::support::{Folder, query};
use domain::intake::ports::FactError;
use std::time::{Duration, Instant};

/// Refused as an indicator and as a person's query alike.
const HOSTILE: &[&str] = &[
    // more than one statement, or not a select
    "",
    ";",
    "select 1; select 2",
    "select 1; drop table order_lines",
    "drop table order_lines",
    "delete from order_lines",
    "update order_lines set quantity = 0",
    "insert into order_lines values (1)",
    "insert into order_lines select * from order_lines",
    "merge into order_lines using tickets on true when matched then delete",
    "truncate table order_lines",
    "create table x as select 1",
    "create view x as select 1",
    "create external table x stored as csv location '/etc/passwd'",
    "create function f() returns int return 1",
    "alter table order_lines add column x int",
    "copy order_lines to '/tmp/stolen.csv'",
    "copy (select 1) to '/tmp/stolen.parquet'",
    "copy order_lines from '/etc/passwd'",
    "set datafusion.execution.target_partitions = 1000",
    "reset datafusion.execution.target_partitions",
    "show tables",
    "show all",
    "show columns from order_lines",
    "describe order_lines",
    "explain select 1",
    "explain analyze select * from order_lines",
    "prepare p as select 1",
    "execute p",
    "deallocate p",
    "begin",
    "commit",
    "call f()",
    "load '/tmp/x.so'",
    "attach database '/etc/passwd' as x",
    "pragma table_info(order_lines)",
    "vacuum",
    "analyze order_lines",
    "grant all on order_lines to public",
    "values (1), (2)",
    "table order_lines",
    "from order_lines",
    "from order_lines select supplier_id",
    "with x as (delete from order_lines returning *) select * from x",
    "with x as (insert into order_lines values (1)) select * from x",
    "select * into x from order_lines",
    // other tables
    "select * from nowhere",
    "select * from information_schema.tables",
    "select * from information_schema.df_settings",
    "select * from datafusion.public.order_lines",
    "select * from public.order_lines",
    "select * from '/etc/passwd'",
    "select * from \"/etc/passwd\"",
    "select * from \"data.csv\"",
    "select * from users",
    "select * from order_lines where exists (select 1 from audit_log)",
    "select (select max(password) from users) from order_lines",
    "select * from (values (1)) as x",
    // table functions and other sources
    "select * from generate_series(1, 1000000000)",
    "select * from range(1, 1000000000)",
    "select * from read_csv('/etc/passwd')",
    "select * from parquet_metadata('x.parquet')",
    "select * from metadata_cache()",
    "select * from unnest([1, 2, 3])",
    "select * from lateral (select 1) as x",
    "select * from table(generate_series(1, 2))",
    "select * from order_lines tablesample (10 percent)",
    "select * from order_lines for update",
    "select * from json_table('[]', '$' columns (a int path '$'))",
    "select * from order_lines pivot (sum(quantity) for status in ('open'))",
    // functions
    "select repeat('x', 2000000000)",
    "select lpad('x', 2000000000)",
    "select rpad('x', 2000000000)",
    "select space(2000000000)",
    "select concat(status, status) from order_lines",
    "select replace(status, 'o', 'oooooooooo') from order_lines",
    "select status || status from order_lines",
    "select array_agg(status) from order_lines",
    "select string_agg(status, ',') from order_lines",
    "select generate_series(1, 1000000000)",
    "select range(1, 1000000000)",
    "select array_repeat(1, 1000000000)",
    "select regexp_like(status, '(a+)+$') from order_lines",
    "select regexp_replace(status, 'a', 'b') from order_lines",
    "select status ~ '(a+)+$' from order_lines",
    "select status similar to '%(a|b)%' from order_lines",
    "select now()",
    "select current_date",
    "select current_timestamp",
    "select random()",
    "select uuid()",
    "select version()",
    "select arrow_cast(1, 'LargeBinary')",
    "select arrow_typeof(1)",
    "select unnest(arrivals) from order_lines",
    "select pg_sleep(100)",
    "select order_lines.lower(status) from order_lines",
    "select sum(quantity) within group (order by quantity) from order_lines",
    "select lead(quantity) over w from order_lines window w as (order by row_id)",
    // forms that are not needed
    "with recursive r as (select 1 as n union all select n + 1 from r) select * from r",
    "select @@version",
    "select @x",
    "select [1, 2, 3]",
    "select {'a': 1}",
    "select struct(1, 2)",
    "select interval '1' day + '1' like any ('x')",
    "select cast(1 as bytea)",
    "select cast('x' as json)",
    "select x'deadbeef'",
    "select $$dollar$$",
    "select 1 as (a, b)",
    "select * exclude (status) from order_lines",
    "select * except (status) from order_lines",
    "select distinct on (status) * from order_lines",
    "select top 10 * from order_lines",
    "select * from order_lines natural join tickets",
    "select * from order_lines group by all",
    "select status, count(*) from order_lines group by rollup (status)",
    "select status, count(*) from order_lines group by cube (status)",
    "select * from order_lines order by all",
    "select * from order_lines fetch first 5 rows only",
    "select * from order_lines |> where true",
    "select * from order_lines settings max_threads = 100",
    "select * from order_lines format json",
    "select a -> b from (select 1 as a, 2 as b) as x",
    "select (x) -> x + 1",
    // text that is no SQL at all
    "select",
    "select from where",
    "'; drop table order_lines; --",
    "select 'unterminated",
    "select /* unterminated",
    "\u{0}\u{1}\u{2}",
    "\u{9009}\u{62e9} \u{5168}\u{90e8}",
];

fn refused(name: &str, answer: Result<(), FactError>) {
    match answer {
        Err(FactError::Query { problem, cure, .. }) => {
            assert!(!problem.is_empty() && !cure.is_empty(), "{name}: {problem} — {cure}");
        }
        other => panic!("{name}: {other:?}"),
    }
}

#[test]
fn hostile_statements_are_refused_everywhere() {
    assert!(HOSTILE.len() >= 60);
    let folder = Folder::new();
    let before = std::fs::read_dir(folder.home.path()).unwrap().count();
    for sql in HOSTILE {
        refused(sql, folder.observe(&query(sql)).map(|_| ()));
        refused(sql, folder.select(sql).map(|_| ()));
    }
    assert_eq!(std::fs::read_dir(folder.home.path()).unwrap().count(), before);
    assert!(!std::path::Path::new("/tmp/stolen.csv").exists());
}

#[test]
fn what_asks_for_too_much_is_refused_within_two_seconds() {
    let chain = |part: &str, count: usize| vec![part; count].join(" + ");
    let nested = |open: &str, inner: &str, close: &str, depth: usize| {
        format!(
            "select {}{inner}{} from order_lines",
            open.repeat(depth),
            close.repeat(depth)
        )
    };
    let list = (0..1_001).map(|n| n.to_string()).collect::<Vec<_>>().join(", ");
    let unions = vec!["select 1 from order_lines"; 500].join(" union all ");
    let joins = format!("select 1 from order_lines {}", "cross join order_lines ".repeat(900));
    let links: Vec<String> = (1..=300)
        .map(|n| format!(", a{n} as (select a.x from a{0} as a cross join a{0} as b)", n - 1))
        .collect();
    let withs = format!("with a0 as (select 1 as x from tickets){}", links.concat());
    let hostile = [
        format!("select {}", chain("1", 20_000)),
        format!("select {} from order_lines", chain("row_id", 2_000)),
        format!("select {} from order_lines", vec!["row_id"; 102].join(" + ")),
        format!("select {} from order_lines", vec!["true"; 2_000].join(" and ")),
        nested("(", "1", ")", 2_000),
        nested("(", "1", ")", 60),
        nested("-", "1", "", 2_000),
        nested("not ", "true", "", 1_000),
        nested("case when true then ", "1", " end", 200),
        nested("(select ", "1", ")", 60),
        nested("coalesce(", "1", ")", 40),
        nested("cast(", "1", " as bigint)", 40),
        nested("lower(", "status", ")", 100),
        format!("select * from {}order_lines{}", "(".repeat(60), ")".repeat(60)),
        format!(
            "select * from {}order_lines{}",
            "(select * from ".repeat(40),
            ") as x".repeat(40)
        ),
        format!("select * from order_lines where row_id in ({list})"),
        unions,
        joins,
        format!("{withs} select * from a300"),
        format!("select '{}'", "x".repeat(30_000)),
        format!("select {}1{}", "/*".repeat(5_000), "*/".repeat(5_000)),
        format!("select {}", "(".repeat(20_000)),
        format!("select {}", "[".repeat(5_000)),
    ];
    let folder = Folder::new();
    for sql in &hostile {
        let start = Instant::now();
        let name = &sql[..sql.len().min(60)];
        refused(name, folder.observe(&query(sql)).map(|_| ()));
        refused(name, folder.select(sql).map(|_| ()));
        assert!(
            start.elapsed() < Duration::from_secs(2),
            "{name}: {:?}",
            start.elapsed()
        );
    }
}

#[test]
fn the_largest_allowed_queries_run() {
    let folder = Folder::with("order_lines", "row_id | supplier_id | due_on\n1 | 7 | 2026-03-02");
    let list = (0..1_000).map(|n| n.to_string()).collect::<Vec<_>>().join(", ");
    assert_eq!(
        folder
            .cell(&format!("select count(*) from order_lines where row_id in ({list})"))
            .as_deref(),
        Some("1")
    );
    let chain = vec!["row_id"; 100].join(" + ");
    assert_eq!(
        folder.cell(&format!("select {chain} from order_lines")).as_deref(),
        Some("100")
    );
    let conditions = vec!["row_id = 1"; 100].join(" and ");
    assert_eq!(
        folder
            .cell(&format!("select count(*) from order_lines where {conditions}"))
            .as_deref(),
        Some("1")
    );
    let brackets = format!("select {}1{} from order_lines", "(".repeat(25), ")".repeat(25));
    assert_eq!(folder.cell(&brackets).as_deref(), Some("1"));
}

#[test]
fn an_error_says_what_was_probably_meant() {
    let folder = Folder::new();
    let cure = |sql: &str| match folder.select(sql) {
        Err(FactError::Query { cure, problem, .. }) => format!("{problem} — {cure}"),
        other => panic!("{sql}: {other:?}"),
    };
    assert_eq!(
        cure("select * from order_line"),
        "there is no table `order_line` — did you mean `order_lines`?"
    );
    assert_eq!(
        cure("select supplierid from tickets"),
        "there is no column `supplierid` — did you mean `supplier_id`?"
    );
    assert_eq!(
        cure("select recieved_between(arrivals, null, null) from order_lines"),
        "the function `recieved_between` is not in the list of functions — did you mean `received_between`?"
    );
    assert_eq!(
        cure("drop table tickets"),
        "it is not a `select` but `drop` — write exactly one `select`; a query only reads"
    );
    assert!(cure("select $as_of").contains("has no value here"));
    assert!(cure("select 1 +").contains("cannot be read"));
    assert!(cure("select 1 / 0").contains("nullif"));
    assert!(cure("select sum(cast(1 as double))").contains("decimal(18,6)"));
}
