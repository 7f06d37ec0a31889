//! The level pyramid: rows of equal height, width = count, the allowed range as a bracket.

use crate::visit::Visit;
use app::classification::PyramidRow;
use domain::Decimal;
use maud::{Markup, html};

const WIDTH: i64 = 260;
const LEFT: i64 = 130;
const ROW: i64 = 40;

/// Draws the counts; each row leads to its list.
pub(crate) fn pyramid(visit: &Visit, rows: &[PyramidRow], period: &str) -> Markup {
    let largest = rows.iter().map(|row| row.suppliers).max().unwrap_or(1).max(1);
    let base: u64 = rows.iter().map(|row| row.suppliers).sum();
    let width = |count: Decimal| (count * Decimal::from(WIDTH) / Decimal::from(largest)).round_dp(1);
    let sentence = rows
        .iter()
        .map(|row| {
            let level = row.level.as_deref().unwrap_or("none");
            format!("{} {}", visit.t(&format!("badge-{level}")), row.suppliers)
        })
        .collect::<Vec<_>>()
        .join(" · ");
    let height = i64::try_from(rows.len()).unwrap_or(5) * ROW;
    html! {
        svg.pyramid viewBox=(format!("0 0 {} {height}", LEFT + WIDTH + 90)) role="img" aria-label=(sentence) {
            @for (at, row) in rows.iter().enumerate() {
                @let name = row.level.as_deref().unwrap_or("none");
                @let top = i64::try_from(at).unwrap_or(0) * ROW;
                @let own = width(Decimal::from(row.suppliers));
                a href=(format!("/suppliers?level={name}&period={period}")) {
                    text x="0" y=(top + 23) { (visit.t(&format!("badge-{name}"))) }
                    rect class=(format!("fill-{name}")) x=(LEFT) y=(top + 8) width=(own.max(Decimal::ONE)) height="22" rx="2" {}
                    text.value x=(Decimal::from(LEFT) + own + Decimal::from(8)) y=(top + 23) {
                        (row.suppliers) " · " (text::percent(row.share, visit.language))
                    }
                }
                @if let Some((low, high)) = row.range {
                    @let from = Decimal::from(LEFT) + width(low * Decimal::from(base) / Decimal::ONE_HUNDRED);
                    @let to = Decimal::from(LEFT) + width(high * Decimal::from(base) / Decimal::ONE_HUNDRED);
                    path.bracket d=(format!("M{from} {} v4 H{to} v-4", top + 31)) {
                        title { (visit.say("pyramid-range", &[("low", &text::percent(low, visit.language)), ("high", &text::percent(high, visit.language))])) }
                    }
                }
            }
        }
    }
}
