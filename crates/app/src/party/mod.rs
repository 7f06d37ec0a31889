//! Party: suppliers and categories as the decisions need them, read from the store.

mod compare;
mod evidence;
mod export;
mod list;
mod profile;
mod views;

pub use compare::{COMPARED_MAX, Commercial, CommercialRow, CompareCell, CompareRow, CompareView, compare};
pub use evidence::{Cell, EvidenceRow, EvidenceTable, evidence};
pub use export::{ExportFile, ExportFormat, compare_file, export};
pub use list::{ListRequest, Order, SupplierLine, SupplierPage, line, list, matches};
pub use profile::{
    ActivityLine, AxisLine, ContactView, HistoryLine, LeverLine, ProfileView, activity, contacts, now_called, profile,
};
pub use views::{SavedView, remove_view, save_view, saved_view, saved_views};

use crate::{Context, Error};
use domain::intake::kinds;
use domain::intake::raw::View;
use domain::party::{Category, Kraljic, Status, Supplier};
use domain::period::{FiscalCalendar, day_of_number};
use serde::Serialize;
use std::collections::BTreeMap;

/// All suppliers that are not aliases of a merged one, by id; first activity is not filled in here.
pub async fn suppliers(cx: &Context) -> Result<Vec<Supplier>, Error> {
    let table = cx.store.table(&kinds::SUPPLIER).await?;
    let view = View::new(&kinds::SUPPLIER, Some(&table));
    let rows = (0..view.rows()).filter(|row| view.int("merged_into", *row).is_none());
    Ok(rows
        .map(|row| {
            let text = |name| view.text(name, row).map(str::to_owned);
            let day = |name| view.day(name, row).map(day_of_number);
            Supplier {
                id: view.id(row),
                code: text("code").unwrap_or_default(),
                name: text("name").unwrap_or_default(),
                name_latin: text("name_latin"),
                country: text("country"),
                status: text("status")
                    .and_then(|name| Status::from_name(&name))
                    .unwrap_or(Status::Prospect),
                internal: view.int("internal", row) == Some(1),
                family: text("family"),
                owner: text("owner"),
                reserve_from: day("reserve_from"),
                approved_from: day("approved_from"),
                first_activity: None,
            }
        })
        .collect())
}

/// The supplier that facts of this one count for: the one it was merged into, else itself.
pub(crate) async fn merged_into(cx: &Context, supplier_id: i64) -> Result<i64, Error> {
    let mut current = supplier_id;
    // A chain of merges is short; the bound ends a circle, which the import refuses anyway.
    for _ in 0..16 {
        let row = cx.store.row(&kinds::SUPPLIER, current).await?;
        let position = kinds::SUPPLIER.position("merged_into");
        let next = row.and_then(|row| row.values.get(position?)?.as_int());
        match next {
            Some(next) => current = next,
            None => break,
        }
    }
    Ok(current)
}

/// The category tree.
pub async fn categories(cx: &Context) -> Result<Vec<Category>, Error> {
    let table = cx.store.table(&kinds::CATEGORY).await?;
    let view = View::new(&kinds::CATEGORY, Some(&table));
    Ok((0..view.rows())
        .map(|row| {
            let text = |name| view.text(name, row).map(str::to_owned);
            let days = |name| view.int(name, row).and_then(|days| u32::try_from(days).ok());
            Category {
                id: view.id(row),
                code: text("code").unwrap_or_default(),
                name: text("name").unwrap_or_default(),
                parent: view.int("parent", row),
                industry: text("industry"),
                kraljic: text("kraljic").and_then(|name| Kraljic::from_name(&name)),
                days_to_switch: days("days_to_switch"),
                days_of_cover: days("days_of_cover"),
            }
        })
        .collect())
}

/// A business unit: a population of its own, with levels of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    pub id: i64,
    pub code: String,
    pub name: String,
}

/// All business units, by id.
pub async fn units(cx: &Context) -> Result<Vec<Unit>, Error> {
    let table = cx.store.table(&kinds::BUSINESS_UNIT).await?;
    let view = View::new(&kinds::BUSINESS_UNIT, Some(&table));
    let rows = (0..view.rows()).map(|row| Unit {
        id: view.id(row),
        code: view.text("code", row).unwrap_or_default().to_owned(),
        name: view.text("name", row).unwrap_or_default().to_owned(),
    });
    Ok(rows.collect())
}

