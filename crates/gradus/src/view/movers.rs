//! Who moved between two evaluations.

use super::words::{level, word};
use crate::output::{Cell, Table};
use app::monitoring::MoverLine;
use text::Language;

/// One row per supplier whose level differs, the widest moves first, with the reason of the later level.
pub(crate) fn mover_table<'a>(movers: impl IntoIterator<Item = &'a MoverLine>, language: Language) -> Table {
    let mut table = Table::new(&[
        "code",
        "name",
        "move",
        "level_before",
        "level_after",
        "score_before",
        "score_after",
        "change",
        "reason",
    ]);
    for mover in movers {
        let change = mover
            .score_after
            .zip(mover.score_before)
            .map(|(after, before)| after - before);
        table.push(vec![
            Cell::text(&mover.supplier),
            Cell::text(&mover.name),
            word("move", &mover.kind, language),
            level(mover.from.as_deref(), language),
            level(mover.to.as_deref(), language),
            Cell::score(mover.score_before),
            Cell::score(mover.score_after),
            Cell::number(change, 1),
            Cell::text(&mover.reason),
        ]);
    }
    table
}
