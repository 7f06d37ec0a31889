//! Floors: what a supplier must reach for a level, and what it lacks.

use super::confirm::HeldLevel;
use super::grade::{GradeBasis, grade};
use super::proposal::LevelInput;
use super::{Grade, Level};
use crate::design::indicator::Dimension;
use crate::evaluation::explain::figure;
use crate::evaluation::{Knockout, SupplierResult, gate};
use crate::explain::{Explained, Explanation};
use crate::number::Score;
use crate::party::Supplier;
use jiff::ToSpan;
use rust_decimal::Decimal;

/// A supplier with its result of one quarter.
#[derive(Clone, Copy)]
pub(super) struct Standing<'a> {
    pub(super) input: &'a LevelInput<'a>,
    pub(super) supplier: &'a Supplier,
    pub(super) result: Option<&'a SupplierResult>,
}

impl<'a> Standing<'a> {
    /// The same supplier in an earlier quarter, when that quarter is known and its score was official.
    pub(super) fn earlier(&self, quarters: usize) -> Option<Standing<'a>> {
        let back = i16::try_from(quarters).ok()?;
        let evaluation = self.input.earlier.get(quarters.checked_sub(1)?)?;
        if evaluation.period != self.input.evaluation.period.minus(back) {
            return None;
        }
        let result = evaluation
            .supplier(self.supplier.id)
            .filter(|result| result.total.is_official());
        result.map(|result| Standing {
            result: Some(result),
            ..*self
        })
    }

    /// What it holds between rounds, without an override that has expired.
    pub(super) fn before(&self) -> Option<&'a HeldLevel> {
        let held = self.input.held?.get(self.supplier.id)?;
        Some(held.on(self.input.as_of))
    }

    /// Says that an override has ended since the last round.
    pub(super) fn ended_override(&self) -> Option<Explanation> {
        let held = self.input.held?.get(self.supplier.id)?;
        let ended = held.expired_on(self.input.as_of)?;
        let level = |level: Option<Level>| level.map_or("none", Level::name);
        Some(
            Explanation::new("held.override_ended")
                .with("level", level(ended.change.level))
                .with("expired_on", ended.change.expires_on)
                .with("held", level(held.on(self.input.as_of).level)),
        )
    }

    pub(super) fn is_official(&self) -> bool {
        self.result.is_some_and(|result| result.total.is_official())
    }

    pub(super) fn rank_score(&self) -> Decimal {
        self.result
            .and_then(|result| result.total.rank_score)
            .map_or(Decimal::ZERO, Score::get)
    }

    pub(super) fn knockout(&self) -> Option<Knockout> {
        self.result.and_then(|result| result.total.knockout)
    }

    /// The facts behind a knock-out (or, when `capped`, behind a cap), each in a sentence.
    pub(super) fn gates(&self, capped: bool) -> Vec<Explanation> {
        let events = self.input.gates.get(&self.supplier.id);
        gate::explain(events.into_iter().flatten(), |event| event.cap.is_some() == capped)
    }

    /// The facts behind a cap that took something from the composite.
    pub(super) fn caps(&self) -> Vec<Explanation> {
        let took = self.result.is_some_and(|result| !result.total.cap_effect.is_zero());
        if took { self.gates(true) } else { Vec::new() }
    }

    /// The grade with all bounds lowered by `slack`.
    pub(super) fn grade(&self, slack: Decimal) -> Option<Explained<Grade>> {
        let total = &self.result?.total;
        let basis = GradeBasis {
            composite: total.composite.map(Score::get),
            dimensions: total
                .dimensions
                .iter()
                .filter_map(|d| Some((d.dimension, d.score?.get())))
                .collect(),
            knocked_out: total.knockout == Some(Knockout::Supplier),
            not_answered: total.not_answered,
        };
        grade(&basis, self.input.rules, slack)
    }

    /// What it lacks for a level; `slack` lowers the floors that are measured (grade and risk), never those that
    /// people or the calendar set.
    pub(super) fn misses(&self, level: Level, slack: Decimal) -> Vec<Explanation> {
        let rules = self.input.rules;
        let needed = match level {
            Level::Core => rules.core_min_grade,
            Level::Key => rules.key_min_grade,
            Level::Qualified => rules.qualified_min_grade,
            Level::Restricted => return Vec::new(),
        };
        let mut misses = Vec::new();
        match self.grade(slack) {
            None => misses.push(Explanation::new("floor.no_score")),
            Some(grade) if *grade.value() > needed => misses.push(self.grade_miss(&grade, needed)),
            Some(_) => {}
        }
        if level == Level::Core {
            misses.extend(self.importance_miss());
            misses.extend(self.risk_miss(slack));
            misses.extend(self.history_miss());
        }
        misses
    }

    fn grade_miss(&self, grade: &Explained<Grade>, needed: Grade) -> Explanation {
        let bound = match needed {
            Grade::A => self.input.rules.grade_bounds[0],
            Grade::B => self.input.rules.grade_bounds[1],
            Grade::C | Grade::D => self.input.rules.grade_bounds[2],
        };
        let score = self
            .result
            .and_then(|result| result.total.composite)
            .map_or(Decimal::ZERO, Score::get);
        if score >= bound {
            return Explanation::new("floor.grade_limited")
                .with("needed", needed.name())
                .with("grade", grade.value().name())
                .with("score", figure(score))
                .because_of(grade.because().clone());
        }
        // Upwards, so that "0.0 short" is never said of somebody who is short.
        let gap = (bound - score)
            .max(Decimal::ZERO)
            .round_dp_with_strategy(1, rust_decimal::RoundingStrategy::AwayFromZero);
        Explanation::new("floor.grade")
            .with("needed", needed.name())
            .with("grade", grade.value().name())
            .with("score", figure(score))
            .with("gap", format!("{gap:.1}"))
            .because_of(grade.because().clone())
    }

    fn importance_miss(&self) -> Option<Explanation> {
        let needed = self.input.rules.core_importance;
        let Some(importance) = self.input.importance.get(&self.supplier.id) else {
            return Some(Explanation::new("floor.importance_missing").with("needed", figure(needed)));
        };
        if !importance.is_valid_on(self.input.as_of) {
            return Some(Explanation::new("floor.importance_expired").with("expired_on", importance.expires_on()));
        }
        (importance.score() < needed).then(|| {
            Explanation::new("floor.importance")
                .with("importance", figure(importance.score()))
                .with("needed", figure(needed))
        })
    }

    fn risk_miss(&self, slack: Decimal) -> Option<Explanation> {
        if self.knockout().is_some() {
            return Some(Explanation::new("floor.blocked_category"));
        }
        let needed = self.input.rules.high_risk_below;
        let Some(risk) = self.result.and_then(|result| result.total.dimension(Dimension::Risk)) else {
            return Some(Explanation::new("floor.risk_unknown"));
        };
        let risk = risk.get();
        let reaches = risk >= needed || (!slack.is_zero() && risk > needed - slack);
        (!reaches).then(|| {
            Explanation::new("floor.risk")
                .with("score", figure(risk))
                .with("needed", figure(needed))
        })
    }

    fn history_miss(&self) -> Option<Explanation> {
        let months = self.input.rules.core_history_months;
        let miss = Explanation::new("floor.history").with("months", months);
        let from = [self.supplier.first_activity, self.supplier.approved_from]
            .into_iter()
            .flatten()
            .min();
        let Some(from) = from else {
            return Some(Explanation::new("floor.history_unknown").with("months", months));
        };
        // A history that starts on 1 January is twelve months old at the end of 31 December.
        let complete = from
            .checked_add(i64::from(months).months())
            .and_then(jiff::civil::Date::yesterday);
        match complete {
            Ok(complete) if complete <= self.input.as_of => None,
            _ => Some(miss.with("from", from)),
        }
    }

    pub(super) fn is_new(&self) -> bool {
        self.history_miss().is_some()
    }
}
