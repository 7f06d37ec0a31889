//! Pure number methods: slices of numbers in, numbers out.
//!
//! Nothing here knows a supplier, a date, a language, a file or a clock. The same
//! input gives the same bytes on every platform: logarithms and powers come from
//! `libm`, sums of scores are exactly rounded, and randomness is a seed in the
//! arguments. One method is one file; a folder is a family.

pub mod number;
pub mod input;
pub mod ranking;
pub mod distributions;

pub mod scoring;
pub mod aggregation;
pub mod intervals;
pub mod shrinkage;
pub mod sorting;
pub mod ahp;
pub mod smaa;
pub mod topsis;
pub mod rank_correlation;
pub mod ranking_metrics;
pub mod concentration;
pub mod control_charts;

#[cfg(test)]
mod testing;
