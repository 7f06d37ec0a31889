//! The beta prior by moments, weighted by sample size: no search, always the same answer.
//!
//! Source: J. C. Kleinman, "Proportions with Extraneous Variance: Single and
//! Independent Samples", Journal of the American Statistical Association 68 (1973) 46-54.

use super::{Prior, Sample, ShrinkageError, totals};
use crate::number;

/// A prior with the correlation it stands on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MomentFit {
    /// The prior, or why there is none.
    pub prior: Prior,
    /// All events over all trials.
    pub mean: f64,
    /// Correlation of two trials of the same sample: 1 / (alpha + beta + 1). At or below
    /// zero no spread between samples is seen. None where it cannot be estimated.
    pub correlation: Option<f64>,
}

/// Fits the prior: mean = all events / all trials, spread from the weighted squares.
pub fn fit(samples: &[Sample]) -> Result<MomentFit, ShrinkageError> {
    let early = Prior::without_fit(samples)?;
    let (events, trials) = totals(samples);
    let mean = number::of_u64(events) / number::of_u64(trials);
    if let Some(prior) = early {
        return Ok(MomentFit {
            prior,
            mean,
            correlation: None,
        });
    }
    let used: Vec<(f64, f64)> = samples
        .iter()
        .filter(|sample| sample.trials > 0)
        .map(|sample| (number::of_u64(sample.events), number::of_u64(sample.trials)))
        .collect();
    let spread = number::sum(used.iter().map(|(x, n)| {
        let gap = x / n - mean;
        n * gap * gap
    }));
    let total = number::of_u64(trials);
    let squares = number::sum(used.iter().map(|(_, n)| n * n));
    let degrees = number::of_count(used.len() - 1);
    let variance = mean * (1.0 - mean);
    let scale = variance * (total - squares / total - degrees);
    if scale <= 0.0 {
        return Ok(MomentFit {
            prior: Prior::Pooled { rate: mean },
            mean,
            correlation: None,
        });
    }
    let correlation = (spread - variance * degrees) / scale;
    let prior = if correlation <= 0.0 {
        Prior::Pooled { rate: mean }
    } else if correlation >= 1.0 {
        // Every sample is all or nothing: the least strength that is still a prior.
        Prior::Fitted {
            alpha: mean * f64::EPSILON,
            beta: (1.0 - mean) * f64::EPSILON,
        }
    } else {
        let strength = 1.0 / correlation - 1.0;
        Prior::Fitted {
            alpha: mean * strength,
            beta: (1.0 - mean) * strength,
        }
    };
    Ok(MomentFit {
        prior,
        mean,
        correlation: Some(correlation),
    })
}
