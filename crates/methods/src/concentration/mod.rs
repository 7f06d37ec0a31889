//! How far spend is concentrated on few.

pub mod shares;
pub mod bands;
pub mod pareto;
