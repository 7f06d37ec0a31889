//! Scores: the figure with its bar, the change with its arrow, the line over the last periods.

use super::no_data;
use crate::visit::Visit;
use domain::Decimal;
use maud::{Markup, html};

/// A score with a bar from 0 to 100.
pub(crate) fn score(visit: &Visit, value: Option<Decimal>) -> Markup {
    let Some(value) = value else { return no_data(visit) };
    html! {
        span.score {
            span { (text::points(value)) }
            svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" {
                rect.track width="100" height="6" rx="1" {}
                rect.fill width=(value.round_dp(1)) height="6" rx="1" {}
            }
        }
    }
}

/// A score as a plain figure.
pub(crate) fn points(visit: &Visit, value: Option<Decimal>) -> Markup {
    match value {
        Some(value) => html! { (text::points(value)) },
        None => no_data(visit),
    }
}

/// A change in points with its direction.
pub(crate) fn change(value: Option<Decimal>) -> Markup {
    let Some(value) = value else {
        return html! { span.delta.same { "—" } };
    };
    let figure = text::delta(value);
    match figure.chars().next() {
        Some('+') => html! { span.delta.up { "▲ " (figure) } },
        Some('−') => html! { span.delta.down { "▼ " (figure) } },
        _ => html! { span.delta.same { (figure) } },
    }
}

/// A line over periods, oldest first; a gap where there was no score.
pub(crate) fn sparkline(values: &[Option<Decimal>], summary: &str) -> Markup {
    let known: Vec<Decimal> = values.iter().flatten().copied().collect();
    let (Some(low), Some(high)) = (known.iter().min(), known.iter().max()) else {
        return html! {};
    };
    // At least ten points of range, so that noise does not look like a fall.
    let ten = Decimal::TEN;
    let (low, high) = if *high - *low < ten {
        let middle = (*high + *low) / Decimal::TWO;
        (middle - ten / Decimal::TWO, middle + ten / Decimal::TWO)
    } else {
        (*low, *high)
    };
    let count = Decimal::from(values.len().max(2) - 1);
    let place = |at: usize, value: Decimal| {
        let x = Decimal::from(at) * Decimal::from(80) / count + Decimal::TWO;
        let y = Decimal::from(19) - (value - low) * Decimal::from(16) / (high - low);
        (x.round_dp(1), y.round_dp(1))
    };
    let mut strokes: Vec<Vec<(Decimal, Decimal)>> = vec![Vec::new()];
    for (at, value) in values.iter().enumerate() {
        match (value, strokes.last_mut()) {
            (Some(value), Some(stroke)) => stroke.push(place(at, *value)),
            (None, Some(stroke)) if !stroke.is_empty() => strokes.push(Vec::new()),
            _ => {}
        }
    }
    let last = strokes.iter().rev().find_map(|stroke| stroke.last());
    html! {
        svg.spark viewBox="0 0 84 22" role="img" aria-label=(summary) {
            @for stroke in strokes.iter().filter(|stroke| stroke.len() > 1) {
                polyline points=(stroke.iter().map(|(x, y)| format!("{x},{y}")).collect::<Vec<_>>().join(" ")) {}
            }
            @if let Some((x, y)) = last { circle cx=(x) cy=(y) r="2.5" {} }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_carries_arrow_sign_and_one_decimal() {
        let shown = |text: &str| change(text.parse().ok()).into_string();
        assert!(shown("1.24").contains("▲ +1.2"));
        assert!(shown("-0.4").contains("▼ −0.4"));
        assert!(!shown("0.01").contains('▲'));
        assert!(change(None).into_string().contains('—'));
    }

    #[test]
    fn a_gap_breaks_the_line() {
        let value = |number: i64| Some(Decimal::from(number));
        let line = sparkline(&[value(60), value(70), None, value(80), value(90)], "");
        assert_eq!(line.into_string().matches("<polyline").count(), 2);
        assert_eq!(sparkline(&[None, None], "").into_string(), "");
    }
}
