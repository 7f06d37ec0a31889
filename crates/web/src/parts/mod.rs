//! Parts: the few things every screen is made of, each drawn in one way only.

mod badge;
mod chart;
mod curve;
mod empty;
mod export;
mod form;
mod job;
mod missing;
pub(crate) mod name;
mod page;
mod pyramid;
mod radar;
mod score;
mod steps;
mod trend;
mod truth;
mod waterfall;

pub(crate) use badge::{grade, level};
pub(crate) use chart::{Chart, chart};
pub(crate) use curve::curve;
pub(crate) use empty::{blank, not_evaluated};
pub(crate) use export::{columns, csv, export_link};
pub(crate) use form::{Problem, error_summary, field};
pub(crate) use job::{ended_badly, job, progress};
pub(crate) use missing::{no_data, not_applicable};
pub(crate) use page::pages;
pub(crate) use pyramid::pyramid;
pub(crate) use radar::{Axis, radar};
pub(crate) use score::{change, points, score, sparkline};
pub(crate) use steps::{Step, steps};
pub(crate) use trend::{TrendPoint, trend};
pub(crate) use truth::{period_picker, truth};
pub(crate) use waterfall::waterfall;
