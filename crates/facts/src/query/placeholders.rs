//! `$name` in a query: replaced in the parsed statement by a typed value, never in the text.

use crate::error::{Objection, suggestion};
use datafusion::sql::sqlparser::ast::{
    DataType, Expr, Statement, TypedString, UnaryOperator, Value, ValueWithSpan, visit_expressions_mut,
};
use datafusion::sql::sqlparser::tokenizer::Span;
use domain::evaluation::observation::ParameterValue;
use domain::{Date, Decimal};
use std::ops::ControlFlow;

/// The name of the evaluation date.
const AS_OF: &str = "as_of";

/// Puts the values in place.
pub(super) fn fill(
    statement: &mut Statement,
    as_of: Date,
    parameters: &[(String, ParameterValue)],
) -> Result<(), Objection> {
    let flow = visit_expressions_mut(statement, |expr| {
        let name = match expr {
            Expr::Value(ValueWithSpan {
                value: Value::Placeholder(name),
                ..
            }) => name.trim_start_matches('$').to_owned(),
            _ => return ControlFlow::Continue(()),
        };
        match value_of(&name, as_of, parameters) {
            Some(value) => {
                *expr = value;
                ControlFlow::Continue(())
            }
            None => ControlFlow::Break(Box::new(unknown(&name, parameters))),
        }
    });
    match flow {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(objection) => Err(*objection),
    }
}

fn unknown(name: &str, parameters: &[(String, ParameterValue)]) -> Objection {
    let known: Vec<&str> = parameters
        .iter()
        .map(|(name, _)| name.as_str())
        .chain([AS_OF])
        .collect();
    Objection::new(format!("${name} is not a declared parameter"), suggestion(name, &known))
}

fn value_of(name: &str, as_of: Date, parameters: &[(String, ParameterValue)]) -> Option<Expr> {
    if name == AS_OF {
        return Some(date(as_of));
    }
    let (_, value) = parameters.iter().find(|(known, _)| known == name)?;
    Some(match value {
        ParameterValue::Integer(value) => signed(value.to_string()),
        ParameterValue::Decimal(value) => signed(with_point(*value)),
        ParameterValue::Word(word) => literal(Value::SingleQuotedString(word.clone())),
        ParameterValue::Flag(flag) => literal(Value::Boolean(*flag)),
    })
}

fn literal(value: Value) -> Expr {
    Expr::Value(ValueWithSpan {
        value,
        span: Span::empty(),
    })
}

fn date(day: Date) -> Expr {
    Expr::TypedString(TypedString {
        data_type: DataType::Date,
        value: ValueWithSpan {
            value: Value::SingleQuotedString(day.to_string()),
            span: Span::empty(),
        },
        uses_odbc_syntax: false,
    })
}

/// A decimal always shows its point: `2 / 100` would divide whole numbers and give 0.
fn with_point(value: Decimal) -> String {
    let text = value.to_string();
    if text.contains('.') { text } else { format!("{text}.0") }
}

fn signed(text: String) -> Expr {
    match text.strip_prefix('-') {
        None => literal(Value::Number(text, false)),
        Some(positive) => Expr::Nested(Box::new(Expr::UnaryOp {
            op: UnaryOperator::Minus,
            expr: Box::new(literal(Value::Number(positive.to_owned(), false))),
        })),
    }
}
