//! The built program as people and machines meet it: what is printed where, and how it ends.

mod control_charts;
mod support;

mod usage;
mod formats;
mod methods;
mod folder;
mod intake;
mod scms;
mod story;
mod demo;
mod design;
mod errors;
mod evaluation;
mod hostile;
mod bombs;
