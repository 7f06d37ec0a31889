//! `ranking_metrics`: gain, areas and agreement, once the outcome is known.

use super::CalcError;
use super::inputs::{Inputs, mistyped, wrong};
use methods::intervals::Confidence;
use methods::ranking_metrics::auc::auc;
use methods::ranking_metrics::average_precision::average_precision;
use methods::ranking_metrics::dcg::{Gain, dcg, dcg_with_ties, ideal_dcg, ndcg};
use methods::ranking_metrics::delong;
use methods::ranking_metrics::kappa::{KappaWeights, kappa};
use serde_json::{Value, json};

const DEPTH_MAX: usize = 20;
const RELEVANCE: [&str; 2] = ["relevance", "true_relevance"];
const OUTCOME: [&str; 2] = ["y", "y_true"];
const SCORE: [&str; 3] = ["score", "scores", "y_score"];

/// How many positions count: `k` when it is given, else all.
fn depth(inputs: &Inputs<'_>, all: usize) -> Result<usize, CalcError> {
    let k = inputs.count_or("k", u64::MAX)?;
    if k == 0 {
        return Err(wrong(
            "k",
            "a whole number, one or more",
            "0",
            "leave the key out to count all positions",
        ));
    }
    Ok(usize::try_from(k).unwrap_or(usize::MAX).min(all))
}

pub(crate) fn run(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    if inputs.has("relevance_in_predicted_order") {
        gain(inputs)
    } else if inputs.has(inputs.named(&RELEVANCE)) {
        gain_with_scores(inputs)
    } else if inputs.has(inputs.named(&OUTCOME)) {
        outcomes(inputs)
    } else if inputs.has("a") {
        agreement(inputs)
    } else {
        let known = "relevance_in_predicted_order, relevance with score, y with score, or a with b";
        Err(CalcError::Keys {
            method: "ranking_metrics",
            given: inputs.keys(),
            known,
        })
    }
}

fn gain(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    let found = inputs.numbers("relevance_in_predicted_order")?;
    let measure = |all: &[f64], gain: Gain, depth: usize| ndcg(&found, all, gain, depth).map_err(CalcError::refused);
    let depth = depth(inputs, found.len())?;
    let first = &found[..depth];
    let linear = measure(&found, Gain::Linear, depth)?;
    let mut output = json!({
        "ndcg": linear,
        "dcg_linear": dcg(first, Gain::Linear),
        "idcg_linear_same_set": ideal_dcg(&found, Gain::Linear, depth),
        "ndcg_linear": linear,
        "dcg_exponential": dcg(first, Gain::Exponential),
        "idcg_exponential_same_set": ideal_dcg(&found, Gain::Exponential, depth),
        "ndcg_exponential": measure(&found, Gain::Exponential, depth)?,
    });
    for at in 1..=depth.min(DEPTH_MAX) {
        output[format!("ndcg_linear_at_{at}")] = json!(measure(&found, Gain::Linear, at)?);
        output[format!("ndcg_exponential_at_{at}")] = json!(measure(&found, Gain::Exponential, at)?);
    }
    if inputs.has("further_relevance") {
        // What was not retrieved counts for the ideal order, as in the article of Wikipedia.
        let all = [found.clone(), inputs.numbers("further_relevance")?].concat();
        output["idcg_wikipedia"] = json!(ideal_dcg(&all, Gain::Linear, depth));
        output["ndcg_wikipedia"] = json!(measure(&all, Gain::Linear, depth)?);
    }
    if found.iter().all(|relevance| *relevance <= 0.0) {
        output["policy"] = json!("zero_without_relevance");
    }
    Ok(output)
}

/// Relevances with predicted scores; ties share their gain.
fn gain_with_scores(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    let relevances = inputs.numbers(inputs.named(&RELEVANCE))?;
    let scores = inputs.numbers(inputs.named(&SCORE))?;
    let depth = depth(inputs, relevances.len())?;
    let mut output = json!({});
    for (name, gain) in [("linear", Gain::Linear), ("exponential", Gain::Exponential)] {
        let found = dcg_with_ties(&relevances, &scores, gain, depth).map_err(CalcError::refused)?;
        let ideal = ideal_dcg(&relevances, gain, depth);
        output[format!("dcg_{name}")] = json!(found);
        output[format!("idcg_{name}_same_set")] = json!(ideal);
        output[format!("ndcg_{name}")] = json!(if ideal > 0.0 { found / ideal } else { 0.0 });
    }
    output["ndcg"] = output["ndcg_linear"].clone();
    Ok(output)
}

fn outcomes(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    let (key, expected) = (inputs.named(&OUTCOME), "a list of 0 and 1");
    let outcome = |value: &Value| match (value.as_f64(), value.as_bool()) {
        (_, Some(flag)) => Ok(flag),
        (Some(number), _) if number.abs() <= 0.0 => Ok(false),
        (Some(number), _) if (number - 1.0).abs() <= 0.0 => Ok(true),
        _ => Err(mistyped(key, expected, value)),
    };
    let y: Vec<bool> = inputs
        .list(key, expected)?
        .iter()
        .map(outcome)
        .collect::<Result<_, _>>()?;
    let scores = inputs.numbers(inputs.named(&SCORE))?;
    let confidence = Confidence::new(inputs.number_or("confidence", 0.95)?).map_err(CalcError::refused)?;
    let area = auc(&y, &scores).map_err(CalcError::refused)?;
    let ends = delong::interval(&y, &scores, confidence).map_err(CalcError::refused)?;
    Ok(json!({
        "auc": area,
        "average_precision": average_precision(&y, &scores).map_err(CalcError::refused)?,
        "delong_lower": ends.map(|ends| ends.lower),
        "delong_upper": ends.map(|ends| ends.upper),
        "policy": area.is_none().then_some("undefined_with_one_outcome_only"),
    }))
}

fn agreement(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    let read = |key: &str| -> Result<Vec<String>, CalcError> {
        let values = inputs.list(key, "a list of classes")?;
        Ok(values
            .iter()
            .map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
            .collect())
    };
    let (a, b) = (read("a")?, read("b")?);
    let order = if inputs.has("order") {
        read("order")?
    } else {
        let mut found = [a.clone(), b.clone()].concat();
        found.sort();
        found.dedup();
        found
    };
    let classes = |key: &str, names: &[String]| -> Result<Vec<usize>, CalcError> {
        let class = |name: &String| {
            order.iter().position(|known| known == name).ok_or_else(|| {
                wrong(
                    key,
                    &format!("classes out of {}", order.join(", ")),
                    &format!("{name:?}"),
                    "add it to \"order\"",
                )
            })
        };
        names.iter().map(class).collect()
    };
    let (a, b) = (classes("a", &a)?, classes("b", &b)?);
    let measure = |weights| kappa(&a, &b, order.len(), weights).map_err(CalcError::refused);
    let plain = measure(KappaWeights::Plain)?;
    Ok(json!({
        "kappa": plain,
        "kappa_linear": measure(KappaWeights::Linear)?,
        "kappa_quadratic": measure(KappaWeights::Quadratic)?,
        "policy": plain.is_none().then_some("undefined_without_expected_disagreement"),
    }))
}
