//! Editing a scheme by its fields: weights in percent, curves as points, rules as figures.

use super::schemes::read_scheme;
use crate::Error;
use domain::Decimal;
use domain::design::indicator::Curve;
use domain::design::scheme::Scheme;
use domain::number::BasisPoints;
use std::collections::BTreeMap;

/// What was typed, by field: `weight/quality`, `weight/quality/quality.acceptance_rate`, `curve/CODE`,
/// `min_events/CODE`, `rule/NAME`. Fields that are not there stay as they are.
pub type Fields = BTreeMap<String, String>;

/// A field that cannot be taken as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldProblem {
    pub field: String,
    pub kind: FieldProblemKind,
    /// What was typed, or what the weights add up to.
    pub found: String,
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldProblemKind {
    /// Not a number from 0 to 100 with at most two decimals.
    Weight,
    /// The weights of one group do not total 100.
    Total,
    /// Not `value:points` pairs with ascending values.
    Curve,
    /// Not a whole number.
    Count,
}

/// The document of a scheme with the fields put in and the next version number; or all problems at once.
pub fn edit_scheme(code: &str, text: &str, fields: &Fields) -> Result<Result<String, Vec<FieldProblem>>, Error> {
    let mut scheme = read_scheme(code, text)?;
    let mut problems = Vec::new();
    weights(&mut scheme, fields, &mut problems);
    details(&mut scheme, fields, &mut problems);
    if !problems.is_empty() {
        return Ok(Err(problems));
    }
    scheme.version += 1;
    let text = with_rules(&catalog::scheme_to_text(&scheme), fields);
    read_scheme(code, &text)?;
    Ok(Ok(text))
}

fn weights(scheme: &mut Scheme, fields: &Fields, problems: &mut Vec<FieldProblem>) {
    let mut take = |field: &str, weight: &mut BasisPoints| {
        let Some(typed) = fields.get(field) else { return };
        match basis_points(typed) {
            Some(points) => *weight = points,
            None => problems.push(problem(field, FieldProblemKind::Weight, typed)),
        }
    };
    for entry in &mut scheme.dimensions {
        let dimension = entry.dimension.name();
        take(&format!("weight/{dimension}"), &mut entry.weight);
        for indicator in &mut entry.indicators {
            take(&format!("weight/{dimension}/{}", indicator.code), &mut indicator.weight);
        }
    }
    if !problems.is_empty() {
        return;
    }
    let total =
        |weights: &mut dyn Iterator<Item = BasisPoints>| weights.map(|weight| u32::from(weight.get())).sum::<u32>();
    // The weights of indicators are parts of their dimension, or of the whole as the dimension's own weight is.
    let mut check = |field: String, sum: u32, whole: u32| {
        if sum != 10_000 && sum != whole {
            problems.push(problem(&field, FieldProblemKind::Total, &in_percent(sum)));
        }
    };
    check(
        "weight".to_owned(),
        total(&mut scheme.dimensions.iter().map(|entry| entry.weight)),
        10_000,
    );
    for entry in &scheme.dimensions {
        let sum = total(&mut entry.indicators.iter().map(|indicator| indicator.weight));
        check(
            format!("weight/{}", entry.dimension.name()),
            sum,
            u32::from(entry.weight.get()),
        );
    }
}

fn details(scheme: &mut Scheme, fields: &Fields, problems: &mut Vec<FieldProblem>) {
    let indicators = scheme.dimensions.iter_mut().flat_map(|entry| &mut entry.indicators);
    for indicator in indicators {
        let field = format!("curve/{}", indicator.code);
        if let Some(typed) = fields.get(&field) {
            match curve(typed) {
                Some(curve) => indicator.curve = curve,
                None => problems.push(problem(&field, FieldProblemKind::Curve, typed)),
            }
        }
        let field = format!("min_events/{}", indicator.code);
        if let Some(typed) = fields.get(&field) {
            match typed.trim() {
                "" => indicator.min_events = None,
                typed => match typed.parse() {
                    Ok(count) => indicator.min_events = Some(count),
                    Err(_) => problems.push(problem(&field, FieldProblemKind::Count, typed)),
                },
            }
        }
    }
}

