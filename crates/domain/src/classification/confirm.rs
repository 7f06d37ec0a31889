//! Confirmation: two people turn a proposal into the levels that are held.

use super::Level;
use super::proposal::{LevelProposal, Placement};
use crate::period::Quarter;
use crate::platform::TwoPersons;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A level that people decided against the proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Override {
    pub supplier_id: i64,
    /// `None` is "not classified".
    pub level: Option<Level>,
    pub reason: String,
    /// Where the evidence is.
    pub evidence: String,
    /// The first day on which it no longer holds.
    pub expires_on: Date,
}

/// An override in force, and what is held once it has expired.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldOverride {
    pub change: Override,
    /// What the proposal would have led to.
    pub otherwise: Box<HeldLevel>,
}

/// The levels of a population after a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfirmedLevels {
    period: Quarter,
    consent: TwoPersons,
    held: BTreeMap<i64, HeldLevel>,
}

/// The level of one supplier between rounds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HeldLevel {
    /// `None` is "not classified".
    pub level: Option<Level>,
    /// The quarter of its last move from one level to another; the cool-down counts from here.
    pub moved_in: Option<Quarter>,
    /// The level it had when it last became "not classified", and in which quarter; it may return to it.
    pub lapsed: Option<(Level, Quarter)>,
    pub override_: Option<HeldOverride>,
}

impl HeldLevel {
    /// What counts on a day: once an override has expired, the level that would be held without it.
    #[must_use]
    pub fn on(&self, day: Date) -> &HeldLevel {
        match self.expired_on(day) {
            Some(expired) => expired.otherwise.on(day),
            None => self,
        }
    }

    /// The override that no longer holds on a day.
    #[must_use]
    pub fn expired_on(&self, day: Date) -> Option<&HeldOverride> {
        self.override_
            .as_ref()
            .filter(|override_| day >= override_.change.expires_on)
    }
}

/// Confirms a proposal, with the changes that people decided.
pub fn confirm(
    proposal: &LevelProposal,
    before: Option<&ConfirmedLevels>,
    overrides: &[Override],
    consent: TwoPersons,
) -> Result<ConfirmedLevels, ConfirmError> {
    let mut decided: BTreeMap<i64, &Override> = BTreeMap::new();
    for change in overrides {
        check(proposal, change, &consent)?;
        if decided.insert(change.supplier_id, change).is_some() {
            return Err(ConfirmError::Twice {
                supplier_id: change.supplier_id,
            });
        }
    }
    let held = proposal
        .placements
        .iter()
        .map(|placement| {
            let id = placement.supplier_id;
            let before = before.and_then(|levels| levels.held.get(&id));
            let before = before.map(|held| held.on(proposal.as_of));
            (id, next(proposal.period, placement, before, decided.get(&id).copied()))
        })
        .collect();
    Ok(ConfirmedLevels {
        period: proposal.period,
        consent,
        held,
    })
}

/// Why a round cannot be confirmed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConfirmError {
    #[error("the change of supplier {supplier_id} has no {what}; a level against the proposal needs both, and an end")]
    Unexplained { supplier_id: i64, what: &'static str },
    #[error("the change of supplier {supplier_id} ends on {expires_on}, which is over; give a later day")]
    Expired { supplier_id: i64, expires_on: Date },
    #[error("supplier {supplier_id} is not part of the proposal of {period}, so its level cannot be changed there")]
    NotProposed { supplier_id: i64, period: Quarter },
    #[error("supplier {supplier_id} is changed twice; leave one of the two")]
    Twice { supplier_id: i64 },
}

fn check(proposal: &LevelProposal, change: &Override, consent: &TwoPersons) -> Result<(), ConfirmError> {
    let supplier_id = change.supplier_id;
    for (what, text) in [("reason", &change.reason), ("evidence", &change.evidence)] {
        if text.trim().is_empty() {
            return Err(ConfirmError::Unexplained { supplier_id, what });
        }
    }
    if change.expires_on <= consent.on() {
        return Err(ConfirmError::Expired {
            supplier_id,
            expires_on: change.expires_on,
        });
    }
    if proposal.placement(supplier_id).is_none() {
        return Err(ConfirmError::NotProposed {
            supplier_id,
            period: proposal.period,
        });
    }
    Ok(())
}

fn next(period: Quarter, placement: &Placement, before: Option<&HeldLevel>, change: Option<&Override>) -> HeldLevel {
    let Some(change) = change else {
        let level = placement.level();
        // An override goes on as long as the proposal leaves the supplier where it had put it.
        let override_ = before
            .filter(|before| before.level == level)
            .and_then(|before| before.override_.clone());
        return HeldLevel {
            override_,
            ..moved(period, level, before)
        };
    };
    let otherwise = Box::new(next(period, placement, before, None));
    HeldLevel {
        override_: Some(HeldOverride {
            change: change.clone(),
            otherwise,
        }),
        ..moved(period, change.level, before)
    }
}

fn moved(period: Quarter, level: Option<Level>, before: Option<&HeldLevel>) -> HeldLevel {
    let (held, moved_in, lapsed) = before.map_or((None, None, None), |before| {
        (before.level, before.moved_in, before.lapsed)
    });
    let (moved_in, lapsed) = match (held, level) {
        (Some(from), Some(to)) if from != to => (Some(period), None),
        (Some(from), None) => (moved_in, Some((from, period))),
        (None, None) => (moved_in, lapsed),
        (_, Some(_)) => (moved_in, None),
    };
    HeldLevel {
        level,
        moved_in,
        lapsed,
        override_: None,
    }
}

impl ConfirmedLevels {
    /// Levels as they were stored after an earlier confirmation.
    #[must_use]
    pub fn stored(period: Quarter, consent: TwoPersons, held: BTreeMap<i64, HeldLevel>) -> ConfirmedLevels {
        ConfirmedLevels { period, consent, held }
    }

    #[must_use]
    pub fn period(&self) -> Quarter {
        self.period
    }

    #[must_use]
    pub fn consent(&self) -> &TwoPersons {
        &self.consent
    }

    #[must_use]
    pub fn get(&self, supplier_id: i64) -> Option<&HeldLevel> {
        self.held.get(&supplier_id)
    }

    /// `None` is "not classified".
    #[must_use]
    pub fn level(&self, supplier_id: i64) -> Option<Level> {
        self.held.get(&supplier_id).and_then(|held| held.level)
    }

    /// By supplier id, ascending.
    pub fn iter(&self) -> impl Iterator<Item = (i64, &HeldLevel)> {
        self.held.iter().map(|(id, held)| (*id, held))
    }
}
