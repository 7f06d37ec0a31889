//! A scoring curve small enough to stand beside its formula, with the value of one supplier on it.

use domain::Decimal;
use maud::{Markup, html};

/// Draws the breakpoints and, where there is one, the value with its points.
pub(crate) fn curve(anchors: &[(Decimal, Decimal)], own: Option<(Decimal, Decimal)>, summary: &str) -> Markup {
    let (Some((first, _)), Some((last, _))) = (anchors.first(), anchors.last()) else {
        return html! {};
    };
    // One third of the range on both sides shows that the curve goes on level.
    let pad = ((*last - *first) / Decimal::TEN).max(Decimal::new(1, 3));
    let (low, high) = (*first - pad, *last + pad);
    let x = |value: Decimal| {
        ((value.clamp(low, high) - low) * Decimal::from(132) / (high - low) + Decimal::from(4)).round_dp(1)
    };
    let y = |points: Decimal| (Decimal::from(52) - points * Decimal::from(46) / Decimal::ONE_HUNDRED).round_dp(1);
    let mut path: Vec<String> = Vec::new();
    path.extend(anchors.first().map(|(_, points)| format!("{},{}", x(low), y(*points))));
    path.extend(
        anchors
            .iter()
            .map(|(value, points)| format!("{},{}", x(*value), y(*points))),
    );
    path.extend(anchors.last().map(|(_, points)| format!("{},{}", x(high), y(*points))));
    html! {
        svg.curve viewBox="0 0 140 56" role="img" aria-label=(summary) {
            line.grid-line x1="4" x2="136" y1="52.5" y2="52.5" {}
            line.grid-line x1="4" x2="136" y1="6.5" y2="6.5" {}
            polyline points=(path.join(" ")) {}
            @if let Some((value, points)) = own { circle cx=(x(value)) cy=(y(points)) r="3.5" {} }
        }
    }
}
