//! The expressions a query may use.

use super::fence::{MAX_LIST, Walk, absent, folded, refuse, too_large};
use super::vocabulary::{allows, known};
use crate::error::{Objection, suggestion};
use datafusion::sql::sqlparser::ast::{
    BinaryOperator, CaseWhen, CastKind, DataType, Expr, Function, FunctionArg, FunctionArgExpr, FunctionArgumentClause,
    FunctionArgumentList, FunctionArguments, TypedString, UnaryOperator, Value, WindowFrame, WindowFrameBound,
    WindowSpec, WindowType,
};

/// How deep an expression stands; a flat chain `a and b and c` stays on one level.
#[derive(Debug, Clone, Copy)]
pub(super) struct Depth {
    level: usize,
    /// Operators so far in the chain of whose left side this is; 0 outside of chains.
    chain: usize,
}

impl Depth {
    pub(super) const TOP: Depth = Depth { level: 0, chain: 0 };

    pub(super) fn level(self) -> usize {
        self.level
    }

    pub(super) fn inner(self) -> Depth {
        Depth {
            level: self.level + 1,
            chain: 0,
        }
    }

    pub(super) fn chain(self) -> usize {
        self.chain
    }

    fn of_operator(self) -> (Depth, Depth) {
        let level = if self.chain > 0 { self.level } else { self.level + 1 };
        (
            Depth {
                level,
                chain: self.chain + 1,
            },
            Depth {
                level: level + 1,
                chain: 0,
            },
        )
    }
}

impl Walk {
    pub(super) fn expression(&mut self, expr: &Expr, depth: Depth) -> Result<(), Objection> {
        self.count(depth)?;
        match expr {
            Expr::Identifier(name) => absent(!name.value.starts_with('@'), "a variable"),
            Expr::CompoundIdentifier(parts) => {
                let plain = parts.len() <= 2 && parts.iter().all(|part| !part.value.starts_with('@'));
                absent(plain, "a name of more than two parts")
            }
            Expr::Value(value) => self.literal(&value.value),
            Expr::TypedString(TypedString {
                data_type,
                value,
                uses_odbc_syntax,
            }) => {
                let date = matches!(data_type, DataType::Date) && !uses_odbc_syntax;
                absent(date, "a typed text other than `date '…'`")?;
                self.literal(&value.value)
            }
            Expr::BinaryOp { left, op, right } => {
                operator(op)?;
                let (left_depth, right_depth) = depth.of_operator();
                self.expression(left, left_depth)?;
                self.expression(right, right_depth)
            }
            Expr::Function(function) => self.function(function, depth.inner()),
            _ => self.compound(expr, depth.inner()),
        }
    }

    /// Expressions made of others.
    fn compound(&mut self, expr: &Expr, below: Depth) -> Result<(), Objection> {
        match expr {
            Expr::Nested(part)
            | Expr::IsFalse(part)
            | Expr::IsNotFalse(part)
            | Expr::IsTrue(part)
            | Expr::IsNotTrue(part)
            | Expr::IsNull(part)
            | Expr::IsNotNull(part)
            | Expr::IsUnknown(part)
            | Expr::IsNotUnknown(part)
            | Expr::Extract {
                expr: part,
                field: _,
                syntax: _,
            }
            | Expr::UnaryOp {
                op: UnaryOperator::Plus | UnaryOperator::Minus | UnaryOperator::Not,
                expr: part,
            } => self.expression(part, below),
            Expr::Exists { subquery, negated: _ } | Expr::Subquery(subquery) => self.query(subquery, below),
            Expr::Case {
                operand,
                conditions,
                else_result,
                case_token: _,
                end_token: _,
            } => {
                self.optional(operand.as_deref(), below)?;
                for CaseWhen { condition, result } in conditions {
                    self.all([condition, result], below)?;
                }
                self.optional(else_result.as_deref(), below)
            }
            Expr::Cast {
                kind,
                expr,
                data_type,
                array,
                format,
            } => {
                let plain = !array && format.is_none() && !matches!(kind, CastKind::SafeCast);
                absent(plain, "this cast")?;
                self.cast_target(data_type)?;
                self.expression(expr, below)
            }
            _ => self.comparison(expr, below),
        }
    }

