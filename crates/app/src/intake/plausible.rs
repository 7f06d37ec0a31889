//! What no single cell shows: quantities over a limit, two currencies in a document, two units of an item, over-delivery.

use domain::Decimal;
use domain::intake::kinds::{HAND_OVER, INVOICE_LINE, ORDER_LINE, QUOTE_LINE, RECEIPT};
use domain::intake::mapping::Limits;
use domain::intake::problem::{Code, Problem};
use domain::intake::{Kind, Type, Value};
use domain::number::QUANTITY_SCALE;
use rust_decimal::prelude::ToPrimitive;
use std::collections::HashMap;

/// Remembers what the rows before said.
pub(super) struct Plausible {
    max_quantity: i64,
    max_overdelivery: Decimal,
    /// Currency of each document.
    currencies: HashMap<Box<str>, Box<str>>,
    /// Unit of each item.
    units: HashMap<Box<str>, Box<str>>,
    /// Ordered quantity of the order lines of this file, by key.
    ordered: HashMap<Box<str>, i64>,
    received: HashMap<(&'static str, Box<str>), i64>,
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
    pub(super) fn new(limits: &Limits, units: HashMap<Box<str>, Box<str>>) -> Plausible {
        let scaled = limits
            .max_quantity
            .checked_mul(Decimal::from(10_i64.pow(QUANTITY_SCALE)));
        Plausible {
            max_quantity: scaled.and_then(|quantity| quantity.to_i64()).unwrap_or(i64::MAX),
            max_overdelivery: limits.max_overdelivery,
            currencies: HashMap::new(),
            units,
            ordered: HashMap::new(),
            received: HashMap::new(),
        }
    }

    /// Everything implausible about a row; a row without problems is remembered.
    pub(super) fn check(&mut self, kind: &'static Kind, key: &str, values: &[Value]) -> Vec<Problem> {
        let mut problems = self.over_limit(kind, values);
        problems.extend(self.currency(kind, values));
        problems.extend(self.unit(kind, values));
        problems.extend(self.delivery(kind, key, values));
        problems
    }

    fn over_limit(&self, kind: &'static Kind, values: &[Value]) -> Vec<Problem> {
        let columns = kind.columns.iter().zip(values);
        let over = columns.filter_map(|(column, value)| {
            let quantity = value
                .as_int()
                .filter(|quantity| column.ty == Type::Quantity && *quantity > self.max_quantity)?;
            let problem = Problem::new(Code::OverLimit)
                .value(shown(quantity))
                .expected(shown(self.max_quantity));
            Some(problem.field(kind.name, column.name))
        });
        over.collect()
    }

    fn currency(&mut self, kind: &'static Kind, values: &[Value]) -> Option<Problem> {
        let document = text(kind, document_of(kind)?, values)?;
        let currency = text(kind, "currency", values)?;
        let other = match self.currencies.get(document) {
            None => {
                self.currencies.insert(document.into(), currency.into());
                return None;
            }
            Some(other) => other,
        };
        let differs = || {
            Problem::new(Code::MixedCurrency)
                .value(currency)
                .expected(&**other)
                .field(kind.name, "currency")
        };
        (&**other != currency).then(differs)
    }

    fn unit(&mut self, kind: &'static Kind, values: &[Value]) -> Option<Problem> {
        let item = match kind.name {
            "order_line" => text(kind, "item", values)?,
            "item" => text(kind, "code", values)?,
            _ => return None,
        };
        let unit = text(kind, "unit", values)?;
        let other = match self.units.get(item) {
            // A new base unit replaces the stored one; the lines that follow are held against it.
            Some(other) if kind.name == ORDER_LINE.name => other,
            _ => {
                self.units.insert(item.into(), unit.into());
                return None;
            }
        };
        let differs = || {
            Problem::new(Code::MixedUnits)
                .value(unit)
                .expected(&**other)
                .field(kind.name, "unit")
        };
        (!other.eq_ignore_ascii_case(unit)).then(differs)
    }

    /// Adds up what came of the order lines of this file.
    fn delivery(&mut self, kind: &'static Kind, key: &str, values: &[Value]) -> Option<Problem> {
        let quantity = kind
            .position("quantity")
            .and_then(|position| values.get(position)?.as_int())?;
        if kind.name == ORDER_LINE.name {
            self.ordered.insert(key.into(), quantity);
            return None;
        }
        if kind.name != RECEIPT.name && kind.name != HAND_OVER.name {
            return None;
        }
        let line = text(kind, "order_line", values)?;
        let ordered = *self.ordered.get(line)?;
        let received = self.received.entry((kind.name, line.into())).or_insert(0);
        *received = received.saturating_add(quantity);
        let most = Decimal::from(ordered).checked_mul(self.max_overdelivery)?;
        let is_over = ordered > 0 && Decimal::from(*received) > most;
        let problem = || {
            Problem::new(Code::OverDelivery)
                .value(shown(*received))
                .expected(shown(ordered))
        };
        is_over.then(|| problem().field(kind.name, "quantity"))
    }
}

fn text<'v>(kind: &Kind, column: &str, values: &'v [Value]) -> Option<&'v str> {
    values.get(kind.position(column)?)?.as_text()
}

/// A stored quantity as people write it.
fn shown(quantity: i64) -> String {
    Decimal::new(quantity, QUANTITY_SCALE).normalize().to_string()
}
