//! The gamma distribution: the regularised incomplete gamma function and its quantile.
//!
//! Source: W. H. Press et al., Numerical Recipes, 3rd ed. (2007), section 6.2.

use super::root;

/// P(X <= x) for X ~ gamma(shape, rate 1), with shape above 0.
#[must_use]
pub fn cdf(x: f64, shape: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    let front = libm::exp(shape * libm::log(x) - x - libm::lgamma(shape));
    if x < shape + 1.0 {
        front * series(x, shape)
    } else {
        1.0 - front * fraction(x, shape)
    }
}

/// The x with P(X <= x) = `probability`, for a probability in [0, 1).
#[must_use]
pub fn quantile(probability: f64, shape: f64) -> f64 {
    if probability <= 0.0 {
        return 0.0;
    }
    let mut high = shape + 1.0;
    while cdf(high, shape) < probability && high < 1e300 {
        high *= 2.0;
    }
    root(0.0, high, shape.min(high / 2.0), |x| {
        let density = libm::exp((shape - 1.0) * libm::log(x) - x - libm::lgamma(shape));
        (cdf(x, shape) - probability, density)
    })
}

fn series(x: f64, shape: f64) -> f64 {
    const TERMS_MAX: usize = 100_000;
    let mut term = 1.0 / shape;
    let mut sum = term;
    let mut a = shape;
    for _ in 0..TERMS_MAX {
        a += 1.0;
        term *= x / a;
        sum += term;
        if term <= sum * f64::EPSILON {
            break;
        }
    }
    sum
}

/// The continued fraction of the upper part, by the modified Lentz method.
fn fraction(x: f64, shape: f64) -> f64 {
    const TERMS_MAX: usize = 100_000;
    const TINY: f64 = 1e-300;
    let away = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut term = x + 1.0 - shape;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / away(term);
    let mut value = d;
    let mut step_number = 1.0;
    for _ in 0..TERMS_MAX {
        let factor = -step_number * (step_number - shape);
        term += 2.0;
        d = 1.0 / away(factor * d + term);
        c = away(term + factor / c);
        let step = d * c;
        value *= step;
        if (step - 1.0).abs() <= f64::EPSILON {
            break;
        }
        step_number += 1.0;
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_close;
    use statrs::distribution::{ContinuousCDF, Gamma};

    #[test]
    fn agrees_with_the_exponential() {
        assert_close(
            &[cdf(2.0, 1.0), quantile(0.5, 1.0)],
            &[1.0 - libm::exp(-2.0), std::f64::consts::LN_2],
            1e-15,
        );
    }

    #[test]
    fn agrees_with_an_independent_library() {
        for shape in [0.5, 1.0, 3.0, 11.0, 5000.0] {
            let peer = Gamma::new(shape, 1.0).unwrap();
            for p in [0.001, 0.025, 0.5, 0.975, 0.999] {
                assert_close(&[peer.cdf(quantile(p, shape))], &[p], 1e-9);
            }
        }
    }
}
