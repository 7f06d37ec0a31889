//! Classification: from scores to grades (how well) and levels (how we manage).

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
        [Grade::A, Grade::B, Grade::C, Grade::D].into_iter().find(|grade| grade.name() == name)
    }
}
