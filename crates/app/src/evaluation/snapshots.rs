//! Brings the columnar snapshots up to date with the store: only months that changed are written again.

use crate::{Context, Error};
use domain::intake::derive::{self, Masters, MonthRows, PriceHistory, PricePoint, Reference};
use domain::intake::ports::{FactError, FactSource, Limits, SnapshotFile};
use domain::intake::raw::RawTable;
use domain::intake::snapshot::{SnapshotTable, TableData, find};
use domain::intake::{KINDS, kinds};
use domain::period::Month;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What a refresh did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Refreshed {
    pub written: usize,
    pub kept: usize,
    pub rows_written: u64,
}

/// Only what counting working days needs.
pub(crate) async fn calendars(cx: &Context) -> Result<Reference, Error> {
    let mut masters = Masters::default();
    for kind in [&kinds::COMPANY, &kinds::HOLIDAY] {
        masters.insert(kind, cx.store.table(kind).await?);
    }
    Ok(Reference::new(&masters))
}

/// Writes every dirty month anew and returns the files that an evaluation reads from now on.
pub async fn refresh(cx: &Context) -> Result<(Vec<SnapshotFile>, Refreshed), Error> {
    let stamp = cx.store.build_stamp().await?;
    let manifest = lost_files_out(cx, cx.store.manifest().await?).await?;
    let present: BTreeSet<(String, Option<Month>)> =
        manifest.iter().map(|file| (file.table.clone(), file.month)).collect();
    let mut dirty: BTreeSet<(String, Option<Month>)> = cx.store.dirty_months().await?.into_iter().collect();
    for entry in cx.store.manifest().await? {
        if !present.contains(&(entry.table.clone(), entry.month)) {
            dirty.insert((entry.table, entry.month));
        }
    }
    let mut done = Refreshed {
        kept: present.len(),
        ..Refreshed::default()
    };
    if dirty.is_empty() {
        return Ok((manifest, done));
    }
    let (masters, reference) = reference(cx).await?;
    let (masters, reference) = (Arc::new(masters), Arc::new(reference));
    let all = widened(&dirty, &present);
    let mut by_table: BTreeMap<&str, BTreeSet<Option<Month>>> = BTreeMap::new();
    for (table, month) in &all {
        by_table.entry(table).or_default().insert(*month);
    }
    for (table, months) in by_table {
        let table = find(table).ok_or_else(|| Error::internal(format_args!("unknown snapshot table {table}")))?;
        let job = Job {
            cx,
            table,
            masters: &masters,
            reference: &reference,
            manifest: &manifest,
        };
        let written = job.run(&months).await?;
        for (month, file) in written {
            done.written += 1;
            done.rows_written += file.as_ref().map_or(0, |file| file.rows);
            cx.store.replace_manifest_entry(table.name, month, file, &stamp).await?;
        }
    }
    let manifest = cx.store.manifest().await?;
    done.kept = manifest.len().saturating_sub(done.written);
    Ok((manifest, done))
}

/// The manifest without entries whose file is missing or altered; those are written anew.
async fn lost_files_out(cx: &Context, manifest: Vec<SnapshotFile>) -> Result<Vec<SnapshotFile>, Error> {
    cx.blocking(move |_, snapshots| {
        let mut kept = Vec::with_capacity(manifest.len());
        for file in manifest {
            if snapshots.present(&file)? {
                kept.push(file);
            }
        }
        Ok(kept)
    })
    .await
}

/// Reference data as of now, read once for all months.
async fn reference(cx: &Context) -> Result<(Masters, Reference), Error> {
    let mut masters = Masters::default();
    for kind in Masters::KINDS {
        masters.insert(kind, cx.store.table(kind).await?);
    }
    let reference = Reference::new(&masters);
    Ok((masters, reference))
}

/// Months that look back at a changed one are written again as well.
fn widened(
    dirty: &BTreeSet<(String, Option<Month>)>,
    present: &BTreeSet<(String, Option<Month>)>,
) -> BTreeSet<(String, Option<Month>)> {
    let mut all = dirty.clone();
    for (table, month) in dirty {
        let (before, after) = derive::reach_months(table);
        let Some(month) = month else { continue };
        let near = |other: Month| {
            let distance = i64::from(other.year - month.year) * 12 + i64::from(other.month - month.month);
            (-i64::from(before)..=i64::from(after)).contains(&distance)
        };
        all.extend(
            present
                .iter()
                .filter(|(name, other)| name == table && other.is_some_and(near))
                .cloned(),
        );
    }
    all
}

/// One table to write.
struct Job<'a> {
    cx: &'a Context,
    table: &'static SnapshotTable,
    masters: &'a Arc<Masters>,
    reference: &'a Arc<Reference>,
    manifest: &'a [SnapshotFile],
}

type Written = Vec<(Option<Month>, Option<SnapshotFile>)>;

