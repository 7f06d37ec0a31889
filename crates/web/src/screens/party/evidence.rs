//! Evidence on the page of a supplier: the latest source rows of each kind.

use crate::parts::not_applicable;
use crate::visit::Visit;
use app::party::{Cell, EvidenceTable};
use maud::{Markup, html};

pub(super) fn view(visit: &Visit, tables: &[EvidenceTable]) -> Markup {
    html! {
        section #evidence {
            h2 { (visit.t("supplier-section-evidence")) }
            @if tables.is_empty() {
                p.muted { (visit.t("evidence-none")) }
            }
            div.stack {
                @for (at, table) in tables.iter().enumerate() {
                    details.card.evidence open[at < 2] {
                        summary { h3 { (visit.t(&format!("evidence-kind-{}", table.kind.replace('_', "-")))) } span.count { (visit.say("evidence-latest", &[("count", &table.rows.len().to_string())])) } }
                        (rows(visit, table))
                    }
                }
            }
        }
    }
}

fn rows(visit: &Visit, table: &EvidenceTable) -> Markup {
    html! {
        div.table-wrap {
            table.compact {
                thead { tr {
                    @for (at, column) in table.columns.iter().enumerate() {
                        th scope="col" class=[is_number(table, at).then_some("num")] { (visit.t(&format!("evidence-column-{}", column.replace('_', "-")))) }
                    }
                    th scope="col" { (visit.t("evidence-source")) }
                } }
                tbody {
                    @for row in &table.rows {
                        tr {
                            @for (at, one) in row.cells.iter().enumerate() {
                                td class=[is_number(table, at).then_some("num")] { (cell(visit, one)) }
                            }
                            td.muted { (visit.say("evidence-row", &[("file", &row.file), ("row", &row.file_row.to_string())])) }
                        }
                    }
                }
            }
        }
    }
}

fn is_number(table: &EvidenceTable, column: usize) -> bool {
    table
        .rows
        .iter()
        .any(|row| matches!(row.cells.get(column), Some(Cell::Number(_) | Cell::Late(_))))
}

fn cell(visit: &Visit, cell: &Cell) -> Markup {
    html! {
        @match cell {
            Cell::None => { (not_applicable(visit)) }
            Cell::Text(text) => { span lang=[super::list::script(text)] { (text) } }
            Cell::Word(word) => { (word_of(visit, word)) }
            Cell::Day(day) => { (day) }
            Cell::Instant(instant) => { (text::instant(instant, &visit.zone)) }
            Cell::Number(number) => { (text::exact(*number, 4)) }
            Cell::Flag(flag) => { (visit.t(if *flag { "evidence-yes" } else { "evidence-no" })) }
            Cell::Late(days) => {
                @if *days > 0 { span.tag.bad { (visit.say("evidence-late", &[("days", &days.to_string())])) } }
                @else if *days < 0 { span.muted { (visit.say("evidence-early", &[("days", &days.unsigned_abs().to_string())])) } }
                @else { (visit.t("evidence-on-day")) }
            }
            Cell::Until(day, has_passed) => { (day) @if *has_passed { " " span.tag.bad { (visit.t("evidence-expired")) } } }
        }
    }
}

/// A word of a closed list, marked where it says that something failed.
fn word_of(visit: &Visit, word: &str) -> Markup {
    let shown = visit.t(&format!("evidence-word-{}", word.replace('_', "-")));
    match word {
        "rejected" | "critical" | "knockout" => html! { span.tag.bad { (shown) } },
        "conceded" | "major" | "cap" | "price" | "quantity" | "no_order" | "other" => {
            html! { span.tag.warn { (shown) } }
        }
        _ => html! { (shown) },
    }
}