/// The rules stand in the document as `name = value`; a field replaces the value and the parser judges it.
fn with_rules(text: &str, fields: &Fields) -> String {
    let mut in_rules = false;
    let lines = text.lines().map(|line| {
        if line.starts_with('[') || line.starts_with("+++") {
            in_rules = line == "[rules]";
        }
        let field = line.split_once('=').map(|(name, _)| format!("rule/{}", name.trim()));
        match field.as_ref().filter(|_| in_rules).and_then(|field| fields.get(field)) {
            Some(typed) => format!(
                "{} = {}",
                line.split('=').next().unwrap_or_default().trim(),
                rule_value(typed)
            ),
            None => line.to_owned(),
        }
    });
    let mut text: String = lines.collect::<Vec<_>>().join("\n");
    text.push('\n');
    text
}

/// A figure as the document writes it: numbers plain, several as a list, a grade in quotation marks.
fn rule_value(typed: &str) -> String {
    let parts: Vec<String> = typed
        .split([' ', ',', ';'])
        .filter(|part| !part.is_empty())
        .map(|part| match part.parse::<Decimal>() {
            Ok(number) => number.to_string(),
            Err(_) => format!("{part:?}"),
        })
        .collect();
    match parts.as_slice() {
        [one] => one.clone(),
        several => format!("[{}]", several.join(", ")),
    }
}

/// `12.5` as 1,250 basis points.
fn basis_points(typed: &str) -> Option<BasisPoints> {
    let percent: Decimal = typed.trim().replace(',', ".").parse().ok()?;
    let points = percent * Decimal::ONE_HUNDRED;
    let whole = points.trunc();
    (whole == points).then_some(())?;
    BasisPoints::new(i64::try_from(whole).ok()?).ok()
}

/// Basis points as people type them: `12.5`.
#[must_use]
pub fn in_percent(points: u32) -> String {
    (Decimal::from(points) / Decimal::ONE_HUNDRED).normalize().to_string()
}

/// `95:90 99:100`; nothing for the indicator's own curve.
fn curve(typed: &str) -> Option<Option<Curve>> {
    if typed.trim().is_empty() {
        return Some(None);
    }
    let mut points = Vec::new();
    for pair in typed.split_whitespace() {
        let (value, score) = pair.split_once(':')?;
        points.push((value.parse::<Decimal>().ok()?, score.parse::<Decimal>().ok()?));
    }
    let ascends = points.windows(2).all(|pair| pair[0].0 < pair[1].0);
    let within = points
        .iter()
        .all(|(_, score)| (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(score));
    (points.len() >= 2 && ascends && within).then_some(Some(Curve(points)))
}

/// A curve as it is typed.
#[must_use]
pub fn curve_text(curve: &Curve) -> String {
    let pairs = curve
        .0
        .iter()
        .map(|(value, points)| format!("{}:{}", value.normalize(), points.normalize()));
    pairs.collect::<Vec<_>>().join(" ")
}

fn problem(field: &str, kind: FieldProblemKind, found: &str) -> FieldProblem {
    FieldProblem {
        field: field.to_owned(),
        kind,
        found: found.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn demo() -> String {
        catalog::scheme_text("demo").expect("the demo scheme ships")
    }

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn weights_and_rules_are_put_in_and_the_version_grows() {
        let typed = fields(&[
            ("weight/quality", "30"),
            ("weight/cost", "15"),
            ("rule/key_share", "25"),
        ]);
        let text = edit_scheme("demo", &demo(), &typed).unwrap().unwrap();
        let scheme = read_scheme("demo", &text).unwrap();
        assert_eq!((scheme.version, scheme.dimensions[0].weight.get()), (2, 3000));
        assert_eq!(scheme.rules.key_share, Decimal::from(25));
    }

    #[test]
    fn every_problem_is_told_at_once() {
        let typed = fields(&[
            ("weight/quality", "abc"),
            ("curve/delivery.otd", "99:100 95:90"),
            ("min_events/delivery.otd", "x"),
        ]);
        let problems = edit_scheme("demo", &demo(), &typed).unwrap().unwrap_err();
        assert_eq!(problems.len(), 3, "{problems:?}");
        let typed = fields(&[("weight/quality", "24")]);
        let problems = edit_scheme("demo", &demo(), &typed).unwrap().unwrap_err();
        assert_eq!(
            (problems[0].kind, problems[0].found.as_str()),
            (FieldProblemKind::Total, "99")
        );
    }
}
