//! What an import found and did, in the shape in which people read it.

use super::plan::{Plan, mark_name};
use super::reader::Counts;
use crate::{Context, Error};
use domain::intake::cell::DecimalMark;
use domain::intake::mapping::BoundColumn;
use domain::intake::problem::{Code, Problem, Severity, column_letters};
use formats::sheet::{Shape, Sheet};
use std::collections::{BTreeMap, BTreeSet};
use store::{ChangedRow, ImportOutcome, KindCount, RejectedRow};

/// The whole report.
#[derive(Debug, Clone)]
pub struct ImportReport {
    /// The import's number, once it is kept.
    pub import_id: Option<i64>,
    pub committed: bool,
    pub file_name: String,
    /// The kind or combined sheet.
    pub label: String,
    /// What was detected; `None` when the file could not be opened.
    pub shape: Option<Shape>,
    /// Rows below the header.
    pub rows: u64,
    pub mapped: Vec<MappedColumn>,
    pub ignored: Vec<String>,
    pub dates: Vec<ColumnDates>,
    /// `point` or `comma`, when the numbers of the file decide it.
    pub decimal: Option<&'static str>,
    pub counts: Vec<KindCount>,
    /// Rows that filters left out.
    pub left_out: u64,
    /// Rows by kind that filters left out of it, although another kind may have been made of them.
    pub left_out_by_kind: BTreeMap<&'static str, u64>,
    /// Rows of master data that said again what an earlier row had said.
    pub repeated: u64,
    /// Rejected rows of all kinds.
    pub rejected: u64,
    pub problems: Vec<ProblemGroup>,
    /// The rejected rows one by one; of many the first ten thousand.
    pub rejected_rows: Vec<RejectedRow>,
    /// The first changed rows, with what they were.
    pub changes: Vec<ChangedRow>,
    /// An earlier import of a file with the same content.
    pub same_file_as: Option<i64>,
}

/// A header of the file and what it is read as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappedColumn {
    /// `A`, `B` … as a spreadsheet names it.
    pub letters: String,
    pub header: String,
    pub kind: &'static str,
    pub column: &'static str,
}

/// How the dates of a column are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnDates {
    pub header: String,
    pub shapes: Vec<String>,
}

/// Problems of one code in one column, among the rejected rows that the report lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProblemGroup {
    pub code: Code,
    pub severity: Severity,
    pub count: u64,
    /// The first rows, ascending.
    pub rows: Vec<u64>,
    /// The first of them, to be shown in full.
    pub example: Problem,
    /// What stood in the others, as far as it is something else: a few.
    pub others: Vec<String>,
}

/// Values that a group shows beside its example.
const OTHERS_SHOWN: usize = 2;
/// Headers that are named when one is missing.
const HEADERS_SHOWN: usize = 40;

/// Rows that a group lists.
const ROWS_SHOWN: usize = 100;
/// Different unknown texts for which a nearest key is looked for.
const NEAREST_LOOKED_FOR: usize = 200;

/// The report of a file that was read.
pub(super) fn of(plan: &Plan, counts: &Counts, outcome: Option<ImportOutcome>) -> ImportReport {
    let mut report = empty(&plan.file_name, &plan.label, Some(&plan.sheet));
    report.rows = counts.rows;
    report.left_out = counts.left_out;
    report.left_out_by_kind.clone_from(&counts.left_out_by_kind);
    report.repeated = counts.repeated;
    report.mapped = mapped(plan);
    report.ignored = plan.notes.iter().filter_map(|note| note.place.header.clone()).collect();
    report.dates = dates(plan);
    report.decimal = mark_name(match plan.survey.shown_mark(&plan.headers) {
        DecimalMark::Open | DecimalMark::Doubtful => DecimalMark::Open,
        decided => decided,
    });
    let mut problems: Vec<Problem> = counts.stop.iter().cloned().collect();
    if let Some(outcome) = outcome {
        report.import_id = Some(outcome.import_id);
        report.rejected = outcome.total().rejected;
        report.same_file_as = outcome.same_file_as;
        report.counts = outcome.counts;
        report.changes = outcome.changes;
        report.rejected_rows = outcome.rejected;
        let rejected = report.rejected_rows.iter_mut().flat_map(|row| &mut row.problems);
        problems.extend(rejected.map(|problem| {
            place_column(plan, problem);
            problem.clone()
        }));
    }
    problems.extend(counts.notes.iter().cloned().map(|mut note| {
        place_column(plan, &mut note);
        note
    }));
    if plan.is_automatic {
        problems.extend(plan.notes.iter().map(|note| with_nearest_column(plan, note)));
    }
    report.problems = grouped(problems);
    report
}

