//! A person's query: text cells, limits, and joins over the snapshot tables only.

use crate::support::{Folder, LIMITS};
use domain::intake::ports::{FactError, FactSource, Limits};

fn folder() -> Folder {
    let mut folder = Folder::with(
        "order_lines",
        "row_id | supplier_id | ordered_on | quantity | status | arrivals
         1 | 7 | 2026-03-02 | 10.5 | open | 2026-03-05:4
         2 | 8 | 2026-03-03 | | closed |",
    );
    folder.add(
        "suppliers",
        "supplier_id | code | country\n 7 | NORD | DE\n 8 | OST | CN",
    );
    folder
}

#[test]
fn cells_are_text_and_nulls_are_none() {
    let table = folder()
        .select("select * from order_lines order by row_id limit 1")
        .unwrap();
    let cell = |name: &str| {
        let index = table.columns.iter().position(|(column, _)| column == name).unwrap();
        (table.columns[index].1.as_str(), table.rows[0][index].as_deref())
    };
    assert_eq!(cell("row_id"), ("bigint", Some("1")));
    assert_eq!(cell("ordered_on"), ("date", Some("2026-03-02")));
    assert_eq!(cell("quantity"), ("decimal(18,3)", Some("10.500")));
    assert_eq!(cell("status"), ("text", Some("open")));
    assert_eq!(cell("arrivals").0, "arrivals");
    assert!(cell("arrivals").1.unwrap().contains("2026-03-05"));
    assert_eq!(cell("item_id"), ("bigint", Some("0")));
    assert_eq!(cell("incoterm"), ("text", None));
}

#[test]
fn joins_windows_subqueries_and_reading_functions_work() {
    let folder = folder();
    let sql = "with big as (select * from order_lines where quantity > 1)
        select s.code, avg(b.quantity) as mean, upper(min(s.country)) as country
        from suppliers as s left join big as b on b.supplier_id = s.supplier_id
        where s.supplier_id in (select supplier_id from order_lines)
        group by s.code having count(*) > 0 order by s.code";
    let rows = folder.select(sql).unwrap().rows;
    let text = |cell: &str| Some(cell.to_owned());
    assert_eq!(rows[0][0], text("NORD"));
    assert!(rows[0][1].as_ref().unwrap().starts_with("10.5"));
    assert_eq!(rows[1], [text("OST"), None, text("CN")]);
    let rows = folder
        .select("select row_number() over (order by code desc) as place, code from suppliers order by code")
        .unwrap()
        .rows;
    assert_eq!(rows, [[text("2"), text("NORD")], [text("1"), text("OST")]]);
}

#[test]
fn rows_beyond_the_limit_are_counted_not_shown() {
    let folder = folder();
    let limits = Limits { rows: 3, ..LIMITS };
    let sql = "select a.row_id from order_lines as a cross join suppliers as b cross join suppliers as c";
    let table = folder.snapshots.select(&folder.files, sql, limits).unwrap();
    assert_eq!((table.rows.len(), table.total_rows), (3, 8));
}

#[test]
fn a_query_that_takes_too_long_ends_at_its_limit() {
    let folder = folder();
    let joins = "cross join suppliers ".repeat(40);
    let sql = format!("select count(*) from suppliers {joins}");
    let limits = Limits { seconds: 1, ..LIMITS };
    let start = std::time::Instant::now();
    let ended = folder.snapshots.select(&folder.files, &sql, limits);
    assert!(
        matches!(ended, Err(FactError::Limit { what: "time" } | FactError::Query { .. })),
        "{ended:?}"
    );
    assert!(start.elapsed().as_secs() < 10);
    // The engine still answers.
    assert_eq!(folder.cell("select count(*) from suppliers").as_deref(), Some("2"));
}

#[test]
fn a_query_that_needs_too_much_memory_ends_at_its_limit() {
    let mut folder = Folder::new();
    let rows: Vec<String> = (0..20_000).map(|row| format!("{row} | C{row}")).collect();
    folder.add("suppliers", &format!("supplier_id | code\n{}", rows.join("\n")));
    let limits = Limits {
        memory_bytes: 64 << 10,
        ..LIMITS
    };
    let sql = "select a.code, count(*) from suppliers as a join suppliers as b on a.supplier_id = b.supplier_id group by a.code";
    let ended = folder.snapshots.select(&folder.files, sql, limits);
    assert!(matches!(ended, Err(FactError::Limit { what: "memory" })), "{ended:?}");
}
