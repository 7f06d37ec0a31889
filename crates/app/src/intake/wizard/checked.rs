//! What a check found, kept beside the upload: counts, every problem, and what would change.

use crate::intake::{ImportReport, RejectedRow};
use crate::{Context, Error};
use domain::Decimal;
use domain::intake::cell::Codes;
use domain::intake::problem::{Code, Place, Problem, Severity};
use domain::intake::{Column, Kind, Type, Value};
use domain::number::{PRICE_SCALE, QUANTITY_SCALE, RATE_SCALE};
use formats::codes::Iso;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use store::ChangedRow;

/// The whole finding.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckView {
    pub file_name: String,
    pub subject: String,
    pub checked_at: String,
    /// Format, sheet, encoding.
    pub shape: String,
    /// Rows below the header.
    pub rows: u64,
    pub counts: Vec<CountView>,
    /// Rows that filters left out.
    pub left_out: u64,
    /// Rows of master data that said again what an earlier row had said.
    pub repeated: u64,
    pub rejected: u64,
    /// Columns that are not read.
    pub ignored: Vec<String>,
    /// Header and the shapes of its dates.
    pub dates: Vec<(String, Vec<String>)>,
    /// `point` or `comma`.
    pub decimal: Option<String>,
    pub groups: Vec<GroupView>,
    /// Every problem of every rejected row that is listed.
    pub problems: Vec<ProblemView>,
    /// What would change, row by row; of many the first.
    pub changes: Vec<ChangeView>,
    pub same_file_as: Option<i64>,
}

/// What becomes of the rows of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountView {
    pub kind: String,
    pub read: u64,
    pub stored: u64,
    pub changed: u64,
    pub unchanged: u64,
    pub rejected: u64,
}

/// Problems of one code in one column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupView {
    /// `note`, `row` or `file`.
    pub severity: String,
    pub count: u64,
    pub rows: Vec<u64>,
    pub example: ProblemView,
}

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProblemView {
    /// Such as `E203`.
    pub code: String,
    pub row: Option<u64>,
    pub column: Option<u32>,
    pub header: Option<String>,
    pub kind: Option<String>,
    pub field: Option<String>,
    pub value: String,
    pub expected: String,
    pub nearest: Option<String>,
}

/// A stored row that the file changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeView {
    pub kind: String,
    pub row: u64,
    pub key: String,
    pub cells: Vec<CellChange>,
}

/// One value before and after; `None` is empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellChange {
    pub column: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

impl CheckView {
    /// The sum of one figure over all kinds.
    pub fn total(&self, of: impl Fn(&CountView) -> u64) -> u64 {
        self.counts.iter().map(of).sum()
    }

    /// Rows that a commit would store or change.
    #[must_use]
    pub fn effective(&self) -> u64 {
        self.total(|count| count.stored + count.changed)
    }

    /// Whether the file as a whole is refused.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.groups.iter().any(|group| group.severity == "file") || self.counts.is_empty()
    }

    /// Without what tells of rows that somebody may not see.
    #[must_use]
    pub fn within_scope(mut self) -> CheckView {
        self.changes.clear();
        let problems = self
            .groups
            .iter_mut()
            .map(|group| &mut group.example)
            .chain(&mut self.problems);
        problems.for_each(|problem| problem.nearest = None);
        self
    }
}

impl ProblemView {
    pub(in crate::intake) fn of(problem: &Problem) -> ProblemView {
        ProblemView {
            code: problem.code.number().to_owned(),
            row: problem.place.row,
            column: problem.place.column,
            header: problem.place.header.clone(),
            kind: problem.kind.map(str::to_owned),
            field: problem.field.clone(),
            value: problem.value.clone(),
            expected: problem.expected.clone(),
            nearest: problem.nearest.clone(),
        }
    }

    /// The problem itself, for its sentence; `None` for a code of another version of the product.
    #[must_use]
    pub fn problem(&self) -> Option<Problem> {
        let kind = self.kind.as_deref().and_then(domain::intake::find);
        Some(Problem {
            none_stored: false,
            code: Code::find(&self.code)?,
            place: Place {
                row: self.row,
                column: self.column,
                header: self.header.clone(),
            },
            kind: kind.map(|kind| kind.name),
            field: self.field.clone(),
            value: self.value.clone(),
            expected: self.expected.clone(),
            nearest: self.nearest.clone(),
        })
    }

    /// `F214`, as a spreadsheet says it.
    #[must_use]
    pub fn cell(&self) -> String {
        let place = Place {
            row: self.row,
            column: self.column,
            header: None,
        };
        place.cell()
    }
}

