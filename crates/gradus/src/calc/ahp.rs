//! `ahp`: weights from pairwise comparisons.

use super::CalcError;
use super::inputs::{Inputs, length, mistyped, number, table, text, wrong};
use methods::ahp::completion::complete;
use methods::ahp::consistency::{
    RandomIndex, Verdict, consistency_index, consistency_ratio, geometric_consistency_index, verdict,
};
use methods::ahp::matrix::PairwiseMatrix;
use methods::ahp::{column_mean, eigenvector, geometric_mean, group, synthesis};
use methods::ranking::places_on_paper;
use methods::scoring::Direction;
use serde_json::{Map, Value, json};

pub(crate) fn run(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    if inputs.has("matrices") {
        several_people(inputs)
    } else if inputs.has("criteria") {
        scores(inputs)
    } else if inputs.has("comparisons") {
        incomplete(inputs)
    } else if has_gaps(inputs) {
        with_gaps(inputs)
    } else if inputs.has("matrix") {
        Ok(described(
            &PairwiseMatrix::new(inputs.table("matrix")?).map_err(CalcError::refused)?,
        ))
    } else if inputs.has("n_from") {
        tables(inputs)
    } else {
        let known = "matrix (null for a comparison not made), matrices (several people), criteria with alternatives, names with comparisons, or n_from (tables)";
        Err(CalcError::Keys {
            method: "ahp",
            given: inputs.keys(),
            known,
        })
    }
}

fn name(index: RandomIndex) -> &'static str {
    match index {
        RandomIndex::Saaty1980 => "saaty1980",
        RandomIndex::Saaty2005 => "saaty2005",
        RandomIndex::DoneganDodd1991 => "donegan_dodd1991",
        RandomIndex::Aguaron2003 => "aguaron2003",
        RandomIndex::TummalaLing1998 => "tummala_ling1998",
    }
}

fn described(matrix: &PairwiseMatrix) -> Value {
    let found = eigenvector::priorities(matrix);
    let items = matrix.items();
    let ratio = |index| consistency_ratio(items, found.lambda_max, index);
    let ratios: Map<String, Value> = RandomIndex::ALL
        .into_iter()
        .map(|index| (name(index).to_owned(), json!(ratio(index))))
        .collect();
    let verdict = match verdict(ratio(RandomIndex::Saaty1980)) {
        Verdict::Consistent => "consistent",
        Verdict::Warned => "warned_above_0.10",
        Verdict::Refused => "refused_above_0.20",
        Verdict::Unknown => "unknown_above_15_items",
    };
    json!({
        "weights": found.weights,
        "lambda_max": found.lambda_max,
        "CI": consistency_index(items, found.lambda_max),
        "weights_geometric_mean": geometric_mean::weights(matrix),
        "weights_column_mean": column_mean::weights(matrix),
        "CR": ratios,
        "GCI": geometric_consistency_index(matrix),
        "random_index": name(RandomIndex::Saaty1980),
        "verdict": verdict,
    })
}

/// The random index tables, from `n_from` items on.
fn tables(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    let from = inputs.count("n_from")?;
    let skipped = usize::try_from(from.saturating_sub(1)).unwrap_or(usize::MAX).min(15);
    let table = |index: RandomIndex| (name(index).to_owned(), json!(index.table()[skipped..]));
    Ok(Value::Object(RandomIndex::ALL.into_iter().map(table).collect()))
}

fn several_people(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    let matrices: Vec<PairwiseMatrix> = inputs
        .list("matrices", "a list of comparison matrices")?
        .iter()
        .map(|value| PairwiseMatrix::new(table("matrices", value)?).map_err(CalcError::refused))
        .collect::<Result<_, _>>()?;
    let weights = inputs.weights("person_weights", matrices.len())?;
    match inputs.text_or("aggregation", "aip")?.to_lowercase().as_str() {
        "aip" | "priorities" => {}
        "aij" | "judgments" | "judgements" => {
            let joined = group::join_judgments(&matrices, &weights).map_err(CalcError::refused)?;
            let mut output = described(&joined);
            output["matrix"] = json!(joined.rows());
            return Ok(output);
        }
        other => {
            let expected = "\"aip\" (priorities) or \"aij\" (judgments)";
            return Err(wrong("aggregation", expected, &format!("{other:?}"), "use one of both"));
        }
    }
    let found = group::aggregate(&matrices, &weights).map_err(CalcError::refused)?;
    let priorities: Vec<&Vec<f64>> = found.individual.iter().map(|person| &person.weights).collect();
    Ok(json!({ "priorities": priorities, "weights": found.weights }))
}

