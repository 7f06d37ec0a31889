//! The heatmap: scores of indicators by supplier, to find what is weak across suppliers.

use super::{Reading, Seen};
use crate::party::SupplierName;
use crate::{Error, party};
use domain::Decimal;
use domain::classification::Level;
use domain::design::indicator::Dimension;
use serde::Serialize;
use std::collections::BTreeMap;
use text::Language;

/// Cells that are drawn at most.
const CELLS_MAX: usize = 2_000;

/// What to show, and in which order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HeatRequest {
    /// Category code, with all below it.
    pub category: Option<String>,
    /// Level names, `none` for not classified; empty for all.
    pub level: Option<String>,
    pub dimension: Option<String>,
    /// Code of the indicator whose column sorts the rows; by score when empty.
    pub by_indicator: Option<String>,
    /// Code of the supplier whose row sorts the columns; in the order of the scheme when empty.
    pub by_supplier: Option<String>,
    pub is_descending: bool,
    /// Counted from 1.
    pub page: usize,
    /// Rows of a page; as many as can be drawn when empty.
    pub page_rows: Option<usize>,
}

/// The map.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HeatmapView {
    pub period: String,
    pub columns: Vec<HeatColumn>,
    pub rows: Vec<HeatRow>,
    pub total_rows: usize,
    pub page: usize,
    /// Rows of one page, so that a page stays within the cells that can be drawn.
    pub page_rows: usize,
    /// The indicator whose means differ most between core and qualified, and by how many points.
    pub separates: Option<(String, Decimal)>,
}

/// One indicator.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HeatColumn {
    pub indicator: String,
    pub name: String,
    pub dimension: String,
    /// Mean of those who have a score.
    pub mean: Option<Decimal>,
    /// Suppliers without a score here.
    pub missing: u64,
}

/// One supplier.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HeatRow {
    #[serde(flatten)]
    pub supplier: SupplierName,
    pub level: Option<String>,
    pub score: Option<Decimal>,
    /// One for each column.
    pub cells: Vec<HeatCell>,
}

/// The score of an indicator over the categories of a supplier, by their part in its score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct HeatCell {
    pub points: Option<Decimal>,
    pub events: u64,
}

/// The map as somebody may see it.
pub fn heatmap(reading: &Reading, request: &HeatRequest, language: Language) -> Result<HeatmapView, Error> {
    let computed = &reading.opened().loaded.computed;
    let mut columns = columns(reading, request, language)?;
    let category = match &request.category {
        Some(code) => Some(category_id(reading, code)?),
        None => None,
    };
    let wanted = request.level.as_deref().map(Level::from_name);
    let holds = |seen: &Seen<'_>| {
        let level = seen.placement.and_then(|placement| placement.level());
        let within = category.is_none_or(|category| {
            let own = seen
                .result
                .map(|result| result.categories.as_slice())
                .unwrap_or_default();
            own.iter()
                .any(|result| computed.categories.is_within(result.category_id, category))
        });
        seen.result.is_some() && within && wanted.is_none_or(|wanted| wanted == level)
    };
    let mut rows: Vec<HeatRow> = reading
        .suppliers()
        .filter(holds)
        .map(|seen| {
            row(seen, &columns, |id| {
                category.is_none_or(|above| computed.categories.is_within(id, above))
            })
        })
        .collect();
    for (at, column) in columns.iter_mut().enumerate() {
        let scores: Vec<Decimal> = rows.iter().filter_map(|row| row.cells[at].points).collect();
        let sum: Decimal = scores.iter().copied().sum();
        column.mean = sum
            .checked_div(Decimal::from(scores.len()))
            .map(|mean| mean.round_dp(1));
        column.missing = u64::try_from(rows.len() - scores.len()).unwrap_or(0);
    }
    let separates = separates(&columns, &rows);
    if let Some(code) = &request.by_supplier {
        sort_columns(&mut columns, &mut rows, code);
    }
    sort_rows(&columns, &mut rows, request);
    let page_rows = request
        .page_rows
        .unwrap_or((CELLS_MAX / columns.len().max(1)).clamp(10, 100));
    let (total_rows, page) = (rows.len(), request.page.max(1));
    let rows = rows
        .into_iter()
        .skip((page - 1).saturating_mul(page_rows))
        .take(page_rows)
        .collect();
    Ok(HeatmapView {
        period: reading.period().to_owned(),
        columns,
        rows,
        total_rows,
        page,
        page_rows,
        separates,
    })
}