/// Every problem of rejected rows.
pub(in crate::intake) fn problems_of(rows: &[RejectedRow]) -> Vec<ProblemView> {
    rows.iter().flat_map(|row| &row.problems).map(ProblemView::of).collect()
}

/// The report in the shape in which it is kept; `changes` are named by their keys.
pub(super) async fn of(cx: &Context, report: ImportReport) -> Result<CheckView, Error> {
    let changes = changes(cx, &report.changes).await?;
    Ok(CheckView {
        file_name: report.file_name,
        subject: report.label,
        checked_at: cx.clock.now(),
        shape: report.shape.map(|shape| shape.to_string()).unwrap_or_default(),
        rows: report.rows,
        counts: report
            .counts
            .iter()
            .map(|count| CountView {
                kind: count.kind.to_owned(),
                read: count.tally.read,
                stored: count.tally.stored,
                changed: count.tally.changed,
                unchanged: count.tally.unchanged,
                rejected: count.tally.rejected,
            })
            .collect(),
        left_out: report.left_out,
        repeated: report.repeated,
        rejected: report.rejected,
        ignored: report.ignored,
        dates: report
            .dates
            .into_iter()
            .map(|dates| (dates.header, dates.shapes))
            .collect(),
        decimal: report.decimal.map(str::to_owned),
        groups: report
            .problems
            .iter()
            .map(|group| GroupView {
                severity: match group.severity {
                    Severity::Note => "note",
                    Severity::Row => "row",
                    Severity::File => "file",
                }
                .to_owned(),
                count: group.count,
                rows: group.rows.clone(),
                example: ProblemView::of(&group.example),
            })
            .collect(),
        problems: problems_of(&report.rejected_rows),
        changes,
        same_file_as: report.same_file_as,
    })
}

async fn changes(cx: &Context, rows: &[ChangedRow]) -> Result<Vec<ChangeView>, Error> {
    let mut named: BTreeMap<&'static str, BTreeSet<i64>> = BTreeMap::new();
    for row in rows {
        for (column, position) in row.kind.columns.iter().zip(0..) {
            if let Type::Ref(kind) = column.ty {
                let ids = [&row.before[position], &row.after[position]];
                named
                    .entry(kind)
                    .or_default()
                    .extend(ids.into_iter().filter_map(Value::as_int));
            }
        }
    }
    let mut keys: BTreeMap<(&'static str, i64), String> = BTreeMap::new();
    for (name, ids) in named {
        let Some(kind) = domain::intake::find(name) else {
            continue;
        };
        let ids: Vec<i64> = ids.into_iter().collect();
        let found = cx.store.rows(kind, &ids).await?;
        keys.extend(found.into_iter().map(|row| ((name, row.id), row.key)));
    }
    let mut changes: Vec<ChangeView> = rows.iter().map(|row| change(row, &keys)).collect();
    changes.sort_by_key(|change| change.row);
    Ok(changes)
}

fn change(row: &ChangedRow, keys: &BTreeMap<(&'static str, i64), String>) -> ChangeView {
    let cells = row.kind.columns.iter().zip(row.before.iter().zip(&row.after));
    let differing = cells.filter(|(_, (before, after))| before != after);
    ChangeView {
        kind: row.kind.name.to_owned(),
        row: row.line,
        key: row.key.clone(),
        cells: differing
            .map(|(column, (before, after))| CellChange {
                column: column.name.to_owned(),
                before: shown(row.kind, column, before, (&row.before, keys)),
                after: shown(row.kind, column, after, (&row.after, keys)),
            })
            .collect(),
    }
}

type Around<'a> = (&'a [Value], &'a BTreeMap<(&'static str, i64), String>);

/// A stored value as people write it.
fn shown(kind: &Kind, column: &Column, value: &Value, (row, keys): Around<'_>) -> Option<String> {
    let number = match value {
        Value::Null => return None,
        Value::Text(text) => return Some(text.to_string()),
        Value::Int(number) => *number,
    };
    let decimal = |places: u32| Decimal::new(number, places).normalize().to_string();
    Some(match column.ty {
        Type::Quantity => decimal(QUANTITY_SCALE),
        Type::Price => decimal(PRICE_SCALE),
        Type::Rate => decimal(RATE_SCALE),
        Type::Money => {
            let currency = kind.position("currency").and_then(|position| row[position].as_text());
            let places = currency
                .and_then(|code| Iso.currency(code))
                .map_or(2, |(_, places)| places);
            Decimal::new(number, u32::from(places)).to_string()
        }
        Type::Flag => if number == 0 { "no" } else { "yes" }.to_owned(),
        // A row that this very file brings has no number yet that could be looked up.
        Type::Ref(name) => keys.get(&(name, number)).cloned().unwrap_or_else(|| "…".to_owned()),
        _ => number.to_string(),
    })
}
