//! The level list of an evaluation and the pyramid of counts against targets and ranges.

use crate::evaluation::{Computed, Finality, Inputs, Line, Words, load, load_latest};
use crate::{Context, Error};
use domain::classification::{Level, LevelProposal, Placement, RangeStatus};
use domain::design::rules::LevelRules;
use domain::{Date, Decimal};
use serde::Serialize;
use std::collections::BTreeMap;
use text::Language;

/// Which part of the list to show.
#[derive(Debug, Clone, Default)]
pub struct LevelsRequest {
    /// Quarter or evaluation id; the latest when empty.
    pub which: Option<String>,
    /// Code of a business unit; the whole company when empty.
    pub unit: Option<String>,
    /// Only these levels; `none` is "not classified".
    pub levels: Vec<String>,
    /// Only suppliers whose level differs from the one they held.
    pub changed: bool,
    /// Only suppliers with a result in this category or below it.
    pub category: Option<String>,
}

/// The level list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LevelsView {
    pub evaluation: String,
    pub period: String,
    pub scheme: String,
    /// `draft`, `published`, or `dry_run` when it is kept nowhere.
    pub status: String,
    pub finality: Finality,
    /// The last day on which facts count for the period.
    pub closes_on: Option<Date>,
    /// Approved suppliers of the population.
    pub base: u64,
    pub first_round: bool,
    pub pyramid: Vec<PyramidRow>,
    pub suppliers: Vec<LevelRow>,
}

/// One supplier in the list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LevelRow {
    pub supplier: String,
    pub name: String,
    pub level: Option<String>,
    pub held: Option<String>,
    pub grade: Option<String>,
    pub score: Option<Decimal>,
    pub rank_score: Option<Decimal>,
    pub coverage: Option<Decimal>,
    pub state: String,
    /// Place and quota where a quota decided.
    pub place: Option<(u64, u64)>,
    pub flags: Vec<String>,
    pub spend: Decimal,
    /// The reason in one line.
    pub reason: String,
    pub why: Line,
}

/// One level of the pyramid; the last row is "not classified".
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PyramidRow {
    pub level: Option<String>,
    pub suppliers: u64,
    /// Percent of the base.
    pub share: Decimal,
    /// Target share in percent, where there is one.
    pub target: Option<Decimal>,
    pub range: Option<(Decimal, Decimal)>,
    /// `below`, `within` or `above` its range.
    pub status: Option<String>,
    pub causes: Vec<Line>,
}

/// The level list of an evaluation.
pub async fn levels(cx: &Context, request: &LevelsRequest, language: Language) -> Result<LevelsView, Error> {
    let loaded = match request.which.as_deref() {
        Some(which) if which.parse::<domain::period::Quarter>().is_err() => Some(load(cx, which).await?),
        period => {
            let unit_id = crate::party::unit_id(cx, request.unit.as_deref()).await?;
            load_latest(cx, unit_id, period, None).await?
        }
    };
    let Some(loaded) = loaded else {
        let period = request.which.as_deref().unwrap_or("2026Q3");
        return Err(Error::not_found("nothing-evaluated").with("period", period));
    };
    let wanted = Wanted::new(request, &loaded.computed)?;
    let mut view = view(&loaded.id, &loaded.inputs, &loaded.computed, language);
    loaded.header.status.name().clone_into(&mut view.status);
    let ids: BTreeMap<&str, i64> = loaded
        .computed
        .suppliers
        .iter()
        .map(|supplier| (supplier.code.as_str(), supplier.id))
        .collect();
    view.suppliers
        .retain(|row| wanted.holds(row, ids.get(row.supplier.as_str()).copied(), &loaded.computed));
    Ok(view)
}

/// The level list of a computation that may not be kept anywhere.
#[must_use]
pub fn view(id: &str, inputs: &Inputs, computed: &Computed, language: Language) -> LevelsView {
    let scheme = computed.book.base.scheme();
    LevelsView {
        evaluation: id.to_owned(),
        period: inputs.period.clone(),
        scheme: format!("{} v{}", scheme.code, scheme.version),
        status: "dry_run".to_owned(),
        finality: inputs.finality,
        closes_on: inputs.closes_on,
        base: computed.proposal.base,
        first_round: computed.proposal.first_round,
        pyramid: pyramid(&computed.proposal, &scheme.rules, Words { language, computed }),
        suppliers: rows(computed, language),
    }
}

