//! The line under every title: which evaluation is shown; and the way to another period.

use crate::visit::Visit;
use app::evaluation::Reading;
use maud::{Markup, html};

/// Scope · period · scheme version · computed at.
pub(crate) fn truth(visit: &Visit, reading: &Reading) -> String {
    let header = &reading.opened().loaded.header;
    let scope = visit.t(if reading.is_partial() {
        "truth-own-scope"
    } else {
        "truth-whole"
    });
    let computed = text::instant(&header.created_at, &visit.zone);
    let status = visit.t(&format!("truth-{}", header.status.name()));
    visit.say(
        "truth-line",
        &[
            ("scope", &scope),
            ("period", &text::quarter(&header.period, visit.language)),
            ("scheme", &header.scheme),
            ("version", &header.scheme_version.to_string()),
            ("computed", &computed),
            ("status", &status),
        ],
    )
}

/// Another period of the same screen; all other parts of the address stay.
pub(crate) fn period_picker(visit: &Visit, reading: &Reading) -> Markup {
    let kept: Vec<(String, String)> = visit
        .address
        .split_once('?')
        .and_then(|(_, query)| serde_html_form::from_str::<Vec<(String, String)>>(query).ok())
        .unwrap_or_default();
    html! {
        form.row method="get" action=(visit.path()) data-auto="" {
            @for (name, value) in kept.iter().filter(|(name, _)| name != "period" && name != "page") {
                input type="hidden" name=(name) value=(value);
            }
            label.visually-hidden for="period" { (visit.t("truth-period")) }
            select #period name="period" {
                @for head in reading.periods.iter().rev() {
                    option value=(head.period) selected[head.period == reading.period()] {
                        (text::quarter(&head.period, visit.language))
                    }
                }
            }
            noscript { button type="submit" { (visit.t("truth-show")) } }
        }
    }
}
