//! Why a score is what it is, as codes with figures.

use super::measure::{NoData, Observation, Window};
use super::scorecard::{CategoryResult, IndicatorResult, MeanOf, Scorecard, State, SupplierResult};
use crate::design::indicator::Dimension;
use crate::design::rules::LevelRules;
use crate::explain::{Explained, Explanation};
use rust_decimal::Decimal;

/// Official, provisional or no score, with what is missing.
pub(super) fn state(
    coverage: Decimal,
    present: impl Fn(Dimension) -> bool,
    missing: Vec<Explanation>,
    rules: &LevelRules,
) -> Explained<State> {
    let absent = [Dimension::Quality, Dimension::Delivery]
        .into_iter()
        .find(|dimension| !present(*dimension));
    let because = |code, needed: Decimal| {
        let mut because = Explanation::new(code)
            .with("coverage", figure(coverage))
            .with("needed", figure(needed));
        because.causes.clone_from(&missing);
        because
    };
    if coverage.is_zero() {
        let mut because = Explanation::new("score.none.no_data");
        because.causes = missing;
        return Explained::new(State::NoScore, because);
    }
    if coverage < rules.provisional_coverage {
        return Explained::new(
            State::NoScore,
            because("score.none.coverage", rules.provisional_coverage),
        );
    }
    if coverage < rules.official_coverage {
        return Explained::new(
            State::Provisional,
            because("score.provisional.coverage", rules.official_coverage),
        );
    }
    match absent {
        Some(dimension) => {
            let because = because("score.provisional.dimension", rules.official_coverage);
            Explained::new(State::Provisional, because.with("dimension", dimension.name()))
        }
        None => Explained::new(State::Official, because("score.official", rules.official_coverage)),
    }
}

/// The indicators without data, the heaviest first.
pub(super) fn missing(indicators: &[IndicatorResult]) -> Vec<Explanation> {
    let mut absent: Vec<(&IndicatorResult, NoData)> = indicators
        .iter()
        .filter_map(|indicator| match indicator.observation {
            Observation::NoData(why) if !indicator.weight.is_zero() => Some((indicator, why)),
            _ => None,
        })
        .collect();
    absent.sort_by_key(|(indicator, _)| std::cmp::Reverse(indicator.weight));
    absent
        .into_iter()
        .map(|(indicator, why)| no_data(indicator, why))
        .collect()
}

fn no_data(indicator: &IndicatorResult, why: NoData) -> Explanation {
    let code = match why {
        NoData::NotApplicable => "missing.not_applicable",
        NoData::NotCollected => "missing.not_collected",
        NoData::NotAnswered => "missing.not_answered",
        NoData::TooFew { .. } => "missing.too_few",
    };
    let because = Explanation::new(code)
        .with("indicator", &indicator.code)
        .with("weight", percent(indicator.weight));
    match why {
        NoData::TooFew { events, needed } => because.with("events", events).with("needed", needed),
        _ => because,
    }
}

impl SupplierResult {
    /// The whole score: dimensions, then each category with its indicators.
    #[must_use]
    pub fn explain(&self) -> Explanation {
        let mut because = composite(&self.total);
        for category in &self.categories {
            because.causes.push(category.explain());
        }
        because
    }
}

impl CategoryResult {
    /// The score in this category: its dimensions and their indicators.
    #[must_use]
    pub fn explain(&self) -> Explanation {
        let mut because = Explanation::new("score.category")
            .with("category", self.category_id)
            .with("share", percent(self.share))
            .with("scheme", &self.scheme.0)
            .with("version", self.scheme.1)
            .because_of(composite(&self.card));
        because
            .causes
            .extend(self.indicators.iter().map(IndicatorResult::explain));
        because
    }
}

