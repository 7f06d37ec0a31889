//! rank_correlation
