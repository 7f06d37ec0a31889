//! The columns that an indicator's query yields: one row per countable event.

use super::origin;
use crate::error::{Objection, suggestion, translate};
use datafusion::arrow::datatypes::{DECIMAL128_MAX_PRECISION, DataType};
use datafusion::common::tree_node::{TreeNode, TreeNodeRecursion};
use datafusion::common::{DataFusionError, ScalarValue};
use datafusion::logical_expr::expr_rewriter::strip_outer_reference;
use datafusion::logical_expr::utils::merge_schema;
use datafusion::logical_expr::{Expr, ExprSchemable, LogicalPlan, LogicalPlanBuilder, cast, col, lit};
use datafusion::prelude::SessionContext;
use domain::intake::ports::FactError;

/// What a contract column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    Number,
    Day,
    Word,
    Amount,
}

/// The columns of the contract in their order; the last two may be missing.
const COLUMNS: [(&str, Holds, bool); 10] = [
    ("supplier_id", Holds::Number, true),
    ("category_id", Holds::Number, true),
    ("unit_id", Holds::Number, true),
    ("row_id", Holds::Number, true),
    ("on_date", Holds::Day, true),
    ("part", Holds::Word, true),
    ("good", Holds::Amount, true),
    ("n", Holds::Amount, true),
    ("fault_owner", Holds::Word, false),
    ("gate", Holds::Word, false),
];

/// The column that names the counted row.
const ROW: &str = "row_id";

/// An indicator's query whose columns are as they must be.
#[derive(Debug, Clone)]
pub(crate) struct Contract {
    plan: LogicalPlan,
    /// The contract columns it has, each with the type it is read as.
    columns: Vec<(&'static str, DataType)>,
}

/// Holds a planned query against the contract.
pub(crate) fn contract_of(plan: LogicalPlan, name: &str) -> Result<Contract, FactError> {
    refuse_floating(&plan, name)?;
    let schema = plan.schema();
    let given: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
    let mut columns = Vec::with_capacity(COLUMNS.len());
    for (column, holds, required) in COLUMNS {
        let Some(field) = schema.fields().iter().find(|field| field.name() == column) else {
            if required {
                let near = suggestion(column, &given);
                let cure = format!("select `{column}`, as the query of every indicator must ({near})");
                return Err(Objection::new(format!("column `{column}` is missing"), cure).about(name));
            }
            continue;
        };
        // A column that is always null says nothing.
        if !required && field.data_type().is_null() {
            continue;
        }
        columns.push((
            column,
            read_as(column, holds, field.data_type()).map_err(|objection| objection.about(name))?,
        ));
    }
    Ok(Contract { plan, columns })
}

impl Contract {
    /// The same query with only the wanted columns, each in the type it is read as, and only the wanted rows.
    pub(crate) fn select(&self, wanted: &[&str], condition: Option<Expr>) -> Result<LogicalPlan, DataFusionError> {
        let columns: Vec<Expr> = self
            .columns
            .iter()
            .filter(|(column, _)| wanted.contains(column))
            .map(|(column, data_type)| cast(col(*column), data_type.clone()).alias(*column))
            .collect();
        let builder = LogicalPlanBuilder::from(self.plan.clone())
            .alias("events")?
            .project(columns)?;
        match condition {
            Some(condition) => builder.filter(condition)?.build(),
            None => builder.build(),
        }
    }

    /// The query as its branches, each with the table whose rows it counts.
    pub(crate) fn branches(&self) -> Result<Vec<(Option<String>, Contract)>, DataFusionError> {
        let branches = origin::branches(&self.plan)?.into_iter().map(|plan| {
            let table = origin::table_of(&plan, ROW);
            let columns = self.columns.clone();
            (table, Contract { plan, columns })
        });
        Ok(branches.collect())
    }

