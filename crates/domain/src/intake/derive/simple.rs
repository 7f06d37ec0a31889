//! Tables that take their rows nearly as stored, with money converted and flags filled in.

use super::MonthRows;
use super::builder::Builder;
use super::rates::{extend, per_unit};
use super::reference::Reference;
use crate::intake::kinds;
use crate::intake::snapshot::{SnapshotTable, TableData};

pub(super) fn derive(table: &'static SnapshotTable, rows: MonthRows<'_>, reference: &Reference) -> TableData {
    let kind = table.kind.and_then(kinds::find).unwrap_or(&kinds::EFFORT);
    let mut builder = Builder::new(table, kind, rows, reference);
    match table.name {
        "change_requests" => builder.flag_or_no("in_frozen_horizon"),
        "certificates" => builder.flag_or_no("renewal_pending"),
        "project_milestones" => {
            builder.flag_or_no("joint_product");
            builder.int_column("project_no", |builder, row| {
                stable_number(rows, row, builder.text("project", row))
            });
        }
        "invoice_lines" => invoice_lines(&mut builder, rows, reference),
        "quote_lines" => quote_lines(&mut builder, reference),
        "assessment_answers" => {
            builder.word_or("answer", "given");
            builder.decimal_column("max_points", |builder, row| {
                Some(builder.int("max_points", row).unwrap_or(5_000))
            });
        }
        "efforts" => builder.money("amount", "amount", "day", reference),
        "savings" => savings(&mut builder, reference),
        "benchmark_prices" => {
            builder.word_or("kind", "market");
            builder.decimal_column("price", |builder, row| {
                let (currency, day) = builder.text("currency", row).zip(builder.day("day", row))?;
                reference
                    .rates
                    .convert(per_unit(builder.int("price", row)?, None)?, currency, day)
            });
        }
        _ => {}
    }
    builder.finish()
}

fn invoice_lines(builder: &mut Builder<'_>, rows: MonthRows<'_>, reference: &Reference) {
    builder.int_column("invoice_id", |builder, row| {
        stable_number(rows, row, builder.text("invoice_no", row))
    });
    builder.decimal_column("amount", |builder, row| {
        let (currency, day) = builder.text("currency", row).zip(builder.day("invoiced_on", row))?;
        let amount = extend(builder.int("quantity", row)?, builder.int("price", row)?, None)?;
        reference.rates.convert(amount, currency, day)
    });
}

fn quote_lines(builder: &mut Builder<'_>, reference: &Reference) {
    builder.flag_or_no("awarded");
    builder.int_column("declined", |builder, row| {
        Some(i64::from(builder.text("no_quote_reason", row).is_some()))
    });
    builder.decimal_column("price", |builder, row| {
        let (currency, day) = builder.text("currency", row).zip(builder.day("answered_on", row))?;
        let price = per_unit(builder.int("price", row)?, builder.int("price_unit", row))?;
        reference.rates.convert(price, currency, day)
    });
}

fn savings(builder: &mut Builder<'_>, reference: &Reference) {
    builder.money("amount", "amount", "booked_on", reference);
    builder.word_or("stage", "realised");
    builder.int_column("validated", |builder, row| {
        Some(i64::from(builder.text("validated_by", row).is_some()))
    });
}

/// A number for a document of one source: the same name gives the same number in every month and on every machine.
fn stable_number(rows: MonthRows<'_>, row: usize, name: Option<&str>) -> Option<i64> {
    let source = rows
        .own
        .source
        .get(row)
        .and_then(|source| rows.own.sources.get(usize::try_from(*source).ok()?));
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in source
        .map_or("", |source| source)
        .bytes()
        .chain([0])
        .chain(name?.bytes())
    {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    i64::try_from(hash >> 1).ok()
}