/// An unknown column may be one of ours, misspelt.
fn with_nearest_column(plan: &Plan, note: &Problem) -> Problem {
    let columns = plan.bound.entities.iter().flat_map(|entity| {
        let free = entity
            .kind
            .columns
            .iter()
            .zip(&entity.columns)
            .filter(|(_, bound)| bound.is_none());
        free.map(|(column, _)| column.name)
    });
    let nearest = formats::mapping::nearest(&note.value, columns).map(str::to_owned);
    note.clone().nearest(nearest)
}

/// Adds the column of the file to a problem that was found without looking at one cell.
fn place_column(plan: &Plan, problem: &mut Problem) {
    let (None, Some(kind), Some(field)) = (problem.place.column, problem.kind, &problem.field) else {
        return;
    };
    let entity = plan.bound.entities.iter().find(|entity| entity.kind.name == kind);
    let column = entity.and_then(|entity| entity.columns[entity.kind.position(field)?].as_ref());
    if let Some(position) = column.and_then(|column| column.positions().first().copied()) {
        let place = plan.headers.place(position);
        (problem.place.column, problem.place.header) = (place.column, place.header);
    }
}

/// The report of a file whose columns do not fit, so that no row was read.
pub(super) fn refused(file_name: &str, label: &str, sheet: Option<&Sheet>, problems: Vec<Problem>) -> ImportReport {
    let headers = sheet.map(|sheet| sheet.headers.clone()).unwrap_or_default();
    let mut report = empty(file_name, label, sheet);
    let with_nearest = problems.into_iter().map(|problem| {
        let nearest = match problem.code {
            Code::MissingColumn => formats::mapping::nearest(&problem.value, headers.iter().map(String::as_str)),
            _ => None,
        };
        let nearest = nearest.map(str::to_owned);
        let problem = problem.nearest(nearest);
        if problem.code == Code::MissingColumn {
            let shown: Vec<&str> = headers.iter().take(HEADERS_SHOWN).map(String::as_str).collect();
            let more = if headers.len() > shown.len() { " …" } else { "" };
            return problem.expected(shown.join(", ") + more);
        }
        problem
    });
    report.problems = grouped(with_nearest.collect());
    report
}

fn empty(file_name: &str, label: &str, sheet: Option<&Sheet>) -> ImportReport {
    ImportReport {
        import_id: None,
        committed: false,
        file_name: file_name.to_owned(),
        label: label.to_owned(),
        shape: sheet.map(|sheet| sheet.shape.clone()),
        rows: 0,
        mapped: Vec::new(),
        ignored: Vec::new(),
        dates: Vec::new(),
        decimal: None,
        counts: Vec::new(),
        left_out: 0,
        left_out_by_kind: BTreeMap::new(),
        repeated: 0,
        rejected: 0,
        problems: Vec::new(),
        rejected_rows: Vec::new(),
        changes: Vec::new(),
        same_file_as: None,
    }
}

fn mapped(plan: &Plan) -> Vec<MappedColumn> {
    let mut columns = Vec::new();
    for entity in &plan.bound.entities {
        for (column, bound) in entity.kind.columns.iter().zip(&entity.columns) {
            for position in bound.iter().flat_map(BoundColumn::positions) {
                columns.push(MappedColumn {
                    letters: column_letters(u32::try_from(position).unwrap_or_default()),
                    header: plan.headers.names()[position].clone(),
                    kind: entity.kind.name,
                    column: column.name,
                });
            }
        }
    }
    columns
}