/// The id of a business unit by its code; none for the whole company.
pub async fn unit_id(cx: &Context, code: Option<&str>) -> Result<Option<i64>, Error> {
    let Some(code) = code else { return Ok(None) };
    let units = units(cx).await?;
    if let Some(unit) = units.iter().find(|unit| unit.code == code) {
        return Ok(Some(unit.id));
    }
    let codes: Vec<&str> = units.iter().map(|unit| unit.code.as_str()).collect();
    if codes.is_empty() {
        return Err(Error::not_found("no-units-yet").with("unit", code));
    }
    Err(Error::not_found("no-unit")
        .with("unit", code)
        .with("known", codes.join(", "))
        .nearest(nearest(codes.iter().copied(), code)))
}

/// The company as the computation needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Company {
    pub name: String,
    pub currency: String,
    pub fiscal: FiscalCalendar,
    pub calendar: Option<String>,
}

/// The company of the workspace; without one there is no reporting currency and nothing can be compared.
pub async fn company(cx: &Context) -> Result<Company, Error> {
    let table = cx.store.table(&kinds::COMPANY).await?;
    let view = View::new(&kinds::COMPANY, Some(&table));
    if view.rows() == 0 {
        return Err(Error::conflict("no-company"));
    }
    let start_month = view
        .int("fiscal_year_start_month", 0)
        .and_then(|month| i8::try_from(month).ok());
    Ok(Company {
        name: view.text("name", 0).unwrap_or_default().to_owned(),
        currency: view.text("currency", 0).unwrap_or("EUR").to_owned(),
        fiscal: FiscalCalendar {
            start_month: start_month.filter(|month| (1..=12).contains(month)).unwrap_or(1),
        },
        calendar: view.text("calendar", 0).map(str::to_owned),
    })
}

/// What a supplier is called wherever one is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SupplierName {
    pub code: String,
    pub name: String,
    pub name_latin: Option<String>,
}

impl SupplierName {
    #[must_use]
    pub fn of(supplier: &Supplier) -> SupplierName {
        SupplierName {
            code: supplier.code.clone(),
            name: supplier.name.clone(),
            name_latin: supplier.name_latin.clone(),
        }
    }
}

/// Supplier by code, by Latin or own name, or by a unique beginning of one; the nearest code otherwise.
pub fn find<'a>(suppliers: &'a [Supplier], wanted: &str) -> Result<&'a Supplier, Error> {
    if let Some(supplier) = suppliers.iter().find(|supplier| supplier.code == wanted) {
        return Ok(supplier);
    }
    let folded = wanted.to_lowercase();
    let names = |supplier: &Supplier| {
        [
            Some(supplier.code.clone()),
            Some(supplier.name.clone()),
            supplier.name_latin.clone(),
        ]
        .into_iter()
        .flatten()
        .map(|name| name.to_lowercase())
        .collect::<Vec<_>>()
    };
    let matching: Vec<&Supplier> = suppliers
        .iter()
        .filter(|supplier| names(supplier).iter().any(|name| name.starts_with(&folded)))
        .collect();
    match matching.as_slice() {
        [one] => Ok(one),
        [] => {
            let codes = suppliers.iter().map(|supplier| supplier.code.as_str());
            Err(Error::not_found("no-supplier")
                .with("supplier", wanted)
                .nearest(nearest(codes, wanted)))
        }
        several => {
            let codes: Vec<&str> = several.iter().take(5).map(|supplier| supplier.code.as_str()).collect();
            Err(Error::invalid("several-suppliers")
                .with("count", several.len())
                .with("supplier", wanted)
                .with("known", codes.join(", ")))
        }
    }
}

/// The candidate nearest to what was typed, when it is near enough to be worth showing.
pub fn nearest<'a>(candidates: impl Iterator<Item = &'a str>, wanted: &str) -> Option<&'a str> {
    candidates
        .map(|candidate| {
            (
                strsim::osa_distance(&candidate.to_lowercase(), &wanted.to_lowercase()),
                candidate,
            )
        })
        .filter(|(distance, candidate)| *distance <= candidate.chars().count().max(3) / 3)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Ids to codes, for showing rows.
pub fn codes(suppliers: &[Supplier]) -> BTreeMap<i64, &Supplier> {
    suppliers.iter().map(|supplier| (supplier.id, supplier)).collect()
}
