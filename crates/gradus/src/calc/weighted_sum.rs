//! `weighted_sum`: curves and targets, columns of a matrix, weighted scores, scorecards.

use super::inputs::{Inputs, length, mistyped, number, numbers_with_gaps, wrong};
use super::{CalcError, curves, matrix_scores, scorecards};
use methods::aggregation::hierarchical::{Content, Node, tree_score};
use methods::aggregation::missing::available_mean;
use methods::aggregation::weighted_sum::{WeightScale, weighted_sum};
use methods::number::{Rounding, round};
use methods::ranking::places_on_paper;
use methods::scoring::Direction;
use methods::sorting::thresholds;
use serde_json::{Map, Value, json};

const KNOWN: &str = "matrix, scores, categories, breakpoints with x, bands with x, bounds with points and x, zero_low/full_low/full_high/zero_high with x, target with \
                     tolerance and x, previous with new and factor, bids, points_tables, purchases or ratings";

pub(crate) fn run(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    let calculations: [(&str, super::Calculation); 13] = [
        ("breakpoints", curves::curve),
        ("bands", curves::bands),
        ("bounds", curves::bounds),
        ("full_low", curves::target),
        ("target", curves::target),
        ("categories", tree),
        ("matrix", matrix_scores::run),
        ("scores", scores),
        ("previous", scorecards::smoothing),
        ("bids", scorecards::lowest_price),
        ("points_tables", scorecards::grade_points),
        ("purchases", scorecards::cost_based),
        ("ratings", scorecards::categorical),
    ];
    match calculations.iter().find(|(key, _)| inputs.has(key)) {
        Some((_, calculation)) => calculation(inputs),
        None => Err(CalcError::Keys {
            method: "weighted_sum",
            given: inputs.keys(),
            known: KNOWN,
        }),
    }
}

fn tree(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    let nodes: Vec<Node> = inputs
        .list("categories", "a list of categories")?
        .iter()
        .map(node)
        .collect::<Result<_, _>>()?;
    let found = tree_score(&nodes).map_err(CalcError::refused)?;
    Ok(json!({
        "category_scores": found.node_scores,
        "global_weights": found.global_weights,
        "effective_weights": found.effective_weights,
        "coverage": found.coverage,
        "total": found.total,
    }))
}

fn node(value: &Value) -> Result<Node, CalcError> {
    let expected = "objects with weight and either score or children";
    let map: &Map<String, Value> = value
        .as_object()
        .ok_or_else(|| mistyped("categories", expected, value))?;
    let inner = Inputs::new(map);
    let weight = inner.number_or("weight", 1.0)?;
    let content = if inner.has("children") {
        let children = inner.list("children", "a list of nodes")?;
        Content::Children(children.iter().map(node).collect::<Result<_, _>>()?)
    } else if let Some(score) = map.get("score") {
        Content::Score(if score.is_null() {
            None
        } else {
            Some(number("score", score)?)
        })
    } else {
        return Err(mistyped("categories", expected, value));
    };
    Ok(Node { weight, content })
}

fn scores(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    match inputs.text_or("policy", "renormalise")? {
        "renormalise" | "renormalize" => {}
        other => {
            return Err(wrong(
                "policy",
                "\"renormalise\"",
                &format!("{other:?}"),
                "missing scores are never 0 or 100",
            ));
        }
    }
    if inputs.is_table("scores") {
        score_table(inputs)
    } else {
        score_row(inputs)
    }
}

/// One weighted score with the weights in effect.
fn score_row(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    let scores = numbers_with_gaps("scores", inputs.value("scores", "a list of scores")?)?;
    let weights = inputs.weights("weights", scores.len())?;
    let found = available_mean(&scores, &weights).map_err(CalcError::refused)?;
    let as_given = !inputs.flag_or("normalize_weights", true)?;
    let score = if as_given {
        Some(as_given_sum(&scores, &weights)?)
    } else {
        found.score
    };
    Ok(json!({
        "score": score,
        "effective_weights": found.effective_weights,
        "coverage": found.coverage,
        "score_rounded_half_up_2": score.map(rounded),
    }))
}

/// One weighted score per row, with places.
fn score_table(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    let rows = inputs.table_with_gaps("scores")?;
    let weights = inputs.weights("weights", rows[0].len())?;
    let as_given = !inputs.flag_or("normalize_weights", true)?;
    let mut scores = Vec::with_capacity(rows.len());
    let mut coverage = Vec::with_capacity(rows.len());
    for row in &rows {
        let found = available_mean(row, &weights).map_err(CalcError::refused)?;
        scores.push(if as_given {
            Some(as_given_sum(row, &weights)?)
        } else {
            found.score
        });
        coverage.push(found.coverage);
    }
    let mut output = json!({
        "score": scores,
        "score_rounded_half_up_2": scores.iter().map(|score| score.map(rounded)).collect::<Vec<_>>(),
        "rank": places_of_present(&scores),
        "coverage": coverage,
    });
    if let Some(labels) = labels(inputs, &rows, &scores)? {
        output["label"] = json!(labels);
        output["boundary_note"] = json!("a score on a bound belongs to the better band");
    }
    Ok(output)
}

fn as_given_sum(scores: &[Option<f64>], weights: &[f64]) -> Result<f64, CalcError> {
    let present: Option<Vec<f64>> = scores.iter().copied().collect();
    let Some(present) = present else {
        let cure = "leave normalize_weights out, so that the weight of a missing score goes to the others";
        return Err(wrong("scores", "a number for each criterion", "null", cure));
    };
    weighted_sum(&present, weights, WeightScale::AsGiven).map_err(CalcError::refused)
}

fn rounded(score: f64) -> f64 {
    round(score, 2, Rounding::HalfUp)
}

/// Places among the rows that have a score; null for the others.
fn places_of_present(scores: &[Option<f64>]) -> Vec<Option<usize>> {
    let present: Vec<f64> = scores.iter().flatten().copied().collect();
    let mut places = places_on_paper(&present, Direction::Up).into_iter();
    scores.iter().map(|score| score.and_then(|_| places.next())).collect()
}

/// Verbal labels: those asked for, or the four of the five-point scale when all scores are
/// on it.
fn labels(
    inputs: &Inputs<'_>,
    rows: &[Vec<Option<f64>>],
    scores: &[Option<f64>],
) -> Result<Option<Vec<Option<String>>>, CalcError> {
    let five_points = rows.iter().flatten().flatten().all(|score| (0.0..=5.0).contains(score));
    if !five_points && !inputs.has("label_cuts") {
        return Ok(None);
    }
    let cuts = inputs.numbers_or("label_cuts", &[3.8, 3.0, 2.0])?;
    let names = inputs.texts_or("labels", || {
        ["excellent", "good", "average", "poor"].map(str::to_owned).to_vec()
    })?;
    length("labels", names.len(), cuts.len() + 1)?;
    // Read at 12 digits: 3.0 on paper is 3.0 here, whatever the binary sum says.
    let present: Vec<f64> = scores
        .iter()
        .flatten()
        .map(|score| round(*score, 9, Rounding::HalfUp))
        .collect();
    let classes = thresholds::classes(&present, &cuts, None).map_err(CalcError::refused)?;
    let mut classes = classes.into_iter();
    Ok(Some(
        scores
            .iter()
            .map(|score| score.and_then(|_| classes.next()).map(|class| names[class].clone()))
            .collect(),
    ))
}