fn dates(plan: &Plan) -> Vec<ColumnDates> {
    let columns = plan.survey.dates.iter().map(|(position, found)| ColumnDates {
        header: plan.headers.names()[*position].clone(),
        shapes: found.shapes(),
    });
    columns.filter(|column| !column.shapes.is_empty()).collect()
}

/// By severity, then by frequency; within a group by row.
fn grouped(problems: Vec<Problem>) -> Vec<ProblemGroup> {
    let mut groups: BTreeMap<(Code, Option<String>), ProblemGroup> = BTreeMap::new();
    for problem in problems {
        // Missing and unknown columns are listed one by one: each needs a cure of its own.
        let is_alone = matches!(
            problem.code,
            Code::MissingColumn | Code::MappingLacks | Code::UnknownColumn | Code::ColumnTwice
        );
        let name = if is_alone {
            let field = problem.field.as_deref().unwrap_or_default();
            Some(format!("{} {field} {}", problem.value, problem.place.cell()))
        } else {
            problem.field.clone()
        };
        let group = groups.entry((problem.code, name)).or_insert_with(|| ProblemGroup {
            code: problem.code,
            severity: problem.code.severity(),
            count: 0,
            rows: Vec::new(),
            example: problem.clone(),
            others: Vec::new(),
        });
        group.count += 1;
        let is_new = problem.value != group.example.value && !group.others.contains(&problem.value);
        if is_new && group.others.len() < OTHERS_SHOWN {
            group.others.push(problem.value.clone());
        }
        if let Some(row) = problem.place.row.filter(|_| group.rows.len() < ROWS_SHOWN) {
            group.rows.push(row);
        }
    }
    let mut groups: Vec<ProblemGroup> = groups.into_values().collect();
    groups.sort_by_key(|group| {
        (
            std::cmp::Reverse(group.severity),
            std::cmp::Reverse(group.count),
            group.code,
        )
    });
    groups
}

/// Fills in the known text that looks most like an unknown one.
pub(super) async fn find_nearest(cx: &Context, report: &mut ImportReport) -> Result<(), Error> {
    let mut wanted: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for problem in report.rejected_rows.iter().flat_map(|row| &row.problems) {
        if problem.code == Code::UnknownReference {
            let texts = wanted.entry(problem.expected.clone()).or_default();
            if texts.len() < NEAREST_LOOKED_FOR {
                texts.insert(problem.value.clone());
            }
        }
    }
    let mut found: BTreeMap<(String, String), String> = BTreeMap::new();
    let mut none_stored: BTreeSet<&'static str> = BTreeSet::new();
    for (kind, texts) in wanted {
        let Some(kind) = domain::intake::find(&kind) else {
            continue;
        };
        let keys = cx.store.keys(kind).await?;
        if keys.is_empty() {
            none_stored.insert(kind.name);
        }
        for text in texts {
            let nearest = formats::mapping::nearest(&text, keys.iter().map(|(_, key)| key.as_str()));
            if let Some(nearest) = nearest {
                found.insert((kind.name.to_owned(), text), nearest.to_owned());
            }
        }
    }
    let fill = |problem: &mut Problem| match problem.code {
        Code::UnknownReference => {
            problem.nearest = found.get(&(problem.expected.clone(), problem.value.clone())).cloned();
            problem.none_stored = none_stored.contains(&*problem.expected);
        }
        Code::NotOneOf => {
            let nearest = formats::mapping::nearest(&problem.value, problem.expected.split(", "));
            problem.nearest = nearest.map(str::to_owned);
        }
        _ => {}
    };
    report
        .rejected_rows
        .iter_mut()
        .flat_map(|row| &mut row.problems)
        .for_each(fill);
    report
        .problems
        .iter_mut()
        .map(|group| &mut group.example)
        .for_each(fill);
    Ok(())
}
