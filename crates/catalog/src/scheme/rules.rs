//! The `[rules]` table: every figure of the level rules under its name.

use crate::document::DocumentError;
use crate::document::fields::{Fields, Item};
use domain::Decimal;
use domain::classification::Grade;
use domain::design::rules::LevelRules;
use std::fmt::Write;

const KEYS: &[&str] = &[
    "grade_bounds",
    "dimension_floor_c",
    "dimension_floor_b",
    "official_coverage",
    "provisional_coverage",
    "shrinkage_events",
    "core_share",
    "key_share",
    "core_range",
    "key_range",
    "qualified_range",
    "restricted_range",
    "min_population",
    "core_min_grade",
    "key_min_grade",
    "qualified_min_grade",
    "core_importance",
    "core_history_months",
    "high_risk_below",
    "hysteresis_points",
    "challenger_quarters",
    "cool_down_quarters",
];

const GRADES: &[(&str, Grade)] = &[("A", Grade::A), ("B", Grade::B), ("C", Grade::C), ("D", Grade::D)];

/// Reads the table; a figure that it leaves out keeps its default.
pub(super) fn read(table: &Item<'_>) -> Result<LevelRules, DocumentError> {
    let fields = table.fields(KEYS)?;
    let mut rules = LevelRules::default();
    if let Some(item) = fields.get("grade_bounds") {
        rules.grade_bounds = numbers(&item, "three numbers, the lower bounds of A, B and C")?;
    }
    decimals(&fields, &mut rules)?;
    for (key, range) in ["core_range", "key_range", "qualified_range", "restricted_range"]
        .into_iter()
        .zip(&mut rules.ranges)
    {
        if let Some(item) = fields.get(key) {
            let [from, to] = numbers(&item, "two numbers, from and to in percent of the base")?;
            *range = (from, to);
        }
    }
    set(&fields, "min_population", &mut rules.min_population, Item::count)?;
    set(
        &fields,
        "core_history_months",
        &mut rules.core_history_months,
        Item::count,
    )?;
    set(
        &fields,
        "challenger_quarters",
        &mut rules.challenger_quarters,
        Item::count,
    )?;
    set(
        &fields,
        "cool_down_quarters",
        &mut rules.cool_down_quarters,
        Item::count,
    )?;
    let grade = |item: &Item<'_>| item.one_of(GRADES);
    set(&fields, "core_min_grade", &mut rules.core_min_grade, grade)?;
    set(&fields, "key_min_grade", &mut rules.key_min_grade, grade)?;
    set(&fields, "qualified_min_grade", &mut rules.qualified_min_grade, grade)?;
    Ok(rules)
}

/// Writes every figure, so that a reader sees what holds.
pub(super) fn print(rules: &LevelRules) -> String {
    let [a, b, c] = rules.grade_bounds;
    let mut text = format!("\n[rules]\ngrade_bounds = [{a}, {b}, {c}]\n");
    let mut line = |key: &str, value: String| {
        let _ = writeln!(text, "{key} = {value}");
    };
    line("dimension_floor_c", rules.dimension_floor_c.to_string());
    line("dimension_floor_b", rules.dimension_floor_b.to_string());
    line("official_coverage", rules.official_coverage.to_string());
    line("provisional_coverage", rules.provisional_coverage.to_string());
    line("shrinkage_events", rules.shrinkage_events.to_string());
    line("core_share", rules.core_share.to_string());
    line("key_share", rules.key_share.to_string());
    for (key, (from, to)) in ["core_range", "key_range", "qualified_range", "restricted_range"]
        .iter()
        .zip(rules.ranges)
    {
        line(key, format!("[{from}, {to}]"));
    }
    line("min_population", rules.min_population.to_string());
    for (key, grade) in [
        ("core_min_grade", rules.core_min_grade),
        ("key_min_grade", rules.key_min_grade),
        ("qualified_min_grade", rules.qualified_min_grade),
    ] {
        line(key, format!("\"{}\"", grade.name()));
    }
    line("core_importance", rules.core_importance.to_string());
    line("core_history_months", rules.core_history_months.to_string());
    line("high_risk_below", rules.high_risk_below.to_string());
    line("hysteresis_points", rules.hysteresis_points.to_string());
    line("challenger_quarters", rules.challenger_quarters.to_string());
    line("cool_down_quarters", rules.cool_down_quarters.to_string());
    text
}

fn decimals(fields: &Fields<'_>, rules: &mut LevelRules) -> Result<(), DocumentError> {
    for (key, figure) in [
        ("dimension_floor_c", &mut rules.dimension_floor_c),
        ("dimension_floor_b", &mut rules.dimension_floor_b),
        ("official_coverage", &mut rules.official_coverage),
        ("provisional_coverage", &mut rules.provisional_coverage),
        ("shrinkage_events", &mut rules.shrinkage_events),
        ("core_share", &mut rules.core_share),
        ("key_share", &mut rules.key_share),
        ("core_importance", &mut rules.core_importance),
        ("high_risk_below", &mut rules.high_risk_below),
        ("hysteresis_points", &mut rules.hysteresis_points),
    ] {
        set(fields, key, figure, Item::decimal)?;
    }
    Ok(())
}

fn set<'d, T>(
    fields: &Fields<'d>,
    key: &str,
    figure: &mut T,
    read: impl Fn(&Item<'d>) -> Result<T, DocumentError>,
) -> Result<(), DocumentError> {
    if let Some(item) = fields.get(key) {
        *figure = read(&item)?;
    }
    Ok(())
}

fn numbers<const N: usize>(item: &Item<'_>, expected: &str) -> Result<[Decimal; N], DocumentError> {
    let values: Vec<Decimal> = item.list()?.iter().map(Item::decimal).collect::<Result<_, _>>()?;
    let found = values.len();
    values
        .try_into()
        .map_err(|_| item.wrong_value(format!("{found} numbers"), expected))
}
