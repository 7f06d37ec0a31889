//! What a proposal of levels is made from, and what it says.

use super::confirm::ConfirmedLevels;
use super::importance::ConfirmedImportance;
use super::{Grade, Level};
use crate::design::rules::LevelRules;
use crate::evaluation::{Evaluation, GateEvent};
use crate::explain::{Explained, Explanation};
use crate::number::Score;
use crate::party::Supplier;
use crate::period::Quarter;
use crate::platform::TwoPersons;
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Everything a proposal reads.
#[derive(Debug, Clone, Copy)]
pub struct LevelInput<'a> {
    pub rules: &'a LevelRules,
    /// The suppliers of the population; the approved ones that are not internal are the base.
    pub suppliers: &'a [Supplier],
    pub evaluation: &'a Evaluation,
    /// The quarters before, the latest first, computed under today's scheme.
    pub earlier: &'a [&'a Evaluation],
    /// The last day of the period.
    pub as_of: Date,
    /// The levels held; `None` in the first round, which knows no hysteresis.
    pub held: Option<&'a ConfirmedLevels>,
    pub importance: &'a BTreeMap<i64, ConfirmedImportance>,
    /// Suppliers with a high risk that nobody has resolved.
    pub high_risks: &'a BTreeSet<i64>,
    /// The facts that cap or knock out, by supplier, so that a reason names them.
    pub gates: &'a BTreeMap<i64, Vec<GateEvent>>,
    /// Suppliers whose improvement plan failed; `None` as long as nobody records that.
    pub failed_plans: Option<&'a BTreeSet<i64>>,
    /// Candidates of the reserve for the fast track to key.
    pub fast_track: &'a BTreeMap<i64, FastTrack>,
}

/// What the fast track from the reserve to key asks for, beside an official score and the floor of key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FastTrack {
    pub potential_analysis_green: bool,
    pub trial_lots_passed: bool,
    pub consent: Option<TwoPersons>,
}

/// A proposal of levels for one round, before people confirm it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelProposal {
    pub period: Quarter,
    /// The last day of the period: overrides that expired by then do not count.
    pub as_of: Date,
    /// Approved suppliers of the population: what shares are counted of.
    pub base: u64,
    pub first_round: bool,
    /// `None` below the minimum population: quotas are off.
    pub quotas: Option<Quotas>,
    /// By level (not classified last), then by rank and the declared chain for ties.
    pub placements: Vec<Placement>,
    /// One for each level, with what keeps it out of its range.
    pub ranges: Vec<RangeReport>,
}

impl LevelProposal {
    #[must_use]
    pub fn placement(&self, supplier_id: i64) -> Option<&Placement> {
        self.placements
            .iter()
            .find(|placement| placement.supplier_id == supplier_id)
    }

    #[must_use]
    pub fn count(&self, level: Option<Level>) -> usize {
        self.placements
            .iter()
            .filter(|placement| placement.level() == level)
            .count()
    }
}

/// Places at core and key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotas {
    pub core: u64,
    pub key: u64,
}

/// Where one supplier is proposed to stand, and why there and not higher.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement {
    pub supplier_id: i64,
    pub placed: Explained<Option<Level>>,
    /// The level held before the round.
    pub held: Option<Level>,
    pub grade: Option<Grade>,
    pub composite: Option<Score>,
    pub rank_score: Option<Score>,
    /// Its place where a quota decided: at the level it got, else at the next higher one.
    pub place: Option<Place>,
    pub flags: Vec<Flag>,
}

impl Placement {
    /// `None` is "not classified".
    #[must_use]
    pub fn level(&self) -> Option<Level> {
        *self.placed.value()
    }
}

/// Place `place` of `quota` places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub level: Level,
    pub place: u64,
    pub quota: u64,
}

/// What people should see beside a placement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flag {
    /// Knocked out, as a whole or in one category.
    Knockout,
    /// The composite was capped.
    Capped,
    /// Coverage allows no official score.
    NotOfficial,
    /// Below a floor, but within its margin.
    Margin,
    /// Kept its place by the head start of those who hold it.
    HeadStart,
    /// No further move so soon after the last one.
    CoolDown,
    /// Kept from falling two levels at once.
    OneStep,
    /// Leads, but not long enough yet.
    Waiting,
    /// Shares the last place with others: people decide.
    Tie,
    /// From the reserve to key.
    FastTrack,
    /// Less history than core needs.
    New,
}

impl Flag {
    /// The word used in codes and files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Flag::Knockout => "knockout",
            Flag::Capped => "capped",
            Flag::NotOfficial => "not_official",
            Flag::Margin => "margin",
            Flag::HeadStart => "head_start",
            Flag::CoolDown => "cool_down",
            Flag::OneStep => "one_step",
            Flag::Waiting => "waiting",
            Flag::Tie => "tie",
            Flag::FastTrack => "fast_track",
            Flag::New => "new",
        }
    }
}

/// A level's count against its range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RangeReport {
    pub level: Level,
    pub count: u64,
    /// Percent of the base.
    pub share: Decimal,
    pub range: (Decimal, Decimal),
    pub status: RangeStatus,
    /// Why it is outside; never empty then.
    pub causes: Vec<Explanation>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RangeStatus {
    Below,
    Within,
    Above,
}
