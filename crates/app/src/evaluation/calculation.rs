//! A scorecard as a workbook that finance can recompute: our figures in cells, and the method as formulas over them.

use super::card::{CardView, CategoryCard, IndicatorCard};
use super::words::dimension_name;
use crate::Error;
use domain::Decimal;
use domain::design::indicator::Dimension;
use formats::write::{Calculation, Entry, Shape};
use text::{Language, message};

/// Columns before the anchors of the curves.
const COLUMNS: [&str; 12] = [
    "category",
    "dimension",
    "indicator",
    "good",
    "n",
    "value",
    "unit",
    "points",
    "weight",
    "effective",
    "contribution",
    "note",
];
/// Where the anchors begin.
const ANCHORS: usize = COLUMNS.len();

/// The workbook of a scorecard.
pub fn calculation(card: &CardView, language: Language) -> Result<Vec<u8>, Error> {
    let say = |id: &str| message(language, id, &[]);
    let mut sheet = Calculation {
        name: say("calculation-sheet"),
        rows: vec![
            vec![Entry::Head(card.code_and_name(language))],
            vec![Entry::Text(message(
                language,
                "calculation-lead",
                &[
                    ("period", &text::quarter(&card.period, language)),
                    ("scheme", &card.scheme),
                    ("version", &card.scheme_version.to_string()),
                ],
            ))],
            Vec::new(),
        ],
        widths: vec![22, 14, 34, 14, 14, 14, 10, 12, 12, 14, 14, 30],
        header_rows: 0,
    };
    let mut totals: Vec<(usize, &CategoryCard)> = Vec::new();
    for category in &card.categories {
        let row = add_category(&mut sheet.rows, category, language);
        totals.extend(row.map(|row| (row, category)));
    }
    add_total(&mut sheet.rows, card, &totals, language);
    let about = about(card, language);
    formats::write::calculation(&[sheet, about]).map_err(Error::internal)
}

/// The letters of a column, counted from 0.
fn letters(column: usize) -> String {
    let last = char::from(b'A' + u8::try_from(column % 26).unwrap_or(0));
    match (column / 26).checked_sub(1) {
        Some(rest) => format!("{}{last}", letters(rest)),
        None => last.to_string(),
    }
}

/// A category with its indicators; gives the row (counted from 1) of its composite.
fn add_category(rows: &mut Vec<Vec<Entry>>, category: &CategoryCard, language: Language) -> Option<usize> {
    let say = |id: &str| message(language, id, &[]);
    let mut head: Vec<Entry> = COLUMNS
        .iter()
        .map(|name| Entry::Head(say(&format!("calculation-{name}"))))
        .collect();
    head.push(Entry::Head(say("calculation-anchors")));
    rows.push(head);
    let indicators: Vec<&IndicatorCard> = category.dimensions.iter().flat_map(|one| &one.indicators).collect();
    let first = rows.len() + 1;
    let last = first + indicators.len().saturating_sub(1);
    let is_scored = category.score.is_some();
    for indicator in &indicators {
        let row = rows.len() + 1;
        rows.push(indicator_row(category, indicator, (row, first, last), language));
    }
    let score = category.score.filter(|_| !indicators.is_empty());
    let Some(score) = score.filter(|_| is_scored) else {
        rows.push(vec![
            Entry::Text(category.name.clone()),
            Entry::Text(say("state-no-score")),
        ]);
        rows.push(Vec::new());
        return None;
    };
    let sum = format!("SUM(K{first}:K{last})");
    let formula = match category.cap {
        Some(cap) => format!("MIN({cap},{sum})"),
        None => sum,
    };
    let mut total = vec![Entry::Empty; 10];
    total[0] = Entry::Head(category.name.clone());
    total[2] = Entry::Head(say("calculation-composite"));
    total.push(Entry::Formula(formula, score, Shape::Points));
    if let Some(cap) = category.cap {
        total.push(Entry::Text(message(language, "card-cap", &[("cap", &cap.to_string())])));
    }
    rows.push(total);
    let at = rows.len();
    rows.push(Vec::new());
    Some(at)
}

fn indicator_row(
    category: &CategoryCard,
    indicator: &IndicatorCard,
    (row, first, last): (usize, usize, usize),
    language: Language,
) -> Vec<Entry> {
    let line = &indicator.line;
    let number = |value: Option<Decimal>| value.map_or(Entry::Empty, |value| Entry::Number(value, Shape::Plain));
    let dimension = line.indicator.split('.').next().and_then(Dimension::from_name);
    let value = match (line.value, line.numerator, line.denominator) {
        (Some(value), Some(good), Some(n)) => match scale(value, good, n) {
            Some(scale) => Entry::Formula(format!("{scale}*D{row}/E{row}"), value, Shape::Plain),
            None => Entry::Number(value, Shape::Plain),
        },
        (value, _, _) => number(value),
    };
    let points = line.points.map_or(Entry::Empty, |points| {
        Entry::Formula(curve(&indicator.curve, row), points, Shape::Points)
    });
    let is_scored = category.score.is_some();
    let effective = if is_scored {
        Entry::Formula(effective(row, first, last), line.effective, Shape::Percent)
    } else {
        Entry::Empty
    };
    let contribution = if is_scored {
        Entry::Formula(
            format!("IF(J{row}>0,H{row}*J{row},0)"),
            line.contribution,
            Shape::Points,
        )
    } else {
        Entry::Empty
    };
    let note = line
        .no_data
        .as_ref()
        .map_or(Entry::Empty, |_| Entry::Text(line.why.text.clone()));
    let mut cells = vec![
        Entry::Text(category.name.clone()),
        Entry::Text(dimension.map_or_else(String::new, |dimension| dimension_name(dimension, language))),
        Entry::Text(line.name.clone()),
        number(line.numerator),
        number(line.denominator),
        value,
        Entry::Text(line.unit.clone()),
        points,
        Entry::Number(line.weight, Shape::Percent),
        effective,
        contribution,
        note,
    ];
    for (value, points) in &indicator.curve {
        cells.push(Entry::Number(*value, Shape::Plain));
        cells.push(Entry::Number(*points, Shape::Plain));
    }
    cells
}

