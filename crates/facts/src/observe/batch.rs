//! A batch of events as plain columns, single values where all rows have the same.

use datafusion::arrow::array::{Array, AsArray, PrimitiveArray, RecordBatch, StringViewArray};
use datafusion::arrow::buffer::NullBuffer;
use datafusion::arrow::datatypes::{
    ArrowNativeType, ArrowPrimitiveType, DataType, Date32Type, Decimal128Type, Int64Type,
};
use datafusion::common::{DataFusionError, Result, ScalarValue};
use datafusion::logical_expr::ColumnarValue;
use std::sync::Arc;

/// The columns of the contract by name, as the engine computed them.
pub(crate) struct Columns {
    pub(crate) names: Arc<[String]>,
    pub(crate) values: Vec<ColumnarValue>,
    pub(crate) rows: usize,
}

impl Columns {
    pub(crate) fn of(batch: &RecordBatch) -> Columns {
        Columns {
            names: batch
                .schema()
                .fields()
                .iter()
                .map(|field| field.name().clone())
                .collect(),
            values: batch.columns().iter().cloned().map(ColumnarValue::Array).collect(),
            rows: batch.num_rows(),
        }
    }

    fn find(&self, name: &str) -> Option<&ColumnarValue> {
        self.names
            .iter()
            .position(|known| known == name)
            .map(|position| &self.values[position])
    }

    fn get(&self, name: &str) -> Result<&ColumnarValue> {
        self.find(name)
            .ok_or_else(|| DataFusionError::Internal(format!("the column {name} was lost on the way")))
    }
}

/// The same columns, typed.
pub(crate) struct EventBatch<'a> {
    pub(crate) rows: usize,
    pub(crate) supplier_id: Numbers<'a, i64>,
    pub(crate) category_id: Numbers<'a, i64>,
    pub(crate) unit_id: Numbers<'a, i64>,
    pub(crate) row_id: Option<Numbers<'a, i64>>,
    pub(crate) on_date: Numbers<'a, i32>,
    pub(crate) part: Words<'a>,
    pub(crate) good: Amounts<'a>,
    pub(crate) n: Amounts<'a>,
    pub(crate) fault_owner: Option<Words<'a>>,
    pub(crate) gate: Option<Words<'a>>,
    /// Set for rows that are events: supplier, date, part, `good` and `n` are all known.
    complete: Option<NullBuffer>,
}

impl<'a> EventBatch<'a> {
    pub(crate) fn of(columns: &'a Columns) -> Result<EventBatch<'a>> {
        let ids = |name: &str| columns.get(name).map(Numbers::of::<Int64Type>);
        let required = ["supplier_id", "on_date", "part", "good", "n"].map(|name| columns.get(name));
        let (mut nulls, mut never) = (Vec::new(), false);
        for column in required {
            match column? {
                ColumnarValue::Array(array) => nulls.push(array.nulls()),
                ColumnarValue::Scalar(value) => never |= value.is_null(),
            }
        }
        let complete = NullBuffer::union_many(nulls).filter(|nulls| nulls.null_count() > 0);
        Ok(EventBatch {
            rows: if never { 0 } else { columns.rows },
            supplier_id: ids("supplier_id")?,
            category_id: ids("category_id")?,
            unit_id: ids("unit_id")?,
            row_id: columns.find("row_id").map(Numbers::of::<Int64Type>),
            on_date: Numbers::of::<Date32Type>(columns.get("on_date")?),
            part: Words::of(columns.get("part")?),
            good: Amounts::of(columns.get("good")?),
            n: Amounts::of(columns.get("n")?),
            fault_owner: columns.find("fault_owner").map(Words::of),
            gate: columns.find("gate").map(Words::of),
            complete,
        })
    }

    /// Whether the row is an event.
    #[inline]
    pub(crate) fn is_event(&self, row: usize) -> bool {
        self.complete.as_ref().is_none_or(|complete| complete.is_valid(row))
    }
}

/// Numbers, one per row or the same for all; a missing one is 0, "none".
pub(crate) struct Numbers<'a, T> {
    values: Values<'a, T>,
    nulls: Option<&'a NullBuffer>,
}

