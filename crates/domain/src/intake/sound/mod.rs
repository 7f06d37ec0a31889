//! What cannot be, whatever the file says: more rejected than inspected, an answer before its question, a day to come.
//!
//! The rules of a kind are looked up once per file; a row is held against positions and integers only.

mod rules;
#[cfg(test)]
mod tests;

use super::kind::{Kind, Type};
use super::problem::{Code, Problem};
use super::value::Value;
use crate::Decimal;
use crate::number::{PRICE_SCALE, QUANTITY_SCALE, RATE_SCALE};
use jiff::civil::Date;
use rules::{Bound, DayRule, NumberRule};

/// The rules of one kind on one day.
#[derive(Debug, Clone)]
pub struct Soundness {
    kind: &'static Kind,
    numbers: Vec<NumberCheck>,
    days: Vec<DayCheck>,
    /// Column, the last day (and instant) that it may name.
    last_days: Vec<(usize, Box<str>)>,
    /// A price and its currency.
    priced: Option<(usize, usize)>,
    /// Two currencies of a rate.
    pair: Option<(usize, usize)>,
}

#[derive(Debug, Clone, Copy)]
struct NumberCheck {
    position: usize,
    at_least: i64,
    /// 0 itself is none.
    is_open: bool,
    /// A number, as it is stored.
    at_most: Option<i64>,
    /// The first of these columns that is filled holds the greatest possible value.
    within: [Option<usize>; 2],
    /// A price of nothing is said but kept.
    zero_is_noted: bool,
}

#[derive(Debug, Clone, Copy)]
struct DayCheck {
    position: usize,
    not_before: usize,
}

impl Soundness {
    /// The rules of a kind, as of a day.
    #[must_use]
    pub fn new(kind: &'static Kind, today: Date) -> Soundness {
        let rules = rules::of(kind.name);
        let at = |name: &str| kind.position(name);
        let numbers = rules.numbers.iter().filter_map(|rule| NumberCheck::new(kind, rule));
        let days = rules.days.iter().filter_map(|DayRule { column, not_before }| {
            Some(DayCheck {
                position: at(column)?,
                not_before: at(not_before)?,
            })
        });
        let last_days = rules.reach.iter().filter_map(|(column, years)| {
            let last = today.checked_add(jiff::Span::new().years(*years)).unwrap_or(today);
            Some((at(column)?, last.to_string().into_boxed_str()))
        });
        Soundness {
            kind,
            numbers: numbers.collect(),
            days: days.collect(),
            last_days: last_days.collect(),
            priced: at("price").zip(at("currency")),
            pair: at("base").zip(at("quote")),
        }
    }

    /// Everything that cannot be; empty for nearly every row.
    #[must_use]
    pub fn problems(&self, values: &[Value]) -> Vec<Problem> {
        let mut problems = Vec::new();
        for check in &self.numbers {
            problems.extend(self.number(check, values));
        }
        for check in &self.days {
            let (later, earlier) = (&values[check.position], &values[check.not_before]);
            if let (Value::Text(later), Value::Text(earlier)) = (later, earlier)
                && later < earlier
            {
                let expected = format!("≥ {earlier} ({})", self.kind.columns[check.not_before].name);
                problems.push(self.problem(Code::ImpossibleDay, check.position, later, expected));
            }
        }
        for (position, last) in &self.last_days {
            if let Value::Text(day) = &values[*position]
                && is_after(day, last)
            {
                problems.push(self.problem(Code::FarDay, *position, day, format!("≤ {last}")));
            }
        }
        problems.extend(self.currency(values));
        problems
    }

    fn number(&self, check: &NumberCheck, values: &[Value]) -> Option<Problem> {
        let found = values[check.position].as_int()?;
        let ty = self.kind.columns[check.position].ty;
        let limit = check
            .within
            .iter()
            .flatten()
            .find_map(|position| Some((*position, values[*position].as_int()?)));
        let expected = if check.zero_is_noted && found == 0 {
            return Some(self.problem(Code::PriceOfNothing, check.position, "0", "> 0".to_owned()));
        } else if found < check.at_least || check.is_open && found == 0 {
            bounds(check, ty)
        } else if let Some(most) = check.at_most.filter(|most| found > *most) {
            format!("≤ {}", shown(most, ty))
        } else if let Some((position, most)) = limit.filter(|(_, most)| found > *most) {
            format!("≤ {} ({})", shown(most, ty), self.kind.columns[position].name)
        } else {
            return None;
        };
        Some(self.problem(Code::ImpossibleNumber, check.position, &shown(found, ty), expected))
    }

    fn currency(&self, values: &[Value]) -> Option<Problem> {
        if let Some((price, currency)) = self.priced
            && values[currency].is_null()
            && let Some(amount) = values[price].as_int()
        {
            let amount = shown(amount, self.kind.columns[price].ty);
            return Some(self.problem(Code::PriceWithoutCurrency, currency, &amount, String::new()));
        }
        let (one, other) = self.pair?;
        let (base, quote) = (values[one].as_text()?, values[other].as_text()?);
        let name = self.kind.columns[one].name;
        (base == quote).then(|| self.problem(Code::ImpossibleNumber, other, quote, format!("≠ {base} ({name})")))
    }

    fn problem(&self, code: Code, position: usize, value: &str, expected: String) -> Problem {
        Problem::new(code)
            .field(self.kind.name, self.kind.columns[position].name)
            .value(value)
            .expected(expected)
    }
}

impl NumberCheck {
    fn new(kind: &'static Kind, rule: &NumberRule) -> Option<NumberCheck> {
        let position = kind.position(rule.column)?;
        let scale = 10_i64.pow(scale(kind.columns[position].ty));
        let mut check = NumberCheck {
            position,
            at_least: i64::MIN,
            is_open: false,
            at_most: None,
            within: [None, None],
            zero_is_noted: false,
        };
        match rule.bound {
            Bound::Positive => (check.at_least, check.is_open) = (0, true),
            Bound::NotZero => check.is_open = true,
            Bound::PositiveOrNoted => (check.at_least, check.zero_is_noted) = (0, true),
            Bound::NotNegative => check.at_least = 0,
            Bound::Between(least, most) => (check.at_least, check.at_most) = (least * scale, Some(most * scale)),
            Bound::Within(columns) => {
                check.at_least = 0;
                check.within = columns.map(|column| kind.position(column));
            }
        }
        Some(check)
    }
}

/// Which numbers would be possible, in signs that every language knows.
fn bounds(check: &NumberCheck, ty: Type) -> String {
    match (check.at_least, check.is_open, check.at_most) {
        (i64::MIN, ..) => "≠ 0".to_owned(),
        (_, true, _) => "> 0".to_owned(),
        (least, _, None) => format!("≥ {}", shown(least, ty)),
        (least, _, Some(most)) => format!("{} – {}", shown(least, ty), shown(most, ty)),
    }
}

/// Days and instants begin with their day, which sorts as it is written.
fn is_after(found: &str, last: &str) -> bool {
    found.get(..last.len()).is_some_and(|day| day > last)
}

fn scale(ty: Type) -> u32 {
    match ty {
        Type::Quantity => QUANTITY_SCALE,
        Type::Price => PRICE_SCALE,
        Type::Rate => RATE_SCALE,
        _ => 0,
    }
}

/// A stored number as people write it.
fn shown(number: i64, ty: Type) -> String {
    Decimal::new(number, scale(ty)).normalize().to_string()
}
