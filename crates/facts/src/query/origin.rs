//! From which table the rows of a query come: the table whose `row_id` a branch hands on.

use datafusion::common::{Column, Result};
use datafusion::logical_expr::{Expr, LogicalPlan, LogicalPlanBuilder};

/// The position of a column in the table or plan below it.
type Place<'a> = (&'a LogicalPlan, usize);

/// The branches of a query, each with columns named like those of the whole: a query that unites nothing is its own
/// only branch.
pub(super) fn branches(plan: &LogicalPlan) -> Result<Vec<LogicalPlan>> {
    let mut all = Vec::new();
    for branch in split(plan)? {
        all.push(named_like(plan, branch)?);
    }
    Ok(all)
}

fn split(plan: &LogicalPlan) -> Result<Vec<LogicalPlan>> {
    match plan {
        LogicalPlan::Union(union) => {
            let mut all = Vec::new();
            for input in &union.inputs {
                for branch in split(input)? {
                    all.push(named_like(plan, branch)?);
                }
            }
            Ok(all)
        }
        LogicalPlan::Projection(_) | LogicalPlan::Filter(_) | LogicalPlan::SubqueryAlias(_) => {
            let inputs = plan.inputs();
            let [input] = inputs.as_slice() else {
                return Ok(vec![plan.clone()]);
            };
            let branches = split(input)?;
            if branches.len() == 1 {
                return Ok(vec![plan.clone()]);
            }
            let over = |branch| plan.with_new_exprs(plan.expressions(), vec![branch]);
            branches.into_iter().map(over).collect()
        }
        _ => Ok(vec![plan.clone()]),
    }
}

/// The columns of a branch under the names of the whole; a union goes by positions.
fn named_like(whole: &LogicalPlan, branch: LogicalPlan) -> Result<LogicalPlan> {
    let wanted: Vec<Column> = whole.schema().columns();
    let given: Vec<Column> = branch.schema().columns();
    if wanted == given {
        return Ok(branch);
    }
    let columns = given.into_iter().zip(wanted).map(|(given, wanted)| {
        let relation = wanted.relation.clone();
        Expr::Column(given).alias_qualified(relation, wanted.name)
    });
    let columns: Vec<Expr> = columns.collect();
    LogicalPlanBuilder::from(branch).project(columns)?.build()
}

/// The table that a column is taken from as it is; `None` when it is made up or comes from several.
pub(super) fn table_of(plan: &LogicalPlan, column: &str) -> Option<String> {
    let position = plan.schema().fields().iter().position(|field| field.name() == column)?;
    table_at((plan, position))
}

fn table_at((plan, position): Place<'_>) -> Option<String> {
    match plan {
        LogicalPlan::TableScan(scan) => Some(scan.table_name.table().to_owned()),
        LogicalPlan::Projection(projection) => of_expr(projection.expr.get(position)?, &projection.input),
        LogicalPlan::SubqueryAlias(alias) => table_at((&alias.input, position)),
        LogicalPlan::Filter(filter) => table_at((&filter.input, position)),
        LogicalPlan::Sort(sort) => table_at((&sort.input, position)),
        LogicalPlan::Limit(limit) => table_at((&limit.input, position)),
        LogicalPlan::Window(window) => table_at((&window.input, position)),
        LogicalPlan::Aggregate(aggregate) => {
            let groups = aggregate.group_expr.iter();
            let expr = groups.chain(&aggregate.aggr_expr).nth(position)?;
            of_expr(expr, &aggregate.input)
        }
        LogicalPlan::Join(join) => {
            let left = join.left.schema().fields().len();
            if position < left {
                table_at((&join.left, position))
            } else {
                table_at((&join.right, position - left))
            }
        }
        LogicalPlan::Union(union) => {
            let mut tables = union.inputs.iter().map(|input| table_at((input, position)));
            let first = tables.next()??;
            tables.all(|table| table.as_ref() == Some(&first)).then_some(first)
        }
        _ => None,
    }
}

fn of_expr(expr: &Expr, input: &LogicalPlan) -> Option<String> {
    match expr {
        Expr::Column(column) => table_at((input, input.schema().maybe_index_of_column(column)?)),
        Expr::Alias(alias) => of_expr(&alias.expr, input),
        Expr::Cast(cast) => of_expr(&cast.expr, input),
        // Of the rows behind one event the lowest or highest stands for all.
        Expr::AggregateFunction(function) if matches!(function.func.name(), "min" | "max") => {
            of_expr(function.params.args.first()?, input)
        }
        _ => None,
    }
}
