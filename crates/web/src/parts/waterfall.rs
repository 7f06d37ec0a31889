//! The waterfall: from one score to another, each cause a bar that begins where the one before ended.

use crate::visit::Visit;
use app::monitoring::{BarLine, cause_word};
use domain::Decimal;
use maud::{Markup, html};

const WIDTH: i64 = 640;
const LEFT: i64 = 190;
const RIGHT: i64 = 560;
const ROW: i64 = 30;

/// Draws the causes that show something; their figures add up exactly to the difference of both ends.
pub(crate) fn waterfall(visit: &Visit, ends: [(&str, Decimal); 2], bars: &[BarLine], sentence: &str) -> Markup {
    let [(from_word, from), (to_word, to)] = ends;
    let bars: Vec<&BarLine> = bars.iter().filter(|bar| !bar.shown.is_zero()).collect();
    let mut at = from;
    let mut steps: Vec<(&BarLine, Decimal, Decimal)> = Vec::new();
    for bar in bars {
        steps.push((bar, at, at + bar.shown));
        at += bar.shown;
    }
    let ends = steps.iter().flat_map(|(_, from, to)| [*from, *to]).chain([from, to]);
    let (low, high) = ends.fold((from, from), |(low, high), value| (low.min(value), high.max(value)));
    let range = (high - low).max(Decimal::ONE);
    let x = |value: Decimal| (Decimal::from(LEFT) + (value - low) * Decimal::from(RIGHT - LEFT) / range).round_dp(1);
    let rows = i64::try_from(steps.len()).unwrap_or(0) + 2;
    let y = |row: usize| i64::try_from(row).unwrap_or(0) * ROW;
    html! {
        svg.waterfall viewBox=(format!("0 0 {WIDTH} {}", rows * ROW)) role="img" aria-label=(sentence) {
            (end(from_word, from, x(from), 0))
            line.link x1=(x(from)) x2=(x(from)) y1=(ROW - 8) y2=(ROW + 8) {}
            @for (row, (bar, start, stop)) in steps.iter().enumerate() {
                @let top = y(row + 1);
                @let is_up = bar.shown.is_sign_positive();
                text x="0" y=(top + 19) { (cause_word(visit.language, &bar.cause)) }
                rect class=(if is_up { "up" } else { "down" }) x=(x(*start).min(x(*stop))) y=(top + 7) width=((x(*stop) - x(*start)).abs().max(Decimal::ONE)) height="16" rx="1" {}
                line.link x1=(x(*stop)) x2=(x(*stop)) y1=(top + 23) y2=(top + ROW + 7) {}
                text.value x=(WIDTH - 2) y=(top + 19) text-anchor="end" { @if is_up { "▲ " } @else { "▼ " } (text::delta(bar.shown)) }
            }
            (end(to_word, to, x(to), y(steps.len() + 1)))
        }
    }
}

/// Where the way begins or ends: a mark on the scale, since the scale does not begin at zero.
fn end(word: &str, score: Decimal, x: Decimal, top: i64) -> Markup {
    html! {
        text.end x="0" y=(top + 19) { (word) }
        circle.total cx=(x) cy=(top + 15) r="5" {}
        text.value x=(WIDTH - 2) y=(top + 19) text-anchor="end" { (text::points(score)) }
    }
}
