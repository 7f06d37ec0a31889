//! Badges: a level by shape, colour and word; a grade by its letter.

use crate::visit::Visit;
use maud::{Markup, html};

/// The badge of a level; `None` is "not classified".
pub(crate) fn level(visit: &Visit, level: Option<&str>) -> Markup {
    let name = level.unwrap_or("none");
    html! {
        span class=(format!("badge {name}")) { (shape(name)) (visit.t(&format!("badge-{name}"))) }
    }
}

/// The shape of a level, for where there is no room for its word.
pub(crate) fn shape(level: &str) -> Markup {
    html! {
        svg viewBox="0 0 12 12" aria-hidden="true" {
            @match level {
                "core" => { path d="M6 0l6 6-6 6-6-6z" {} }
                "key" => { circle cx="6" cy="6" r="5.5" {} }
                "qualified" => { rect x="1" y="1" width="10" height="10" {} }
                "restricted" => { path d="M0 1h12L6 11.5z" {} }
                _ => { circle cx="6" cy="6" r="5" {} }
            }
        }
    }
}

/// A grade, or nothing to grade.
pub(crate) fn grade(visit: &Visit, grade: Option<&str>) -> Markup {
    html! {
        @match grade {
            Some(grade) => { span.grade { (grade) } }
            None => { (super::no_data(visit)) }
        }
    }
}