/// The indicators of the base scheme and its exceptions, in its order.
fn columns(reading: &Reading, request: &HeatRequest, language: Language) -> Result<Vec<HeatColumn>, Error> {
    let book = &reading.opened().loaded.computed.book;
    let wanted = match request.dimension.as_deref() {
        Some(name) => {
            let found = Dimension::from_name(name);
            Some(found.ok_or_else(|| Error::invalid("no-dimension").with("dimension", name))?)
        }
        None => None,
    };
    let mut columns: Vec<HeatColumn> = Vec::new();
    for scheme in book.all() {
        let dimensions = scheme.scheme().dimensions.iter();
        for dimension in dimensions.filter(|one| wanted.is_none_or(|wanted| wanted == one.dimension)) {
            for used in &dimension.indicators {
                if columns.iter().any(|column| column.indicator == used.code) {
                    continue;
                }
                let name = book
                    .indicators
                    .get(&used.code)
                    .map(|one| language.pick(&one.name.en, &one.name.zh));
                columns.push(HeatColumn {
                    indicator: used.code.clone(),
                    name: name.unwrap_or(&used.code).to_owned(),
                    dimension: dimension.dimension.name().to_owned(),
                    mean: None,
                    missing: 0,
                });
            }
        }
    }
    Ok(columns)
}

fn category_id(reading: &Reading, code: &str) -> Result<i64, Error> {
    let all = &reading.opened().loaded.computed.categories;
    let found = all
        .iter()
        .find(|category| category.code == code)
        .map(|category| category.id);
    found.ok_or_else(|| {
        let codes = all.iter().map(|category| category.code.as_str());
        Error::not_found("no-category")
            .with("category", code)
            .nearest(party::nearest(codes, code))
    })
}

fn row(seen: Seen<'_>, columns: &[HeatColumn], within: impl Fn(i64) -> bool) -> HeatRow {
    // Points by indicator, weighed by the part of each category in the total.
    let mut sums: BTreeMap<&str, (Decimal, Decimal, u64)> = BTreeMap::new();
    let categories = seen
        .result
        .map(|result| result.categories.as_slice())
        .unwrap_or_default();
    for category in categories.iter().filter(|category| within(category.category_id)) {
        let share = category.share.max(Decimal::new(1, 6));
        for indicator in &category.indicators {
            let Some(points) = indicator.points else { continue };
            let (sum, weight, events) = sums.entry(indicator.code.as_ref()).or_default();
            *sum += points.get() * share;
            *weight += share;
            *events += indicator.observation.measure().map_or(0, |measure| measure.events);
        }
    }
    let cell = |column: &HeatColumn| match sums.get(column.indicator.as_str()) {
        Some((sum, weight, events)) => HeatCell {
            points: sum.checked_div(*weight).map(|points| points.round_dp(1)),
            events: *events,
        },
        None => HeatCell::default(),
    };
    HeatRow {
        supplier: SupplierName::of(seen.supplier),
        level: seen
            .placement
            .and_then(|placement| placement.level())
            .map(|level| level.name().to_owned()),
        score: seen
            .result
            .and_then(|result| result.total.composite)
            .map(domain::number::Score::get),
        cells: columns.iter().map(cell).collect(),
    }
}

fn sort_rows(columns: &[HeatColumn], rows: &mut [HeatRow], request: &HeatRequest) {
    let column = request
        .by_indicator
        .as_ref()
        .and_then(|code| columns.iter().position(|column| column.indicator == *code));
    let key = |row: &HeatRow| column.map_or(row.score, |at| row.cells[at].points);
    // Whoever has no score stands last either way.
    rows.sort_by(|a, b| {
        let by = match (key(a), key(b)) {
            (Some(a), Some(b)) if request.is_descending => b.cmp(&a),
            (Some(a), Some(b)) => a.cmp(&b),
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (None, None) => std::cmp::Ordering::Equal,
        };
        by.then_with(|| a.supplier.code.cmp(&b.supplier.code))
    });
}

/// The weakest indicator of one supplier first.
fn sort_columns(columns: &mut Vec<HeatColumn>, rows: &mut [HeatRow], code: &str) {
    let Some(own) = rows.iter().find(|row| row.supplier.code == code) else {
        return;
    };
    let mut order: Vec<usize> = (0..columns.len()).collect();
    order.sort_by_key(|at| (own.cells[*at].points.is_none(), own.cells[*at].points));
    *columns = order.iter().map(|at| columns[*at].clone()).collect();
    for row in rows {
        row.cells = order.iter().map(|at| row.cells[*at]).collect();
    }
}

/// The indicator in which core and qualified suppliers differ most.
fn separates(columns: &[HeatColumn], rows: &[HeatRow]) -> Option<(String, Decimal)> {
    let mean = |at: usize, level: Level| {
        let own = rows.iter().filter(|row| row.level.as_deref() == Some(level.name()));
        let scores: Vec<Decimal> = own.filter_map(|row| row.cells[at].points).collect();
        scores
            .iter()
            .copied()
            .sum::<Decimal>()
            .checked_div(Decimal::from(scores.len()))
    };
    let gaps = columns.iter().enumerate().filter_map(|(at, column)| {
        let gap = mean(at, Level::Core)? - mean(at, Level::Qualified)?;
        Some((gap.round_dp(1), column.name.clone()))
    });
    gaps.max()
        .filter(|(gap, _)| *gap > Decimal::ZERO)
        .map(|(gap, name)| (name, gap))
}
