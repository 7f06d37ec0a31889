//! Everything a computation reads beside the sums of the facts, in the form in which it is kept with the evaluation.

use super::gates::GateRow;
use super::held::HeldRows;
use super::periods::Finality;
use crate::Error;
use crate::design::{Book, Shelf};
use domain::classification::{ConfirmedImportance, FastTrack};
use domain::evaluation::Absence;
use domain::party::{Categories, Category, Kraljic, Status, Supplier};
use domain::period::{FiscalCalendar, Quarter};
use domain::platform::TwoPersons;
use domain::{Date, Decimal};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The inputs of one evaluation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inputs {
    pub period: String,
    pub as_of: Date,
    /// The last day on which late facts count for the period.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub closes_on: Option<Date>,
    #[serde(default)]
    pub finality: Finality,
    /// Facts that came after their period had closed.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub late: Vec<LateRow>,
    pub fiscal_start_month: i8,
    pub unit_id: Option<i64>,
    pub base_scheme: String,
    pub schemes: BTreeMap<String, String>,
    pub own: Vec<String>,
    pub indicators: BTreeMap<String, String>,
    pub suppliers: Vec<SupplierRow>,
    pub categories: Vec<CategoryRow>,
    /// Supplier and category pairs with an approval on the last day of the period.
    pub assigned: Vec<(i64, i64)>,
    /// Supplier, category, spend of the period in reporting currency.
    pub spend: Vec<(i64, i64, Decimal)>,
    pub importance: Vec<ImportanceRow>,
    pub high_risks: BTreeSet<i64>,
    /// The facts behind caps, knock-outs and high risks.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub gates: Vec<GateRow>,
    pub fast_track: Vec<FastTrackRow>,
    /// What people said about indicators without a value.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub absences: Vec<AbsenceRow>,
    /// The levels held before; `None` in the first round.
    pub held: Option<HeldRows>,
    /// The evaluation of the quarter before under the same scheme, when there is one.
    pub earlier: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplierRow {
    pub id: i64,
    pub code: String,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub name_latin: Option<String>,
    pub country: Option<String>,
    pub status: String,
    pub internal: bool,
    pub family: Option<String>,
    pub owner: Option<String>,
    pub reserve_from: Option<Date>,
    pub approved_from: Option<Date>,
    pub first_activity: Option<Date>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategoryRow {
    pub id: i64,
    pub code: String,
    pub name: String,
    pub parent: Option<i64>,
    pub industry: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub kraljic: Option<String>,
    pub days_to_switch: Option<u32>,
    pub days_of_cover: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportanceRow {
    pub supplier_id: i64,
    pub score: Decimal,
    pub first: String,
    pub second: String,
    pub on: Date,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FastTrackRow {
    pub supplier_id: i64,
    pub potential_analysis_green: bool,
    pub trial_lots_passed: bool,
    pub consent: Option<(String, String, Date)>,
}

/// Late facts of one supplier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateRow {
    pub supplier_id: i64,
    /// Facts of earlier, closed periods that count in this one.
    pub counted_here: u64,
    /// Facts of this period that came after it had closed and count in the next.
    pub counted_later: u64,
}

/// An indicator that was not answered, or does not apply; category 0 is the whole supplier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AbsenceRow {
    pub supplier_id: i64,
    pub category_id: i64,
    pub indicator: String,
    pub why: String,
}

impl AbsenceRow {
    #[must_use]
    pub fn of(((supplier_id, category_id, indicator), why): ((i64, i64, String), Absence)) -> AbsenceRow {
        AbsenceRow {
            supplier_id,
            category_id,
            indicator,
            why: why.name().to_owned(),
        }
    }
}

impl Inputs {
    pub(super) fn absences(&self) -> BTreeMap<(i64, i64, String), Absence> {
        let rows = self.absences.iter();
        rows.filter_map(|row| {
            let key = (row.supplier_id, row.category_id, row.indicator.clone());
            Some((key, Absence::from_name(&row.why)?))
        })
        .collect()
    }

    pub fn quarter(&self) -> Result<Quarter, Error> {
        Ok(self.period.parse()?)
    }

    #[must_use]
    pub fn fiscal(&self) -> FiscalCalendar {
        FiscalCalendar {
            start_month: self.fiscal_start_month,
        }
    }

    pub fn book(&self) -> Result<Book, Error> {
        let shelf = Shelf {
            indicators: self.indicators.clone(),
            schemes: self.schemes.clone(),
            own: self.own.clone(),
        };
        Book::open(&shelf, &self.base_scheme)
    }

    #[must_use]
    pub fn domain_suppliers(&self) -> Vec<Supplier> {
        self.suppliers.iter().map(SupplierRow::to_domain).collect()
    }

    #[must_use]
    pub fn domain_categories(&self) -> Categories {
        Categories::new(self.categories.iter().map(CategoryRow::to_domain))
    }

    pub(crate) fn importance(&self) -> BTreeMap<i64, ConfirmedImportance> {
        self.importance
            .iter()
            .filter_map(|row| {
                let consent = TwoPersons::new(&row.first, &row.second, row.on).ok()?;
                Some((row.supplier_id, ConfirmedImportance::stored(row.score, consent)))
            })
            .collect()
    }

    pub(crate) fn fast_track(&self) -> BTreeMap<i64, FastTrack> {
        let consent = |row: &FastTrackRow| {
            row.consent
                .as_ref()
                .and_then(|(first, second, on)| TwoPersons::new(first, second, *on).ok())
        };
        self.fast_track
            .iter()
            .map(|row| {
                let track = FastTrack {
                    potential_analysis_green: row.potential_analysis_green,
                    trial_lots_passed: row.trial_lots_passed,
                    consent: consent(row),
                };
                (row.supplier_id, track)
            })
            .collect()
    }
}

impl SupplierRow {
    #[must_use]
    pub fn from_domain(supplier: Supplier) -> SupplierRow {
        SupplierRow {
            id: supplier.id,
            code: supplier.code,
            name: supplier.name,
            name_latin: supplier.name_latin,
            country: supplier.country,
            status: supplier.status.name().to_owned(),
            internal: supplier.internal,
            family: supplier.family,
            owner: supplier.owner,
            reserve_from: supplier.reserve_from,
            approved_from: supplier.approved_from,
            first_activity: supplier.first_activity,
        }
    }

    fn to_domain(&self) -> Supplier {
        Supplier {
            id: self.id,
            code: self.code.clone(),
            name: self.name.clone(),
            name_latin: self.name_latin.clone(),
            country: self.country.clone(),
            status: Status::from_name(&self.status).unwrap_or(Status::Prospect),
            internal: self.internal,
            family: self.family.clone(),
            owner: self.owner.clone(),
            reserve_from: self.reserve_from,
            approved_from: self.approved_from,
            first_activity: self.first_activity,
        }
    }
}

impl CategoryRow {
    #[must_use]
    pub fn from_domain(category: Category) -> CategoryRow {
        CategoryRow {
            id: category.id,
            code: category.code,
            name: category.name,
            parent: category.parent,
            industry: category.industry,
            kraljic: category.kraljic.map(|cell| cell.name().to_owned()),
            days_to_switch: category.days_to_switch,
            days_of_cover: category.days_of_cover,
        }
    }

    fn to_domain(&self) -> Category {
        Category {
            id: self.id,
            code: self.code.clone(),
            name: self.name.clone(),
            parent: self.parent,
            industry: self.industry.clone(),
            kraljic: self.kraljic.as_deref().and_then(Kraljic::from_name),
            days_to_switch: self.days_to_switch,
            days_of_cover: self.days_of_cover,
        }
    }
}
