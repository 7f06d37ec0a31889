//! `shrinkage`: priors fitted to all samples, and posteriors of one sample or of each.

use super::CalcError;
use super::inputs::{Inputs, length, wrong};
use methods::shrinkage::beta_posterior::{Posterior, posterior};
use methods::shrinkage::{Prior, Sample, beta_binomial, gamma_poisson, moments, toward_mean};
use serde_json::{Value, json};

pub(crate) fn run(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    if inputs.has("exposure") {
        gamma(inputs)
    } else if inputs.has("strength") {
        credibility(inputs)
    } else if inputs.has("alpha") || inputs.has("beta") {
        stated_prior(inputs)
    } else if inputs.has("x") {
        fitted_prior(inputs)
    } else {
        let known = "x with n (fit a prior), also alpha and beta (stated prior), x with exposure, shape and rate, or rates with \
                     events, mean and strength";
        Err(CalcError::Keys {
            method: "shrinkage",
            given: inputs.keys(),
            known,
        })
    }
}

fn samples(inputs: &Inputs<'_>) -> Result<Vec<Sample>, CalcError> {
    let (events, trials) = (inputs.count_list("x")?, inputs.count_list("n")?);
    length("n", trials.len(), events.len())?;
    Ok(events
        .into_iter()
        .zip(trials)
        .map(|(events, trials)| Sample { events, trials })
        .collect())
}

fn posteriors(samples: &[Sample], alpha: f64, beta: f64) -> Result<Vec<Posterior>, CalcError> {
    samples
        .iter()
        .map(|sample| posterior(*sample, alpha, beta))
        .collect::<Result<_, _>>()
        .map_err(CalcError::refused)
}

/// Single values for single inputs, lists for lists.
fn shaped(inputs: &Inputs<'_>, values: &[f64]) -> Value {
    match *values {
        [value] if !inputs.is_list("x") => json!(value),
        _ => json!(values),
    }
}

fn stated_prior(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    let samples = samples(inputs)?;
    let found = posteriors(&samples, inputs.number("alpha")?, inputs.number("beta")?)?;
    let each = |value: fn(&Posterior) -> f64| shaped(inputs, &found.iter().map(value).collect::<Vec<_>>());
    Ok(json!({
        "mean": each(|p| p.mean),
        "lower95": each(|p| p.interval.lower),
        "upper95": each(|p| p.interval.upper),
        "shrinkage_weight_on_data": each(|p| p.data_weight),
    }))
}

fn gamma(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    let (events, exposures) = (inputs.count_list("x")?, inputs.number_list("exposure")?);
    length("exposure", exposures.len(), events.len())?;
    let (shape, rate) = (inputs.number("shape")?, inputs.number("rate")?);
    let found: Vec<_> = events
        .iter()
        .zip(exposures)
        .map(|(events, exposure)| gamma_poisson::posterior(*events, exposure, shape, rate))
        .collect::<Result<_, _>>()
        .map_err(CalcError::refused)?;
    let each =
        |value: fn(&gamma_poisson::RatePosterior) -> f64| shaped(inputs, &found.iter().map(value).collect::<Vec<_>>());
    Ok(json!({
        "mean": each(|p| p.mean),
        "lower95": each(|p| p.interval.lower),
        "upper95": each(|p| p.interval.upper),
    }))
}

fn credibility(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    let (rates, events) = (inputs.number_list("rates")?, inputs.number_list("events")?);
    length("events", events.len(), rates.len())?;
    let (mean, strength) = (inputs.number("mean")?, inputs.number("strength")?);
    let shrunken: Vec<f64> = rates
        .iter()
        .zip(events)
        .map(|(rate, events)| toward_mean::toward_mean(*rate, events, mean, strength))
        .collect::<Result<_, _>>()
        .map_err(CalcError::refused)?;
    Ok(json!({ "shrunken": shrunken }))
}

fn fitted_prior(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    let samples = samples(inputs)?;
    let by_moments = by_moments(&samples)?;
    let key = inputs.named(&["estimator", "method"]);
    let estimator = inputs.text_or(key, "mle")?.to_lowercase();
    let says = |words: [&str; 2]| words.iter().any(|word| estimator.contains(word));
    match (says(["moment", "kleinman"]), says(["mle", "likelihood"])) {
        (true, false) => Ok(by_moments),
        (false, true) => {
            let mut output = by_likelihood(&samples)?;
            output["rho"] = by_moments["rho"].clone();
            output["moments"] = by_moments;
            Ok(output)
        }
        _ => Err(wrong(
            key,
            "\"mle\" or \"moments\"",
            &format!("{estimator:?}"),
            "use one of both",
        )),
    }
}

fn by_likelihood(samples: &[Sample]) -> Result<Value, CalcError> {
    let fit = beta_binomial::fit(samples).map_err(CalcError::refused)?;
    let mut output = described(samples, fit.prior)?;
    output["log_likelihood"] = json!(fit.log_likelihood);
    Ok(output)
}

fn by_moments(samples: &[Sample]) -> Result<Value, CalcError> {
    let fit = moments::fit(samples).map_err(CalcError::refused)?;
    let mut output = described(samples, fit.prior)?;
    output["prior_mean"] = json!(fit.mean);
    output["rho"] = json!(fit.correlation);
    Ok(output)
}

/// A prior with the posteriors under it; without one, the policy and the Jeffreys posteriors.
fn described(samples: &[Sample], prior: Prior) -> Result<Value, CalcError> {
    if let Prior::Fitted { alpha, beta } = prior {
        let found = posteriors(samples, alpha, beta)?;
        let each = |value: fn(&Posterior) -> f64| found.iter().map(value).collect::<Vec<f64>>();
        return Ok(json!({
            "alpha": alpha,
            "beta": beta,
            "prior_mean": alpha / (alpha + beta),
            "prior_strength": alpha + beta,
            "posterior_mean": each(|p| p.mean),
            "posterior_lower": each(|p| p.interval.lower),
            "posterior_upper": each(|p| p.interval.upper),
            "policy": null,
        }));
    }
    let (policy, rate) = match prior {
        Prior::Pooled { rate } => ("pooled_rate_no_variance_between_samples", Some(rate)),
        Prior::Boundary { rate } => ("boundary_stated_prior_instead", Some(rate)),
        Prior::TooFew | Prior::Fitted { .. } => ("too_few_samples_stated_prior_instead", None),
    };
    let jeffreys = posteriors(samples, 0.5, 0.5)?;
    let each = |value: fn(&Posterior) -> f64| jeffreys.iter().map(value).collect::<Vec<f64>>();
    Ok(json!({
        "alpha": null,
        "beta": null,
        "prior_mean": rate,
        "posterior_mean": null,
        "policy": policy,
        "mean_jeffreys": each(|p| p.mean),
        "lower95_jeffreys": each(|p| p.interval.lower),
        "upper95_jeffreys": each(|p| p.interval.upper),
    }))
}
