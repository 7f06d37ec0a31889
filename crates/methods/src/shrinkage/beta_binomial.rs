//! The beta prior by maximum likelihood of the beta-binomial distribution.
//!
//! For a given strength (alpha + beta) the likelihood is concave in the mean, so the
//! best mean is a root found by bisection; the strength is then the root of the
//! derivative along that ridge. The ridge can have a summit of its own although the
//! likelihood falls towards it from endless strength, so the whole of it is searched.
//! Source: D. A. Griffiths, "Maximum Likelihood Estimation for the Beta-Binomial
//! Distribution", Biometrics 29 (1973) 637-648.

use super::{Prior, Sample, ShrinkageError, totals};
use crate::distributions::digamma::digamma_step;
use crate::number;

/// A prior with its likelihood.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LikelihoodFit {
    /// The prior, or why there is none.
    pub prior: Prior,
    /// Natural logarithm of the likelihood, binomial coefficients included.
    pub log_likelihood: f64,
}

/// Strengths searched, as natural logarithms: 0.001 to 10^9 observations.
const LOG_STRENGTH_MIN: f64 = -7.0;
const LOG_STRENGTH_MAX: f64 = 21.0;
/// A summit below this gain over the common rate is rounding.
const GAIN_MIN: f64 = 1e-6;

/// Fits the prior.
///
/// When no strength makes the counts more likely than one common rate does, the answer is
/// [`Prior::Pooled`].
pub fn fit(samples: &[Sample]) -> Result<LikelihoodFit, ShrinkageError> {
    let early = Prior::without_fit(samples)?;
    let (events, trials) = totals(samples);
    let rate = number::of_u64(events) / number::of_u64(trials);
    if let Some(prior) = early {
        return Ok(LikelihoodFit {
            prior,
            log_likelihood: binomial_log_likelihood(samples, rate),
        });
    }
    let pooled = LikelihoodFit {
        prior: Prior::Pooled { rate },
        log_likelihood: binomial_log_likelihood(samples, rate),
    };
    let log_strength = best_log_strength(samples);
    let strength = libm::exp(log_strength);
    let mean = best_mean(samples, strength);
    let (alpha, beta) = (mean * strength, (1.0 - mean) * strength);
    let fitted = LikelihoodFit {
        prior: Prior::Fitted { alpha, beta },
        log_likelihood: log_likelihood(samples, alpha, beta),
    };
    let gain = fitted.log_likelihood - pooled.log_likelihood;
    let spread = overdispersion(samples, rate) > 0.0 || gain > GAIN_MIN;
    Ok(if spread { fitted } else { pooled })
}

/// Above zero when a little spread between samples makes the counts more likely than none.
fn overdispersion(samples: &[Sample], rate: f64) -> f64 {
    let pairs = |count: u64| number::of_u64(count) * (number::of_u64(count) - 1.0);
    number::sum(samples.iter().flat_map(|Sample { events, trials }| {
        [
            pairs(*events) / rate,
            pairs(trials - events) / (1.0 - rate),
            -pairs(*trials),
        ]
    }))
}

/// The strength with the greatest likelihood: a coarse search, then bisection.
fn best_log_strength(samples: &[Sample]) -> f64 {
    let slope = |log_strength: f64| {
        let strength = libm::exp(log_strength);
        strength_slope(samples, best_mean(samples, strength), strength)
    };
    let height = |log_strength: f64| {
        let strength = libm::exp(log_strength);
        let mean = best_mean(samples, strength);
        log_likelihood(samples, mean * strength, (1.0 - mean) * strength)
    };
    let mut best = LOG_STRENGTH_MIN;
    let mut step = LOG_STRENGTH_MIN;
    let mut best_height = f64::NEG_INFINITY;
    while step <= LOG_STRENGTH_MAX {
        let here = height(step);
        if here > best_height {
            (best, best_height) = (step, here);
        }
        step += 0.5;
    }
    let (mut low, mut high) = (best - 0.5, best + 0.5);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if slope(middle) > 0.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high).clamp(LOG_STRENGTH_MIN, LOG_STRENGTH_MAX)
}

/// The mean with the greatest likelihood at one strength.
fn best_mean(samples: &[Sample], strength: f64) -> f64 {
    let slope = |mean: f64| {
        number::sum(samples.iter().map(|Sample { events, trials }| {
            digamma_step(mean * strength, *events) - digamma_step((1.0 - mean) * strength, trials - events)
        }))
    };
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..54 {
        let middle = f64::midpoint(low, high);
        if slope(middle) > 0.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

/// Derivative of the log-likelihood by the strength.
fn strength_slope(samples: &[Sample], mean: f64, strength: f64) -> f64 {
    let (alpha, beta) = (mean * strength, (1.0 - mean) * strength);
    number::sum(samples.iter().flat_map(|Sample { events, trials }| {
        [
            mean * digamma_step(alpha, *events),
            (1.0 - mean) * digamma_step(beta, trials - events),
            -digamma_step(strength, *trials),
        ]
    }))
}

fn log_likelihood(samples: &[Sample], alpha: f64, beta: f64) -> f64 {
    number::sum(samples.iter().map(|Sample { events, trials }| {
        log_choose(*trials, *events) + log_rising(alpha, *events) + log_rising(beta, trials - events)
            - log_rising(alpha + beta, *trials)
    }))
}

fn binomial_log_likelihood(samples: &[Sample], rate: f64) -> f64 {
    let times_log = |count: u64, p: f64| {
        if count == 0 {
            0.0
        } else {
            number::of_u64(count) * libm::log(p)
        }
    };
    number::sum(samples.iter().map(|Sample { events, trials }| {
        log_choose(*trials, *events) + times_log(*events, rate) + times_log(trials - events, 1.0 - rate)
    }))
}

/// ln of a (a+1) ... (a+count-1).
fn log_rising(a: f64, count: u64) -> f64 {
    const SUMMED_MAX: u64 = 64;
    const SERIES_MIN: f64 = 10.0;
    if count <= SUMMED_MAX {
        return (0..count).map(|i| libm::log(a + number::of_u64(i))).sum();
    }
    let n = number::of_u64(count);
    if a < SERIES_MIN {
        return libm::lgamma(a + n) - libm::lgamma(a);
    }
    // The difference of two series of Stirling: nothing is lost however great `a` is.
    let rest = |z: f64| (1.0 / 12.0 - (1.0 / 360.0 - (1.0 / 1260.0 - 1.0 / (1680.0 * z * z)) / (z * z)) / (z * z)) / z;
    (a - 0.5) * libm::log1p(n / a) + n * (libm::log(a + n) - 1.0) + rest(a + n) - rest(a)
}

fn log_choose(n: u64, k: u64) -> f64 {
    log_rising(number::of_u64(n - k) + 1.0, k) - log_rising(1.0, k)
}
