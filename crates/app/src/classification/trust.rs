//! The trust page beside the first draft: how much data there is, whether the ends look right, and what would change.

use super::board::{BoardRow, board};
use super::sensitivity::Sensitivity;
use crate::evaluation::{Line, Reading};
use crate::party::SupplierName;
use crate::{Context, Error};
use domain::Decimal;
use domain::evaluation::SupplierResult;
use serde::Serialize;
use text::Language;

/// Suppliers at either end of the list.
const ENDS: usize = 10;

/// What there is to believe a draft.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TrustView {
    pub period: String,
    pub status: String,
    pub suppliers: u64,
    /// Percent of the weight that data back, over ten equal steps from 0 to 100.
    pub coverage: Vec<u64>,
    pub coverage_median: Option<Decimal>,
    pub official: u64,
    pub provisional: u64,
    /// Counted events of a supplier's indicators together: none, 1 to 4, to 19, to 99, to 499, 500 and more.
    pub events: Vec<u64>,
    pub events_median: Option<u64>,
    pub top: Vec<TrustLine>,
    pub bottom: Vec<TrustLine>,
    pub near: Vec<BoardRow>,
    pub not_classified: Vec<NotClassified>,
    pub sensitivity: Sensitivity,
}

/// One supplier at an end of the list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TrustLine {
    #[serde(flatten)]
    pub supplier: SupplierName,
    pub level: Option<String>,
    pub score: Option<Decimal>,
    /// The dimension that lifts or pulls it most against the mean of all, and by how many points.
    pub lift: Option<(String, Decimal)>,
    pub pull: Option<(String, Decimal)>,
}

/// Suppliers without a level for one and the same reason.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NotClassified {
    pub why: Line,
    pub suppliers: Vec<SupplierName>,
}

/// Upper ends of the steps of events, the last one open.
pub const EVENT_STEPS: [u64; 5] = [0, 4, 19, 99, 499];

/// Reads what speaks for and against the levels of an evaluation.
pub async fn trust(cx: &Context, reading: &Reading, language: Language) -> Result<TrustView, Error> {
    let whole = board(reading, language);
    let results: Vec<&SupplierResult> = reading.suppliers().filter_map(|seen| seen.result).collect();
    let mut coverage: Vec<Decimal> = results.iter().map(|result| result.total.coverage).collect();
    coverage.sort_unstable();
    let mut events: Vec<u64> = results.iter().map(|result| counted(result)).collect();
    events.sort_unstable();
    let step = |value: &Decimal| {
        usize::try_from((*value / Decimal::TEN).trunc().mantissa())
            .unwrap_or(0)
            .min(9)
    };
    let mut coverage_steps = vec![0_u64; 10];
    for value in &coverage {
        coverage_steps[step(&value.trunc())] += 1;
    }
    let mut event_steps = vec![0_u64; EVENT_STEPS.len() + 1];
    for value in &events {
        event_steps[EVENT_STEPS
            .iter()
            .position(|end| value <= end)
            .unwrap_or(EVENT_STEPS.len())] += 1;
    }
    let state = |name: &str| {
        let rows = whole.columns.iter().flat_map(|column| &column.suppliers);
        u64::try_from(rows.filter(|row| row.state == name).count()).unwrap_or(0)
    };
    let mut near: Vec<BoardRow> = whole
        .columns
        .iter()
        .flat_map(|column| &column.suppliers)
        .filter(|row| row.is_near())
        .cloned()
        .collect();
    near.sort_by_key(|row| row.boundary.as_ref().map(|boundary| boundary.distance.abs()));
    let (top, bottom) = ends(reading, &results);
    Ok(TrustView {
        period: whole.period.clone(),
        status: whole.status.clone(),
        suppliers: u64::try_from(results.len()).unwrap_or(0),
        coverage: coverage_steps,
        coverage_median: coverage.get(coverage.len() / 2).copied(),
        official: state("official"),
        provisional: state("provisional"),
        events: event_steps,
        events_median: events.get(events.len() / 2).copied(),
        top,
        bottom,
        near,
        not_classified: not_classified(
            &whole
                .columns
                .last()
                .map(|column| column.suppliers.clone())
                .unwrap_or_default(),
        ),
        sensitivity: reading.opened().sensitivity(cx).await?,
    })
}

fn counted(result: &SupplierResult) -> u64 {
    let indicators = result.categories.iter().flat_map(|category| &category.indicators);
    indicators
        .filter_map(|indicator| indicator.observation.measure())
        .map(|measure| measure.events)
        .sum()
}

/// The ends of the list by official score, each with what moves it most against the mean of all.
fn ends(reading: &Reading, results: &[&SupplierResult]) -> (Vec<TrustLine>, Vec<TrustLine>) {
    let mut official: Vec<&SupplierResult> = results
        .iter()
        .copied()
        .filter(|result| result.total.is_official())
        .collect();
    official.sort_by_key(|result| {
        (
            result.total.composite.map(domain::number::Score::get),
            result.supplier_id,
        )
    });
    let mut means = Vec::new();
    for dimension in domain::design::indicator::Dimension::ALL {
        let scores: Vec<Decimal> = official
            .iter()
            .filter_map(|result| result.total.dimension(dimension))
            .map(domain::number::Score::get)
            .collect();
        let sum: Decimal = scores.iter().copied().sum();
        means.push((dimension, sum.checked_div(Decimal::from(scores.len()))));
    }
    let line = |result: &&SupplierResult| {
        let supplier = reading.opened().supplier_of_id(result.supplier_id)?;
        let mut gaps: Vec<(Decimal, &str)> = result
            .total
            .dimensions
            .iter()
            .filter_map(|own| {
                let mean = means.iter().find(|(dimension, _)| *dimension == own.dimension)?.1?;
                Some(((own.score?.get() - mean) * own.effective, own.dimension.name()))
            })
            .collect();
        gaps.sort();
        let named = |gap: &(Decimal, &str)| (gap.1.to_owned(), gap.0.round_dp(1));
        let placement = reading.opened().placement(result.supplier_id);
        Some(TrustLine {
            supplier: SupplierName::of(supplier),
            level: placement
                .and_then(|placement| placement.level())
                .map(|level| level.name().to_owned()),
            score: result.total.composite.map(domain::number::Score::get),
            lift: gaps.last().filter(|gap| gap.0 > Decimal::ZERO).map(named),
            pull: gaps.first().filter(|gap| gap.0 < Decimal::ZERO).map(named),
        })
    };
    let top = official.iter().rev().take(ENDS).filter_map(line).collect();
    let bottom = official.iter().take(ENDS).filter_map(line).collect();
    (top, bottom)
}

/// The reasons, the most frequent first; the deepest cause is what people can do something about.
fn not_classified(rows: &[BoardRow]) -> Vec<NotClassified> {
    let mut all: Vec<NotClassified> = Vec::new();
    for row in rows {
        let mut why = &row.why;
        // Down to what the score lacks; which indicators have no data differs from one supplier to the next.
        while let Some(cause) = why.because.first().filter(|cause| !cause.code.starts_with("missing.")) {
            why = cause;
        }
        // The sentence of a coverage carries its figure: grouped by its kind, the first one shown.
        match all.iter_mut().find(|known| known.why.code == why.code) {
            Some(known) => known.suppliers.push(row.supplier.clone()),
            None => all.push(NotClassified {
                why: Line {
                    because: Vec::new(),
                    ..why.clone()
                },
                suppliers: vec![row.supplier.clone()],
            }),
        }
    }
    all.sort_by_key(|one| std::cmp::Reverse(one.suppliers.len()));
    all
}
