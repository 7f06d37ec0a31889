//! Rates of small samples pulled towards the common rate.
//!
//! A prior is fitted to all samples together ([`beta_binomial`], [`moments`]) or stated;
//! a posterior combines it with one sample ([`beta_posterior`], [`gamma_poisson`],
//! [`toward_mean`]). Where nothing can be fitted, [`Prior`] says why.

pub mod toward_mean;
pub mod beta_posterior;
pub mod beta_binomial;
pub mod moments;
pub mod gamma_poisson;

use thiserror::Error;

/// Why nothing can be shrunken.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum ShrinkageError {
    /// More events than trials in one sample.
    #[error("sample {position} has {events} events in {trials} trials; events cannot outnumber trials")]
    TooManyEvents {
        /// Which sample, from 1.
        position: usize,
        /// Events counted.
        events: u64,
        /// Trials counted.
        trials: u64,
    },
    /// No sample with a trial.
    #[error("no sample has a trial, so there is no common rate; give at least one")]
    NoTrials,
    /// A parameter that has to be above zero.
    #[error("the {what} is {value}; it must be a finite number above zero")]
    NotPositive {
        /// The parameter.
        what: &'static str,
        /// Its value.
        value: f64,
    },
}

/// Events out of trials of one source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sample {
    /// Events counted.
    pub events: u64,
    /// Trials counted; may be zero.
    pub trials: u64,
}

/// What the samples together say about a rate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Prior {
    /// Rates spread like a beta distribution.
    Fitted {
        /// First parameter, above zero: events of prior experience.
        alpha: f64,
        /// Second parameter, above zero: non-events of prior experience.
        beta: f64,
    },
    /// No more spread than chance gives: every rate is taken as the pooled one.
    Pooled {
        /// All events over all trials.
        rate: f64,
    },
    /// No event at all, or nothing but events: the fit lies on the boundary, so a stated
    /// prior is used instead.
    Boundary {
        /// 0 or 1.
        rate: f64,
    },
    /// Fewer than two samples with trials: no spread between samples can be seen, so a
    /// stated prior or none is used.
    TooFew,
}

impl Prior {
    /// The part of the decision that needs no fit; none when a fit is possible.
    fn without_fit(samples: &[Sample]) -> Result<Option<Self>, ShrinkageError> {
        for (index, sample) in samples.iter().enumerate() {
            if sample.events > sample.trials {
                let Sample { events, trials } = *sample;
                return Err(ShrinkageError::TooManyEvents {
                    position: index + 1,
                    events,
                    trials,
                });
            }
        }
        let (events, trials) = totals(samples);
        if trials == 0 {
            return Err(ShrinkageError::NoTrials);
        }
        if samples.iter().filter(|sample| sample.trials > 0).count() < 2 {
            return Ok(Some(Self::TooFew));
        }
        if events == 0 || events == trials {
            return Ok(Some(Self::Boundary {
                rate: if events == 0 { 0.0 } else { 1.0 },
            }));
        }
        Ok(None)
    }
}

/// All events and all trials.
#[must_use]
pub fn totals(samples: &[Sample]) -> (u64, u64) {
    samples.iter().fold((0, 0), |(events, trials), sample| {
        (events + sample.events, trials + sample.trials)
    })
}

#[cfg(test)]
mod tests;
