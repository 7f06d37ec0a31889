//! An import, whatever the engine: references, parents, repeats, accounting, before-images and stale months.
//!
//! A check runs the same lines as a commit and is rolled back, so the two always agree.

mod delivered;
mod ledger;
mod resolve;

use super::lane::{Batch, Lane, Outcome, Parent};
use super::plan::{KindPlan, ordinal_of};
use super::{Keep, expect_int};
use crate::intake::stale::Marks;
use crate::intake::{ImportItem, ImportMeta, ImportMode, ImportOutcome, ImportRow, Tally};
use crate::{Store, StoreError};
use delivered::Deliveries;
use domain::Decimal;
use domain::intake::problem::{Code, Problem};
use domain::intake::{Class, KINDS, Kind, Value};
use ledger::Ledger;
use std::collections::{BTreeMap, HashMap};
use tokio::sync::mpsc::Receiver;

pub(crate) use ledger::write_audit;
pub(super) use ledger::write_marks;
pub(super) use resolve::parent_text;

impl Store {
    /// Takes the rows of one file, all in one transaction with their record, until [`ImportItem::End`].
    ///
    /// Batches of a few thousand rows are best; the reader of the file goes on while a batch is stored.
    pub async fn import(
        &self,
        meta: ImportMeta,
        mode: ImportMode,
        mut rows: Receiver<Vec<ImportItem>>,
    ) -> Result<ImportOutcome, StoreError> {
        self.bulk_write(move |lane| {
            let mut import = Import::begin(lane, &meta)?;
            loop {
                let Some(batch) = rows.blocking_recv() else {
                    return Err(StoreError::Interrupted { file: meta.file_name });
                };
                if import.take(batch)? {
                    break;
                }
            }
            let outcome = import.finish(&meta)?;
            let keep = if mode.keeps(outcome.total().rejected) {
                Keep::Commit
            } else {
                Keep::Rollback
            };
            Ok((outcome, keep))
        })
        .await
    }
}

/// Whether rows that name an unknown row may wait for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// More rows may come.
    Reading,
    /// Every row has been read: what is unknown now stays unknown.
    Last,
}

/// One import under way.
struct Import<'a> {
    lane: &'a mut dyn Lane,
    source: String,
    max_overdelivery: Decimal,
    id: i64,
    /// By position in `KINDS`, so that references always point to kinds treated before.
    kinds: BTreeMap<usize, Progress>,
    /// Ids of master rows by key, by position in `KINDS`, loaded when first asked for.
    keys: Vec<Option<HashMap<Box<str>, i64>>>,
    /// Rows that wait, over all kinds.
    waiting: usize,
    marks: Marks,
    ledger: Ledger,
}

/// Rows that may wait in memory for rows they name; more of them are a wrong file rather than a wrong order.
const MAY_WAIT: usize = 200_000;

/// How far one kind has come.
struct Progress {
    plan: KindPlan,
    tally: Tally,
    next_id: i64,
    seen: HashMap<i64, u64>,
    /// Rows that name rows which may still come.
    waiting: Vec<ImportRow>,
    /// What came of order lines; only for kinds that say so.
    deliveries: Option<Deliveries>,
}

