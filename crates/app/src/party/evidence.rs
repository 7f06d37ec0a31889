//! Evidence: the latest source rows about a supplier, kind by kind, with the file each came from.

use crate::{Context, Error};
use domain::intake::kind::Type;
use domain::intake::{Kind, Value, kinds};
use domain::number::{PRICE_SCALE, QUANTITY_SCALE, RATE_SCALE};
use domain::{Date, Decimal};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use store::StoredRow;

/// The latest rows of one kind.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EvidenceTable {
    pub kind: String,
    pub columns: Vec<String>,
    pub rows: Vec<EvidenceRow>,
}

/// One source row.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EvidenceRow {
    /// One cell per column.
    pub cells: Vec<Cell>,
    pub import_id: i64,
    pub file: String,
    pub file_row: u64,
}

/// A value of a source row.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "is", content = "value", rename_all = "snake_case")]
pub enum Cell {
    None,
    Text(String),
    /// One of a closed list of words.
    Word(String),
    Day(String),
    Instant(String),
    Number(Decimal),
    Flag(bool),
    /// Calendar days after the day that was asked for; negative is early.
    Late(i64),
    /// A last day, and whether it has passed.
    Until(String, bool),
}

/// What is shown of each kind; the first column orders the rows.
struct Shown {
    kind: &'static Kind,
    columns: &'static [&'static str],
}

const SHOWN: &[Shown] = &[
    Shown {
        kind: &kinds::RECEIPT,
        columns: &["day", "document_no", "order_line", "requested_on", "late", "quantity"],
    },
    Shown {
        kind: &kinds::INSPECTION_LOT,
        columns: &["received_on", "lot", "item", "quantity", "rejected", "decision"],
    },
    Shown {
        kind: &kinds::NONCONFORMANCE,
        columns: &["opened_on", "case_no", "item", "severity", "quantity", "closed_on"],
    },
    Shown {
        kind: &kinds::INVOICE_LINE,
        columns: &[
            "invoiced_on",
            "invoice_no",
            "order_line",
            "price",
            "currency",
            "match_result",
        ],
    },
    Shown {
        kind: &kinds::TICKET,
        columns: &[
            "opened_at",
            "number",
            "severity",
            "answered_at",
            "resolved_at",
            "rating",
        ],
    },
    Shown {
        kind: &kinds::CERTIFICATE,
        columns: &["type", "number", "issuer", "valid_from", "valid_to"],
    },
    Shown {
        kind: &kinds::RISK_EVENT,
        columns: &["happened_on", "number", "kind", "ended_on", "gate"],
    },
];

/// The kinds whose rows are looked up by supplier.
pub(super) const KINDS: &[&Kind] = &[
    &kinds::ORDER_LINE,
    &kinds::RECEIPT,
    &kinds::INSPECTION_LOT,
    &kinds::NONCONFORMANCE,
    &kinds::INVOICE_LINE,
    &kinds::TICKET,
    &kinds::CERTIFICATE,
    &kinds::RISK_EVENT,
];

/// The latest rows of every kind that has any, at most `limit` of each.
pub async fn evidence(cx: &Context, supplier_id: i64, limit: u32) -> Result<Vec<EvidenceTable>, Error> {
    let mut tables = Vec::new();
    for shown in SHOWN {
        let rows = cx.store.latest_rows(shown.kind, supplier_id, limit).await?;
        if rows.is_empty() {
            continue;
        }
        let named = Named::of(cx, shown, &rows).await?;
        let today = cx.clock.today();
        tables.push(EvidenceTable {
            kind: shown.kind.name.to_owned(),
            columns: shown.columns.iter().map(|column| (*column).to_owned()).collect(),
            rows: rows.iter().map(|row| evidence_row(shown, row, &named, today)).collect(),
        });
    }
    Ok(tables)
}

