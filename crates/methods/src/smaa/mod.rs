//! Stochastic multicriteria acceptability analysis: how often an alternative takes each
//! rank when the weights are not known.
//!
//! [`explicit`] takes weights as given; [`simulate`] draws them from a seed, block by
//! block, for thousands of alternatives; [`category`] gives exact shares of classes.
//! Source: R. Lahdelma, J. Hokkanen and P. Salminen, "SMAA - Stochastic Multiobjective
//! Acceptability Analysis", European Journal of Operational Research 106 (1998) 137-143;
//! R. Lahdelma and P. Salminen, "SMAA-2", Operations Research 49 (2001) 444-454.

pub mod random;
pub mod weights;
pub mod explicit;
pub mod category;
pub mod simulate;
pub mod counts;
mod order;
