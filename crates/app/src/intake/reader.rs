//! The reading thread: every row becomes rows of our kinds or a rejection, in batches for the store.

use super::around::Around;
use super::plan::Plan;
use super::plausible::Plausible;
use domain::intake::kinds::COMPANY;
use domain::intake::mapping::{BoundEntity, Cells, Outcome, Repeat, key_of};
use domain::intake::problem::{Code, Problem, Severity};
use domain::intake::sound::Soundness;
use domain::intake::{Class, Kind, Value};
use formats::codes::Iso;
use formats::sheet::{Fault, Row, SheetError};
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, Ordering};
use store::{ImportItem, ImportRow, RejectedRow};
use tokio::sync::mpsc::Sender;

const BATCH: usize = 4_096;
/// Remarks about rows that are kept all the same; more of them say nothing new.
const NOTES_KEPT: usize = 10_000;

/// What the reader alone knows at the end.
#[derive(Debug, Clone, Default)]
pub(super) struct Counts {
    /// Rows below the header.
    pub rows: u64,
    /// Rows that no entity was made of, because filters left them out.
    pub left_out: u64,
    /// The same by kind: a row may hold one entity and not another.
    pub left_out_by_kind: std::collections::BTreeMap<&'static str, u64>,
    /// Rows of master data that said again what an earlier row had said.
    pub repeated: u64,
    /// Remarks about rows that are kept all the same.
    pub notes: Vec<Problem>,
    /// Why the file as a whole is refused.
    pub stop: Option<Problem>,
}

impl Counts {
    pub(super) fn stopped(problem: Problem) -> Counts {
        Counts {
            stop: Some(problem),
            ..Counts::default()
        }
    }
}

/// One pass over the file.
pub(super) struct Reading<'a> {
    plan: &'a Plan,
    sender: Sender<Vec<ImportItem>>,
    progress: &'a AtomicU64,
    batch: Vec<ImportItem>,
    counts: Counts,
    plausible: Plausible,
    /// Per entity: what cannot be.
    sound: Vec<Soundness>,
    /// Code of the one company that the folder has.
    company: Option<Box<str>>,
    /// Per entity that may repeat: key and content of the rows before, by their hashes.
    seen: Vec<HashMap<u128, u128>>,
    hashers: [RandomState; 2],
    /// Where a rejection that concerns no entity is booked.
    main: &'static Kind,
}

/// A row as the mapping reads it.
struct RowCells<'a>(&'a Row<'a>);

impl Cells for RowCells<'_> {
    fn cell(&self, position: usize) -> &str {
        self.0.cells.get(position).unwrap_or_default()
    }
}

