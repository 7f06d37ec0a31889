//! Rows of `domain` as Arrow columns.

use crate::schema::{DECIMAL_DIGITS, QUANTITY_PLACES, arrival_fields, arrival_item};
use datafusion::arrow::array::{
    ArrayRef, Date32Array, Decimal128Array, Int32Array, Int64Array, ListArray, StringViewArray, StructArray,
};
use datafusion::arrow::buffer::OffsetBuffer;
use datafusion::arrow::error::ArrowError;
use domain::intake::snapshot::{Arrival, ColumnValues, SnapshotType};
use std::sync::Arc;

/// The named rows of one column; `None` when the values are not of the column's type.
pub(super) fn array(values: &ColumnValues, ty: SnapshotType, rows: &[usize]) -> Result<Option<ArrayRef>, ArrowError> {
    Ok(match (values, ty) {
        (ColumnValues::Int(values), SnapshotType::Int) => {
            Some(Arc::new(rows.iter().map(|row| values[*row]).collect::<Int64Array>()))
        }
        (ColumnValues::Date(values), SnapshotType::Date) => {
            Some(Arc::new(rows.iter().map(|row| values[*row]).collect::<Date32Array>()))
        }
        (ColumnValues::Decimal(values), SnapshotType::Decimal(places)) => {
            let decimals: Decimal128Array = rows.iter().map(|row| values[*row].map(i128::from)).collect();
            Some(Arc::new(
                decimals.with_precision_and_scale(DECIMAL_DIGITS, places.cast_signed())?,
            ))
        }
        (ColumnValues::Word(values), SnapshotType::Word) => Some(Arc::new(
            rows.iter()
                .map(|row| values[*row].as_deref())
                .collect::<StringViewArray>(),
        )),
        (ColumnValues::Arrivals(values), SnapshotType::Arrivals) => Some(Arc::new(arrivals(values, rows)?)),
        _ => None,
    })
}

fn arrivals(values: &[Vec<Arrival>], rows: &[usize]) -> Result<ListArray, ArrowError> {
    let offsets = OffsetBuffer::from_lengths(rows.iter().map(|row| values[*row].len()));
    let all = || rows.iter().flat_map(|row| &values[*row]);
    let days: Int32Array = all().map(|arrival| arrival.day).collect::<Vec<_>>().into();
    let workdays: Int32Array = all().map(|arrival| arrival.workday_no).collect::<Vec<_>>().into();
    let quantities: Decimal128Array = all()
        .map(|arrival| i128::from(arrival.quantity))
        .collect::<Vec<_>>()
        .into();
    let items = StructArray::try_new(
        arrival_fields(),
        vec![
            Arc::new(days.reinterpret_cast::<datafusion::arrow::datatypes::Date32Type>()),
            Arc::new(workdays),
            Arc::new(quantities.with_precision_and_scale(DECIMAL_DIGITS, QUANTITY_PLACES)?),
        ],
        None,
    )?;
    ListArray::try_new(arrival_item(), offsets, Arc::new(items), None)
}
