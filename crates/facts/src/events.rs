//! The rows behind a number: the events of one query for one supplier.

use crate::engine::{Engine, Settings};
use crate::error::{ExactOverflow, translate};
use crate::observe::{Columns, EventBatch, Rules, Words, decimal};
use crate::query::{SafeQuery, between_days, contract_of};
use datafusion::common::Result;
use datafusion::logical_expr::{col, lit};
use domain::evaluation::observation::EventRow;
use domain::intake::ports::{EventsRequest, FactError};
use domain::period::{day_number, day_of_number};
use futures::StreamExt;

const LISTED: [&str; 10] = [
    "supplier_id",
    "category_id",
    "unit_id",
    "row_id",
    "on_date",
    "part",
    "good",
    "n",
    "fault_owner",
    "gate",
];

/// Misses first, then by date and row, at most as many as asked for.
pub(crate) fn events(engine: &Engine, request: &EventsRequest<'_>) -> Result<Vec<EventRow>, FactError> {
    let query = request.query;
    let safe = SafeQuery::of_indicator(&query.indicator, &query.sql, request.as_of, &query.parameters)?;
    let session = engine.session(
        request.files,
        Settings {
            few_rows: true,
            ..Settings::partitions(1)
        },
    )?;
    let to = day_number(request.span.to).min(day_number(request.as_of));
    let mut condition =
        between_days("on_date", day_number(request.span.from), to).and(col("supplier_id").eq(lit(request.supplier_id)));
    if let Some(category_id) = request.category_id {
        condition = condition.and(col("category_id").eq(lit(category_id)));
    }
    if let Some(unit_id) = request.unit_id {
        condition = condition.and(col("unit_id").eq(lit(unit_id)));
    }
    let mut listing = Listing {
        rules: Rules::of(query),
        limit: request.limit,
        rows: Vec::new(),
    };
    let paths: Vec<String> = request.files.iter().map(|file| file.path.clone()).collect();
    engine.run(None, async move {
        let name = safe.name().to_owned();
        let contract = contract_of(safe.plan(&session).await?, &name)?;
        let run = async {
            // Branch by branch, because each counts the rows of a table of its own.
            for (table, branch) in contract.branches()? {
                let plan = branch.select(&LISTED, Some(condition.clone()))?;
                let plan = session.state().create_physical_plan(&plan).await?;
                let mut stream = datafusion::physical_plan::execute_stream(plan, session.task_ctx())?;
                while let Some(batch) = stream.next().await {
                    listing.add(&EventBatch::of(&Columns::of(&batch?))?, table.as_deref())?;
                }
            }
            Ok(listing.finish())
        };
        run.await.map_err(|error| {
            let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
            translate(&error, &name, &paths)
        })
    })
}

/// The best rows so far.
struct Listing {
    rules: Rules,
    limit: usize,
    /// With whether each is a hit.
    rows: Vec<(bool, EventRow)>,
}

impl Listing {
    fn add(&mut self, batch: &EventBatch<'_>, table: Option<&str>) -> Result<()> {
        for row in 0..batch.rows {
            if !batch.is_event(row) {
                continue;
            }
            self.rows.push(self.event(batch, row, table)?);
        }
        // Keeps the list short while a long history streams by.
        if self.rows.len() > self.limit.saturating_mul(2).saturating_add(8_192) {
            self.cut();
        }
        Ok(())
    }

    fn event(&self, batch: &EventBatch<'_>, row: usize, table: Option<&str>) -> Result<(bool, EventRow)> {
        let exact = |total, places| decimal(total, places).ok_or_else(ExactOverflow::wrapped);
        let (good, n) = (
            exact(batch.good.get(row), batch.good.places)?,
            exact(batch.n.get(row), batch.n.places)?,
        );
        let fault_owner = word(batch.fault_owner.as_ref(), row);
        let hit = good >= n;
        let event = EventRow {
            table: table.map(str::to_owned),
            row_id: batch.row_id.as_ref().map_or(0, |ids| ids.get(row)),
            category_id: batch.category_id.get(row),
            unit_id: batch.unit_id.get(row),
            on_date: day_of_number(batch.on_date.get(row)),
            part: word(Some(&batch.part), row).unwrap_or_default(),
            good,
            n,
            counted: hit || self.rules.counts(fault_owner.as_deref()),
            fault_owner,
            gate: word(batch.gate.as_ref(), row),
        };
        Ok((hit, event))
    }

    fn cut(&mut self) {
        self.rows.sort_by(|(a_hit, a), (b_hit, b)| {
            let order = |event: &EventRow| (event.on_date, event.row_id);
            a_hit
                .cmp(b_hit)
                .then_with(|| order(a).cmp(&order(b)))
                .then_with(|| a.table.cmp(&b.table))
                .then_with(|| a.part.cmp(&b.part))
        });
        self.rows.truncate(self.limit);
    }

    fn finish(mut self) -> Vec<EventRow> {
        self.cut();
        self.rows.into_iter().map(|(_, event)| event).collect()
    }
}

fn word(words: Option<&Words<'_>>, row: usize) -> Option<String> {
    words.and_then(|words| words.get(row)).map(str::to_owned)
}