    fn comparison(&mut self, expr: &Expr, below: Depth) -> Result<(), Objection> {
        match expr {
            Expr::IsDistinctFrom(left, right) | Expr::IsNotDistinctFrom(left, right) => self.all([left, right], below),
            Expr::Between {
                expr,
                negated: _,
                low,
                high,
            } => self.all([expr, low, high], below),
            Expr::InList { expr, list, negated: _ } => self.in_list(expr, list, below),
            Expr::Like {
                negated: _,
                any,
                expr,
                pattern,
                escape_char,
            }
            | Expr::ILike {
                negated: _,
                any,
                expr,
                pattern,
                escape_char,
            } => {
                absent(!any && escape_char.is_none(), "`like any` or `escape`")?;
                self.all([expr, pattern], below)
            }
            Expr::InSubquery {
                expr,
                subquery,
                negated: _,
            } => {
                self.expression(expr, below)?;
                self.query(subquery, below)
            }
            _ => self.for_reading(expr, below),
        }
    }

    fn all<const N: usize>(&mut self, parts: [&Expr; N], below: Depth) -> Result<(), Objection> {
        parts.into_iter().try_for_each(|part| self.expression(part, below))
    }

    /// Expressions whose result is for a person's eyes.
    fn for_reading(&mut self, expr: &Expr, below: Depth) -> Result<(), Objection> {
        absent(self.fence.for_reading, &format!("`{}`", shown(expr)))?;
        match expr {
            Expr::Substring {
                expr,
                substring_from,
                substring_for,
                special: _,
                shorthand: _,
            } => {
                self.expression(expr, below)?;
                self.optional(substring_from.as_deref(), below)?;
                self.optional(substring_for.as_deref(), below)
            }
            Expr::Trim {
                expr,
                trim_where: _,
                trim_what,
                trim_characters,
            } => {
                absent(
                    trim_what.is_none() && trim_characters.is_none(),
                    "`trim` of other characters",
                )?;
                self.expression(expr, below)
            }
            Expr::Interval(interval) => self.expression(&interval.value, below),
            _ => Err(refuse(&format!("`{}`", shown(expr)))),
        }
    }

    fn in_list(&mut self, expr: &Expr, list: &[Expr], below: Depth) -> Result<(), Objection> {
        if list.len() > MAX_LIST {
            return Err(too_large("an `in` list is longer", &format!("{MAX_LIST} entries")));
        }
        self.expression(expr, below)?;
        // Plain values are bounded by the limit above and count as one part.
        list.iter().try_for_each(|entry| match entry {
            Expr::Value(value) => self.literal(&value.value),
            other => self.expression(other, below),
        })
    }

    fn function(&mut self, function: &Function, below: Depth) -> Result<(), Objection> {
        let Function {
            name,
            uses_odbc_syntax,
            parameters,
            args,
            filter,
            null_treatment: _,
            over,
            within_group,
        } = function;
        absent(
            !uses_odbc_syntax && matches!(parameters, FunctionArguments::None),
            "this way to call a function",
        )?;
        absent(within_group.is_empty(), "`within group`")?;
        let [part] = name.0.as_slice() else {
            return Err(refuse(&format!("the function `{name}`")));
        };
        let word = part.as_ident().map(folded).unwrap_or_default();
        if !allows(self.fence.for_reading, &word) {
            return Err(Objection::new(
                format!("the function `{word}` is not in the list of functions"),
                suggestion(&word, &known(self.fence.for_reading)),
            ));
        }
        match args {
            FunctionArguments::None => {}
            FunctionArguments::Subquery(_) => return Err(refuse("a query as the argument of a function")),
            FunctionArguments::List(list) => self.arguments(list, below)?,
        }
        self.optional(filter.as_deref(), below)?;
        match over {
            None => Ok(()),
            Some(WindowType::NamedWindow(_)) => Err(refuse("a named window")),
            Some(WindowType::WindowSpec(window)) => self.window(window, below),
        }
    }

