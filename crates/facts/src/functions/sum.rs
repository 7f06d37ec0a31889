//! `sum` that is exact or fails: the engine's own wraps around silently.

use crate::error::{ExactOverflow, Objection};
use datafusion::arrow::array::{Array, ArrayRef, AsArray, BooleanArray, Decimal128Array, Int64Array, PrimitiveArray};
use datafusion::arrow::datatypes::{
    ArrowPrimitiveType, DECIMAL128_MAX_PRECISION, DataType, Decimal128Type, Field, FieldRef, Int64Type,
};
use datafusion::common::{DataFusionError, Result, ScalarValue};
use datafusion::logical_expr::function::{AccumulatorArgs, StateFieldsArgs};
use datafusion::logical_expr::utils::{AggregateOrderSensitivity, format_state_name};
use datafusion::logical_expr::{
    Accumulator, AggregateUDFImpl, EmitTo, GroupsAccumulator, ReversedUDAF, Signature, Volatility,
};
use std::mem::size_of;
use std::sync::Arc;

#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct ExactSum {
    signature: Signature,
}

impl ExactSum {
    pub(super) fn new() -> ExactSum {
        ExactSum {
            signature: Signature::user_defined(Volatility::Immutable),
        }
    }
}

impl AggregateUDFImpl for ExactSum {
    fn name(&self) -> &'static str {
        "sum"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, given: &[DataType]) -> Result<Vec<DataType>> {
        match given {
            [DataType::Decimal128(digits, places)] => Ok(vec![DataType::Decimal128(*digits, *places)]),
            [DataType::Decimal32(_, places) | DataType::Decimal64(_, places)] => {
                Ok(vec![DataType::Decimal128(DECIMAL128_MAX_PRECISION, *places)])
            }
            [whole] if whole.is_integer() => Ok(vec![DataType::Int64]),
            [DataType::Null] => Ok(vec![DataType::Int64]),
            [other] => Err(refuse(format!("`sum` of {other} would not be exact"))),
            _ => Err(refuse("`sum` takes one argument".to_owned())),
        }
    }

    fn return_type(&self, given: &[DataType]) -> Result<DataType> {
        Ok(match given.first() {
            Some(DataType::Decimal128(_, places)) => DataType::Decimal128(DECIMAL128_MAX_PRECISION, *places),
            _ => DataType::Int64,
        })
    }

    fn accumulator(&self, args: AccumulatorArgs) -> Result<Box<dyn Accumulator>> {
        if args.is_distinct {
            return Err(refuse(
                "`sum(distinct …)` is not supported beside other aggregates".to_owned(),
            ));
        }
        Ok(Box::new(Running {
            total: 0,
            values: 0,
            output: Output::of(args.return_field.data_type()),
        }))
    }

    fn state_fields(&self, args: StateFieldsArgs) -> Result<Vec<FieldRef>> {
        // Between partitions the total stays wide, so that only the final result can be out of range.
        let wide = Output::of(args.return_field.data_type()).state_type();
        Ok(vec![Arc::new(Field::new(
            format_state_name(args.name, "sum"),
            wide,
            true,
        ))])
    }

    fn groups_accumulator_supported(&self, args: AccumulatorArgs) -> bool {
        !args.is_distinct
    }

    fn create_groups_accumulator(&self, args: AccumulatorArgs) -> Result<Box<dyn GroupsAccumulator>> {
        Ok(Box::new(Grouped {
            totals: Vec::new(),
            seen: Vec::new(),
            output: Output::of(args.return_field.data_type()),
        }))
    }

    fn reverse_expr(&self) -> ReversedUDAF {
        ReversedUDAF::Identical
    }

    fn order_sensitivity(&self) -> AggregateOrderSensitivity {
        AggregateOrderSensitivity::Insensitive
    }
}

fn refuse(problem: String) -> DataFusionError {
    DataFusionError::External(Box::new(Objection::new(
        problem,
        "sum integers or decimals; turn a floating number into one with `cast(x as decimal(18,6))`",
    )))
}

/// The type of the result.
#[derive(Debug, Clone, Copy)]
enum Output {
    Int,
    Decimal(i8),
}

impl Output {
    fn of(data_type: &DataType) -> Output {
        match data_type {
            DataType::Decimal128(_, places) => Output::Decimal(*places),
            _ => Output::Int,
        }
    }

    fn state_type(self) -> DataType {
        let places = match self {
            Output::Int => 0,
            Output::Decimal(places) => places,
        };
        DataType::Decimal128(DECIMAL128_MAX_PRECISION, places)
    }

    fn state_scalar(self, total: Option<i128>) -> ScalarValue {
        let places = match self {
            Output::Int => 0,
            Output::Decimal(places) => places,
        };
        ScalarValue::Decimal128(total, DECIMAL128_MAX_PRECISION, places)
    }
}

/// The largest total of 38 digits.
const LARGEST: u128 = 10_u128.pow(38) - 1;

fn in_range(total: i128) -> Result<i128> {
    if total.unsigned_abs() > LARGEST {
        Err(ExactOverflow::wrapped())
    } else {
        Ok(total)
    }
}

