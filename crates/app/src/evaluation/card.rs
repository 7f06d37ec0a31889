//! One scorecard whole: total, dimensions, indicators, and each figure's formula with this supplier's numbers.

use super::explain::{DimensionLine, IndicatorLine, indicator_line};
use super::formula::{Formula, formula};
use super::reading::{Reading, Seen};
use super::scorecard::state_name;
use super::words::{Line, Words};
use domain::Decimal;
use domain::design::indicator::{Curve, Dimension};
use domain::evaluation::{CategoryResult, DimensionResult, IndicatorResult, Scorecard, SupplierResult};
use domain::explain::Explanation;
use serde::Serialize;
use text::Language;

/// A supplier's scorecard of one evaluation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CardView {
    pub supplier: String,
    pub name: String,
    pub name_latin: Option<String>,
    pub period: String,
    pub evaluation: String,
    pub status: String,
    pub scheme: String,
    pub scheme_version: u32,
    pub level: Option<String>,
    pub held: Option<String>,
    pub grade: Option<String>,
    pub score: Option<Decimal>,
    pub rank_score: Option<Decimal>,
    pub state: String,
    /// Percent of the weight that data back.
    pub coverage: Decimal,
    /// Percent that an official score needs, and a provisional one.
    pub coverage_needed: (Decimal, Decimal),
    pub cap: Option<u8>,
    pub cap_effect: Decimal,
    /// Why this level and not the next higher one.
    pub why: Line,
    /// Why official, provisional or no score.
    pub why_state: Line,
    pub why_grade: Option<Line>,
    pub dimensions: Vec<DimensionLine>,
    pub categories: Vec<CategoryCard>,
}

/// The scorecard in one category.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CategoryCard {
    pub category: String,
    pub name: String,
    /// Its part in the total, 0 to 1.
    pub share: Decimal,
    pub spend: Decimal,
    pub scheme: String,
    pub scheme_version: u32,
    pub score: Option<Decimal>,
    pub state: String,
    pub coverage: Decimal,
    pub cap: Option<u8>,
    pub cap_effect: Decimal,
    pub is_knocked_out: bool,
    pub dimensions: Vec<DimensionCard>,
}

/// One dimension of a category with its indicators.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DimensionCard {
    #[serde(flatten)]
    pub line: DimensionLine,
    pub indicators: Vec<IndicatorCard>,
}

/// One indicator with everything that made its points.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct IndicatorCard {
    #[serde(flatten)]
    pub line: IndicatorLine,
    /// Breakpoints from raw value to points.
    pub curve: Vec<(Decimal, Decimal)>,
    /// The raw value that gives the points of grade A.
    pub target: Option<Decimal>,
    pub formula: Formula,
    /// The kind of rows that are counted.
    pub counts: Option<String>,
}

/// The scorecard of a supplier; `None` when it is not part of the evaluation.
#[must_use]
pub fn card(reading: &Reading, seen: Seen<'_>, language: Language) -> Option<CardView> {
    let result = seen.result?;
    let loaded = &reading.opened().loaded;
    let computed = &loaded.computed;
    let words = Words { language, computed };
    let rules = &computed.book.base.scheme().rules;
    let total = &result.total;
    let name = |level: Option<domain::classification::Level>| level.map(|level| level.name().to_owned());
    Some(CardView {
        supplier: seen.supplier.code.clone(),
        name: seen.supplier.name.clone(),
        name_latin: seen.supplier.name_latin.clone(),
        period: loaded.header.period.clone(),
        evaluation: loaded.id.clone(),
        status: loaded.header.status.name().to_owned(),
        scheme: loaded.header.scheme.clone(),
        scheme_version: loaded.header.scheme_version,
        level: name(seen.placement.and_then(|placement| placement.level())),
        held: name(seen.placement.and_then(|placement| placement.held)),
        grade: total.grade().map(|grade| grade.name().to_owned()),
        score: total.composite.map(domain::number::Score::get),
        rank_score: total.rank_score.map(domain::number::Score::get),
        state: state_name(total).to_owned(),
        coverage: total.coverage,
        coverage_needed: (rules.official_coverage, rules.provisional_coverage),
        cap: total.cap,
        cap_effect: total.cap_effect,
        why: why(words, seen),
        why_state: words.line(total.state.because()),
        why_grade: total.grade.as_ref().map(|grade| words.line(grade.because())),
        dimensions: total.dimensions.iter().map(dimension_line).collect(),
        categories: result
            .categories
            .iter()
            .map(|category| category_card(words, category))
            .collect(),
    })
}

