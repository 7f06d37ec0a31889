//! Monitoring: what moved between two evaluations, and why.

mod diff;
mod migration;
mod control;
mod home;
mod signals;
mod stories;

pub use control::{ChartPoint, ControlView, indicator_over_time};
pub use diff::{BarLine, BetweenView, DiffView, MoverLine, between, diff, movers_view};
pub use home::{Feed, FirstSteps, HomeView, KeyFigure, Need, feeds, first_steps, home};
pub use migration::{Flow, MigrationView, RankHistory, RankLine, SchemeEffect, migration};
pub use signals::{Collapse, Creep, Expiry, Perfect, Rise, Signals, Who, signals};
pub use stories::{Story, stories};
