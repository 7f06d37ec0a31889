//! Kendall's tau-b, counted in n log n steps.
//!
//! Source: M. G. Kendall, "A New Measure of Rank Correlation", Biometrika 30 (1938) 81-93;
//! W. R. Knight, "A Computer Method for Calculating Kendall's Tau with Ungrouped Data",
//! Journal of the American Statistical Association 61 (1966) 436-439.

use super::check;
use crate::input::InputError;
use crate::number;
use crate::ranking::same;

/// Counts of pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PairCounts {
    /// Pairs in the same order in both lists.
    pub concordant: u64,
    /// Pairs in opposite order.
    pub discordant: u64,
    /// Pairs equal in x (in y or not).
    pub tied_x: u64,
    /// Pairs equal in y (in x or not).
    pub tied_y: u64,
    /// All pairs.
    pub pairs: u64,
}

/// Tau-b with the counts it stands on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Kendall {
    /// In -1..=1; none for one pair or a list without difference.
    pub tau_b: Option<f64>,
    /// The counts.
    pub pairs: PairCounts,
}

/// Counts the pairs of two lists.
pub fn kendall(x: &[f64], y: &[f64]) -> Result<Kendall, InputError> {
    check(x, y)?;
    let mut points: Vec<(f64, f64)> = x
        .iter()
        .copied()
        .zip(y.iter().copied())
        .map(|(x, y)| (x + 0.0, y + 0.0))
        .collect();
    points.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let tied_x = ties(&points, |a, b| same(a.0, b.0));
    let tied_both = ties(&points, |a, b| same(a.0, b.0) && same(a.1, b.1));
    let mut y: Vec<f64> = points.into_iter().map(|(_, y)| y).collect();
    let mut spare = y.clone();
    let discordant = inversions(&mut y, &mut spare);
    let tied_y = ties(&y, |a, b| same(*a, *b));
    let pairs = pairs_of(x.len());
    let concordant = pairs + tied_both - tied_x - tied_y - discordant;
    let spread = libm::sqrt(number::of_u64(pairs - tied_x)) * libm::sqrt(number::of_u64(pairs - tied_y));
    let surplus = number::of_u64(concordant) - number::of_u64(discordant);
    Ok(Kendall {
        tau_b: (spread > 0.0).then(|| (surplus / spread).clamp(-1.0, 1.0)),
        pairs: PairCounts {
            concordant,
            discordant,
            tied_x,
            tied_y,
            pairs,
        },
    })
}

/// Pairs of equal neighbours in a sorted list.
fn ties<T>(sorted: &[T], equal: impl Fn(&T, &T) -> bool) -> u64 {
    sorted.chunk_by(equal).map(|chunk| pairs_of(chunk.len())).sum()
}

fn pairs_of(count: usize) -> u64 {
    let count = u64::try_from(count).unwrap_or(u64::MAX);
    count * count.saturating_sub(1) / 2
}

/// Sorts `values` and returns how many pairs were in falling order.
fn inversions(values: &mut [f64], spare: &mut [f64]) -> u64 {
    let length = values.len();
    if length < 2 {
        return 0;
    }
    let middle = length / 2;
    let mut count = inversions(&mut values[..middle], &mut spare[..middle]);
    count += inversions(&mut values[middle..], &mut spare[middle..]);
    let (mut left, mut right) = (0, middle);
    for slot in spare.iter_mut() {
        if left < middle && (right == length || values[left] <= values[right]) {
            *slot = values[left];
            left += 1;
        } else {
            *slot = values[right];
            right += 1;
            count += u64::try_from(middle - left).unwrap_or(u64::MAX);
        }
    }
    values.copy_from_slice(spare);
    count
}
