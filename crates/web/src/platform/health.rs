//! The health page: the checks of `gradus doctor`, in the language of the browser.

use crate::assets::style_sheet;
use app::Context;
use app::platform::{Check, Verdict, check_up};
use axum::extract::State;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Html;
use maud::{DOCTYPE, Markup, html};
use text::{Language, message};

/// 200 when every check passes or warns, 503 otherwise.
pub async fn page(State(cx): State<Context>, headers: HeaderMap) -> (StatusCode, Html<String>) {
    let wanted = headers
        .get(ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let language = Language::from_tag(wanted);
    match check_up(&cx, false, language).await {
        Ok(checks) => {
            let sound = checks.iter().all(|check| check.verdict != Verdict::Error);
            (
                if sound {
                    StatusCode::OK
                } else {
                    StatusCode::SERVICE_UNAVAILABLE
                },
                Html(view(language, &checks).into_string()),
            )
        }
        Err(error) => {
            let check = Check {
                name: "database",
                verdict: Verdict::Error,
                found: error.message(language),
                cure: error.cure(language),
            };
            (
                StatusCode::SERVICE_UNAVAILABLE,
                Html(view(language, &[check]).into_string()),
            )
        }
    }
}

fn view(language: Language, checks: &[Check]) -> Markup {
    let t = |id: &str| message(language, id, &[]);
    html! {
        (DOCTYPE)
        html lang=(language.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (t("health-title")) " · Gradus" }
                link rel="stylesheet" href=(style_sheet());
            }
            body {
                main {
                    h1 { (t("health-title")) }
                    p.lead { (t("health-lead")) }
                    table {
                        thead { tr { th { (t("health-check")) } th { (t("health-verdict")) } th { (t("health-found")) } } }
                        tbody {
                            @for check in checks {
                                tr class=(class(check.verdict)) {
                                    td { (check.name) }
                                    td { (t(word(check.verdict))) }
                                    td { (check.found) @if let Some(cure) = &check.cure { p.cure { (cure) } } }
                                }
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
        Verdict::Pass => "pass",
        Verdict::Warning => "warning",
        Verdict::Error => "error",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let (english, chinese) = (
            view(Language::En, &checks()).into_string(),
            view(Language::Zh, &checks()).into_string(),
        );
        assert!(english.contains("lang=\"en\"") && chinese.contains("lang=\"zh-CN\""));
        assert_ne!(
            message(Language::En, "health-title", &[]),
            message(Language::Zh, "health-title", &[])
        );
        for page in [english, chinese] {
            assert!(page.contains("&lt;b&gt;1 file") && !page.contains("<b>"), "{page}");
            assert!(!page.contains("health-"), "every sentence exists: {page}");
            assert!(
                !page.contains("http://") && !page.contains("https://"),
                "nothing from another origin"
            );
        }
    }
}
