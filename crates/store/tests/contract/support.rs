//! Databases that live for one story, and rows written down briefly.

use domain::intake::{Kind, Value, kinds};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use std::sync::atomic::{AtomicU64, Ordering};
use store::{ImportItem, ImportMeta, ImportMode, ImportOutcome, ImportRow, Store, StoreError, Tally};
use tokio::sync::mpsc;

pub(crate) const NOW: &str = "2026-11-21T08:00:00.000000Z";
pub(crate) const LATER: &str = "2026-11-21T09:00:00.000000Z";

/// A fresh database and its address.
pub(crate) struct Db {
    pub(crate) store: Store,
    pub(crate) url: String,
}

impl Db {
    /// Runs SQL as somebody who gets at the database behind the program's back.
    pub(crate) async fn tamper(&self, sql: &str) {
        if self.url.starts_with("sqlite:") {
            let connection = rusqlite::Connection::open(self.url.trim_start_matches("sqlite:")).unwrap();
            connection.execute_batch(sql).unwrap();
        } else {
            let mut connection = PgConnection::connect(&self.url).await.unwrap();
            run(&mut connection, sql.to_owned()).await;
            connection.close().await.unwrap();
        }
    }
}

static NUMBER: AtomicU64 = AtomicU64::new(0);

/// Runs a story on each engine there is.
pub(crate) fn on_each_engine<S: AsyncFn(Db)>(tell: S) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("gradus.db").display());
        let store = Store::open(&url, NOW).await.unwrap();
        tell(Db {
            store: store.clone(),
            url,
        })
        .await;
        store.close().await;
        if let Ok(server) = std::env::var("TEST_POSTGRES_URL") {
            let number = NUMBER.fetch_add(1, Ordering::Relaxed);
            let name = format!("gradus_contract_{}_{number}", std::process::id());
            let mut admin = PgConnection::connect(&server).await.unwrap();
            run(&mut admin, format!("create schema {name}")).await;
            let mark = if server.contains('?') { '&' } else { '?' };
            let url = format!("{server}{mark}options=-csearch_path%3D{name}");
            let store = Store::open(&url, NOW).await.unwrap();
            tell(Db {
                store: store.clone(),
                url,
            })
            .await;
            store.close().await;
            run(&mut admin, format!("drop schema {name} cascade")).await;
        }
    });
}

async fn run(connection: &mut PgConnection, sql: String) {
    connection.execute(sqlx::raw_sql(AssertSqlSafe(sql))).await.unwrap();
}

/// A cell as a test writes it.
#[derive(Clone)]
pub(crate) struct Cell(Value);

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell(Value::text(text))
    }
}

impl From<i64> for Cell {
    fn from(value: i64) -> Cell {
        Cell(Value::Int(value))
    }
}

/// A row with the named cells; its key is made of the kind's key columns.
pub(crate) fn row(kind: &'static Kind, line: u64, cells: &[(&str, Cell)]) -> ImportRow {
    let mut values = vec![Value::Null; kind.columns.len()];
    for (name, cell) in cells {
        let position = kind
            .position(name)
            .unwrap_or_else(|| panic!("{} has no column {name}", kind.name));
        values[position] = cell.0.clone();
    }
    let part = |name: &&str| match &values[kind.position(name).unwrap()] {
        Value::Null => String::new(),
        Value::Int(value) => value.to_string(),
        Value::Text(text) => text.to_string(),
    };
    let key = kind.key.iter().map(part).collect::<Vec<_>>().join("/").into_boxed_str();
    ImportRow {
        kind,
        line,
        key,
        values,
        raw: Some(format!("raw of line {line}").into()),
        repeat_ok: false,
        unsaid: 0,
    }
}

pub(crate) fn supplier(line: u64, code: &str) -> ImportRow {
    let name = format!("{code} Ltd");
    let cells = [
        ("code", code.into()),
        ("name", name.as_str().into()),
        ("status", "approved".into()),
    ];
    row(&kinds::SUPPLIER, line, &cells)
}

