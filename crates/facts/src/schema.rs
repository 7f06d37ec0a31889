//! How the tables of `domain` look to the columnar engine.

use datafusion::arrow::datatypes::{DataType, Field, Fields, Schema, SchemaRef};
use domain::intake::snapshot::{SnapshotTable, SnapshotType, TABLES};
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

/// Digits of every stored decimal.
pub(crate) const DECIMAL_DIGITS: u8 = 18;
/// Decimal places of a quantity, alone or inside `arrivals`.
pub(crate) const QUANTITY_PLACES: i8 = 3;

static SCHEMAS: LazyLock<BTreeMap<&'static str, SchemaRef>> = LazyLock::new(|| {
    TABLES
        .iter()
        .map(|table| (table.name, Arc::new(build(table))))
        .collect()
});

/// The schema of a snapshot table.
pub(crate) fn schema_of(table: &'static SnapshotTable) -> SchemaRef {
    SCHEMAS
        .get(table.name)
        .map_or_else(|| Arc::new(build(table)), Arc::clone)
}

/// The fields of one arrival: day, `workday_no`, quantity.
pub(crate) fn arrival_fields() -> Fields {
    Fields::from(vec![
        Field::new("day", DataType::Date32, false),
        Field::new("workday_no", DataType::Int32, false),
        Field::new("quantity", DataType::Decimal128(DECIMAL_DIGITS, QUANTITY_PLACES), false),
    ])
}

/// One element of the list of arrivals.
pub(crate) fn arrival_item() -> Arc<Field> {
    Arc::new(Field::new("item", DataType::Struct(arrival_fields()), false))
}

fn build(table: &SnapshotTable) -> Schema {
    let fields: Vec<Field> = table
        .columns
        .iter()
        .map(|column| match column.ty {
            SnapshotType::Int => Field::new(column.name, DataType::Int64, true),
            SnapshotType::Date => Field::new(column.name, DataType::Date32, true),
            SnapshotType::Decimal(places) => Field::new(
                column.name,
                DataType::Decimal128(DECIMAL_DIGITS, places.cast_signed()),
                true,
            ),
            SnapshotType::Word => Field::new(column.name, DataType::Utf8View, true),
            // Never null: an order line without arrivals has an empty list, which is one level less to decode.
            SnapshotType::Arrivals => Field::new(column.name, DataType::List(arrival_item()), false),
        })
        .collect();
    Schema::new(fields)
}
