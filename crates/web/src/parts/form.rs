//! Forms: a field with its label, its hint and its error; the summary of errors on top.

use crate::visit::Visit;
use maud::{Markup, html};

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    /// The id of the field.
    pub(crate) field: &'static str,
    pub(crate) message: String,
}

/// All errors of a form with links to their fields; empty without errors.
pub(crate) fn error_summary(visit: &Visit, problems: &[Problem]) -> Markup {
    html! {
        @if !problems.is_empty() {
            div.error-summary role="alert" tabindex="-1" autofocus {
                h2 { (visit.t("form-errors")) }
                ul { @for problem in problems { li { a href=(format!("#{}", problem.field)) { (problem.message) } } } }
            }
        }
    }
}

/// A label with its control, its hint and its error. The control must have the id and point to both.
pub(crate) fn field(id: &str, label: &str, hint: Option<&str>, problems: &[Problem], control: &Markup) -> Markup {
    let problem = problems.iter().find(|problem| problem.field == id);
    html! {
        div.field {
            label for=(id) { (label) }
            @if let Some(hint) = hint { span.hint id=(format!("{id}-hint")) { (hint) } }
            @if let Some(problem) = problem { span.error id=(format!("{id}-error")) { (problem.message) } }
            (control)
        }
    }
}
