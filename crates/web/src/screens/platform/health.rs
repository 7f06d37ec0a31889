//! The health page: the checks of `gradus doctor`, in the language of the reader.

use crate::frame::{Frame, Place, bare};
use crate::site::Site;
use crate::visit::Visit;
use app::platform::{Check, Verdict, check_up};
use axum::extract::State;
use axum::http::StatusCode;
use maud::{Markup, html};
use std::sync::Arc;

/// 200 when every check passes or warns, 503 otherwise.
pub(crate) async fn page(State(site): State<Arc<Site>>, visit: Visit) -> (StatusCode, Markup) {
    let checks = match check_up(&site, false, visit.language).await {
        Ok(checks) => checks,
        Err(error) => vec![Check {
            name: "database",
            verdict: Verdict::Error,
            found: error.message(visit.language),
            cure: error.cure(visit.language),
        }],
    };
    let is_sound = checks.iter().all(|check| check.verdict != Verdict::Error);
    let status = if is_sound {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    let title = visit.t("health-title");
    let page = match &visit.principal {
        Some(_) => Frame::new(&visit, &title)
            .at(Place::Settings)
            .page(&view(&visit, &checks)),
        // Whoever is not signed in learns whether it runs, and nothing about the machine.
        None => bare(&visit, &title, &verdict(&visit, is_sound)),
    };
    (status, page)
}

fn verdict(visit: &Visit, is_sound: bool) -> Markup {
    html! {
        h1 { (visit.t("health-title")) }
        p { (visit.t(if is_sound { "health-pass" } else { "health-error" })) }
    }
}

fn view(visit: &Visit, checks: &[Check]) -> Markup {
    html! {
        div.stack {
            p.muted { (visit.t("health-lead")) }
            div.table-wrap {
                table {
                    thead { tr { th { (visit.t("health-check")) } th { (visit.t("health-verdict")) } th { (visit.t("health-found")) } } }
                    tbody {
                        @for check in checks {
                            tr {
                                td { (check.name) }
                                td { span class=(format!("tag {}", class(check.verdict))) { (visit.t(word(check.verdict))) } }
                                td { (check.found) @if let Some(cure) = &check.cure { p.why { (cure) } } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "health-pass",
        Verdict::Warning => "health-warning",
        Verdict::Error => "health-error",
    }
}

fn class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "good",
        Verdict::Warning => "warn",
        Verdict::Error => "bad",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use text::Language;

    fn checks() -> Vec<Check> {
        let check = |name, verdict, cure: Option<&str>| Check {
            name,
            verdict,
            found: "<b>1 file</b>".to_owned(),
            cure: cure.map(str::to_owned),
        };
        vec![
            check("database", Verdict::Pass, None),
            check("snapshots", Verdict::Warning, Some("gradus evaluate")),
        ]
    }

    #[test]
    fn the_page_speaks_both_languages_and_escapes_what_it_found() {
        for language in Language::ALL {
            let visit = crate::visit::sample(language);
            let page = Frame::new(&visit, &visit.t("health-title"))
                .page(&view(&visit, &checks()))
                .into_string();
            assert!(page.contains(&format!("lang=\"{}\"", language.code())));
            assert!(page.contains("&lt;b&gt;1 file") && !page.contains("<b>"), "{page}");
            assert!(!page.contains("health-"), "every sentence exists: {page}");
            assert!(
                !page.contains("http://") && !page.contains("https://"),
                "nothing from another origin"
            );
        }
    }
}
