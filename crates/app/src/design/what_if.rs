//! What a changed scheme would do, before anything is saved: from the sums of a kept evaluation where that is enough.

use super::schemes::{read_scheme, simulate};
use crate::evaluation::{Computed, Reading, recompute_under};
use crate::monitoring::{MoverLine, movers_view};
use crate::{Context, Error};
use domain::classification::Level;
use domain::monitoring::rank_correlation;
use serde::Serialize;
use text::Language;

/// The difference a scheme would make.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WhatIf {
    pub period: String,
    /// Level (`none` for not classified), suppliers now, suppliers then.
    pub counts: Vec<(String, u64, u64)>,
    pub moved: usize,
    /// Those whose level would change; the largest changes of score first.
    pub movers: Vec<MoverLine>,
    /// Spearman's rank correlation of the scores with the present scheme; 1 when nobody changes places.
    pub correlation: Option<f64>,
}

/// Movers that a panel shows.
const SHOWN: usize = 10;

/// Tries a scheme's text on the evaluation of a reading.
pub async fn what_if(
    cx: &Context,
    reading: &Reading,
    code: &str,
    text: &str,
    language: Language,
) -> Result<WhatIf, Error> {
    let loaded = &reading.opened().loaded;
    let Some(tried) = recompute_under(cx, loaded, code, text).await? else {
        // Other indicators or settings need the facts themselves.
        let period = loaded.inputs.quarter()?;
        let simulated = simulate(cx, code, text, period, language).await?;
        return Ok(WhatIf {
            period: simulated.period,
            counts: simulated.counts,
            moved: simulated.movers.len(),
            movers: simulated.movers.into_iter().take(SHOWN).collect(),
            correlation: None,
        });
    };
    read_scheme(code, text)?;
    let before = &loaded.computed;
    let mut movers = movers_view(before, &tried, language);
    let sees = |code: &str| {
        reading
            .opened()
            .supplier(code)
            .is_some_and(|supplier| reading.sees(supplier.id))
    };
    movers.retain(|mover| sees(&mover.supplier));
    movers.sort_by_key(|mover| {
        let change = mover
            .score_after
            .zip(mover.score_before)
            .map(|(after, before)| (after - before).abs());
        std::cmp::Reverse(change)
    });
    let levels = Level::ALL.into_iter().map(Some).chain([None]);
    let count = |computed: &Computed, level| u64::try_from(computed.proposal.count(level)).unwrap_or(u64::MAX);
    Ok(WhatIf {
        period: loaded.header.period.clone(),
        counts: levels
            .map(|level| {
                let name = level.map_or("none", Level::name).to_owned();
                (name, count(before, level), count(&tried, level))
            })
            .collect(),
        moved: movers.len(),
        movers: movers.into_iter().take(SHOWN).collect(),
        correlation: rank_correlation(&before.evaluation, &tried.evaluation),
    })
}