/// Adds every value of an integer or decimal array that is not null.
fn each(values: &ArrayRef, mut add: impl FnMut(usize, i128) -> Result<()>) -> Result<()> {
    fn walk<T: ArrowPrimitiveType>(
        values: &PrimitiveArray<T>,
        add: &mut impl FnMut(usize, i128) -> Result<()>,
    ) -> Result<()>
    where
        T::Native: Into<i128>,
    {
        for (row, value) in values.values().iter().enumerate() {
            if values.is_valid(row) {
                add(row, (*value).into())?;
            }
        }
        Ok(())
    }
    match values.data_type() {
        DataType::Int64 => walk(values.as_primitive::<Int64Type>(), &mut add),
        DataType::Decimal128(..) => walk(values.as_primitive::<Decimal128Type>(), &mut add),
        other => Err(refuse(format!("`sum` of {other} would not be exact"))),
    }
}

fn added(total: i128, value: i128) -> Result<i128> {
    total.checked_add(value).ok_or_else(ExactOverflow::wrapped)
}

/// One total, for a query without groups or a window.
#[derive(Debug)]
struct Running {
    total: i128,
    values: u64,
    output: Output,
}

impl Running {
    fn current(&self) -> Option<i128> {
        (self.values > 0).then_some(self.total)
    }
}

impl Accumulator for Running {
    fn update_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        each(&values[0], |_, value| {
            self.total = added(self.total, value)?;
            self.values += 1;
            Ok(())
        })
    }

    fn retract_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        each(&values[0], |_, value| {
            self.total = self.total.checked_sub(value).ok_or_else(ExactOverflow::wrapped)?;
            self.values = self.values.saturating_sub(1);
            Ok(())
        })
    }

    fn supports_retract_batch(&self) -> bool {
        true
    }

    fn merge_batch(&mut self, states: &[ArrayRef]) -> Result<()> {
        self.update_batch(states)
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>> {
        let total = self.current().map(in_range).transpose()?;
        Ok(vec![self.output.state_scalar(total)])
    }

    fn evaluate(&mut self) -> Result<ScalarValue> {
        let total = self.current().map(in_range).transpose()?;
        match self.output {
            Output::Decimal(_) => Ok(self.output.state_scalar(total)),
            Output::Int => {
                let total = total.map(|total| i64::try_from(total).map_err(|_| ExactOverflow::wrapped()));
                Ok(ScalarValue::Int64(total.transpose()?))
            }
        }
    }

    fn size(&self) -> usize {
        size_of::<Running>()
    }
}

/// One total per group.
#[derive(Debug)]
struct Grouped {
    totals: Vec<i128>,
    seen: Vec<bool>,
    output: Output,
}

impl Grouped {
    fn take(&mut self, emit_to: EmitTo) -> Result<Vec<Option<i128>>> {
        let totals = emit_to.take_needed(&mut self.totals);
        let seen = emit_to.take_needed(&mut self.seen);
        totals
            .into_iter()
            .zip(seen)
            .map(|(total, seen)| seen.then_some(total).map(in_range).transpose())
            .collect()
    }

    fn decimals(&self, totals: Vec<Option<i128>>) -> ArrayRef {
        Arc::new(Decimal128Array::from(totals).with_data_type(self.output.state_type()))
    }
}

impl GroupsAccumulator for Grouped {
    fn update_batch(
        &mut self,
        values: &[ArrayRef],
        groups: &[usize],
        filter: Option<&BooleanArray>,
        group_count: usize,
    ) -> Result<()> {
        self.totals.resize(group_count, 0);
        self.seen.resize(group_count, false);
        each(&values[0], |row, value| {
            if filter.is_none_or(|filter| filter.is_valid(row) && filter.value(row)) {
                let group = groups[row];
                self.totals[group] = added(self.totals[group], value)?;
                self.seen[group] = true;
            }
            Ok(())
        })
    }

    fn merge_batch(&mut self, states: &[ArrayRef], groups: &[usize], group_count: usize) -> Result<()> {
        self.update_batch(states, groups, None, group_count)
    }

    fn state(&mut self, emit_to: EmitTo) -> Result<Vec<ArrayRef>> {
        let totals = self.take(emit_to)?;
        Ok(vec![self.decimals(totals)])
    }

    fn evaluate(&mut self, emit_to: EmitTo) -> Result<ArrayRef> {
        let totals = self.take(emit_to)?;
        match self.output {
            Output::Decimal(_) => Ok(self.decimals(totals)),
            Output::Int => {
                let totals: Result<Vec<Option<i64>>> = totals
                    .into_iter()
                    .map(|total| {
                        total
                            .map(|total| i64::try_from(total).map_err(|_| ExactOverflow::wrapped()))
                            .transpose()
                    })
                    .collect();
                Ok(Arc::new(Int64Array::from(totals?)))
            }
        }
    }

    fn convert_to_state(&self, values: &[ArrayRef], filter: Option<&BooleanArray>) -> Result<Vec<ArrayRef>> {
        let mut totals = vec![None; values[0].len()];
        each(&values[0], |row, value| {
            if filter.is_none_or(|filter| filter.is_valid(row) && filter.value(row)) {
                totals[row] = Some(value);
            }
            Ok(())
        })?;
        Ok(vec![self.decimals(totals)])
    }

    fn size(&self) -> usize {
        self.totals.capacity() * size_of::<i128>() + self.seen.capacity()
    }
}
