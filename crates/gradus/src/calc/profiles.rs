//! `sorting` by profiles: ELECTRE TRI-B and MR-Sort.

use super::CalcError;
use super::inputs::{Inputs, length, mistyped, numbers_with_gaps};
use super::sorting::letters;
use methods::scoring::Direction;
use methods::sorting::electre_tri_b::{self, Comparison, Relation, Sorted, Thresholds};
use methods::sorting::mr_sort;
use serde_json::{Value, json};

pub(crate) fn electre_tri_b(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    let rows = inputs.table("matrix")?;
    let criteria = methods::input::table("the matrix", &rows).map_err(CalcError::refused)?;
    let directions = inputs.directions("objectives", criteria)?;
    let mut profiles = turned(inputs.table("profiles")?, &directions);
    let best_first = inputs.text_or("profile_order", "worst first")?.starts_with("best");
    if best_first {
        profiles.reverse();
    }
    let model = electre_tri_b::Model {
        profiles,
        weights: inputs.weights("weights", criteria)?,
        thresholds: limits(inputs, criteria)?,
        cut: inputs.number_or("lambda_cut", 0.75)?,
    };
    let found = electre_tri_b::sort(&turned(rows, &directions), &model).map_err(CalcError::refused)?;
    let each = |cell: &dyn Fn(&Comparison) -> Value| -> Vec<Vec<Value>> {
        let row = |sorted: &Sorted| -> Vec<Value> {
            let mut cells: Vec<Value> = sorted.comparisons.iter().map(cell).collect();
            if best_first {
                cells.reverse();
            }
            cells
        };
        found.iter().map(row).collect()
    };
    Ok(json!({
        "concordance_a_b": each(&|c| json!(c.concordance_row)),
        "concordance_b_a": each(&|c| json!(c.concordance_profile)),
        "credibility_a_b": each(&|c| json!(c.credibility_row)),
        "credibility_b_a": each(&|c| json!(c.credibility_profile)),
        "relations": each(&|c| json!(symbol(c.relation))),
        "pessimistic": found.iter().map(|sorted| sorted.pessimistic).collect::<Vec<_>>(),
        "optimistic": found.iter().map(|sorted| sorted.optimistic).collect::<Vec<_>>(),
    }))
}

pub(crate) fn mr_sort(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    let rows = inputs.table("matrix")?;
    let criteria = methods::input::table("the matrix", &rows).map_err(CalcError::refused)?;
    let directions = inputs.directions("objectives", criteria)?;
    let key = if inputs.has("lower_profiles") {
        "lower_profiles"
    } else {
        "profiles"
    };
    let mut lower_profiles = turned(inputs.table(key)?, &directions);
    let mut vetoes = if inputs.has("veto") {
        inputs.table_with_gaps("veto")?
    } else {
        Vec::new()
    };
    for veto in &mut vetoes {
        let turn = |(veto, direction): (&mut Option<f64>, &Direction)| {
            *veto = veto.map(|value| turned_value(value, *direction));
        };
        veto.iter_mut().zip(&directions).for_each(turn);
    }
    if inputs.text_or("profile_order", "best first")?.starts_with("worst") {
        lower_profiles.reverse();
        vetoes.reverse();
    }
    let weights = inputs.weights("weights", criteria)?;
    let names = inputs.texts_or("categories", || letters(lower_profiles.len() + 1))?;
    length("categories", names.len(), lower_profiles.len() + 1)?;
    let majority = inputs.number("majority")?;
    let model = mr_sort::Model {
        lower_profiles,
        weights,
        majority,
        vetoes,
    };
    let categories = mr_sort::sort(&turned(rows, &directions), &model).map_err(CalcError::refused)?;
    let labels: Vec<&String> = categories.iter().map(|category| &names[category - 1]).collect();
    Ok(json!({ "category": categories, "label": labels }))
}

/// Performances turned so that more is better.
fn turned(mut rows: Vec<Vec<f64>>, directions: &[Direction]) -> Vec<Vec<f64>> {
    for row in &mut rows {
        row.iter_mut()
            .zip(directions)
            .for_each(|(value, direction)| *value = turned_value(*value, *direction));
    }
    rows
}

fn turned_value(value: f64, direction: Direction) -> f64 {
    match direction {
        Direction::Up => value,
        Direction::Down => -value,
    }
}

fn limits(inputs: &Inputs<'_>, criteria: usize) -> Result<Vec<Thresholds>, CalcError> {
    let zeros = vec![0.0; criteria];
    let indifference = inputs.numbers_or("q", &zeros)?;
    let preference = inputs.numbers_or("p", &indifference)?;
    let veto = if inputs.has("v") {
        let value = inputs.value("v", "a list of veto thresholds")?;
        numbers_with_gaps("v", value).map_err(|_| mistyped("v", "a list of numbers, null for no veto", value))?
    } else {
        vec![None; criteria]
    };
    length("q", indifference.len(), criteria)?;
    length("p", preference.len(), criteria)?;
    length("v", veto.len(), criteria)?;
    let limits = indifference.into_iter().zip(preference).zip(veto);
    Ok(limits
        .map(|((indifference, preference), veto)| Thresholds {
            indifference,
            preference,
            veto,
        })
        .collect())
}

fn symbol(relation: Relation) -> &'static str {
    match relation {
        Relation::Preferred => ">",
        Relation::Worse => "<",
        Relation::Indifferent => "I",
        Relation::Incomparable => "R",
    }
}
