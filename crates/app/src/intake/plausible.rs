//! What no single cell shows: quantities over a limit, two currencies in a document, two units of an item.

use domain::Decimal;
use domain::evaluation::Absence;
use domain::evaluation::absence::speaks_of;
use domain::intake::kinds::{ASSESSMENT_ANSWER, INVOICE_LINE, ORDER_LINE, QUOTE_LINE};
use domain::intake::mapping::Limits;
use domain::intake::problem::{Code, Problem};
use domain::intake::{Kind, Type, Value};
use domain::number::QUANTITY_SCALE;
use rust_decimal::prelude::ToPrimitive;
use std::collections::HashMap;

/// Remembers what the rows before said.
pub(super) struct Plausible {
    max_quantity: i64,
    /// Per entity of the mapping.
    watched: Vec<Watched>,
    /// Currency of each document.
    currencies: HashMap<Box<str>, Box<str>>,
    /// Unit of each item.
    units: HashMap<Box<str>, Box<str>>,
    /// Codes of the indicators that an answer without points may speak of.
    indicators: Vec<String>,
}

/// What the rows of a file are held against beside each other.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Base unit of each stored item.
    pub units: HashMap<Box<str>, Box<str>>,
    /// Codes of all indicators.
    pub indicators: Vec<String>,
}

/// Where a kind keeps what is looked at, found once and not for every row.
struct Watched {
    kind: &'static Kind,
    quantities: Vec<usize>,
    /// The column that names the document with one currency, and the currency.
    document: Option<(usize, usize)>,
    /// The column that names the item with one unit, and the unit.
    item: Option<(usize, usize)>,
    /// The columns of a question, of its points and of whether it was answered.
    answer: Option<[usize; 3]>,
}

impl Watched {
    fn of(kind: &'static Kind) -> Watched {
        let pair = |one: &str, other: &str| Some((kind.position(one)?, kind.position(other)?));
        let is_quantity = |position: &usize| kind.columns[*position].ty == Type::Quantity;
        Watched {
            kind,
            quantities: (0..kind.columns.len()).filter(is_quantity).collect(),
            document: document_of(kind).and_then(|document| pair(document, "currency")),
            item: match kind.name {
                "order_line" => pair("item", "unit"),
                "item" => pair("code", "unit"),
                _ => None,
            },
            answer: (kind.name == ASSESSMENT_ANSWER.name)
                .then(|| {
                    Some([
                        kind.position("question")?,
                        kind.position("points")?,
                        kind.position("answer")?,
                    ])
                })
                .flatten(),
        }
    }
}

/// Which column of a kind names the document that has one currency.
fn document_of(kind: &Kind) -> Option<&'static str> {
    let documents = [
        (ORDER_LINE.name, "order_no"),
        (INVOICE_LINE.name, "invoice_no"),
        (QUOTE_LINE.name, "rfq"),
    ];
    documents
        .iter()
        .find(|(name, _)| *name == kind.name)
        .map(|(_, document)| *document)
}

impl Plausible {
    /// For a mapping that makes these kinds, with what is stored already.
    pub(super) fn new(limits: &Limits, kinds: &[&'static Kind], known: &Known) -> Plausible {
        let scaled = limits
            .max_quantity
            .checked_mul(Decimal::from(10_i64.pow(QUANTITY_SCALE)));
        let watched: Vec<Watched> = kinds.iter().map(|kind| Watched::of(kind)).collect();
        Plausible {
            max_quantity: scaled.and_then(|quantity| quantity.to_i64()).unwrap_or(i64::MAX),
            watched,
            currencies: HashMap::new(),
            units: known.units.clone(),
            indicators: known.indicators.clone(),
        }
    }

    /// Everything implausible about a row of the entity with that index.
    pub(super) fn check(&mut self, index: usize, values: &[Value]) -> Vec<Problem> {
        let mut problems = self.over_limit(index, values);
        problems.extend(self.currency(index, values));
        problems.extend(self.unit(index, values));
        problems.extend(self.answer(index, values));
        problems
    }

    fn over_limit(&self, index: usize, values: &[Value]) -> Vec<Problem> {
        let Watched { kind, quantities, .. } = &self.watched[index];
        let over = quantities.iter().filter_map(|position| {
            let quantity = values[*position]
                .as_int()
                .filter(|quantity| *quantity > self.max_quantity)?;
            let problem = Problem::new(Code::OverLimit)
                .value(shown(quantity))
                .expected(shown(self.max_quantity));
            Some(problem.field(kind.name, kind.columns[*position].name))
        });
        over.collect()
    }

    fn currency(&mut self, index: usize, values: &[Value]) -> Option<Problem> {
        let watched = &self.watched[index];
        let (document, currency) = watched.document?;
        let (document, currency) = (values[document].as_text()?, values[currency].as_text()?);
        let Some(other) = self.currencies.get(document) else {
            self.currencies.insert(document.into(), currency.into());
            return None;
        };
        let differs = || Problem::new(Code::MixedCurrency).value(currency).expected(&**other);
        (&**other != currency).then(|| differs().field(watched.kind.name, "currency"))
    }

    fn unit(&mut self, index: usize, values: &[Value]) -> Option<Problem> {
        let watched = &self.watched[index];
        let (item, unit) = watched.item?;
        let (item, unit) = (values[item].as_text()?, values[unit].as_text()?);
        let other = match self.units.get(item) {
            // A new base unit replaces the stored one; the lines that follow are held against it.
            Some(other) if watched.kind.name == ORDER_LINE.name => other,
            _ => {
                self.units.insert(item.into(), unit.into());
                return None;
            }
        };
        let differs = || Problem::new(Code::MixedUnits).value(unit).expected(&**other);
        (!other.eq_ignore_ascii_case(unit)).then(|| differs().field(watched.kind.name, "unit"))
    }
}

impl Plausible {
    /// An answer has points; one that was not given has none, and names what it is about.
    fn answer(&self, index: usize, values: &[Value]) -> Option<Problem> {
        let [question, points, answer] = self.watched[index].answer?;
        let (points, said) = (values[points].as_int(), values[answer].as_text().unwrap_or("given"));
        let kind = ASSESSMENT_ANSWER.name;
        let Some(absence) = Absence::from_name(said) else {
            return points
                .is_none()
                .then(|| Problem::new(Code::MissingValue).field(kind, "points"));
        };
        if points.is_some() {
            return Some(
                Problem::new(Code::NotOneOf)
                    .value(said)
                    .expected("given")
                    .field(kind, "answer"),
            );
        }
        let question = values[question].as_text()?;
        let mut codes = self.indicators.iter().map(String::as_str);
        if codes.any(|code| speaks_of(absence, question, code)) {
            return None;
        }
        let codes = self.indicators.iter().map(String::as_str);
        let nearest = formats::mapping::nearest(question, codes).map(str::to_owned);
        let unknown = Problem::new(Code::UnknownReference)
            .value(question)
            .expected("indicator");
        Some(unknown.nearest(nearest).field(kind, "question"))
    }
}

/// A stored quantity as people write it.
fn shown(quantity: i64) -> String {
    Decimal::new(quantity, QUANTITY_SCALE).normalize().to_string()
}
