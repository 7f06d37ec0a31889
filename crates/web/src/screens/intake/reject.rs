//! Problems of rows: grouped by what is wrong, and one by one by row, column, value, expectation and nearest known value.

use super::{field_name, subject_name};
use crate::visit::Visit;
use app::intake::{GroupView, ProblemView, sentence, title};
use domain::intake::problem::Code;
use maud::{Markup, html};

/// Rows named in a group.
const ROWS_NAMED: usize = 8;

/// What is wrong, most serious and most frequent first.
pub(super) fn groups(visit: &Visit, groups: &[GroupView]) -> Markup {
    html! {
        ul.problem-groups {
            @for group in groups {
                li class=(group.severity) {
                    span class=(if group.severity == "note" { "tag info" } else { "tag bad" }) { (group.example.code) }
                    div {
                        strong { (name(visit, &group.example)) " × " (text::count(group.count)) }
                        p { (words(visit, &group.example)) }
                        @if !group.rows.is_empty() { p.small.muted { (rows(visit, &group.rows, group.count)) } }
                    }
                }
            }
        }
    }
}

fn rows(visit: &Visit, rows: &[u64], count: u64) -> String {
    let named: Vec<String> = rows.iter().take(ROWS_NAMED).map(|row| text::count(*row)).collect();
    let is_all = rows.len() <= ROWS_NAMED && u64::try_from(rows.len()).is_ok_and(|shown| shown >= count);
    visit.say(
        if is_all { "import-rows" } else { "import-rows-and-more" },
        &[("rows", &named.join(", "))],
    )
}

/// The title of a problem's code.
pub(super) fn name(visit: &Visit, problem: &ProblemView) -> String {
    Code::find(&problem.code).map_or_else(|| problem.code.clone(), |code| title(visit.language, code))
}

/// The problem as a sentence.
pub(super) fn words(visit: &Visit, problem: &ProblemView) -> String {
    problem
        .problem()
        .map_or_else(|| problem.code.clone(), |problem| sentence(visit.language, &problem))
}

/// One line per problem.
pub(super) fn table(visit: &Visit, problems: &[ProblemView]) -> Markup {
    html! {
        div.table-wrap { table.compact.cards {
            caption.visually-hidden { (visit.t("import-problems")) }
            thead { tr {
                th.num scope="col" { (visit.t("import-row")) } th scope="col" { (visit.t("import-column")) } th scope="col" { (visit.t("import-value")) }
                th scope="col" { (visit.t("import-expected")) } th scope="col" { (visit.t("import-nearest")) } th scope="col" { (visit.t("import-problem")) }
            } }
            tbody data-rows="" {
                @for problem in problems {
                    tr {
                        th.num scope="row" data-label=(visit.t("import-row")) { (problem.row.map(text::count).unwrap_or_default()) }
                        td data-label=(visit.t("import-column")) { (column(visit, problem)) }
                        td data-label=(visit.t("import-value")) { @if problem.value.is_empty() { span.missing { (visit.t("import-empty")) } } @else { code.cell-value { (problem.value) } } }
                        td data-label=(visit.t("import-expected")) { (expected(visit, problem)) }
                        td data-label=(visit.t("import-nearest")) { @match &problem.nearest { Some(nearest) => { strong { (nearest) } } None => { span.muted { "—" } } } }
                        td { span.tag { (problem.code) } " " (name(visit, problem)) }
                    }
                }
            }
        } }
    }
}

fn column(visit: &Visit, problem: &ProblemView) -> Markup {
    let cell = problem.cell();
    html! {
        @if problem.column.is_some() { span.letters { (cell.trim_end_matches(|c: char| c.is_ascii_digit())) } " " }
        @match (&problem.header, &problem.field) {
            (Some(header), _) => { (header) }
            (None, Some(field)) => { (field_name(visit, field, None)) }
            (None, None) => { span.muted { "—" } }
        }
    }
}

/// A reference expects the name of a kind; everything else says it in values.
fn expected(visit: &Visit, problem: &ProblemView) -> String {
    match problem.code.as_str() {
        "E117" => subject_name(visit, &problem.expected),
        "E110" | "E111" => visit.say("import-first-row", &[("row", &problem.expected)]),
        _ if problem.expected.is_empty() => "—".to_owned(),
        _ => problem.expected.clone(),
    }
}
