//! A query as straight lines from one table: filters and projections only, so that one reading of the table
//! serves many queries.

use super::batch::Columns;
use datafusion::arrow::array::{BooleanArray, RecordBatch, RecordBatchOptions};
use datafusion::arrow::compute::filter_record_batch;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::common::cast::as_boolean_array;
use datafusion::common::tree_node::{Transformed, TreeNode};
use datafusion::common::{DFSchema, Result};
use datafusion::execution::SessionState;
use datafusion::logical_expr::expr_rewriter::unnormalize_cols;
use datafusion::logical_expr::{ColumnarValue, Expr, LogicalPlan, TableScan};
use datafusion::physical_expr::PhysicalExpr;
use datafusion::physical_expr::expressions::Column;
use datafusion::physical_expr::utils::collect_columns;
use std::sync::Arc;

/// One line from a table to the events of a query.
pub(super) struct Branch {
    pub(super) table: String,
    /// The columns it reads, as positions in the table.
    pub(super) columns: Vec<usize>,
    /// What the rows it needs fulfil, for skipping parts of files.
    pub(super) filters: Vec<Expr>,
    steps: Vec<Step>,
    /// The names of what comes out.
    events: Arc<[String]>,
}

enum Step {
    /// Keeps the rows that fulfil the condition, and of their columns those that are needed later.
    Filter {
        condition: Arc<dyn PhysicalExpr>,
        keep: Option<Vec<usize>>,
    },
    Project {
        columns: Vec<Arc<dyn PhysicalExpr>>,
        schema: SchemaRef,
    },
}

/// The branches of an optimised plan; `None` when it does more than filter, project and unite.
pub(super) fn branches(plan: &LogicalPlan, state: &SessionState) -> Result<Option<Vec<Branch>>> {
    let Some(mut branches) = follow(plan, state)? else {
        return Ok(None);
    };
    // Branches of a union may differ in the names on the way; the names of the whole count.
    let names: Arc<[String]> = plan
        .schema()
        .fields()
        .iter()
        .map(|field| field.name().clone())
        .collect();
    for branch in &mut branches {
        branch.events = Arc::clone(&names);
        branch.drop_unneeded()?;
    }
    Ok(Some(branches))
}

fn follow(plan: &LogicalPlan, state: &SessionState) -> Result<Option<Vec<Branch>>> {
    match plan {
        LogicalPlan::EmptyRelation(empty) if !empty.produce_one_row => Ok(Some(Vec::new())),
        LogicalPlan::SubqueryAlias(alias) => follow(&alias.input, state),
        LogicalPlan::TableScan(scan) if scan.fetch.is_none() => Ok(Some(vec![read(scan)])),
        LogicalPlan::Union(union) => {
            let mut all = Vec::new();
            for input in &union.inputs {
                match follow(input, state)? {
                    Some(branches) => all.extend(branches),
                    None => return Ok(None),
                }
            }
            Ok(Some(all))
        }
        LogicalPlan::Filter(filter) => {
            let Some(mut branches) = follow(&filter.input, state)? else {
                return Ok(None);
            };
            let condition = physical(&filter.predicate, filter.input.schema(), state)?;
            for branch in &mut branches {
                branch.steps.push(Step::Filter {
                    condition: Arc::clone(&condition),
                    keep: None,
                });
            }
            Ok(Some(branches))
        }
        LogicalPlan::Projection(projection) => {
            let Some(mut branches) = follow(&projection.input, state)? else {
                return Ok(None);
            };
            let columns = projection
                .expr
                .iter()
                .map(|expr| physical(expr, projection.input.schema(), state));
            let columns = columns.collect::<Result<Vec<_>>>()?;
            let schema = Arc::new(projection.schema.as_arrow().clone());
            for branch in &mut branches {
                branch.steps.push(Step::Project {
                    columns: columns.clone(),
                    schema: Arc::clone(&schema),
                });
            }
            Ok(Some(branches))
        }
        _ => Ok(None),
    }
}