    fn arguments(&mut self, list: &FunctionArgumentList, below: Depth) -> Result<(), Objection> {
        let FunctionArgumentList {
            duplicate_treatment: _,
            args,
            clauses,
        } = list;
        for arg in args {
            match arg {
                FunctionArg::Unnamed(FunctionArgExpr::Expr(expr)) => self.expression(expr, below)?,
                FunctionArg::Unnamed(FunctionArgExpr::Wildcard) => {}
                _ => return Err(refuse("a named argument of a function")),
            }
        }
        clauses.iter().try_for_each(|clause| match clause {
            FunctionArgumentClause::IgnoreOrRespectNulls(_) => Ok(()),
            FunctionArgumentClause::OrderBy(keys) => self.sort_keys(keys, below),
            _ => Err(refuse("this clause inside a function")),
        })
    }

    fn window(&mut self, window: &WindowSpec, below: Depth) -> Result<(), Objection> {
        let WindowSpec {
            window_name,
            partition_by,
            order_by,
            window_frame,
        } = window;
        absent(window_name.is_none(), "a named window")?;
        self.expressions(partition_by, below)?;
        self.sort_keys(order_by, below)?;
        let Some(WindowFrame {
            units: _,
            start_bound,
            end_bound,
        }) = window_frame
        else {
            return Ok(());
        };
        for bound in [Some(start_bound), end_bound.as_ref()].into_iter().flatten() {
            match bound {
                WindowFrameBound::CurrentRow => {}
                WindowFrameBound::Preceding(rows) | WindowFrameBound::Following(rows) => {
                    self.optional(rows.as_deref(), below)?;
                }
            }
        }
        Ok(())
    }

    fn literal(&self, value: &Value) -> Result<(), Objection> {
        match value {
            Value::Number(..) | Value::SingleQuotedString(_) | Value::Boolean(_) | Value::Null => Ok(()),
            Value::Placeholder(_) if !self.fence.for_reading => Ok(()),
            Value::Placeholder(name) => Err(Objection::new(
                format!("{name} has no value here"),
                "write the value itself, such as date '2026-03-31'",
            )),
            other => Err(Objection::new(
                format!("the value {other} is written in an unusual way"),
                "write texts as '…'",
            )),
        }
    }

    fn cast_target(&self, target: &DataType) -> Result<(), Objection> {
        let exact = matches!(
            target,
            DataType::Date
                | DataType::Boolean
                | DataType::SmallInt(_)
                | DataType::Int(_)
                | DataType::Integer(_)
                | DataType::BigInt(_)
                | DataType::Decimal(_)
                | DataType::Numeric(_)
                | DataType::Text
                | DataType::Varchar(_)
        );
        let floating = matches!(
            target,
            DataType::Double(_) | DataType::DoublePrecision | DataType::Real | DataType::Float(_)
        );
        if exact || (floating && self.fence.for_reading) {
            return Ok(());
        }
        let cure = "cast to bigint, decimal(18,6), date, boolean or text";
        Err(Objection::new(
            format!("a cast to `{target}` is not allowed in a query"),
            cure,
        ))
    }
}

fn operator(op: &BinaryOperator) -> Result<(), Objection> {
    match op {
        BinaryOperator::Plus
        | BinaryOperator::Minus
        | BinaryOperator::Multiply
        | BinaryOperator::Divide
        | BinaryOperator::Modulo
        | BinaryOperator::Gt
        | BinaryOperator::Lt
        | BinaryOperator::GtEq
        | BinaryOperator::LtEq
        | BinaryOperator::Eq
        | BinaryOperator::NotEq
        | BinaryOperator::And
        | BinaryOperator::Or => Ok(()),
        other => Err(refuse(&format!("the operator `{other}`"))),
    }
}

/// The start of an expression, for a message.
fn shown(expr: &Expr) -> String {
    expr.to_string().chars().take(40).collect()
}
