//! How a file is written, as a person says it: in a mapping file, or beside it on the command line.

use super::ImportOptions;
use domain::intake::Type;
use domain::intake::mapping::Mapping;

/// Takes what was said on the command line into the mapping; a column that says it itself keeps its own.
pub(super) fn take(mapping: &mut Mapping, options: &ImportOptions) {
    let file = &mut mapping.file;
    if options.sheet.is_some() {
        file.sheet.clone_from(&options.sheet);
    }
    file.decimal = options.decimal.or(file.decimal);
    if options.time_zone.is_some() {
        file.time_zone.clone_from(&options.time_zone);
    }
    if !options.date_formats.is_empty() {
        file.date_formats.clone_from(&options.date_formats);
    }
    let formats = mapping.file.date_formats.clone();
    for entity in &mut mapping.entities {
        for column in &mut entity.columns {
            let is_date = matches!(entity.kind.columns[column.position].ty, Type::Date | Type::Instant);
            if is_date && column.date_formats.is_empty() {
                column.date_formats.clone_from(&formats);
            }
        }
    }
}

/// A mapping file that only says how the file is written, laid over the columns of a kind or combined sheet.
pub(super) fn lay_over(columns: Mapping, said: Mapping) -> Mapping {
    Mapping {
        entities: columns.entities,
        ..said
    }
}
