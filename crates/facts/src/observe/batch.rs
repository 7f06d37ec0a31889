//! A batch of events as plain columns.

use datafusion::arrow::array::{Array, AsArray, Date32Array, Int64Array, RecordBatch, StringViewArray};
use datafusion::arrow::buffer::NullBuffer;
use datafusion::arrow::datatypes::{DataType, Date32Type, Decimal128Type, Int64Type};
use datafusion::common::{DataFusionError, Result};

/// The columns of the contract, typed.
pub(crate) struct EventBatch<'a> {
    pub(crate) rows: usize,
    pub(crate) supplier_id: &'a Int64Array,
    pub(crate) category_id: &'a Int64Array,
    pub(crate) unit_id: &'a Int64Array,
    pub(crate) row_id: Option<&'a Int64Array>,
    pub(crate) on_date: &'a Date32Array,
    pub(crate) part: &'a StringViewArray,
    pub(crate) good: Amounts<'a>,
    pub(crate) n: Amounts<'a>,
    pub(crate) fault_owner: Option<&'a StringViewArray>,
    pub(crate) gate: Option<&'a StringViewArray>,
    /// Set for rows that are events: supplier, date, part, `good` and `n` are all known.
    pub(crate) complete: Option<NullBuffer>,
}

/// Integers or decimals.
pub(crate) struct Amounts<'a> {
    values: Values<'a>,
    pub(crate) places: u32,
}

#[derive(Clone, Copy)]
enum Values<'a> {
    Whole(&'a [i64]),
    Decimal(&'a [i128]),
}

impl Amounts<'_> {
    #[inline]
    pub(crate) fn get(&self, row: usize) -> i128 {
        match self.values {
            Values::Whole(values) => i128::from(values[row]),
            Values::Decimal(values) => values[row],
        }
    }
}

impl<'a> EventBatch<'a> {
    pub(crate) fn of(batch: &'a RecordBatch) -> Result<EventBatch<'a>> {
        let whole = |name: &str| Ok::<_, DataFusionError>(column(batch, name)?.as_primitive::<Int64Type>());
        let word = |name: &str| batch.column_by_name(name).map(|array| array.as_string_view());
        let (good, n) = (column(batch, "good")?, column(batch, "n")?);
        let (supplier_id, part) = (whole("supplier_id")?, column(batch, "part")?.as_string_view());
        let on_date = column(batch, "on_date")?.as_primitive::<Date32Type>();
        let complete = NullBuffer::union_many([supplier_id.nulls(), on_date.nulls(), part.nulls(), good.nulls(), n.nulls()]);
        Ok(EventBatch {
            rows: batch.num_rows(),
            supplier_id,
            category_id: whole("category_id")?,
            unit_id: whole("unit_id")?,
            row_id: batch.column_by_name("row_id").map(|array| array.as_primitive::<Int64Type>()),
            on_date,
            part,
            good: amounts(good),
            n: amounts(n),
            fault_owner: word("fault_owner"),
            gate: word("gate"),
            complete: complete.filter(|nulls| nulls.null_count() > 0),
        })
    }
}

/// A missing category or unit is 0, "none".
#[inline]
pub(crate) fn or_none(ids: &Int64Array, row: usize) -> i64 {
    if ids.is_null(row) { 0 } else { ids.value(row) }
}

fn column<'a>(batch: &'a RecordBatch, name: &str) -> Result<&'a dyn Array> {
    let column = batch.column_by_name(name).map(AsRef::as_ref);
    column.ok_or_else(|| DataFusionError::Internal(format!("the column {name} was lost on the way")))
}

fn amounts(array: &dyn Array) -> Amounts<'_> {
    match array.data_type() {
        DataType::Decimal128(_, places) => Amounts {
            values: Values::Decimal(array.as_primitive::<Decimal128Type>().values()),
            places: u32::from(places.unsigned_abs()),
        },
        _ => Amounts { values: Values::Whole(array.as_primitive::<Int64Type>().values()), places: 0 },
    }
}
