//! What is wrong with an indicator, or looks wrong, beyond its form.

use super::parse::EXAMPLES;
use crate::finding::Finding;
use domain::Decimal;
use domain::design::approve::proportional;
use domain::design::indicator::{Bilingual, Curve, Direction, Indicator, Kind};
use domain::intake::kinds::FAULT_OWNERS;
use domain::intake::snapshot;

/// Columns that every event has.
const EVENT_COLUMNS: [&str; 8] = [
    "supplier_id",
    "category_id",
    "unit_id",
    "row_id",
    "on_date",
    "part",
    "good",
    "n",
];

/// Everything that is wrong with an indicator, and what looks wrong, in the order of its document.
#[must_use]
pub fn lint_indicator(indicator: &Indicator) -> Vec<Finding> {
    let mut findings = Vec::new();
    findings.extend(lint_curve("curve", &indicator.curve, indicator.direction));
    findings.extend(lint_owners("counted_owners", &indicator.counted_owners));
    findings.extend(lint_needs(indicator));
    findings.extend(lint_parts(indicator));
    findings.extend(lint_query(indicator));
    findings.extend(lint_languages(indicator));
    let examples = indicator.examples.len();
    if examples < 2 {
        let cure = "add what goes in and what must come out, pitfalls first";
        findings.push(Finding::warning("few_examples", EXAMPLES.to_lowercase()).says(
            examples.to_string(),
            "at least 2 worked examples",
            cure,
        ));
    }
    findings
}

/// A curve must lead from one end to the other without turning back.
pub(crate) fn lint_curve(path: &str, curve: &Curve, direction: Direction) -> Vec<Finding> {
    let breakpoints = &curve.0;
    if breakpoints.len() < 2 {
        let found = format!("a list of {}", breakpoints.len());
        return vec![Finding::error("curve_short", path).says(
            found,
            "at least two breakpoints",
            "give the value of 0 points and the value of 100",
        )];
    }
    let mut findings = Vec::new();
    for (index, pair) in breakpoints.windows(2).enumerate() {
        let ((value, score), (next, next_score)) = (pair[0], pair[1]);
        let at = format!("{path}[{}]", index + 1);
        let is_third = index > 0 && breakpoints[index - 1].0 == next;
        if next < value || is_third {
            let hint = "list the breakpoints by rising value, at most two with the same";
            findings.push(Finding::error("curve_order", &at).says(
                next.to_string(),
                format!("a value of {value} or more"),
                hint,
            ));
        }
        let (turns_back, expected) = match direction {
            Direction::Up => (
                next_score < score,
                format!("{score} points or more, because more is better"),
            ),
            Direction::Down => (
                next_score > score,
                format!("{score} points or fewer, because less is better"),
            ),
        };
        if turns_back {
            findings.push(Finding::error("curve_direction", &at).says(
                format!("{next_score} points"),
                expected,
                "correct the points, or the direction",
            ));
        }
    }
    for (index, (_, score)) in breakpoints.iter().enumerate() {
        if !(Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(score) {
            findings.push(Finding::error("curve_points", format!("{path}[{index}]")).says(
                score.to_string(),
                "0 to 100 points",
                "scores run from 0 to 100",
            ));
        }
    }
    let (Some((_, first)), Some((_, last))) = (breakpoints.first(), breakpoints.last()) else {
        return findings;
    };
    let (lowest, highest) = (first.min(last), first.max(last));
    if *lowest != Decimal::ZERO || *highest != Decimal::ONE_HUNDRED {
        let hint = "add the values of 0 and of 100 points, or nobody can reach them";
        findings.push(Finding::warning("curve_gap", path).says(
            format!("a curve from {lowest} to {highest} points"),
            "one from 0 to 100",
            hint,
        ));
    }
    findings
}

/// Only owners that facts can name.
pub(crate) fn lint_owners(path: &str, owners: &[String]) -> Vec<Finding> {
    let unknown = owners
        .iter()
        .enumerate()
        .filter(|(_, owner)| !FAULT_OWNERS.contains(&owner.as_str()));
    unknown
        .map(|(index, owner)| {
            let cure = suggest(crate::nearest(owner, FAULT_OWNERS.iter().copied()), "remove it");
            Finding::error("owner_unknown", format!("{path}[{index}]")).says(
                format!("{owner:?}"),
                format!("one of {}", FAULT_OWNERS.join(", ")),
                cure,
            )
        })
        .collect()
}

/// "write x", or the other cure when nothing is near.
pub(crate) fn suggest(nearest: Option<&str>, otherwise: &str) -> String {
    nearest.map_or_else(
        || otherwise.to_owned(),
        |nearest| format!("write {nearest:?}, or {otherwise}"),
    )
}

/// A text in both languages.
pub(crate) fn lint_bilingual(path: &str, text: &Bilingual) -> Vec<Finding> {
    [("en", &text.en), ("zh", &text.zh)]
        .into_iter()
        .filter(|(_, words)| words.trim().is_empty())
        .map(|(language, _)| {
            let path = format!("{path}.{language}");
            Finding::warning("language_missing", path).says(
                "empty",
                "a text in both languages",
                "write it, so that every reader understands",
            )
        })
        .collect()
}

fn lint_needs(indicator: &Indicator) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, need) in indicator.needs.iter().enumerate() {
        let path = format!("needs[{index}]");
        let (table, column) = need.split_once('.').unwrap_or((need, ""));
        let columns =
            snapshot::find(table).map(|table| table.columns.iter().map(|column| column.name).collect::<Vec<_>>());
        let cure = match columns {
            None => {
                let nearest = crate::nearest(table, snapshot::TABLES.iter().map(|table| table.name));
                suggest(
                    nearest.map(|table| format!("{table}.{column}")).as_deref(),
                    "name a snapshot table",
                )
            }
            Some(columns) if !columns.contains(&column) => {
                let nearest = crate::nearest(column, columns).map(|column| format!("{table}.{column}"));
                suggest(nearest.as_deref(), &format!("name a column of {table}"))
            }
            Some(_) if !has_word(&indicator.query, table) => {
                findings.push(Finding::warning("need_unused", path).says(
                    format!("{need:?}"),
                    "a table that the query reads",
                    "remove it",
                ));
                continue;
            }
            Some(_) => continue,
        };
        findings.push(Finding::error("need_unknown", path).says(
            format!("{need:?}"),
            "table.column of the snapshots",
            cure,
        ));
    }
    findings
}

