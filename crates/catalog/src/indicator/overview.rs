//! The overview page of all indicators, made from their documents.

use domain::design::indicator::{Curve, Dimension, Direction, Indicator, Unit};
use std::fmt::Write;

/// A Markdown page that lists the indicators by dimension, in both languages.
#[must_use]
pub fn indicators_overview(indicators: &[Indicator]) -> String {
    let mut page = String::from(
        "# Indicators\n\nMade from the documents in `crates/catalog/indicators`; each document is the definition, the help page and the test of its indicator. \
         `gradus indicator show CODE` prints it.\nThe curve gives points by value: linear between the breakpoints, clamped outside, and every figure can be replaced in a scheme.\n",
    );
    for dimension in Dimension::ALL {
        let mut rows = indicators
            .iter()
            .filter(|indicator| indicator.dimension == dimension)
            .peekable();
        if rows.peek().is_some() {
            let name = dimension.name();
            let _ = write!(page, "\n## {}{}\n\n", name[..1].to_uppercase(), &name[1..]);
            page.push_str("| code | name | \u{540d}\u{79f0} | unit | better | minimum events | curve (value → points) | settings |\n");
            page.push_str("| --- | --- | --- | --- | --- | ---: | --- | --- |\n");
        }
        for indicator in rows {
            let _ = writeln!(page, "{}", row(indicator));
        }
    }
    page
}

fn row(indicator: &Indicator) -> String {
    let settings: Vec<String> = indicator
        .parameters
        .iter()
        .map(|parameter| format!("`{} = {}`", parameter.name, crate::setting::shown(&parameter.default)))
        .collect();
    let better = match indicator.direction {
        Direction::Up => "more",
        Direction::Down => "less",
    };
    format!(
        "| [`{}`](../crates/catalog/indicators/{}.md) | {} | {} | {} | {better} | {} | {} | {} |",
        indicator.code,
        indicator.code.replacen('.', "/", 1),
        indicator.name.en,
        indicator.name.zh,
        unit(indicator.unit),
        indicator.min_events,
        curve(&indicator.curve),
        settings.join(", "),
    )
}

fn curve(curve: &Curve) -> String {
    let points: Vec<String> = curve
        .0
        .iter()
        .map(|(value, points)| format!("{value} → {points}"))
        .collect();
    points.join(", ")
}

fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Percent => "%",
        Unit::Points => "points",
        Unit::Index => "index",
        Unit::Ppm => "ppm",
        Unit::Days => "days",
        Unit::Ratio => "ratio",
        Unit::Anchor => "0–5",
        Unit::Count => "count",
    }
}