impl<'a> Reading<'a> {
    pub(super) fn new(
        plan: &'a Plan,
        around: Around,
        sender: Sender<Vec<ImportItem>>,
        progress: &'a AtomicU64,
    ) -> Reading<'a> {
        let entities = &plan.bound.entities;
        let kinds: Vec<&'static Kind> = entities.iter().map(|entity| entity.kind).collect();
        let facts = entities.iter().find(|entity| entity.kind.class == Class::Fact);
        let main = facts
            .or(entities.first())
            .map_or(domain::intake::KINDS[0], |entity| entity.kind);
        Reading {
            plan,
            sender,
            progress,
            batch: Vec::with_capacity(BATCH),
            counts: Counts::default(),
            plausible: Plausible::new(&plan.limits, &kinds, &plan.known),
            sound: kinds.iter().map(|kind| Soundness::new(kind, around.today)).collect(),
            company: around.company,
            seen: vec![HashMap::new(); entities.len()],
            hashers: [RandomState::new(), RandomState::new()],
            main,
        }
    }

    /// Reads to the end. The store learns of the end only when the file is whole.
    pub(super) fn run(mut self) -> Result<Counts, SheetError> {
        let sheet = &self.plan.sheet;
        let ending = sheet.read(|row| self.row(row))?;
        self.counts.rows = ending.rows;
        self.progress.store(ending.rows, Ordering::Relaxed);
        if let Some(row) = ending.truncated {
            self.counts.stop = Some(Problem::new(Code::Truncated).row(row));
        } else if ending.rows == 0 {
            self.counts.stop = Some(Problem::new(Code::EmptyFile));
        } else {
            self.batch.push(ImportItem::End);
            // When nobody listens any longer, the store itself says why.
            let _ = self.flush();
        }
        Ok(self.counts)
    }

    fn row(&mut self, row: &Row<'_>) -> ControlFlow<()> {
        if let Some(fault) = &row.fault {
            let problem = self.problem_of(fault).row(row.number);
            let raw = Some(row.raw().into());
            let rejected = RejectedRow {
                kind: self.main,
                line: row.number,
                raw,
                problems: vec![problem],
            };
            self.batch.push(ImportItem::Rejected(rejected));
        } else {
            self.entities(row);
        }
        if self.batch.len() >= BATCH {
            self.progress.store(row.number, Ordering::Relaxed);
            return self.flush();
        }
        ControlFlow::Continue(())
    }

    fn entities(&mut self, row: &Row<'_>) {
        let plan = self.plan;
        let mut is_left_out = true;
        for (index, entity) in plan.bound.entities.iter().enumerate() {
            match plan.bound.read(entity, &RowCells(row), &Iso) {
                Outcome::LeftOut => {
                    *self.counts.left_out_by_kind.entry(entity.kind.name).or_default() += 1;
                    continue;
                }
                Outcome::Values(values) => self.values(row, index, entity, values),
                Outcome::Problems(problems) => self.reject(row, entity.kind, problems),
            }
            is_left_out = false;
        }
        self.counts.left_out += u64::from(is_left_out);
    }

    fn values(&mut self, row: &Row<'_>, index: usize, entity: &BoundEntity, values: Vec<Value>) {
        let kind = entity.kind;
        let key = key_of(kind, &values);
        if entity.on_repeat != Repeat::Refuse && self.is_repeat(index, entity.on_repeat, &key, &values) {
            self.counts.repeated += 1;
            return;
        }
        let mut problems = self.plausible.check(index, &values);
        problems.extend(self.unsound(row, index, &values));
        problems.extend(self.other_company(kind, &key));
        if !problems.is_empty() {
            self.reject(row, kind, problems);
            return;
        }
        self.batch.push(ImportItem::Row(ImportRow {
            kind,
            line: row.number,
            key,
            values,
            raw: Some(row.raw().into()),
            repeat_ok: entity.on_repeat != Repeat::Refuse,
            unsaid: entity.unsaid,
        }));
    }

    /// What cannot be; what can be and is strange all the same is only remarked.
    fn unsound(&mut self, row: &Row<'_>, index: usize, values: &[Value]) -> Vec<Problem> {
        let mut problems = self.sound[index].problems(values);
        problems.retain(|problem| {
            let is_note = problem.code.severity() == Severity::Note;
            if is_note && self.counts.notes.len() < NOTES_KEPT {
                self.counts.notes.push(problem.clone().row(row.number));
            }
            !is_note
        });
        problems
    }

    /// A folder is one company's: currency, calendar and periods are its own.
    fn other_company(&mut self, kind: &'static Kind, key: &str) -> Option<Problem> {
        if kind.name != COMPANY.name {
            return None;
        }
        let first = self.company.get_or_insert_with(|| key.into());
        let is_other = &**first != key;
        is_other.then(|| {
            Problem::new(Code::OtherCompany)
                .value(key)
                .expected(&**first)
                .field(kind.name, "code")
        })
    }

    /// Whether an earlier row said the same; a row that says something else goes on and is refused by the store.
    fn is_repeat(&mut self, index: usize, on_repeat: Repeat, key: &str, values: &[Value]) -> bool {
        let content = self.hash(values);
        let key = self.hash(key);
        if let Some(earlier) = self.seen[index].get(&key) {
            return on_repeat == Repeat::First || *earlier == content;
        }
        self.seen[index].insert(key, content);
        false
    }

    /// Wide enough that two texts of one file do not meet by chance.
    fn hash(&self, value: &(impl std::hash::Hash + ?Sized)) -> u128 {
        let [one, other] = &self.hashers;
        u128::from(one.hash_one(value)) << 64 | u128::from(other.hash_one(value))
    }

    fn reject(&mut self, row: &Row<'_>, kind: &'static Kind, mut problems: Vec<Problem>) {
        for problem in &mut problems {
            problem.place.row = Some(row.number);
            if let Some(column) = problem.place.column {
                problem.place.header = self.plan.headers.names().get(column as usize).cloned();
            }
        }
        let rejected = RejectedRow {
            kind,
            line: row.number,
            raw: Some(row.raw().into()),
            problems,
        };
        self.batch.push(ImportItem::Rejected(rejected));
    }

    fn problem_of(&self, fault: &Fault) -> Problem {
        let shape = &self.plan.sheet.shape;
        let problem = match fault {
            Fault::CellCount { found } => Problem::new(Code::CellCount)
                .value(found.to_string())
                .expected(self.plan.headers.len().to_string()),
            Fault::Encoding => Problem::new(Code::Encoding).expected(shape.encoding.unwrap_or("UTF-8")),
        };
        Problem {
            kind: Some(self.main.name),
            ..problem
        }
    }

    fn flush(&mut self) -> ControlFlow<()> {
        let batch = std::mem::replace(&mut self.batch, Vec::with_capacity(BATCH));
        match self.sender.blocking_send(batch) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    }
}