enum Values<'a, T> {
    Each(&'a [T]),
    Same(T),
}

impl<'a, T: ArrowNativeType> Numbers<'a, T> {
    fn of<P: ArrowPrimitiveType<Native = T>>(column: &'a ColumnarValue) -> Numbers<'a, T> {
        match column {
            ColumnarValue::Array(array) => {
                let array: &PrimitiveArray<P> = array.as_primitive();
                Numbers {
                    values: Values::Each(array.values()),
                    nulls: array.nulls().filter(|nulls| nulls.null_count() > 0),
                }
            }
            ColumnarValue::Scalar(value) => {
                let value = value.to_array().ok().filter(|array| array.is_valid(0));
                let value = value.map(|array| array.as_primitive::<P>().value(0));
                Numbers {
                    values: Values::Same(value.unwrap_or_default()),
                    nulls: None,
                }
            }
        }
    }

    #[inline]
    pub(crate) fn get(&self, row: usize) -> T {
        match self.values {
            Values::Same(value) => value,
            Values::Each(_) if self.nulls.is_some_and(|nulls| nulls.is_null(row)) => T::default(),
            Values::Each(values) => values[row],
        }
    }
}

/// Texts, one per row or the same for all.
pub(crate) enum Words<'a> {
    Each(&'a StringViewArray),
    Same(Option<&'a str>),
}

impl<'a> Words<'a> {
    fn of(column: &'a ColumnarValue) -> Words<'a> {
        match column {
            ColumnarValue::Array(array) => Words::Each(array.as_string_view()),
            ColumnarValue::Scalar(value) => Words::Same(value.try_as_str().flatten()),
        }
    }

    #[inline]
    pub(crate) fn get(&self, row: usize) -> Option<&'a str> {
        match self {
            Words::Same(word) => *word,
            Words::Each(words) => words.is_valid(row).then(|| words.value(row)),
        }
    }

    /// A number that is equal only for equal texts, if they have up to twelve bytes.
    #[inline]
    pub(crate) fn view(&self, row: usize) -> u128 {
        match self {
            Words::Same(_) => 0,
            Words::Each(words) => words.views()[row],
        }
    }
}

/// Integers or decimals, one per row or the same for all.
pub(crate) struct Amounts<'a> {
    values: AmountValues<'a>,
    pub(crate) places: u32,
}

enum AmountValues<'a> {
    Whole(&'a [i64]),
    Decimal(&'a [i128]),
    Same(i128),
}

impl<'a> Amounts<'a> {
    fn of(column: &'a ColumnarValue) -> Amounts<'a> {
        let places = match column.data_type() {
            DataType::Decimal128(_, places) => u32::from(places.unsigned_abs()),
            _ => 0,
        };
        let values = match column {
            ColumnarValue::Array(array) => match array.data_type() {
                DataType::Decimal128(..) => AmountValues::Decimal(array.as_primitive::<Decimal128Type>().values()),
                _ => AmountValues::Whole(array.as_primitive::<Int64Type>().values()),
            },
            ColumnarValue::Scalar(ScalarValue::Int64(value)) => {
                AmountValues::Same(i128::from(value.unwrap_or_default()))
            }
            ColumnarValue::Scalar(ScalarValue::Decimal128(value, ..)) => AmountValues::Same(value.unwrap_or_default()),
            // The contract reads amounts as one of the two types above.
            ColumnarValue::Scalar(_) => AmountValues::Same(0),
        };
        Amounts { values, places }
    }

    #[inline]
    pub(crate) fn get(&self, row: usize) -> i128 {
        match self.values {
            AmountValues::Whole(values) => i128::from(values[row]),
            AmountValues::Decimal(values) => values[row],
            AmountValues::Same(value) => value,
        }
    }
}