pub(crate) fn order_line(line: u64, number: &str, supplier: &str, ordered_on: &str) -> ImportRow {
    let cells = [
        ("order_no", number.into()),
        ("line_no", "1".into()),
        ("supplier", supplier.into()),
        ("ordered_on", ordered_on.into()),
        ("quantity", 5_000.into()),
        ("unit", "PCE".into()),
    ];
    row(&kinds::ORDER_LINE, line, &cells)
}

pub(crate) fn receipt(line: u64, document: &str, order_line: &str, day: &str) -> ImportRow {
    let cells = [
        ("document_no", document.into()),
        ("line_no", "1".into()),
        ("order_line", order_line.into()),
        ("day", day.into()),
        ("quantity", 2_000.into()),
    ];
    row(&kinds::RECEIPT, line, &cells)
}

/// Sets one cell of a row.
pub(crate) fn with(mut row: ImportRow, name: &str, cell: impl Into<Cell>) -> ImportRow {
    row.values[row.kind.position(name).unwrap()] = cell.into().0;
    row
}

pub(crate) fn repeatable(mut row: ImportRow) -> ImportRow {
    row.repeat_ok = true;
    row
}

pub(crate) fn meta(file: &str) -> ImportMeta {
    ImportMeta {
        source: "erp".to_owned(),
        label: "orders".to_owned(),
        file_name: file.to_owned(),
        file_sha256: format!("hash of {file}"),
        mapping: String::new(),
        max_overdelivery: domain::Decimal::TWO,
        started_at: NOW.to_owned(),
        actor: "tester".to_owned(),
    }
}

/// Imports rows in batches of three, so that every story crosses the border of a batch.
pub(crate) async fn import_as(
    store: &Store,
    meta: ImportMeta,
    mode: ImportMode,
    rows: Vec<ImportRow>,
) -> Result<ImportOutcome, StoreError> {
    let mut items: Vec<ImportItem> = rows.into_iter().map(ImportItem::Row).collect();
    items.push(ImportItem::End);
    import_items(store, meta, mode, items).await
}

pub(crate) async fn import_items(
    store: &Store,
    meta: ImportMeta,
    mode: ImportMode,
    items: Vec<ImportItem>,
) -> Result<ImportOutcome, StoreError> {
    let (sender, receiver) = mpsc::channel(1);
    let feed = async move {
        for batch in items.chunks(3) {
            if sender.send(batch.to_vec()).await.is_err() {
                break;
            }
        }
    };
    let (outcome, ()) = tokio::join!(store.import(meta, mode, receiver), feed);
    outcome
}

pub(crate) async fn commit(store: &Store, file: &str, rows: Vec<ImportRow>) -> ImportOutcome {
    import_as(store, meta(file), ImportMode::Commit, rows).await.unwrap()
}

/// stored, changed, unchanged, rejected
pub(crate) fn figures(tally: Tally) -> [u64; 4] {
    assert_eq!(tally.read, tally.accounted());
    [tally.stored, tally.changed, tally.unchanged, tally.rejected]
}

/// Code, column and value of each problem of each rejected row, as one line each.
pub(crate) fn problems(outcome: &ImportOutcome) -> Vec<String> {
    let lines = outcome.rejected.iter().flat_map(|row| {
        row.problems.iter().map(move |problem| {
            let field = problem.field.as_deref().unwrap_or("-");
            format!(
                "{} {} {field} {} ({})",
                row.line, problem.code, problem.value, problem.expected
            )
        })
    });
    lines.collect()
}

/// Everything a person can see of the stored rows, to be compared before and after.
pub(crate) async fn visible(store: &Store) -> Vec<String> {
    let mut all = Vec::new();
    for kind in domain::intake::KINDS {
        for (id, _) in store.keys(kind).await.unwrap() {
            all.push(format!(
                "{} {:?}",
                kind.name,
                store.row(kind, id).await.unwrap().unwrap()
            ));
        }
    }
    all
}
