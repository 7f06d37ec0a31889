//! Party: who supplies (suppliers) and what is bought (the category tree).

use jiff::civil::Date;
use std::collections::BTreeMap;

/// A legal entity that supplies, or may supply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supplier {
    pub id: i64,
    pub code: String,
    pub name: String,
    pub name_latin: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    pub status: Status,
    /// An internal depot or intercompany seller: never evaluated.
    pub internal: bool,
    /// Code of the corporate family.
    pub family: Option<String>,
    /// Responsible category manager.
    pub owner: Option<String>,
    pub reserve_from: Option<Date>,
    pub approved_from: Option<Date>,
    /// Day of its first order, receipt or lot; history counts from here.
    pub first_activity: Option<Date>,
}

/// The master status: may they supply? Never mixed with the level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    Prospect,
    Reserve,
    Approved,
    Suspended,
    Exited,
}

impl Status {
    pub const ALL: [Status; 5] = [
        Status::Prospect,
        Status::Reserve,
        Status::Approved,
        Status::Suspended,
        Status::Exited,
    ];

    /// The word used in codes and files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Status::Prospect => "prospect",
            Status::Reserve => "reserve",
            Status::Approved => "approved",
            Status::Suspended => "suspended",
            Status::Exited => "exited",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Status> {
        Status::ALL.into_iter().find(|status| status.name() == name)
    }
}

/// A cell of the Kraljic matrix: importance is a property of what is bought, not of who supplies it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kraljic {
    Strategic,
    Bottleneck,
    Leverage,
    Routine,
}

impl Kraljic {
    pub const ALL: [Kraljic; 4] = [
        Kraljic::Strategic,
        Kraljic::Bottleneck,
        Kraljic::Leverage,
        Kraljic::Routine,
    ];

    /// The word used in codes and files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Kraljic::Strategic => "strategic",
            Kraljic::Bottleneck => "bottleneck",
            Kraljic::Leverage => "leverage",
            Kraljic::Routine => "routine",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Kraljic> {
        Kraljic::ALL.into_iter().find(|cell| cell.name() == name)
    }
}

/// One node of the category tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    pub id: i64,
    pub code: String,
    pub name: String,
    pub parent: Option<i64>,
    pub industry: Option<String>,
    /// Its cell; a category without one belongs to that of the category above it.
    pub kraljic: Option<Kraljic>,
    /// Days needed to qualify an alternative.
    pub days_to_switch: Option<u32>,
    /// Days that stock covers.
    pub days_of_cover: Option<u32>,
}

/// The category tree, by id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Categories(BTreeMap<i64, Category>);

impl Categories {
    #[must_use]
    pub fn new(categories: impl IntoIterator<Item = Category>) -> Categories {
        Categories(categories.into_iter().map(|category| (category.id, category)).collect())
    }

    #[must_use]
    pub fn get(&self, id: i64) -> Option<&Category> {
        self.0.get(&id)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Category> {
        self.0.values()
    }

    /// The category and everything above it, nearest first. A ring of parents ends where it closes.
    #[must_use]
    pub fn path(&self, id: i64) -> Vec<&Category> {
        let mut path: Vec<&Category> = Vec::new();
        let mut next = self.get(id);
        while let Some(category) = next {
            if path.iter().any(|seen| seen.id == category.id) {
                break;
            }
            path.push(category);
            next = category.parent.and_then(|parent| self.get(parent));
        }
        path
    }

    /// Whether `id` is `ancestor` or stands below it.
    #[must_use]
    pub fn is_within(&self, id: i64, ancestor: i64) -> bool {
        self.path(id).iter().any(|category| category.id == ancestor)
    }
}

#[cfg(test)]
mod tests;