/// The filters of a request, checked.
struct Wanted {
    levels: Vec<Option<Level>>,
    changed: bool,
    category: Option<i64>,
}

impl Wanted {
    fn new(request: &LevelsRequest, computed: &Computed) -> Result<Wanted, Error> {
        let mut levels = Vec::new();
        for name in &request.levels {
            levels.push(match name.as_str() {
                "none" => None,
                name => Some(Level::from_name(name).ok_or_else(|| Error::invalid("no-level").with("level", name))?),
            });
        }
        let category = match &request.category {
            None => None,
            Some(code) => Some(category_id(code, computed)?),
        };
        Ok(Wanted {
            levels,
            changed: request.changed,
            category,
        })
    }

    fn holds(&self, row: &LevelRow, id: Option<i64>, computed: &Computed) -> bool {
        let level = row.level.as_deref().and_then(Level::from_name);
        let in_category = self.category.is_none_or(|wanted| {
            let result = id.and_then(|id| computed.evaluation.supplier(id));
            result.is_some_and(|result| {
                result
                    .categories
                    .iter()
                    .any(|category| computed.categories.is_within(category.category_id, wanted))
            })
        });
        (self.levels.is_empty() || self.levels.contains(&level))
            && (!self.changed || row.level != row.held)
            && in_category
    }
}

fn category_id(code: &str, computed: &Computed) -> Result<i64, Error> {
    let mut all = computed.categories.iter();
    all.find(|category| category.code == code)
        .map(|category| category.id)
        .ok_or_else(|| {
            let near = crate::party::nearest(computed.categories.iter().map(|category| category.code.as_str()), code);
            Error::not_found("no-category").with("category", code).nearest(near)
        })
}

fn rows(computed: &Computed, language: Language) -> Vec<LevelRow> {
    let suppliers = crate::party::codes(&computed.suppliers);
    let words = Words { language, computed };
    let row = |placement: &Placement| {
        let supplier = suppliers.get(&placement.supplier_id)?;
        let result = computed.evaluation.supplier(placement.supplier_id);
        let why = words.line(placement.placed.because());
        Some(LevelRow {
            supplier: supplier.code.clone(),
            name: supplier.name.clone(),
            level: placement.level().map(|level| level.name().to_owned()),
            held: placement.held.map(|level| level.name().to_owned()),
            grade: placement.grade.map(|grade| grade.name().to_owned()),
            score: placement.composite.map(|score| score.get()),
            rank_score: placement.rank_score.map(|score| score.get()),
            coverage: result.map(|result| result.total.coverage),
            state: result.map_or_else(String::new, |result| {
                crate::evaluation::state_name(&result.total).to_owned()
            }),
            place: placement.place.map(|place| (place.place, place.quota)),
            flags: placement.flags.iter().map(|flag| flag.name().to_owned()).collect(),
            spend: result.map_or(Decimal::ZERO, |result| result.spend),
            reason: why.short(),
            why,
        })
    };
    computed.proposal.placements.iter().filter_map(row).collect()
}

/// Counts against targets and ranges, core first, "not classified" last.
#[must_use]
pub fn pyramid(proposal: &LevelProposal, rules: &LevelRules, words: Words<'_>) -> Vec<PyramidRow> {
    let target = |level: Level| match level {
        Level::Core => Some(rules.core_share),
        Level::Key => Some(rules.key_share),
        Level::Qualified | Level::Restricted => None,
    };
    let mut rows: Vec<PyramidRow> = proposal
        .ranges
        .iter()
        .map(|range| PyramidRow {
            level: Some(range.level.name().to_owned()),
            suppliers: range.count,
            share: range.share,
            target: target(range.level),
            range: Some(range.range),
            status: Some(
                match range.status {
                    RangeStatus::Below => "below",
                    RangeStatus::Within => "within",
                    RangeStatus::Above => "above",
                }
                .to_owned(),
            ),
            causes: range.causes.iter().map(|cause| words.line(cause)).collect(),
        })
        .collect();
    let none = u64::try_from(proposal.count(None)).unwrap_or(u64::MAX);
    let share = if proposal.base == 0 {
        Decimal::ZERO
    } else {
        Decimal::from(none) * Decimal::ONE_HUNDRED / Decimal::from(proposal.base)
    };
    rows.push(PyramidRow {
        level: None,
        suppliers: none,
        share,
        target: None,
        range: None,
        status: None,
        causes: Vec::new(),
    });
    rows
}
