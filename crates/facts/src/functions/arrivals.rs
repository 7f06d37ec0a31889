//! Functions over the arrivals of an order line: how much arrived when.

use crate::error::{ExactOverflow, Objection};
use crate::schema::{DECIMAL_DIGITS, QUANTITY_PLACES, arrival_item};
use datafusion::arrow::array::{
    Array, ArrayRef, ArrowPrimitiveType, AsArray, Date32Array, Decimal128Array, ListArray, PrimitiveArray, StructArray,
};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{
    DECIMAL128_MAX_PRECISION, DataType, Date32Type, Decimal128Type, Int32Type, Int64Type,
};
use datafusion::common::{DataFusionError, Result};
use datafusion::logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility};
use std::sync::Arc;

/// Index of each field inside an arrival.
const DAY: usize = 0;
const WORKDAY_NO: usize = 1;
const QUANTITY: usize = 2;

pub(super) fn received_between() -> ScalarUDF {
    function("received_between", Counts::Days)
}

pub(super) fn received_between_workdays() -> ScalarUDF {
    function("received_between_workdays", Counts::Workdays)
}

pub(super) fn received_in_full_on() -> ScalarUDF {
    function("received_in_full_on", Counts::InFull)
}

fn function(name: &'static str, counts: Counts) -> ScalarUDF {
    ScalarUDF::from(OverArrivals {
        name,
        counts,
        signature: Signature::user_defined(Volatility::Immutable),
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Counts {
    Days,
    Workdays,
    InFull,
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct OverArrivals {
    name: &'static str,
    counts: Counts,
    signature: Signature,
}

impl ScalarUDFImpl for OverArrivals {
    fn name(&self) -> &'static str {
        self.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, given: &[DataType]) -> Result<Vec<DataType>> {
        let expected = match self.counts {
            Counts::Days => vec![DataType::Date32; 2],
            Counts::Workdays => vec![DataType::Int64; 2],
            Counts::InFull => vec![decimal_like(given.get(1))],
        };
        if given.len() != expected.len() + 1 {
            return Err(self.refuse(&format!(
                "takes {} arguments, {} given",
                expected.len() + 1,
                given.len()
            )));
        }
        if !matches!(&given[0], DataType::List(_) | DataType::Null) {
            return Err(self.refuse(&format!("reads the column `arrivals` first, not {}", given[0])));
        }
        Ok(std::iter::once(DataType::List(arrival_item()))
            .chain(expected)
            .collect())
    }

    fn return_type(&self, _arg_types: &[DataType]) -> Result<DataType> {
        Ok(match self.counts {
            Counts::Days | Counts::Workdays => DataType::Decimal128(DECIMAL128_MAX_PRECISION, QUANTITY_PLACES),
            Counts::InFull => DataType::Date32,
        })
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&args.args)?;
        let lists = Lists::of(
            arrays[0]
                .as_list_opt::<i32>()
                .ok_or_else(|| self.refuse("reads the column `arrivals` first"))?,
        )?;
        let result: ArrayRef = match self.counts {
            Counts::Days => Arc::new(lists.between::<Date32Type, Date32Type>(DAY, &arrays[1], &arrays[2])?),
            Counts::Workdays => Arc::new(lists.between::<Int32Type, Int64Type>(WORKDAY_NO, &arrays[1], &arrays[2])?),
            Counts::InFull => Arc::new(lists.in_full_on(&arrays[1])?),
        };
        Ok(ColumnarValue::Array(result))
    }
}

impl OverArrivals {
    fn refuse(&self, problem: &str) -> DataFusionError {
        let call = super::functions()
            .iter()
            .find(|help| help.name == self.name)
            .map_or("", |help| help.call);
        let objection = Objection::new(format!("{} {problem}", self.name), format!("write {call}"));
        DataFusionError::External(Box::new(objection))
    }
}

fn decimal_like(given: Option<&DataType>) -> DataType {
    match given {
        Some(DataType::Decimal128(digits, places)) => DataType::Decimal128(*digits, *places),
        _ => DataType::Decimal128(DECIMAL_DIGITS, QUANTITY_PLACES),
    }
}

/// The arrivals of a batch of order lines.
struct Lists<'a> {
    rows: &'a ListArray,
    arrivals: &'a StructArray,
    quantities: &'a [i128],
}

impl<'a> Lists<'a> {
    fn of(lists: &'a ListArray) -> Result<Lists<'a>> {
        let arrivals = lists.values().as_struct();
        let quantities = arrivals
            .column(QUANTITY)
            .as_primitive_opt::<Decimal128Type>()
            .ok_or_else(ExactOverflow::wrapped)?;
        Ok(Lists {
            rows: lists,
            arrivals,
            quantities: quantities.values(),
        })
    }

    /// Sum of the quantities whose field lies between the bounds of the row.
    fn between<Field, Bound>(&self, field: usize, from: &ArrayRef, to: &ArrayRef) -> Result<Decimal128Array>
    where
        Field: ArrowPrimitiveType,
        Bound: ArrowPrimitiveType,
        Field::Native: Into<i64>,
        Bound::Native: Into<i64>,
    {
        let places: &PrimitiveArray<Field> = self.arrivals.column(field).as_primitive();
        let places = places.values();
        let (from, to): (&PrimitiveArray<Bound>, &PrimitiveArray<Bound>) = (from.as_primitive(), to.as_primitive());
        let mut sums: Vec<i128> = Vec::with_capacity(self.rows.len());
        for (row, window) in self.rows.offsets().windows(2).enumerate() {
            let low: i64 = if from.is_null(row) {
                i64::MIN
            } else {
                from.value(row).into()
            };
            let high: i64 = if to.is_null(row) {
                i64::MAX
            } else {
                to.value(row).into()
            };
            let mut sum: i128 = 0;
            for index in range(window) {
                let place: i64 = places[index].into();
                if low <= place && place <= high {
                    sum = sum
                        .checked_add(self.quantities[index])
                        .ok_or_else(ExactOverflow::wrapped)?;
                }
            }
            sums.push(sum);
        }
        let sums = Decimal128Array::new(sums.into(), self.rows.nulls().cloned());
        Ok(sums.with_precision_and_scale(DECIMAL128_MAX_PRECISION, QUANTITY_PLACES)?)
    }

    /// The day on which the quantities, earliest first, reach the wanted quantity.
    fn in_full_on(&self, wanted: &ArrayRef) -> Result<Date32Array> {
        let days: &PrimitiveArray<Date32Type> = self.arrivals.column(DAY).as_primitive();
        let days = days.values();
        let (wanted, unit) = comparable(wanted)?;
        let mut found: Vec<Option<i32>> = Vec::with_capacity(self.rows.len());
        for (row, window) in self.rows.offsets().windows(2).enumerate() {
            if self.rows.is_null(row) || wanted.is_null(row) {
                found.push(None);
                continue;
            }
            let (wanted, mut sum) = (wanted.value(row), 0_i128);
            let mut day = None;
            for index in range(window) {
                let quantity = self.quantities[index]
                    .checked_mul(unit)
                    .ok_or_else(ExactOverflow::wrapped)?;
                sum = sum.checked_add(quantity).ok_or_else(ExactOverflow::wrapped)?;
                if sum >= wanted {
                    day = Some(days[index]);
                    break;
                }
            }
            found.push(day);
        }
        Ok(Date32Array::from(found))
    }
}

/// The wanted quantities, and what to multiply an arrived quantity by to compare the two.
fn comparable(wanted: &ArrayRef) -> Result<(Decimal128Array, i128)> {
    let places = match wanted.data_type() {
        DataType::Decimal128(_, places) => *places,
        _ => 0,
    };
    if places >= QUANTITY_PLACES {
        let unit = 10_i128
            .checked_pow(u32::from((places - QUANTITY_PLACES).unsigned_abs()))
            .ok_or_else(ExactOverflow::wrapped)?;
        return Ok((wanted.as_primitive::<Decimal128Type>().clone(), unit));
    }
    let wanted = cast(wanted, &DataType::Decimal128(DECIMAL128_MAX_PRECISION, QUANTITY_PLACES))?;
    Ok((wanted.as_primitive::<Decimal128Type>().clone(), 1))
}

fn range(window: &[i32]) -> std::ops::Range<usize> {
    let offset = |value: i32| usize::try_from(value).unwrap_or(0);
    offset(window[0])..offset(window[1])
}
