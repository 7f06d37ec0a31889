//! Classification: from scores to grades (how well) and levels (how we manage).
//!
//! ```text
//! Evaluation + levels held → propose → LevelProposal → confirm (two people) → ConfirmedLevels
//! ```
//!
//! The order is always the same: knock-out, floors, hysteresis, quotas.

pub mod grade;
pub mod importance;
pub mod proposal;
pub mod confirm;
pub mod agreement;

mod standing;
mod bounds;
mod places;
mod propose;
mod ranges;

pub use agreement::{Agreement, agreement};
pub use confirm::{ConfirmError, ConfirmedLevels, HeldLevel, HeldOverride, Override, confirm};
pub use importance::{ConfirmedImportance, Importance};
pub use proposal::{FastTrack, Flag, LevelInput, LevelProposal, Place, Placement, Quotas, RangeReport, RangeStatus};
pub use propose::propose;

#[cfg(test)]
#[expect(
    clippy::needless_raw_string_hashes,
    reason = "expect-test writes them when it updates a text"
)]
pub(crate) mod tests;

/// How a supplier is managed. "Not classified" is the absence of a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    Core,
    Key,
    Qualified,
    Restricted,
}

impl Level {
    pub const ALL: [Level; 4] = [Level::Core, Level::Key, Level::Qualified, Level::Restricted];

    /// One step up; core stays core.
    #[must_use]
    pub fn up(self) -> Level {
        match self {
            Level::Core | Level::Key => Level::Core,
            Level::Qualified => Level::Key,
            Level::Restricted => Level::Qualified,
        }
    }

    /// The word used in codes and files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Level::Core => "core",
            Level::Key => "key",
            Level::Qualified => "qualified",
            Level::Restricted => "restricted",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Level> {
        Level::ALL.into_iter().find(|level| level.name() == name)
    }
}

/// How well a supplier performs, by absolute bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    A,
    B,
    C,
    D,
}

impl Grade {
    /// The letter.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Grade::A => "A",
            Grade::B => "B",
            Grade::C => "C",
            Grade::D => "D",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Grade> {
        [Grade::A, Grade::B, Grade::C, Grade::D]
            .into_iter()
            .find(|grade| grade.name() == name)
    }
}
