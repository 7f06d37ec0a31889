//! From several scores to one: weighted means and products, trees with missing
//! values, and the scorecards of practice.

pub mod weighted_sum;
pub mod weighted_product;
pub mod missing;
pub mod hierarchical;
pub mod weighting_keys;
pub mod smoothing;
pub mod grade_points;
pub mod lowest_price;
pub mod cost_based;
pub mod categorical;
