//! The rule of three: how bad it can still be when nothing bad was seen.
//!
//! Source: J. A. Hanley and A. Lippman-Hand, "If Nothing Goes Wrong, Is Everything All
//! Right?", JAMA 249 (1983) 1743-1745.

use super::{Confidence, IntervalError};
use crate::number;

/// One-sided upper ends of a proportion after `trials` without an event.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UpperEnd {
    /// 1 - alpha^(1/n).
    pub exact: f64,
    /// -ln(alpha) / n, which is 3 / n at 95 % (alpha = 0.05 taken as e^-3).
    pub approximate: f64,
}

/// The upper end at the given one-sided confidence.
pub fn upper_end(trials: u64, confidence: Confidence) -> Result<UpperEnd, IntervalError> {
    if trials == 0 {
        return Err(IntervalError::NoTrials);
    }
    let n = number::of_u64(trials);
    let log_alpha = libm::log(confidence.alpha());
    // "Three" is the rounded 2.9957; the rule is used with the whole number.
    let factor = number::round(-log_alpha, 1, number::Rounding::HalfUp);
    Ok(UpperEnd {
        exact: -libm::expm1(log_alpha / n),
        approximate: factor / n,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_close;

    #[test]
    fn thirty_good_lots_leave_up_to_ten_percent() {
        let found = upper_end(30, Confidence::new(0.95).unwrap()).unwrap();
        assert_close(
            &[found.exact, found.approximate],
            &[0.095_033_852_855_304_19, 0.1],
            1e-12,
        );
        assert_eq!(
            upper_end(0, Confidence::new(0.95).unwrap()),
            Err(IntervalError::NoTrials)
        );
    }
}