fn scores(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    let criteria = PairwiseMatrix::new(inputs.table("criteria")?).map_err(CalcError::refused)?;
    let expected = "one comparison matrix per criterion, by name or as a list";
    let value = inputs.value("alternatives", expected)?;
    let each: Vec<&Value> = match value {
        Value::Object(map) => map.values().collect(),
        Value::Array(list) => list.iter().collect(),
        _ => return Err(mistyped("alternatives", expected, value)),
    };
    let matrices: Vec<PairwiseMatrix> = each
        .into_iter()
        .map(|value| PairwiseMatrix::new(table("alternatives", value)?).map_err(CalcError::refused))
        .collect::<Result<_, _>>()?;
    let scores = synthesis::scores(&criteria, &matrices).map_err(CalcError::refused)?;
    Ok(json!({
        "rank": places_on_paper(&scores, Direction::Up),
        "criteria_weights": eigenvector::priorities(&criteria).weights,
        "scores": scores,
    }))
}

fn incomplete(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    let names = inputs.texts("names")?;
    let expected = "a list of [name, name, value]";
    let item = |value: &Value| -> Result<usize, CalcError> {
        let given = text("comparisons", value)?;
        names.iter().position(|name| *name == given).ok_or_else(|| {
            wrong(
                "comparisons",
                &format!("one of {}", names.join(", ")),
                &format!("{given:?}"),
                "use a name from \"names\"",
            )
        })
    };
    let comparison = |value: &Value| match value.as_array().map(Vec::as_slice) {
        Some([row, column, ratio]) => Ok((item(row)?, item(column)?, number("comparisons", ratio)?)),
        _ => Err(mistyped("comparisons", expected, value)),
    };
    let comparisons: Vec<_> = inputs
        .list("comparisons", expected)?
        .iter()
        .map(comparison)
        .collect::<Result<_, _>>()?;
    completed(&names, &comparisons)
}

/// Whether a cell of the matrix is null: a comparison that was not made.
fn has_gaps(inputs: &Inputs<'_>) -> bool {
    let rows = inputs.list("matrix", "a table").unwrap_or_default();
    let cells = rows.iter().filter_map(Value::as_array).flatten();
    cells.into_iter().any(Value::is_null)
}

fn with_gaps(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    let rows = inputs.table_with_gaps("matrix")?;
    let names = inputs.texts_or("names", || (1..=rows.len()).map(|item| item.to_string()).collect())?;
    length("names", names.len(), rows.len())?;
    for row in &rows {
        length("matrix", row.len(), rows.len())?;
    }
    let cells = rows.iter().enumerate().flat_map(|(row, cells)| {
        let made = cells.iter().enumerate();
        made.filter_map(move |(column, cell)| cell.map(|cell| (row, column, cell)))
    });
    completed(&names, &cells.collect::<Vec<_>>())
}

fn completed(names: &[String], comparisons: &[(usize, usize, f64)]) -> Result<Value, CalcError> {
    let found = complete(names.len(), comparisons).map_err(CalcError::refused)?;
    let mut output = described(&found.matrix);
    for entry in &found.completed {
        output[format!("completed_{}_{}", names[entry.row], names[entry.column])] = json!(entry.value);
    }
    for index in RandomIndex::ALL {
        let short = name(index).trim_end_matches(|c: char| c.is_ascii_digit());
        let key = if short == "saaty" { name(index) } else { short };
        output[format!("CR_{key}")] = output["CR"][name(index)].clone();
    }
    output["matrix"] = json!(found.matrix.rows());
    Ok(output)
}