impl IndicatorResult {
    /// What was counted, what it is worth, and where its weight came from.
    #[must_use]
    pub fn explain(&self) -> Explanation {
        let measure = match &self.observation {
            Observation::NoData(why) => return no_data(self, *why),
            Observation::Measured(measure) => measure,
        };
        let has_parts = !measure.parts.is_empty();
        let code = match (measure.window, has_parts) {
            (Window::Quarter, false) => "indicator.measured",
            (Window::Quarter, true) => "indicator.measured_in_parts",
            (Window::TwelveMonths, false) => "indicator.measured_twelve_months",
            (Window::TwelveMonths, true) => "indicator.measured_in_parts_twelve_months",
        };
        let mut because = Explanation::new(code)
            .with("indicator", &self.code)
            .with("value", measure.value.round_dp(3).normalize())
            .with("good", measure.good)
            .with("n", measure.n)
            .with("events", measure.events)
            .with(
                "points",
                self.points.map_or_else(String::new, |points| figure(points.get())),
            )
            .with("contribution", rounded(self.contribution));
        for part in &measure.parts {
            because.causes.push(
                Explanation::new("indicator.part")
                    .with("indicator", &self.code)
                    .with("part", part.part)
                    .with("value", part.value.round_dp(3).normalize())
                    .with("events", part.events),
            );
        }
        if self.effective != self.weight {
            because.causes.push(
                Explanation::new("indicator.weight_moved")
                    .with("weight", percent(self.weight))
                    .with("effective", percent(self.effective)),
            );
        }
        if measure.excused > 0 {
            because
                .causes
                .push(Explanation::new("indicator.excused").with("excused", measure.excused));
        }
        if let Some(cap) = self.gates.cap {
            because.causes.push(Explanation::new("indicator.cap").with("cap", cap));
        }
        if self.gates.knockouts + self.gates.supplier_knockouts > 0 {
            because.causes.push(Explanation::new("indicator.knockout"));
        }
        because.causes.extend(self.shrunk.map(|shrunk| {
            let code = match shrunk.mean_of {
                MeanOf::Category => "indicator.shrunk",
                MeanOf::AllCategories => "indicator.shrunk_to_all",
                MeanOf::PeriodItself => "indicator.shrunk_to_period",
            };
            Explanation::new(code)
                .with("value", shrunk.value.round_dp(3).normalize())
                .with("mean", shrunk.mean.round_dp(3).normalize())
                .with("points", figure(shrunk.points.get()))
        }));
        because
    }
}

fn composite(card: &Scorecard) -> Explanation {
    let Some(composite) = card.composite else {
        return card.state.because().clone();
    };
    let mut because = Explanation::new("score.composite").with("score", figure(composite.get()));
    because.causes.push(card.state.because().clone());
    for result in &card.dimensions {
        because.causes.push(match result.score {
            Some(score) => Explanation::new("score.dimension")
                .with("dimension", result.dimension.name())
                .with("score", figure(score.get()))
                .with("weight", percent(result.weight))
                .with("effective", percent(result.effective))
                .with("contribution", rounded(result.contribution)),
            None => Explanation::new("score.dimension_empty")
                .with("dimension", result.dimension.name())
                .with("weight", percent(result.weight)),
        });
    }
    if let Some(cap) = card.cap.filter(|_| !card.cap_effect.is_zero()) {
        because.causes.push(
            Explanation::new("score.cap")
                .with("cap", cap)
                .with("effect", rounded(card.cap_effect)),
        );
    }
    because
        .causes
        .extend(card.grade.as_ref().map(|grade| grade.because().clone()));
    because
}

/// One decimal, cut, so that a figure never crosses a bound on paper.
pub(crate) fn figure(value: Decimal) -> String {
    format!("{:.1}", value.trunc_with_scale(1))
}

/// One decimal, rounded: a part of a sum, which no bound is compared with.
pub(crate) fn rounded(value: Decimal) -> String {
    format!("{:.1}", value.round_dp(1))
}

/// A share as percent with one decimal.
pub(crate) fn percent(share: Decimal) -> String {
    format!("{:.1}", (share * Decimal::ONE_HUNDRED).round_dp(1))
}
