//! Distribution functions and quantiles, the same on every platform.
//!
//! They serve intervals and posteriors. The continued fractions and series are the
//! classical ones; quantiles are the root of the distribution function, found by
//! Newton steps kept inside a bracket.

pub mod normal;
pub mod beta;
pub mod gamma;
pub mod digamma;

/// The root of an increasing function `f` in `(low, high)`, with its derivative.
///
/// `f` returns (value minus target, derivative).
fn root(mut low: f64, mut high: f64, start: f64, f: impl Fn(f64) -> (f64, f64)) -> f64 {
    const STEPS_MAX: usize = 300;
    let mut x = start;
    for _ in 0..STEPS_MAX {
        let (gap, slope) = f(x);
        if gap > 0.0 {
            high = x;
        } else {
            low = x;
        }
        let newton = x - gap / slope;
        let next = if newton > low && newton < high {
            newton
        } else {
            f64::midpoint(low, high)
        };
        if (next - x).abs() <= f64::EPSILON * x.abs() || next <= low && next >= high {
            return next;
        }
        x = next;
    }
    x
}
