//! Files in and out: CSV, TSV and XLSX read row by row, mapping files, code tables, and writers that cannot be misread.
//!
//! Knows neither the store nor the network.

pub mod sheet;
pub mod mapping;
pub mod names;
pub mod presets;
pub mod codes;
pub mod write;