/// Why a supplier stands at its level.
#[must_use]
pub fn why(words: Words<'_>, seen: Seen<'_>) -> Line {
    match seen.placement {
        Some(placement) => words.line(placement.placed.because()),
        None => words.line(&Explanation::new("none.left")),
    }
}

fn category_card(words: Words<'_>, result: &CategoryResult) -> CategoryCard {
    let category = words.computed.categories.get(result.category_id);
    let card: &Scorecard = &result.card;
    CategoryCard {
        category: category.map_or_else(|| "-".to_owned(), |category| category.code.clone()),
        name: category.map_or_else(|| "-".to_owned(), |category| category.name.clone()),
        share: result.share,
        spend: result.spend,
        scheme: result.scheme.0.to_string(),
        scheme_version: result.scheme.1,
        score: card.composite.map(domain::number::Score::get),
        state: state_name(card).to_owned(),
        coverage: card.coverage,
        cap: card.cap,
        cap_effect: card.cap_effect,
        is_knocked_out: card.knockout.is_some(),
        dimensions: card
            .dimensions
            .iter()
            .map(|dimension| DimensionCard {
                line: dimension_line(dimension),
                indicators: indicators(words, result, dimension.dimension),
            })
            .collect(),
    }
}

fn indicators(words: Words<'_>, category: &CategoryResult, dimension: Dimension) -> Vec<IndicatorCard> {
    let code = words.computed.categories.get(category.category_id);
    let code = code.map_or("-", |category| category.code.as_str());
    let own = category.indicators.iter().filter(|one| one.dimension == dimension);
    own.filter_map(|result| indicator_card(words, category, code, result))
        .collect()
}

fn indicator_card(
    words: Words<'_>,
    category: &CategoryResult,
    code: &str,
    result: &IndicatorResult,
) -> Option<IndicatorCard> {
    let definition = words.computed.book.indicators.get(result.code.as_ref())?;
    let curve = curve_of(words.computed, category, &result.code)?;
    let target = target(words.computed, curve, result);
    Some(IndicatorCard {
        line: indicator_line(code, result, definition, words),
        curve: curve.0.clone(),
        target,
        formula: formula(words, definition, curve, result),
        counts: super::rows::counted_kind_of(definition).map(|kind| kind.name.to_owned()),
    })
}

/// The curve by which an indicator is scored in a category: the scheme's own, else the indicator's.
#[must_use]
pub fn curve_of<'a>(computed: &'a super::Computed, category: &CategoryResult, code: &str) -> Option<&'a Curve> {
    let (scheme, version) = (category.scheme.0.as_ref(), category.scheme.1);
    let all = computed.book.all();
    let scheme = all
        .iter()
        .map(|approved| approved.scheme())
        .find(|one| one.code == scheme && one.version == version);
    let mut used = scheme
        .into_iter()
        .flat_map(|scheme| &scheme.dimensions)
        .flat_map(|one| &one.indicators);
    let own = used.find(|one| one.code == code).and_then(|one| one.curve.as_ref());
    own.or_else(|| computed.book.indicators.get(code).map(|definition| &definition.curve))
}

/// The value that gives the points of grade A, the nearest to the value there is.
fn target(computed: &super::Computed, curve: &Curve, result: &IndicatorResult) -> Option<Decimal> {
    let wanted = computed.book.base.scheme().rules.grade_bounds[0];
    let value = result.observation.measure().map(|measure| measure.value);
    let from = value.or_else(|| curve.0.first().map(|(value, _)| *value))?;
    let reached = domain::evaluation::curve::value_reaching(curve, wanted, from).ok()??;
    let has_it = result.points.is_some_and(|points| points.get() >= wanted);
    // Whoever is better already is shown where the bound lies, not the own value.
    if !has_it {
        return Some(reached);
    }
    let worst = match computed.book.indicators.get(result.code.as_ref())?.direction {
        domain::design::indicator::Direction::Up => curve.0.first(),
        domain::design::indicator::Direction::Down => curve.0.last(),
    };
    domain::evaluation::curve::value_reaching(curve, wanted, worst?.0).ok()?
}

fn dimension_line(dimension: &DimensionResult) -> DimensionLine {
    DimensionLine {
        dimension: dimension.dimension.name().to_owned(),
        score: dimension.score.map(domain::number::Score::get),
        weight: dimension.weight,
        effective: dimension.effective,
        contribution: dimension.contribution,
    }
}

/// The category that weighs most in a supplier's composite; by spend where nothing is scored.
#[must_use]
pub fn main_category(result: &SupplierResult) -> Option<&CategoryResult> {
    let mut categories = result.categories.iter();
    let first = categories.next()?;
    Some(categories.fold(first, |best, one| {
        if (one.share, one.spend) > (best.share, best.spend) {
            one
        } else {
            best
        }
    }))
}