/// The rows that shown rows refer to, by kind and id.
struct Named(BTreeMap<(&'static str, i64), StoredRow>);

impl Named {
    async fn of(cx: &Context, shown: &Shown, rows: &[StoredRow]) -> Result<Named, Error> {
        let mut named = BTreeMap::new();
        for column in shown.columns {
            let Some(position) = shown.kind.position(column) else {
                continue;
            };
            let Type::Ref(name) = shown.kind.columns[position].ty else {
                continue;
            };
            let Some(kind) = domain::intake::find(name) else {
                continue;
            };
            let ids: BTreeSet<i64> = rows.iter().filter_map(|row| row.values[position].as_int()).collect();
            let ids: Vec<i64> = ids.into_iter().collect();
            for row in cx.store.rows(kind, &ids).await? {
                named.insert((kind.name, row.id), row);
            }
        }
        Ok(Named(named))
    }

    fn get(&self, kind: &'static str, id: i64) -> Option<&StoredRow> {
        self.0.get(&(kind, id))
    }
}

fn evidence_row(shown: &Shown, row: &StoredRow, named: &Named, today: Date) -> EvidenceRow {
    let cells = shown.columns.iter().map(|column| match *column {
        "requested_on" if shown.kind.name == "receipt" => {
            requested(shown.kind, row, named).map_or(Cell::None, |day| Cell::Day(day.to_string()))
        }
        "late" => late(shown.kind, row, named).map_or(Cell::None, Cell::Late),
        "valid_to" => match text(shown.kind, row, "valid_to") {
            Some(day) => Cell::Until(day.to_owned(), day < today.to_string().as_str()),
            None => Cell::None,
        },
        name => cell(shown.kind, row, named, name),
    });
    EvidenceRow {
        cells: cells.collect(),
        import_id: row.import_id,
        file: row.file_name.clone(),
        file_row: row.row_no,
    }
}

/// The day that the buyer asked for, from the order line.
fn requested(kind: &'static Kind, row: &StoredRow, named: &Named) -> Option<Date> {
    let line = row.values[kind.position("order_line")?].as_int()?;
    let line = named.get("order_line", line)?;
    text(&kinds::ORDER_LINE, line, "requested_on")?.parse().ok()
}

fn late(kind: &'static Kind, row: &StoredRow, named: &Named) -> Option<i64> {
    let day: Date = text(kind, row, "day")?.parse().ok()?;
    let span = requested(kind, row, named)?.until((jiff::Unit::Day, day)).ok()?;
    Some(i64::from(span.get_days()))
}

fn text<'a>(kind: &Kind, row: &'a StoredRow, name: &str) -> Option<&'a str> {
    row.values[kind.position(name)?].as_text()
}

fn cell(kind: &'static Kind, row: &StoredRow, named: &Named, name: &str) -> Cell {
    let Some(position) = kind.position(name) else {
        return Cell::None;
    };
    let scaled = |value: i64, scale: u32| Cell::Number(Decimal::new(value, scale).normalize());
    match (kind.columns[position].ty, &row.values[position]) {
        (_, Value::Null) => Cell::None,
        (Type::Date, Value::Text(day)) => Cell::Day(day.to_string()),
        (Type::Instant, Value::Text(instant)) => Cell::Instant(instant.to_string()),
        (Type::Choice(_), Value::Text(word)) => Cell::Word(word.to_string()),
        (Type::Quantity, Value::Int(value)) => scaled(*value, QUANTITY_SCALE),
        (Type::Price, Value::Int(value)) => scaled(*value, PRICE_SCALE),
        (Type::Rate, Value::Int(value)) => scaled(*value, RATE_SCALE),
        (Type::Flag, Value::Int(value)) => Cell::Flag(*value == 1),
        (Type::Ref(kind), Value::Int(id)) => named
            .get(kind, *id)
            .map_or(Cell::None, |row| Cell::Text(row.key.clone())),
        (_, Value::Int(value)) => scaled(*value, 0),
        (_, Value::Text(text)) => Cell::Text(text.to_string()),
    }
}
