//! Who moved between two evaluations, and the exact decomposition of one supplier's change.

use crate::evaluation::{Computed, Line, Loaded, Words, by_name, restate};
use crate::party;
use crate::{Context, Error};
use domain::Decimal;
use domain::classification::Level;
use domain::monitoring::{Cause, compare, movers};
use serde::Serialize;
use text::Language;

/// Two evaluations side by side.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DiffView {
    pub from: String,
    pub to: String,
    pub from_period: String,
    pub to_period: String,
    pub movers: Vec<MoverLine>,
}

/// One supplier whose level changed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MoverLine {
    pub supplier: String,
    pub name: String,
    pub name_latin: Option<String>,
    pub from: Option<String>,
    pub to: Option<String>,
    /// `up`, `down`, `entered` or `lapsed`.
    pub kind: String,
    pub score_before: Option<Decimal>,
    pub score_after: Option<Decimal>,
    /// The reason in one line.
    pub reason: String,
    pub why: Line,
}

/// One supplier's change of score, taken apart without a remainder.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BetweenView {
    pub supplier: String,
    pub name: String,
    pub from_period: String,
    pub to_period: String,
    pub from: Decimal,
    pub to: Decimal,
    pub change: Decimal,
    pub from_level: Option<String>,
    pub to_level: Option<String>,
    pub bars: Vec<BarLine>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BarLine {
    /// A dimension, or `coverage`, `mix`, `cap`, `scheme`, `rounding`.
    pub cause: String,
    pub shown: Decimal,
    pub exact: Decimal,
}

/// Compares two evaluations, each named by its id or its quarter.
pub async fn diff(cx: &Context, from: &str, to: &str, language: Language) -> Result<DiffView, Error> {
    let (from, to) = (by_name(cx, from).await?, by_name(cx, to).await?);
    Ok(DiffView {
        from: from.id.clone(),
        to: to.id.clone(),
        from_period: from.header.period.clone(),
        to_period: to.header.period.clone(),
        movers: movers_view(&from.computed, &to.computed, language),
    })
}

/// Everybody whose level differs between two computations.
#[must_use]
pub fn movers_view(before: &Computed, after: &Computed, language: Language) -> Vec<MoverLine> {
    let name = |level: Option<Level>| level.map(|level| level.name().to_owned());
    let suppliers = party::codes(&after.suppliers);
    let words = Words {
        language,
        computed: after,
    };
    movers(&before.proposal, &after.proposal)
        .iter()
        .filter_map(|mover| {
            let supplier = suppliers.get(&mover.supplier_id)?;
            let why = words.line(&mover.because);
            Some(MoverLine {
                supplier: supplier.code.clone(),
                name: supplier.name.clone(),
                name_latin: supplier.name_latin.clone(),
                from: name(mover.from),
                to: name(mover.to),
                kind: mover.kind.name().to_owned(),
                score_before: mover.composite_before.map(|score| score.get()),
                score_after: mover.composite_after.map(|score| score.get()),
                reason: why.short(),
                why,
            })
        })
        .collect()
}

/// Takes the change of one supplier's score between two evaluations apart.
pub async fn between(cx: &Context, wanted: &str, from: &str, to: &str) -> Result<BetweenView, Error> {
    let (from, to) = (by_name(cx, from).await?, by_name(cx, to).await?);
    let supplier = party::find(&to.computed.suppliers, wanted)?.clone();
    let missing = |loaded: &Loaded| {
        Error::not_found("no-result")
            .with("supplier", &supplier.code)
            .with("period", &loaded.header.period)
    };
    let before = from
        .computed
        .evaluation
        .supplier(supplier.id)
        .ok_or_else(|| missing(&from))?;
    let after = to
        .computed
        .evaluation
        .supplier(supplier.id)
        .ok_or_else(|| missing(&to))?;
    let same_scheme = from.inputs.schemes == to.inputs.schemes && from.inputs.indicators == to.inputs.indicators;
    let restated = if same_scheme {
        None
    } else {
        Some(restate(cx, &from, &to).await?)
    };
    let restated = restated
        .as_ref()
        .and_then(|restated| restated.evaluation.supplier(supplier.id));
    let waterfall = compare(before, restated, after)?;
    let level = |loaded: &Loaded| {
        let placement = loaded.computed.proposal.placement(supplier.id);
        placement
            .and_then(|placement| placement.level())
            .map(|level| level.name().to_owned())
    };
    Ok(BetweenView {
        supplier: supplier.code.clone(),
        name: supplier.name.clone(),
        from_period: from.header.period.clone(),
        to_period: to.header.period.clone(),
        from: waterfall.from.shown(),
        to: waterfall.to.shown(),
        change: waterfall.shown_change,
        from_level: level(&from),
        to_level: level(&to),
        bars: waterfall
            .bars
            .iter()
            .map(|bar| BarLine {
                cause: cause_name(bar.cause).to_owned(),
                shown: bar.shown,
                exact: bar.exact,
            })
            .collect(),
    })
}

fn cause_name(cause: Cause) -> &'static str {
    match cause {
        Cause::Dimension(dimension) => dimension.name(),
        Cause::Coverage => "coverage",
        Cause::Mix => "mix",
        Cause::Cap => "cap",
        Cause::Scheme => "scheme",
        Cause::Rounding => "rounding",
    }
}
