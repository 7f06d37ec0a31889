//! Intervals of a proportion, of a rate and of the difference of two proportions.
//!
//! [`wilson`] is the interval shown with every rate; the others are there for
//! comparison and for the cases where a norm demands them.

pub mod wald;
pub mod wilson;
pub mod wilson_cc;
pub mod clopper_pearson;
pub mod jeffreys;
pub mod agresti_coull;
pub mod rule_of_three;
pub mod poisson;
pub mod newcombe;

use crate::distributions::normal;
use crate::number;
use thiserror::Error;

/// Why there is no interval.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum IntervalError {
    /// More events than trials.
    #[error("{events} events out of {trials} trials; events cannot outnumber trials, so check both counts")]
    TooManyEvents {
        /// Events counted.
        events: u64,
        /// Trials counted.
        trials: u64,
    },
    /// No trials at all.
    #[error("there are no trials, so there is no proportion; give at least one")]
    NoTrials,
    /// The confidence is not strictly between 0 and 1.
    #[error("the confidence is {confidence}; it must lie between 0 and 1, for example 0.95")]
    Confidence {
        /// The confidence.
        confidence: f64,
    },
    /// The exposure is not above zero.
    #[error("the exposure is {exposure}; it must be a finite number above zero")]
    Exposure {
        /// The exposure.
        exposure: f64,
    },
}

/// Lower and upper end of an interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub lower: f64,
    /// Upper end.
    pub upper: f64,
}

impl Interval {
    /// The part of the interval inside 0..=1, for methods that can leave it.
    #[must_use]
    pub fn clipped(self) -> Self {
        Self {
            lower: self.lower.clamp(0.0, 1.0),
            upper: self.upper.clamp(0.0, 1.0),
        }
    }
}

/// A two-sided confidence level, such as 0.95.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Confidence(f64);

impl Confidence {
    /// Makes a confidence strictly between 0 and 1.
    pub fn new(confidence: f64) -> Result<Self, IntervalError> {
        if confidence > 0.0 && confidence < 1.0 {
            Ok(Self(confidence))
        } else {
            Err(IntervalError::Confidence { confidence })
        }
    }

    /// The probability left out on both sides together.
    #[must_use]
    pub fn alpha(self) -> f64 {
        1.0 - self.0
    }

    /// The standard normal quantile of the upper end.
    #[must_use]
    pub fn z(self) -> f64 {
        -normal::quantile(self.alpha() / 2.0)
    }
}

/// Events out of trials, such as accepted lots out of inspected lots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proportion {
    events: u64,
    trials: u64,
}

impl Proportion {
    /// Makes a proportion of at least one trial and no more events than trials.
    pub fn new(events: u64, trials: u64) -> Result<Self, IntervalError> {
        if trials == 0 {
            return Err(IntervalError::NoTrials);
        }
        if events > trials {
            return Err(IntervalError::TooManyEvents { events, trials });
        }
        Ok(Self { events, trials })
    }

    /// Events, as a number.
    #[must_use]
    pub fn events(self) -> f64 {
        number::of_u64(self.events)
    }

    /// Trials, as a number.
    #[must_use]
    pub fn trials(self) -> f64 {
        number::of_u64(self.trials)
    }

    /// Events over trials, in 0..=1.
    #[must_use]
    pub fn rate(self) -> f64 {
        self.events() / self.trials()
    }

    /// Whether no event was seen.
    #[must_use]
    pub fn is_none(self) -> bool {
        self.events == 0
    }

    /// Whether every trial was an event.
    #[must_use]
    pub fn is_all(self) -> bool {
        self.events == self.trials
    }
}

#[cfg(test)]
mod tests;
