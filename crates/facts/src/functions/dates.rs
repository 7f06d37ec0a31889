//! Day arithmetic that reads the same on every engine.

use crate::error::ExactOverflow;
use datafusion::arrow::array::{AsArray, Date32Array, Int64Array};
use datafusion::arrow::compute::kernels::arity::{binary, try_binary};
use datafusion::arrow::datatypes::{DataType, Date32Type, Int64Type};
use datafusion::arrow::error::ArrowError;
use datafusion::common::Result;
use datafusion::logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility};
use std::sync::Arc;

pub(super) fn days_between() -> ScalarUDF {
    ScalarUDF::from(DaysBetween {
        signature: Signature::exact(vec![DataType::Date32, DataType::Date32], Volatility::Immutable),
    })
}

pub(super) fn add_days() -> ScalarUDF {
    ScalarUDF::from(AddDays {
        signature: Signature::exact(vec![DataType::Date32, DataType::Int64], Volatility::Immutable),
    })
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct DaysBetween {
    signature: Signature,
}

impl ScalarUDFImpl for DaysBetween {
    fn name(&self) -> &'static str {
        "days_between"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _arg_types: &[DataType]) -> Result<DataType> {
        Ok(DataType::Int64)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&args.args)?;
        let (from, to): (&Date32Array, &Date32Array) = (arrays[0].as_primitive(), arrays[1].as_primitive());
        let days: Int64Array = binary(from, to, |from, to| i64::from(to) - i64::from(from))?;
        Ok(ColumnarValue::Array(Arc::new(days)))
    }
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct AddDays {
    signature: Signature,
}

impl ScalarUDFImpl for AddDays {
    fn name(&self) -> &'static str {
        "add_days"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _arg_types: &[DataType]) -> Result<DataType> {
        Ok(DataType::Date32)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&args.args)?;
        let days = arrays[0].as_primitive::<Date32Type>();
        let added: Date32Array = try_binary(days, arrays[1].as_primitive::<Int64Type>(), |day, n| {
            i64::from(day)
                .checked_add(n)
                .and_then(|day| i32::try_from(day).ok())
                .ok_or_else(|| ArrowError::from_external_error(Box::new(ExactOverflow)))
        })?;
        Ok(ColumnarValue::Array(Arc::new(added)))
    }
}