fn read(scan: &TableScan) -> Branch {
    let columns = scan
        .projection
        .clone()
        .unwrap_or_else(|| (0..scan.source.schema().fields().len()).collect());
    Branch {
        table: scan.table_name.table().to_owned(),
        columns,
        filters: unnormalize_cols(scan.filters.clone()),
        steps: Vec::new(),
        events: Arc::default(),
    }
}

fn physical(expr: &Expr, schema: &DFSchema, state: &SessionState) -> Result<Arc<dyn PhysicalExpr>> {
    state.create_physical_expr(expr.clone(), schema)
}

impl Branch {
    /// Turns rows of the table, with exactly the columns of the branch, into events; `None` when none is left.
    pub(super) fn events(&self, rows: RecordBatch) -> Result<Option<Columns>> {
        let mut batch = rows;
        let (steps, last) = match self.steps.split_last() {
            Some((Step::Project { columns, .. }, steps)) => (steps, Some(columns)),
            _ => (self.steps.as_slice(), None),
        };
        for step in steps {
            if batch.num_rows() == 0 {
                return Ok(None);
            }
            batch = match step {
                Step::Filter { condition, keep } => filtered(&batch, condition, keep.as_deref())?,
                Step::Project { columns, schema } => projected(&batch, columns, schema)?,
            };
        }
        if batch.num_rows() == 0 {
            return Ok(None);
        }
        // What is the same for all rows, such as a literal part, stays a single value.
        let values = match last {
            Some(columns) => columns
                .iter()
                .map(|column| column.evaluate(&batch))
                .collect::<Result<_>>()?,
            None => batch.columns().iter().cloned().map(ColumnarValue::Array).collect(),
        };
        Ok(Some(Columns {
            names: Arc::clone(&self.events),
            values,
            rows: batch.num_rows(),
        }))
    }

    /// Lets each filter drop the columns that the projection after it does not read.
    fn drop_unneeded(&mut self) -> Result<()> {
        for index in 1..self.steps.len() {
            let (before, after) = self.steps.split_at_mut(index);
            if let (Some(Step::Filter { keep, .. }), Some(Step::Project { columns, .. })) =
                (before.last_mut(), after.first_mut())
            {
                let mut needed: Vec<usize> = columns
                    .iter()
                    .flat_map(collect_columns)
                    .map(|column| column.index())
                    .collect();
                needed.sort_unstable();
                needed.dedup();
                for column in columns.iter_mut() {
                    *column = moved(column, &needed)?;
                }
                *keep = Some(needed);
            }
        }
        Ok(())
    }
}

/// The expression over a batch that has only the needed columns left.
fn moved(expr: &Arc<dyn PhysicalExpr>, needed: &[usize]) -> Result<Arc<dyn PhysicalExpr>> {
    let moved = Arc::clone(expr).transform_up(|part| match part.downcast_ref::<Column>() {
        Some(column) => {
            let index = needed.binary_search(&column.index()).unwrap_or_default();
            Ok(Transformed::yes(
                Arc::new(Column::new(column.name(), index)) as Arc<dyn PhysicalExpr>
            ))
        }
        None => Ok(Transformed::no(part)),
    })?;
    Ok(moved.data)
}

fn filtered(batch: &RecordBatch, condition: &Arc<dyn PhysicalExpr>, keep: Option<&[usize]>) -> Result<RecordBatch> {
    let mask = condition.evaluate(batch)?.into_array(batch.num_rows())?;
    let mask: &BooleanArray = as_boolean_array(&mask)?;
    let kept = match keep {
        Some(columns) => batch.project(columns)?,
        None => batch.clone(),
    };
    if mask.true_count() == batch.num_rows() {
        return Ok(kept);
    }
    Ok(filter_record_batch(&kept, mask)?)
}

fn projected(batch: &RecordBatch, columns: &[Arc<dyn PhysicalExpr>], schema: &SchemaRef) -> Result<RecordBatch> {
    let rows = batch.num_rows();
    let columns = columns
        .iter()
        .map(|column| column.evaluate(batch)?.into_array(rows))
        .collect::<Result<Vec<_>>>()?;
    let options = RecordBatchOptions::new().with_row_count(Some(rows));
    Ok(RecordBatch::try_new_with_options(
        Arc::clone(schema),
        columns,
        &options,
    )?)
}