impl Job<'_> {
    async fn run(&self, months: &BTreeSet<Option<Month>>) -> Result<Written, Error> {
        let Some(kind) = self.table.kind else {
            let (table, masters, reference) = (self.table, Arc::clone(self.masters), Arc::clone(self.reference));
            let file = self
                .write(None, move || derive::whole(table, &masters, &reference))
                .await?;
            return Ok(vec![(None, file)]);
        };
        let kind = domain::intake::find(kind).ok_or_else(|| Error::internal(format_args!("unknown kind {kind}")))?;
        let mut history = PriceHistory::default();
        let mut written = Vec::new();
        for month in self.months_in_order(months) {
            if !months.contains(&Some(month)) {
                self.remember_prices(month, &mut history).await?;
                continue;
            }
            let own = self.cx.store.month(kind, month).await?;
            let mut children: Vec<(&'static str, RawTable)> = Vec::new();
            for child in derive::children_of(self.table.name) {
                let child_kind = KINDS.iter().find(|kind| kind.name == *child);
                let child_kind = child_kind.ok_or_else(|| Error::internal(format_args!("unknown kind {child}")))?;
                children.push((child, self.cx.store.children_of_month(child_kind, month).await?));
            }
            let (table, reference) = (self.table, Arc::clone(self.reference));
            let (data, kept) = tokio::task::spawn_blocking(move || {
                let rows = MonthRows {
                    own: &own,
                    children: &children,
                };
                let data = derive::month(table, month, rows, &reference, &mut history);
                (data, history)
            })
            .await
            .map_err(|error| Error::internal(format_args!("writing {} {month} stopped: {error}", self.table.name)))?;
            history = kept;
            let file = self.write(Some(month), move || data).await?;
            written.push((Some(month), file));
        }
        Ok(written)
    }

    /// The dirty months, and for order lines the clean ones between and shortly before, whose prices they look back at.
    fn months_in_order(&self, dirty: &BTreeSet<Option<Month>>) -> BTreeSet<Month> {
        let mut months: BTreeSet<Month> = dirty.iter().flatten().copied().collect();
        if self.table.name == kinds::ORDER_LINE.table {
            let (Some(first), Some(last)) = (months.first().copied(), months.last().copied()) else {
                return months;
            };
            let index = |month: Month| i64::from(month.year) * 12 + i64::from(month.month);
            let (_, reach) = derive::reach_months(self.table.name);
            let clean = self
                .manifest
                .iter()
                .filter(|file| file.table == self.table.name)
                .filter_map(|file| file.month);
            months.extend(clean.filter(|month| index(*month) >= index(first) - i64::from(reach) && *month <= last));
        }
        months
    }

    /// Reads the last prices of a clean month back from its file.
    async fn remember_prices(&self, month: Month, history: &mut PriceHistory) -> Result<(), Error> {
        let files: Vec<SnapshotFile> = self
            .manifest
            .iter()
            .filter(|file| file.table == self.table.name && file.month == Some(month))
            .cloned()
            .collect();
        let points = self.cx.blocking(move |facts, _| last_prices(facts, &files)).await?;
        history.push(month, points);
        Ok(())
    }

    async fn write<F>(&self, month: Option<Month>, data: F) -> Result<Option<SnapshotFile>, Error>
    where
        F: FnOnce() -> TableData + Send + 'static,
    {
        self.cx
            .blocking(move |_, snapshots| {
                let data = data();
                if data.rows() == 0 && month.is_some() {
                    return Ok(None);
                }
                snapshots.write(&data, month).map(Some)
            })
            .await
    }
}

/// The last comparable price of each supplier and item, as the derivation itself would remember it.
fn last_prices(facts: &dyn FactSource, files: &[SnapshotFile]) -> Result<Vec<PricePoint>, FactError> {
    let sql = "select supplier_id, item_id, cast(last_value(price order by row_id) * 1000000000 as bigint) as price \
               from order_lines where price is not null and item_id <> 0 group by supplier_id, item_id";
    let limits = Limits {
        rows: usize::MAX,
        seconds: 600,
        memory_bytes: 512 << 20,
    };
    let table = facts.read(files, sql, limits)?;
    let number = |cell: &Option<String>| cell.as_deref().and_then(|text| text.parse::<i64>().ok());
    Ok(table
        .rows
        .iter()
        .filter_map(|row| match row.as_slice() {
            [supplier, item, price] => Some(PricePoint {
                supplier_id: number(supplier)?,
                item_id: number(item)?,
                price: number(price)?,
            }),
            _ => None,
        })
        .collect())
}

/// The manifest, refusing to go on when nothing has been imported yet.
pub async fn refreshed_or_empty(cx: &Context) -> Result<(Vec<SnapshotFile>, Refreshed), Error> {
    let (files, done) = refresh(cx).await?;
    if files.iter().all(|file| file.month.is_none()) {
        return Err(Error::conflict("no-facts"));
    }
    Ok((files, done))
}
