//! The master and reference data that derived columns lean on, laid out for look-up by row id.

use super::prices::PriceTables;
use super::rates::Rates;
use crate::intake::kind::Kind;
use crate::intake::kinds;
use crate::intake::raw::{RawTable, View};
use crate::period::{Exception, FiscalCalendar, WorkCalendar, day_number, day_of_number};
use crate::review::closing_day;
use std::collections::BTreeMap;

/// The stored tables that reference data is made from, by kind name.
#[derive(Debug, Clone, Default)]
pub struct Masters {
    tables: BTreeMap<&'static str, RawTable>,
}

impl Masters {
    /// The kinds that must be given.
    pub const KINDS: &'static [&'static Kind] = &[
        &kinds::COMPANY,
        &kinds::SUPPLIER,
        &kinds::SITE,
        &kinds::CATEGORY,
        &kinds::LANDED_COST_ADDER,
        &kinds::ITEM,
        &kinds::SUPPLIER_CATEGORY,
        &kinds::CONTRACT,
        &kinds::CONTRACT_PRICE,
        &kinds::CERTIFICATE_REQUIREMENT,
        &kinds::FX_RATE,
        &kinds::HOLIDAY,
        &kinds::QUOTE_LINE,
        &kinds::BENCHMARK_PRICE,
        &kinds::NONCONFORMANCE,
    ];

    pub fn insert(&mut self, kind: &'static Kind, table: RawTable) {
        self.tables.insert(kind.name, table);
    }

    pub(super) fn view(&self, kind: &'static Kind) -> View<'_> {
        View::new(kind, self.tables.get(kind.name))
    }
}

/// Everything derived columns look up.
#[derive(Debug)]
pub struct Reference {
    pub rates: Rates,
    pub(super) prices: PriceTables,
    pub(super) suppliers: ById<SupplierFacts>,
    pub(super) items: ById<ItemFacts>,
    pub(super) categories: ById<CategoryFacts>,
    pub(super) sites: ById<SiteFacts>,
    pub(super) cases: Cases,
    calendars: BTreeMap<String, WorkCalendar>,
    plain_calendar: WorkCalendar,
    company_calendar: Option<String>,
    fiscal: FiscalCalendar,
}

