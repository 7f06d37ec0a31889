//! The segmentation map: categories by supply risk and profit impact, with the suppliers that stand in each.

use crate::evaluation::Reading;
use crate::party::SupplierName;
use crate::{Context, Error};
use domain::Decimal;
use domain::classification::{Level, importance};
use domain::intake::kinds;
use domain::intake::raw::View;
use domain::party::Category;
use domain::period::day_number;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use text::Language;

/// Where the cells meet on both axes.
pub const MIDDLE: u8 = 50;

/// The map of one period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SegmentsView {
    pub period: String,
    pub categories: Vec<Segment>,
    /// Categories without a figure on one of the axes.
    pub unplaced: Vec<Unplaced>,
    pub mismatches: Vec<Mismatch>,
    /// Suppliers without any spend in the period.
    pub without_spend: u64,
}

/// One category on the map.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Segment {
    pub code: String,
    pub name: String,
    /// 0 to 100: half the share of spend with a single approved source, half the days that stock does not cover.
    pub supply_risk: Decimal,
    /// 0 to 100: percentile of spend among the categories.
    pub profit_impact: Decimal,
    pub spend: Decimal,
    /// `strategic`, `bottleneck`, `leverage` or `routine`: where the axes put it.
    pub cell: String,
    /// The cell that people wrote into the master data.
    pub declared: Option<String>,
    pub suppliers: u64,
    /// Suppliers by level: core, key, qualified, restricted, not classified.
    pub levels: [u64; 5],
}

/// A category that cannot be placed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unplaced {
    pub code: String,
    pub name: String,
    /// `spend` or `days`.
    pub missing: &'static str,
}

/// A supplier whose level does not fit to what is bought from it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mismatch {
    #[serde(flatten)]
    pub supplier: SupplierName,
    pub level: Option<String>,
    pub category: String,
    pub category_name: String,
    pub cell: String,
    pub spend: Decimal,
    /// `restricted_where_needed`, `unknown_where_needed` or `core_in_routine`.
    pub kind: &'static str,
}

/// What the master data say about one category.
#[derive(Default)]
struct Master {
    declared: Option<String>,
    name_local: Option<String>,
}

/// The sums that the axes are made of.
#[derive(Default)]
struct Sums {
    spend: BTreeMap<i64, Decimal>,
    /// Of the spend with a single approved source.
    sole: BTreeMap<i64, Decimal>,
    /// Suppliers of each category with their spend.
    members: BTreeMap<i64, BTreeMap<i64, Decimal>>,
}

/// The map as somebody may see it.
pub async fn segments(cx: &Context, reading: &Reading, language: Language) -> Result<SegmentsView, Error> {
    let categories = &reading.opened().loaded.computed.categories;
    let masters = masters(cx).await?;
    let sums = sums(reading, &sole_sources(cx, reading).await?);
    let percentiles = importance::spend_percentiles(&sums.spend);
    let (mut placed, mut unplaced, mut mismatches) = (Vec::new(), Vec::new(), Vec::new());
    for category in categories.iter() {
        let Some(members) = sums.members.get(&category.id) else {
            continue;
        };
        let master = masters.get(&category.code);
        let local = master
            .and_then(|master| master.name_local.as_deref())
            .unwrap_or_default();
        let name = language.pick(&category.name, local).to_owned();
        let (profit_impact, supply_risk) = match (percentiles.get(&category.id), supply_risk(category, &sums)) {
            (Some(profit_impact), Some(supply_risk)) => (profit_impact.round_dp(1), supply_risk),
            (profit_impact, _) => {
                unplaced.push(Unplaced {
                    code: category.code.clone(),
                    name,
                    missing: if profit_impact.is_none() { "spend" } else { "days" },
                });
                continue;
            }
        };
        let cell = cell(supply_risk, profit_impact);
        mismatches.extend(contradictions(reading, (&category.code, &name), cell, members));
        placed.push(Segment {
            code: category.code.clone(),
            name,
            supply_risk,
            profit_impact,
            spend: sums.spend.get(&category.id).copied().unwrap_or_default(),
            cell: cell.to_owned(),
            declared: master.and_then(|master| master.declared.clone()),
            suppliers: u64::try_from(members.len()).unwrap_or(0),
            levels: levels(reading, members),
        });
    }
    placed.sort_by(|a: &Segment, b| b.spend.cmp(&a.spend));
    mismatches.sort_by(|a: &Mismatch, b| (a.kind, b.spend).cmp(&(b.kind, a.spend)));
    let has_none = |seen: &crate::evaluation::Seen<'_>| seen.result.is_some_and(|result| result.spend.is_zero());
    Ok(SegmentsView {
        period: reading.period().to_owned(),
        categories: placed,
        unplaced,
        mismatches,
        without_spend: u64::try_from(reading.suppliers().filter(has_none).count()).unwrap_or(0),
    })
}

fn sums(reading: &Reading, sole: &BTreeSet<(i64, i64)>) -> Sums {
    let inputs = &reading.opened().loaded.inputs;
    let mut sums = Sums::default();
    for (supplier, category, amount) in inputs.spend.iter().filter(|row| reading.sees(row.0)) {
        *sums.spend.entry(*category).or_default() += *amount;
        sums.members.entry(*category).or_default().insert(*supplier, *amount);
        if sole.contains(&(*supplier, *category)) {
            *sums.sole.entry(*category).or_default() += *amount;
        }
    }
    for (supplier, category) in inputs.assigned.iter().filter(|pair| reading.sees(pair.0)) {
        sums.members.entry(*category).or_default().entry(*supplier).or_default();
    }
    sums
}