fn lint_parts(indicator: &Indicator) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, part) in indicator.parts.iter().enumerate() {
        if let Some(curve) = &part.curve {
            findings.extend(lint_curve(&format!("part[{index}].curve"), curve, indicator.direction));
        }
        if indicator.parts[..index].iter().any(|earlier| earlier.name == part.name) {
            let path = format!("part[{index}].name");
            findings.push(Finding::error("part_repeated", path).says(
                format!("{:?}", part.name),
                "a name of its own",
                "rename or remove it",
            ));
        }
        if !indicator.query.contains(&format!("'{}'", part.name)) {
            let cure = format!("let the query yield '{}' as part", part.name);
            findings.push(Finding::error("part_unused", "query").says(
                format!("without '{}'", part.name),
                "every part",
                cure,
            ));
        }
    }
    let weights: Vec<_> = indicator.parts.iter().map(|part| part.weight).collect();
    let total: u32 = weights.iter().map(|weight| u32::from(weight.get())).sum();
    if indicator.kind == Kind::Parts && total != 10_000 {
        let names = indicator.parts.iter().map(|part| part.name.as_str());
        let proposal = names
            .zip(proportional(&weights))
            .map(|(name, weight)| format!("{name} {weight}"));
        let cure = format!("in proportion: {}", proposal.collect::<Vec<_>>().join(", "));
        findings.push(Finding::error("part_weights", "part").says(
            format!("a total of {total}"),
            "a total of 10000",
            cure,
        ));
    }
    findings
}

fn lint_query(indicator: &Indicator) -> Vec<Finding> {
    let mut findings = Vec::new();
    let query = &indicator.query;
    for column in EVENT_COLUMNS.into_iter().filter(|column| !has_word(query, column)) {
        let cure = format!("select … as {column}");
        findings.push(Finding::error("column_missing", "query").says(
            format!("without {column}"),
            "one row per event with all its columns",
            cure,
        ));
    }
    let declared = || {
        indicator
            .parameters
            .iter()
            .map(|parameter| parameter.name.as_str())
            .chain(["as_of"])
    };
    for name in placeholders(query) {
        if !declared().any(|known| known == name) {
            let nearest = crate::nearest(name, declared()).map(|name| format!("${name}"));
            let cure = suggest(nearest.as_deref(), &format!("declare it as [parameter.{name}]"));
            findings.push(Finding::error("placeholder_undeclared", "query").says(
                format!("with ${name}"),
                "declared parameters",
                cure,
            ));
        }
    }
    for parameter in &indicator.parameters {
        if !placeholders(query).contains(&parameter.name.as_str()) {
            let path = format!("parameter.{}", parameter.name);
            let cure = format!("use ${} in the query, or remove it", parameter.name);
            findings.push(Finding::warning("parameter_unused", path).says("declared", "used", cure));
        }
    }
    findings
}

fn lint_languages(indicator: &Indicator) -> Vec<Finding> {
    let mut findings = lint_bilingual("name", &indicator.name);
    findings.extend(lint_bilingual("prose", &indicator.prose));
    for (index, part) in indicator
        .parts
        .iter()
        .enumerate()
        .filter(|(_, part)| part.title != indicator.name)
    {
        findings.extend(lint_bilingual(&format!("part[{index}].title"), &part.title));
    }
    for parameter in &indicator.parameters {
        findings.extend(lint_bilingual(
            &format!("parameter.{}", parameter.name),
            &parameter.meaning,
        ));
    }
    findings
}

/// The names that stand as `$name`, each once.
fn placeholders(query: &str) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for after in query.split('$').skip(1) {
        let end = after.find(|c: char| !is_word_char(c)).unwrap_or(after.len());
        if !names.contains(&&after[..end]) {
            names.push(&after[..end]);
        }
    }
    names
}

fn has_word(text: &str, word: &str) -> bool {
    text.split(|c: char| !is_word_char(c)).any(|found| found == word)
}

fn is_word_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}
