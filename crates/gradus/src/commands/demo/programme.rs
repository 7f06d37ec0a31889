//! What a year of the programme changed: figures from facts and levels, and the one that people entered.

use crate::output::{Cell, Report, Table, Tone};
use crate::session::Session;
use crate::view::level;
use app::strategy::ProgrammeView;
use domain::Decimal;
use sample::EnteredFigure;

/// One row per figure: computed ones first, then those that were entered.
pub(super) fn table(view: &ProgrammeView, entered: &[EnteredFigure]) -> Table {
    let mut table = Table::new(&["figure", "value", "unit", "entered"]);
    let percent = |name: &str, value: Option<Decimal>| {
        vec![
            Cell::text(name),
            Cell::number(value, 1),
            Cell::text("percent"),
            Cell::Flag(false),
        ]
    };
    let count = |name: &str, value: u64| {
        vec![
            Cell::text(name),
            Cell::count(value),
            Cell::text("count"),
            Cell::Flag(false),
        ]
    };
    table.push(percent("acceptance_before", view.acceptance_before));
    table.push(percent("acceptance_after", view.acceptance_after));
    table.push(percent("acceptance_mix_adjusted", view.acceptance_mix_adjusted));
    table.push(percent("value_per_effort_change", view.value_per_effort_change_percent));
    table.push(percent("effort_change", view.effort_change_percent));
    table.push(percent("core_orders_change", view.core_orders_change_percent));
    table.push(percent("core_and_key_spend_share", view.core_and_key_spend_share));
    table.push(count("joint_products", view.joint_products));
    table.push(count("reserve_entered", view.reserve_entered));
    table.push(count("reserve_now_key", view.reserve_now_key));
    for figure in entered {
        let value = Cell::Integer(i64::from(figure.change_percent));
        table.push(vec![
            Cell::text(format!("{}_change", figure.name)),
            value,
            Cell::text("percent"),
            Cell::Flag(true),
        ]);
    }
    table
}

/// The figures as lines, and effort against spend by level.
pub(super) fn show(session: &Session, view: &ProgrammeView, entered: &[EnteredFigure], report: &mut Report) {
    let periods = [("from", view.from_period.as_str()), ("to", view.to_period.as_str())];
    report.tone(Tone::Strong, session.say("cli-programme", &periods));
    for row in &table(view, entered).rows {
        let name = session.say(
            &format!("cli-programme-{}", row[0].for_machines().replace('_', "-")),
            &[],
        );
        let unit = if row[2].for_machines() == "percent" { " %" } else { "" };
        let mut line = format!("  {name}: {}{unit}", row[1].for_people());
        if row[3] == Cell::Flag(true) {
            line.push_str(" · ");
            line.push_str(&session.say("cli-programme-entered", &[]));
        }
        report.line(line);
    }
    let mut efforts = Table::new(&["level", "suppliers", "spend", "effort", "effort_per_million"]);
    for line in &view.levels {
        efforts.push(vec![
            level(line.level.as_deref(), session.language),
            Cell::count(line.suppliers),
            Cell::number(line.spend, 0),
            Cell::number(line.effort, 0),
            Cell::number(line.effort_per_million, 0),
        ]);
    }
    report.shown(efforts);
}
