//! Monitoring: what moved between two evaluations, and why.

mod change;
mod diff;
mod migration;
mod control;
mod home;
mod signals;
mod stories;

pub use change::{ChangeRow, ChangeView, Side, cause_word, change};
pub use control::{ChartPoint, ControlView, indicator_over_time};
pub use diff::{BarLine, BetweenView, DiffView, MoverLine, between, diff, movers_view};
pub use home::{Feed, FirstSteps, HomeView, KeyFigure, Need, feeds, first_steps, home};
pub use migration::{Flow, MigrationView, RankHistory, RankLine, SchemeEffect, migration};
pub use signals::{Collapse, Creep, Expiry, Perfect, Rise, Signals, Who, signals};
pub use stories::{Story, stories};

pub(crate) use signals::expiring::find as expiring;
pub(crate) use stories::other_scheme;