impl<'a> Import<'a> {
    fn begin(lane: &'a mut dyn Lane, meta: &ImportMeta) -> Result<Import<'a>, StoreError> {
        let id = next_id(lane, "import")?;
        let source = meta.source.clone();
        let (kinds, keys) = (BTreeMap::new(), vec![None; KINDS.len()]);
        let (marks, ledger) = (Marks::default(), Ledger::new(id));
        Ok(Import {
            lane,
            source,
            max_overdelivery: meta.max_overdelivery,
            id,
            kinds,
            keys,
            waiting: 0,
            marks,
            ledger,
        })
    }

    /// Takes one batch; says whether the file ended with it.
    fn take(&mut self, batch: Vec<ImportItem>) -> Result<bool, StoreError> {
        let mut by_kind: BTreeMap<usize, Vec<ImportRow>> = BTreeMap::new();
        let (mut last_kind, mut last_ordinal) = ("", 0);
        let mut ended = false;
        for item in batch {
            let kind = match &item {
                ImportItem::Row(row) => row.kind,
                ImportItem::Rejected(row) => row.kind,
                ImportItem::End => {
                    ended = true;
                    break;
                }
            };
            if kind.name != last_kind {
                (last_kind, last_ordinal) = (kind.name, ordinal_of(kind.name));
            }
            let progress = self.progress(last_ordinal)?;
            progress.tally.read += 1;
            match item {
                ImportItem::Row(row) => by_kind.entry(last_ordinal).or_default().push(row),
                ImportItem::Rejected(row) => {
                    progress.tally.rejected += 1;
                    self.ledger.reject(self.lane, row)?;
                }
                ImportItem::End => {}
            }
        }
        for (ordinal, rows) in by_kind {
            self.rows(ordinal, rows, Phase::Reading)?;
        }
        Ok(ended)
    }

    /// Treats what waited, writes the record of the import, and checks that no row was lost on the way.
    fn finish(mut self, meta: &ImportMeta) -> Result<ImportOutcome, StoreError> {
        while self.retry(Phase::Reading)? {}
        self.retry(Phase::Last)?;
        for progress in self.kinds.values() {
            let (read, accounted) = (progress.tally.read, progress.tally.accounted());
            if read != accounted {
                let (file, kind) = (meta.file_name.clone(), progress.plan.kind.name);
                return Err(StoreError::Accounting {
                    file,
                    kind,
                    read,
                    accounted,
                });
            }
        }
        let tallies: Vec<_> = self
            .kinds
            .values()
            .map(|progress| (progress.plan.kind, progress.tally))
            .collect();
        for progress in self.kinds.values().filter(|progress| progress.tally.stored > 0) {
            keep_id(self.lane, progress.plan.kind.table, progress.next_id - 1)?;
        }
        keep_id(self.lane, "import", self.id)?;
        write_marks(self.lane, &self.marks)?;
        self.ledger.finish(self.lane, meta, &tallies)
    }

    /// Tries the waiting rows once more; says whether any of them found its place.
    fn retry(&mut self, phase: Phase) -> Result<bool, StoreError> {
        let mut any_left_waiting = false;
        let ordinals: Vec<usize> = self.kinds.keys().copied().collect();
        for ordinal in ordinals {
            let waiting = std::mem::take(&mut self.progress(ordinal)?.waiting);
            let before = waiting.len();
            self.waiting -= before;
            if before > 0 {
                self.rows(ordinal, waiting, phase)?;
                any_left_waiting |= self.progress(ordinal)?.waiting.len() < before;
            }
        }
        Ok(any_left_waiting)
    }

    fn progress(&mut self, ordinal: usize) -> Result<&mut Progress, StoreError> {
        // Two look-ups: holding an entry across the query would borrow the import twice.
        if !self.kinds.contains_key(&ordinal) {
            let plan = KindPlan::new(KINDS[ordinal]);
            let next_id = next_id(self.lane, plan.kind.table)?;
            let (seen, waiting) = (HashMap::new(), Vec::new());
            let deliveries = Deliveries::of(&plan, &self.source, self.max_overdelivery, next_id > 1);
            self.kinds.insert(
                ordinal,
                Progress {
                    plan,
                    tally: Tally::default(),
                    next_id,
                    seen,
                    waiting,
                    deliveries,
                },
            );
        }
        self.kinds.get_mut(&ordinal).ok_or(StoreError::Ended)
    }

    /// Resolves and stores the rows of one kind.
    fn rows(&mut self, ordinal: usize, rows: Vec<ImportRow>, phase: Phase) -> Result<(), StoreError> {
        // Out of the map while it is worked on, so that the rest of the import can be changed beside it.
        let Some(mut progress) = self.kinds.remove(&ordinal) else {
            return Err(StoreError::Ended);
        };
        let done = self.rows_of(&mut progress, rows, phase);
        self.kinds.insert(ordinal, progress);
        done
    }

    fn rows_of(&mut self, progress: &mut Progress, rows: Vec<ImportRow>, phase: Phase) -> Result<(), StoreError> {
        let mut ready = Vec::with_capacity(rows.len());
        for mut row in rows {
            resolve::check_shape(&progress.plan, &row)?;
            let mut unknown = self.resolve_masters(&progress.plan, &mut row)?;
            if !unknown.is_empty() && progress.plan.self_reference && !ready.is_empty() {
                // It may name a row that stands just before it in the file.
                self.store(progress, std::mem::take(&mut ready), phase)?;
                unknown = self.resolve_masters(&progress.plan, &mut row)?;
            }
            if unknown.is_empty() {
                ready.push(row);
            } else {
                self.wait_or_reject(progress, row, &unknown, phase)?;
            }
        }
        self.store(progress, ready, phase)
    }

    /// A row that names unknown rows waits for them until the file ends: they may stand further down.
    fn wait_or_reject(
        &mut self,
        progress: &mut Progress,
        row: ImportRow,
        unknown: &[usize],
        phase: Phase,
    ) -> Result<(), StoreError> {
        if phase == Phase::Reading && self.waiting < MAY_WAIT {
            self.waiting += 1;
            progress.waiting.push(row);
            return Ok(());
        }
        let problems = unknown
            .iter()
            .map(|position| resolve::unknown(&row, *position))
            .collect();
        self.reject(progress, row, problems)
    }

    /// Stores rows whose master references are resolved.
    fn store(&mut self, progress: &mut Progress, rows: Vec<ImportRow>, phase: Phase) -> Result<(), StoreError> {
        if rows.is_empty() {
            return Ok(());
        }
        let (rows, parents) = self.hang(progress, rows, phase)?;
        let mut batch = Batch {
            plan: &progress.plan,
            source: &self.source,
            import_id: self.id,
            next_id: &mut progress.next_id,
            seen: &mut progress.seen,
            rows: &rows,
        };
        let outcomes = self.lane.upsert(&mut batch)?;
        for ((row, parent), outcome) in rows.into_iter().zip(parents).zip(outcomes) {
            self.account(progress, row, parent.as_ref(), outcome)?;
        }
        Ok(())
    }

    fn account(
        &mut self,
        progress: &mut Progress,
        mut row: ImportRow,
        parent: Option<&Parent>,
        outcome: Outcome,
    ) -> Result<(), StoreError> {
        let kind = progress.plan.kind;
        let parent_on = parent.map(|parent| parent.on.as_str());
        match outcome {
            Outcome::Stored { id } => {
                progress.tally.stored += 1;
                self.marks.stored(&progress.plan.stale, &row.values, parent_on);
                if kind.class != Class::Fact
                    && let Some(keys) = &mut self.keys[ordinal_of(kind.name)]
                {
                    keys.insert(row.key, id);
                }
            }
            Outcome::Changed(before) => {
                progress.tally.changed += 1;
                row.values = row.over(&before.values);
                let old_parent_on = self.old_parent_on(&progress.plan, &before.values, parent)?;
                self.marks.row(
                    &progress.plan.stale,
                    &before.values,
                    old_parent_on.as_deref().or(parent_on),
                );
                self.marks.row(&progress.plan.stale, &row.values, parent_on);
                self.marks.changed(&progress.plan.stale, &before.values, &row.values);
                self.ledger.changed(self.lane, &progress.plan, (&before, &row))?;
            }
            Outcome::Unchanged => progress.tally.unchanged += 1,
            Outcome::Duplicate { first_line, differs_in } => {
                let code = if differs_in.is_some() {
                    Code::ConflictingRepeat
                } else {
                    Code::DuplicateKey
                };
                let problem = Problem::new(code)
                    .value(&*row.key)
                    .expected(first_line.to_string())
                    .row(row.line);
                let problem = match differs_in {
                    Some(column) => problem.field(kind.name, column),
                    None => Problem {
                        kind: Some(kind.name),
                        ..problem
                    },
                };
                self.reject(progress, row, vec![problem])?;
            }
        }
        Ok(())
    }

    fn reject(&mut self, progress: &mut Progress, row: ImportRow, problems: Vec<Problem>) -> Result<(), StoreError> {
        progress.tally.rejected += 1;
        let rejected = crate::intake::RejectedRow {
            kind: row.kind,
            line: row.line,
            raw: row.raw,
            problems,
        };
        self.ledger.reject(self.lane, rejected)
    }
}

/// The id that the next new row of a table gets: one more than any row ever had, also a row that was undone.
pub(crate) fn next_id(lane: &mut dyn Lane, name: &str) -> Result<i64, StoreError> {
    let rows = lane.query("select high from row_id_high where name = $1", &[Value::text(name)])?;
    rows.first()
        .map_or(Ok(1), |row| Ok(expect_int(row, 0, "row_id_high.high")? + 1))
}

/// Remembers the highest id given.
pub(crate) fn keep_id(lane: &mut dyn Lane, name: &str, high: i64) -> Result<(), StoreError> {
    let sql =
        "insert into row_id_high (name, high) values ($1, $2) on conflict (name) do update set high = excluded.high";
    lane.execute(sql, &[Value::text(name), Value::Int(high)])?;
    Ok(())
}

/// The kinds with rows that name a row of this kind: kind and column.
pub(super) fn referring(kind: &'static Kind) -> impl Iterator<Item = (&'static Kind, String)> {
    KINDS.iter().flat_map(move |other| {
        other
            .columns
            .iter()
            .filter(move |column| matches!(column.ty, domain::intake::Type::Ref(name) if name == kind.name))
            .map(move |column| (*other, column.sql_name()))
    })
}
