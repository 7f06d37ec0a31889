//! Results that several commands show: the level pyramid, who moved, reasons, and the words of closed lists.

pub(crate) mod findings;
mod movers;
mod pyramid;
mod words;

pub(crate) use movers::mover_table;
pub(crate) use pyramid::{pyramid, pyramid_lines};
pub(crate) use words::{level, name_of, show_line, word};