#[derive(Debug, Clone, Default)]
pub(super) struct SupplierFacts {
    pub(super) alias_of: Option<i64>,
    pub(super) country: Option<String>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct ItemFacts {
    pub(super) category: Option<i64>,
    pub(super) reference_price: Option<i64>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct CategoryFacts {
    pub(super) parent: Option<i64>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct SiteFacts {
    pub(super) time_zone: Option<String>,
    pub(super) calendar: Option<String>,
}

/// Nonconformances of one supplier, item and failure mode: (opened, closed, row id), ascending.
#[derive(Debug, Default)]
pub(super) struct Cases {
    pub(super) by_mode: BTreeMap<(i64, i64, String), Vec<(i32, Option<i32>, i64)>>,
    pub(super) severity: ById<Option<String>>,
}

impl Reference {
    #[must_use]
    pub fn new(masters: &Masters) -> Reference {
        let company = masters.view(&kinds::COMPANY);
        let reporting = company.text("currency", 0).unwrap_or("EUR");
        let start_month = company
            .int("fiscal_year_start_month", 0)
            .and_then(|month| i8::try_from(month).ok());
        let rates = rates(reporting, masters.view(&kinds::FX_RATE));
        let categories = categories(masters.view(&kinds::CATEGORY));
        let suppliers = suppliers(masters.view(&kinds::SUPPLIER));
        Reference {
            prices: PriceTables::new(masters, &rates),
            items: items(masters.view(&kinds::ITEM), &rates),
            sites: sites(masters.view(&kinds::SITE)),
            cases: cases(masters.view(&kinds::NONCONFORMANCE), &suppliers),
            calendars: calendars(masters.view(&kinds::HOLIDAY)),
            plain_calendar: WorkCalendar::new(&BTreeMap::new()),
            company_calendar: company.text("calendar", 0).map(str::to_owned),
            fiscal: FiscalCalendar {
                start_month: start_month.filter(|month| (1..=12).contains(month)).unwrap_or(1),
            },
            rates,
            suppliers,
            categories,
        }
    }

    /// The supplier that a row counts for: aliases of merged suppliers lead to the one they became.
    #[must_use]
    pub fn supplier(&self, id: i64) -> i64 {
        let mut current = id;
        // A chain of merges is short; the bound guards against a circle in the data.
        for _ in 0..16 {
            match self.suppliers.get(current).and_then(|supplier| supplier.alias_of) {
                Some(next) if next != current => current = next,
                _ => return current,
            }
        }
        current
    }

    #[must_use]
    pub fn item_category(&self, item: Option<i64>) -> Option<i64> {
        self.items.get(item?)?.category
    }

    /// The category and all above it, nearest first.
    pub(super) fn category_chain(&self, category: i64) -> impl Iterator<Item = i64> + '_ {
        let mut steps = 0;
        std::iter::successors(Some(category), move |current| {
            steps += 1;
            self.categories
                .get(*current)
                .and_then(|facts| facts.parent)
                .filter(|_| steps < 16)
        })
    }

    pub(super) fn country(&self, supplier: i64) -> Option<&str> {
        self.suppliers.get(supplier)?.country.as_deref()
    }

    /// The calendar of a name, else of the company, else Monday to Friday.
    #[must_use]
    pub fn calendar(&self, name: Option<&str>) -> &WorkCalendar {
        name.and_then(|name| self.calendars.get(name))
            .or_else(|| self.calendars.get(self.company_calendar.as_deref()?))
            .unwrap_or(&self.plain_calendar)
    }

    /// The day on which a fact counts that belongs to one day and became known on another: the day it belongs to, or
    /// the day it became known when the period had closed by then.
    pub(super) fn counted_on(&self, belongs_to: i32, known_on: i32) -> i32 {
        let period = self.fiscal.quarter_of(day_of_number(belongs_to));
        if known_on <= day_number(self.fiscal.bounds(period).to) {
            return belongs_to;
        }
        let closes_on = closing_day(self.fiscal, self.calendar(None), period);
        if known_on > day_number(closes_on) {
            known_on
        } else {
            belongs_to
        }
    }

    pub(super) fn calendar_names(&self) -> impl Iterator<Item = (&str, &WorkCalendar)> {
        self.calendars.iter().map(|(name, calendar)| (name.as_str(), calendar))
    }
}

/// Values by dense row id.
#[derive(Debug, Clone)]
pub(super) struct ById<T>(Vec<Option<T>>);

impl<T> Default for ById<T> {
    fn default() -> Self {
        ById(Vec::new())
    }
}

impl<T> ById<T> {
    pub(super) fn get(&self, id: i64) -> Option<&T> {
        self.0.get(usize::try_from(id).ok()?)?.as_ref()
    }

    pub(super) fn insert(&mut self, id: i64, value: T) {
        let Ok(index) = usize::try_from(id) else { return };
        if index >= self.0.len() {
            self.0.resize_with(index + 1, || None);
        }
        self.0[index] = Some(value);
    }
}

fn rates(reporting: &str, view: View<'_>) -> Rates {
    let rows: Vec<_> = (0..view.rows())
        .filter_map(|row| {
            let text = |name| view.text(name, row).map(str::to_owned);
            Some((
                text("rate_table")?,
                text("base")?,
                text("quote")?,
                view.day("day", row)?,
                view.int("rate", row)?,
            ))
        })
        .collect();
    Rates::new(reporting, &rows)
}

fn suppliers(view: View<'_>) -> ById<SupplierFacts> {
    let mut all = ById::default();
    for row in 0..view.rows() {
        let facts = SupplierFacts {
            alias_of: view.int("merged_into", row),
            country: view.text("country", row).map(str::to_owned),
        };
        all.insert(view.id(row), facts);
    }
    all
}

fn categories(view: View<'_>) -> ById<CategoryFacts> {
    let mut all = ById::default();
    for row in 0..view.rows() {
        all.insert(
            view.id(row),
            CategoryFacts {
                parent: view.int("parent", row),
            },
        );
    }
    all
}

fn sites(view: View<'_>) -> ById<SiteFacts> {
    let mut all = ById::default();
    for row in 0..view.rows() {
        let facts = SiteFacts {
            time_zone: view.text("time_zone", row).map(str::to_owned),
            calendar: view
                .text("calendar", row)
                .or(view.text("country", row))
                .map(str::to_owned),
        };
        all.insert(view.id(row), facts);
    }
    all
}

/// Reference prices weigh quantities of different units; they are converted once, at the latest rate.
fn items(view: View<'_>, rates: &Rates) -> ById<ItemFacts> {
    let mut all = ById::default();
    for row in 0..view.rows() {
        let reference_price = view
            .int("reference_price", row)
            .zip(view.text("currency", row))
            .and_then(|(price, currency)| rates.convert_at_latest(price, currency));
        all.insert(
            view.id(row),
            ItemFacts {
                category: view.int("category", row),
                reference_price,
            },
        );
    }
    all
}

fn cases(view: View<'_>, suppliers: &ById<SupplierFacts>) -> Cases {
    let mut cases = Cases::default();
    for row in 0..view.rows() {
        cases
            .severity
            .insert(view.id(row), view.text("severity", row).map(str::to_owned));
        let supplier = view.int("supplier", row).unwrap_or(0);
        let supplier = suppliers
            .get(supplier)
            .and_then(|facts| facts.alias_of)
            .unwrap_or(supplier);
        if let (Some(mode), Some(opened)) = (view.text("failure_mode", row), view.day("opened_on", row)) {
            let key = (supplier, view.int("item", row).unwrap_or(0), mode.to_owned());
            cases
                .by_mode
                .entry(key)
                .or_default()
                .push((opened, view.day("closed_on", row), view.id(row)));
        }
    }
    for list in cases.by_mode.values_mut() {
        list.sort_unstable();
    }
    cases
}

fn calendars(view: View<'_>) -> BTreeMap<String, WorkCalendar> {
    let mut exceptions: BTreeMap<String, BTreeMap<_, _>> = BTreeMap::new();
    for row in 0..view.rows() {
        if let (Some(calendar), Some(day)) = (view.text("calendar", row), view.day("day", row)) {
            let exception = if view.text("kind", row) == Some("workday") {
                Exception::Workday
            } else {
                Exception::Holiday
            };
            exceptions
                .entry(calendar.to_owned())
                .or_default()
                .insert(day_of_number(day), exception);
        }
    }
    exceptions
        .into_iter()
        .map(|(name, days)| (name, WorkCalendar::new(&days)))
        .collect()
}