    /// Refuses a branch whose rows nobody could look up.
    pub(crate) fn check_rows(&self, name: &str) -> Result<(), FactError> {
        let branches = self.branches().map_err(|error| translate(&error, name, &[]))?;
        if branches.iter().all(|(table, _)| table.is_some()) {
            return Ok(());
        }
        let cure = "take `row_id` from the table whose rows are counted, in each branch of a union, as it is or as \
                    `min(row_id)`";
        Err(Objection::new("`row_id` is not the row of one table".to_owned(), cure).about(name))
    }

    /// Settles every type on the way, as running it would.
    pub(crate) async fn check_types(&self, session: &SessionContext, name: &str) -> Result<(), FactError> {
        let wanted: Vec<&str> = self.columns.iter().map(|(column, _)| *column).collect();
        let plan = self
            .select(&wanted, None)
            .map_err(|error| translate(&error, name, &[]))?;
        let planned = session.state().create_physical_plan(&plan).await;
        planned.map(|_| ()).map_err(|error| translate(&error, name, &[]))
    }

    /// Whether the engine reads the column.
    pub(crate) fn reads(&self, column: &str) -> bool {
        self.columns.iter().any(|(known, _)| *known == column)
    }

    /// Every column of the query with its type.
    pub(crate) fn columns(&self) -> impl Iterator<Item = (&str, &DataType)> {
        self.plan
            .schema()
            .fields()
            .iter()
            .map(|field| (field.name().as_str(), field.data_type()))
    }
}

/// `column >= from and column <= to` over days since 1970-01-01.
pub(crate) fn between_days(column: &str, from: i32, to: i32) -> Expr {
    let day = |day| lit(ScalarValue::Date32(Some(day)));
    col(column).gt_eq(day(from)).and(col(column).lt_eq(day(to)))
}

fn read_as(column: &str, holds: Holds, given: &DataType) -> Result<DataType, Objection> {
    let read = match (holds, given) {
        (Holds::Number | Holds::Amount, given) if given.is_integer() => Some(DataType::Int64),
        (Holds::Day, DataType::Date32) => Some(DataType::Date32),
        (Holds::Word, DataType::Utf8 | DataType::Utf8View | DataType::LargeUtf8) => Some(DataType::Utf8View),
        (Holds::Amount, DataType::Decimal128(digits, places)) => Some(DataType::Decimal128(*digits, *places)),
        (Holds::Amount, DataType::Decimal32(_, places) | DataType::Decimal64(_, places)) => {
            Some(DataType::Decimal128(DECIMAL128_MAX_PRECISION, *places))
        }
        _ => None,
    };
    read.ok_or_else(|| {
        let (expected, cure) = match holds {
            Holds::Number => ("an integer", "take it from the table as it is"),
            Holds::Day => ("a date", "write `cast(… as date)`"),
            Holds::Word => ("a text", "write it as '…'"),
            Holds::Amount => (
                "an integer or a decimal",
                "write `case when … then 1 else 0 end`, or cast to decimal(18,6)",
            ),
        };
        Objection::new(format!("column `{column}` is {given}, expected {expected}"), cure)
    })
}

/// Floating numbers have no exact sums; not even in between may one appear.
fn refuse_floating(plan: &LogicalPlan, name: &str) -> Result<(), FactError> {
    let mut found: Option<String> = None;
    let walked = plan.apply_with_subqueries(|node| {
        let schema = merge_schema(&node.inputs());
        node.apply_expressions(|expr| {
            expr.apply(|part| {
                let part = strip_outer_reference(part.clone());
                if part.get_type(&schema).is_ok_and(|data_type| data_type.is_floating()) {
                    found = Some(part.to_string());
                    return Ok(TreeNodeRecursion::Stop);
                }
                Ok(TreeNodeRecursion::Continue)
            })
        })
    });
    walked.map_err(|error| translate(&error, name, &[]))?;
    match found {
        None => Ok(()),
        Some(part) => Err(Objection::new(
            format!("`{part}` is a floating number"),
            "the query of an indicator returns counts, integers and decimals, never a floating number",
        )
        .about(name)),
    }
}