/// `None` as long as nobody said how long an alternative takes.
fn supply_risk(category: &Category, sums: &Sums) -> Option<Decimal> {
    let switch = category.days_to_switch?;
    let open = Decimal::from(switch.saturating_sub(category.days_of_cover.unwrap_or(0)));
    let uncovered = open.checked_div(Decimal::from(switch)).unwrap_or_default();
    let spend = sums.spend.get(&category.id).copied().unwrap_or_default();
    let sole = sums.sole.get(&category.id).copied().unwrap_or_default();
    let sole_share = sole.checked_div(spend).unwrap_or_default();
    Some(((sole_share + uncovered) * Decimal::from(MIDDLE)).round_dp(1))
}

fn level_of(reading: &Reading, supplier: i64) -> Option<Level> {
    let placement = reading.opened().placement(supplier)?;
    placement.level()
}

fn levels(reading: &Reading, members: &BTreeMap<i64, Decimal>) -> [u64; 5] {
    let mut levels = [0; 5];
    for supplier in members.keys() {
        let level = level_of(reading, *supplier);
        let at = level.and_then(|level| Level::ALL.iter().position(|one| *one == level));
        levels[at.unwrap_or(4)] += 1;
    }
    levels
}

fn contradictions(
    reading: &Reading,
    (code, name): (&str, &str),
    cell: &str,
    members: &BTreeMap<i64, Decimal>,
) -> Vec<Mismatch> {
    let one = |(supplier, amount): (&i64, &Decimal)| {
        let level = level_of(reading, *supplier);
        let kind = mismatch(cell, level, *amount)?;
        Some(Mismatch {
            supplier: SupplierName::of(reading.opened().supplier_of_id(*supplier)?),
            level: level.map(|level| level.name().to_owned()),
            category: code.to_owned(),
            category_name: name.to_owned(),
            cell: cell.to_owned(),
            spend: *amount,
            kind,
        })
    };
    members.iter().filter_map(one).collect()
}

/// The cell of a point.
fn cell(supply_risk: Decimal, profit_impact: Decimal) -> &'static str {
    let middle = Decimal::from(MIDDLE);
    match (supply_risk >= middle, profit_impact >= middle) {
        (true, true) => "strategic",
        (true, false) => "bottleneck",
        (false, true) => "leverage",
        (false, false) => "routine",
    }
}

/// Where level and cell contradict each other.
fn mismatch(cell: &str, level: Option<Level>, spend: Decimal) -> Option<&'static str> {
    let is_needed = matches!(cell, "strategic" | "bottleneck");
    match level {
        Some(Level::Restricted) if is_needed => Some("restricted_where_needed"),
        None if is_needed && !spend.is_zero() => Some("unknown_where_needed"),
        Some(Level::Core) if cell == "routine" => Some("core_in_routine"),
        _ => None,
    }
}

async fn masters(cx: &Context) -> Result<BTreeMap<String, Master>, Error> {
    let table = cx.store.table(&kinds::CATEGORY).await?;
    let view = View::new(&kinds::CATEGORY, Some(&table));
    let row = |row: usize| {
        let master = Master {
            declared: view.text("kraljic", row).map(str::to_owned),
            name_local: view.text("name_local", row).map(str::to_owned),
        };
        Some((view.text("code", row)?.to_owned(), master))
    };
    Ok((0..view.rows()).filter_map(row).collect())
}

/// Supplier and category pairs that were the only approved source on the last day of the period.
async fn sole_sources(cx: &Context, reading: &Reading) -> Result<BTreeSet<(i64, i64)>, Error> {
    let table = cx.store.table(&kinds::SUPPLIER_CATEGORY).await?;
    let view = View::new(&kinds::SUPPLIER_CATEGORY, Some(&table));
    let day = day_number(reading.opened().loaded.inputs.as_of);
    let holds = |row: &usize| {
        view.int("sole_source", *row) == Some(1)
            && view.day("approved_from", *row).is_none_or(|from| from <= day)
            && view.day("approved_to", *row).is_none_or(|to| to >= day)
    };
    let pair = |row: usize| Some((view.int("supplier", row)?, view.int("category", row)?));
    Ok((0..view.rows()).filter(holds).filter_map(pair).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_belongs_to_the_higher_cell() {
        let d = Decimal::from;
        assert_eq!(cell(d(50), d(50)), "strategic");
        assert_eq!(cell(d(50), d(49)), "bottleneck");
        assert_eq!(cell(d(49), d(50)), "leverage");
        assert_eq!(cell(d(0), d(0)), "routine");
    }

    #[test]
    fn a_restricted_supplier_contradicts_only_what_is_hard_to_replace() {
        let one = Decimal::ONE;
        assert_eq!(
            mismatch("bottleneck", Some(Level::Restricted), one),
            Some("restricted_where_needed")
        );
        assert_eq!(mismatch("leverage", Some(Level::Restricted), one), None);
        assert_eq!(mismatch("strategic", None, Decimal::ZERO), None);
        assert_eq!(mismatch("routine", Some(Level::Core), one), Some("core_in_routine"));
    }
}