/// The factor by which the quotient becomes the value, where it is a plain quotient.
fn scale(value: Decimal, good: Decimal, n: Decimal) -> Option<u32> {
    [1_u32, 100, 1_000_000].into_iter().find(|scale| {
        let quotient = Decimal::from(*scale)
            .checked_mul(good)
            .and_then(|good| good.checked_div(n));
        quotient.is_some_and(|quotient| (quotient - value).abs() < Decimal::new(1, 9))
    })
}

/// The weight after the weight of missing siblings and of empty dimensions moved.
fn effective(row: usize, first: usize, last: usize) -> String {
    let (weights, dimensions, points) = (
        format!("$I${first}:$I${last}"),
        format!("$B${first}:$B${last}"),
        format!("$H${first}:$H${last}"),
    );
    let own = format!("SUMIFS({weights},{dimensions},B{row})");
    let present = format!("SUMIFS({weights},{dimensions},B{row},{points},\">=0\")");
    let whole =
        format!("SUMPRODUCT({weights},--(COUNTIFS({dimensions},{dimensions},{points},\">=0\",{weights},\">0\")>0))");
    format!("IF(AND(COUNT(H{row})=1,I{row}>0),I{row}/{present}*{own}/{whole},0)")
}

/// Piecewise linear between the anchors that stand on the same row; at a jump the better points count.
fn curve(anchors: &[(Decimal, Decimal)], row: usize) -> String {
    let value = |at: usize| format!("{}{row}", letters(ANCHORS + 2 * at));
    let points = |at: usize| format!("{}{row}", letters(ANCHORS + 2 * at + 1));
    let Some(end) = anchors.len().checked_sub(1) else {
        return "0".to_owned();
    };
    let mut formula = points(end);
    for at in (0..end).rev() {
        let ((left, _), (right, right_points)) = (anchors[at], anchors[at + 1]);
        if left == right {
            continue;
        }
        // On a jump the next part begins with other points: the better of both holds.
        let is_better_here = anchors
            .get(at + 2)
            .is_none_or(|next| next.0 != right || right_points >= next.1);
        let sign = if is_better_here { "<=" } else { "<" };
        let slope = format!(
            "{p0}+(F{row}-{x0})*({p1}-{p0})/({x1}-{x0})",
            p0 = points(at),
            p1 = points(at + 1),
            x0 = value(at),
            x1 = value(at + 1),
        );
        formula = format!("IF(F{row}{sign}{},{slope},{formula})", value(at + 1));
    }
    format!("IF(F{row}<={},{},{formula})", value(0), points(0))
}

fn add_total(rows: &mut Vec<Vec<Entry>>, card: &CardView, totals: &[(usize, &CategoryCard)], language: Language) {
    let say = |id: &str| message(language, id, &[]);
    let Some(score) = card.score.filter(|_| !totals.is_empty()) else {
        rows.push(vec![
            Entry::Head(say("calculation-total")),
            Entry::Text(say("state-no-score")),
        ]);
        return;
    };
    let head = ["category", "share", "composite", "contribution"];
    rows.push(
        head.iter()
            .map(|name| Entry::Head(say(&format!("calculation-{name}"))))
            .collect(),
    );
    let first = rows.len() + 1;
    for (at, category) in totals {
        let row = rows.len() + 1;
        let composite = category.score.unwrap_or_default();
        rows.push(vec![
            Entry::Text(category.name.clone()),
            Entry::Number(category.share, Shape::Percent),
            Entry::Formula(format!("K{at}"), composite, Shape::Points),
            Entry::Formula(format!("B{row}*C{row}"), category.share * composite, Shape::Points),
        ]);
    }
    let last = rows.len();
    rows.push(vec![
        Entry::Head(say("calculation-total")),
        Entry::Empty,
        Entry::Empty,
        Entry::Formula(format!("SUM(D{first}:D{last})"), score, Shape::Points),
    ]);
}

fn about(card: &CardView, language: Language) -> Calculation {
    let say = |id: &str| message(language, id, &[]);
    let line = |id: &str, value: String| vec![Entry::Text(say(id)), Entry::Text(value)];
    Calculation {
        name: say("export-sheet-about"),
        rows: vec![
            vec![
                Entry::Head(say("export-about-what")),
                Entry::Head(say("export-about-value")),
            ],
            line("export-about-period", text::quarter(&card.period, language)),
            line(
                "export-about-scheme",
                format!("{} v{}", card.scheme, card.scheme_version),
            ),
            line("export-about-evaluation", card.evaluation.clone()),
            line("export-about-status", say(&format!("truth-{}", card.status))),
            line("calculation-how", say("calculation-how-text")),
            line("export-about-score", say("export-about-score-text")),
        ],
        widths: vec![26, 100],
        header_rows: 1,
    }
}

impl CardView {
    /// Code and name, in the reader's script where there is one.
    fn code_and_name(&self, language: Language) -> String {
        let name = match (&self.name_latin, language) {
            (Some(latin), Language::En) => latin,
            _ => &self.name,
        };
        format!("{} {name}", self.supplier)
    }
}
