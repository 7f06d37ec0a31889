//! Discounted cumulative gain: relevance counts less the further down it stands.
//!
//! Source: K. Järvelin and J. Kekäläinen, "Cumulated Gain-Based Evaluation of IR
//! Techniques", ACM Transactions on Information Systems 20 (2002) 422-446; exponential gain
//! by C. Burges et al., ICML 2005; ties by F. McSherry and M. Najork, ECIR 2008.

use crate::input::{self, InputError};
use crate::number;

/// What a relevance is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gain {
    /// The relevance itself, the one in use.
    Linear,
    /// 2^relevance - 1, which favours the most relevant.
    Exponential,
}

impl Gain {
    fn of(self, relevance: f64) -> f64 {
        match self {
            Self::Linear => relevance,
            Self::Exponential => libm::exp2(relevance) - 1.0,
        }
    }
}

/// Sum of gain / log2(position + 1) over relevances in predicted order.
#[must_use]
pub fn dcg(relevances: &[f64], gain: Gain) -> f64 {
    number::sum(
        relevances
            .iter()
            .enumerate()
            .map(|(index, relevance)| gain.of(*relevance) * discount(index)),
    )
}

/// The same over the first `depth` positions when scores tie: tied items share the mean gain
/// of their positions.
pub fn dcg_with_ties(relevances: &[f64], scores: &[f64], gain: Gain, depth: usize) -> Result<f64, InputError> {
    input::not_negative("the relevances", relevances)?;
    input::finite("the scores", scores)?;
    input::length("the scores", scores.len(), relevances.len(), "relevance")?;
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]));
    let mut total = Vec::new();
    let mut start = 0;
    for tied in order.chunk_by(|a, b| crate::ranking::same(scores[*a], scores[*b])) {
        let mean = number::sum(tied.iter().map(|item| gain.of(relevances[*item]))) / number::of_count(tied.len());
        total.extend((start..depth.min(start + tied.len())).map(|index| mean * discount(index)));
        start += tied.len();
    }
    Ok(number::sum(total))
}

/// The greatest gain that the first `depth` positions can have.
#[must_use]
pub fn ideal_dcg(relevances: &[f64], gain: Gain, depth: usize) -> f64 {
    let mut sorted = relevances.to_vec();
    sorted.sort_by(|a, b| b.total_cmp(a));
    sorted.truncate(depth);
    dcg(&sorted, gain)
}

/// Gain of the first `depth` predicted positions over the greatest possible, in 0..=1.
///
/// `all` are the relevances of everything that could have been predicted. Without any
/// relevance the result is 0.
pub fn ndcg(predicted: &[f64], all: &[f64], gain: Gain, depth: usize) -> Result<f64, InputError> {
    input::not_negative("the relevances", predicted)?;
    input::not_negative("the relevances", all)?;
    let ideal = ideal_dcg(all, gain, depth);
    let found = dcg(&predicted[..depth.min(predicted.len())], gain);
    Ok(if ideal > 0.0 { found / ideal } else { 0.0 })
}

/// 1 / log2(position + 1), positions from 1.
fn discount(index: usize) -> f64 {
    1.0 / libm::log2(number::of_count(index + 2))
}
