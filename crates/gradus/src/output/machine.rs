//! The faces for machines: full values under stable keys, never cut, never coloured.

use super::report::{Report, Table};
use crate::failure::Failure;
use crate::nearest::nearest;
use serde_json::{Map, Value};
use std::io::Write;

/// One object, or an array of one object per row.
pub(super) fn write_json(report: &Report, fields: Option<&[String]>, out: &mut dyn Write) -> Result<(), Failure> {
    let value = if let Some(record) = &report.record {
        Value::Object(pick(record.clone(), fields)?)
    } else {
        check_columns(&report.rows, fields)?;
        let objects = report
            .rows
            .objects()
            .into_iter()
            .map(|object| Ok(Value::Object(pick(object, fields)?)));
        Value::Array(objects.collect::<Result<Vec<Value>, Failure>>()?)
    };
    serde_json::to_writer_pretty(&mut *out, &value).map_err(std::io::Error::from)?;
    writeln!(out)?;
    Ok(())
}

/// One object per line.
pub(super) fn write_ndjson(report: &Report, fields: Option<&[String]>, out: &mut dyn Write) -> Result<(), Failure> {
    check_columns(&report.rows, fields)?;
    for object in report.rows.objects() {
        serde_json::to_writer(&mut *out, &pick(object, fields)?).map_err(std::io::Error::from)?;
        writeln!(out)?;
    }
    Ok(())
}

/// Values between commas, quoted where needed; text that a spreadsheet would run as a formula is disarmed.
pub(super) fn write_csv(report: &Report, out: &mut dyn Write) -> Result<(), Failure> {
    Ok(formats::write::delimited(out, &report.rows.to_file(), b',')?)
}

/// Values between tabs; a tab or line end inside of a text becomes a space. An empty line stands between sections.
pub(super) fn write_tsv(report: &Report, out: &mut dyn Write) -> Result<(), Failure> {
    write_sections(report, out, |table, out| {
        write_line(out, table.columns.iter().map(ToString::to_string), "\t")?;
        for row in &table.rows {
            let cells = row.iter();
            let cells = cells.map(|cell| cell.for_machines().replace(['\t', '\n', '\r'], " "));
            write_line(out, cells, "\t")?;
        }
        Ok(())
    })
}

pub(super) fn write_markdown(report: &Report, out: &mut dyn Write) -> Result<(), Failure> {
    write_sections(report, out, write_markdown_table)
}

fn write_sections(
    report: &Report,
    out: &mut dyn Write,
    write: impl Fn(&Table, &mut dyn Write) -> Result<(), Failure>,
) -> Result<(), Failure> {
    for section in &report.sections {
        write(section, out)?;
        writeln!(out)?;
    }
    write(&report.rows, out)
}

fn write_markdown_table(table: &Table, out: &mut dyn Write) -> Result<(), Failure> {
    let write_row = |out: &mut dyn Write, cells: Vec<String>| writeln!(out, "| {} |", cells.join(" | "));
    write_row(out, table.columns.iter().map(ToString::to_string).collect())?;
    let rule = |position: usize| {
        let is_number = table.rows.iter().any(|row| row[position].is_number());
        if is_number { "---:".to_owned() } else { "---".to_owned() }
    };
    write_row(out, (0..table.columns.len()).map(rule).collect())?;
    for row in &table.rows {
        let cell = |text: String| text.replace('|', "\\|").replace(['\n', '\r'], " ");
        write_row(out, row.iter().map(|value| cell(value.for_machines())).collect())?;
    }
    Ok(())
}

fn write_line(out: &mut dyn Write, cells: impl Iterator<Item = String>, between: &str) -> Result<(), Failure> {
    let cells: Vec<String> = cells.collect();
    writeln!(out, "{}", cells.join(between))?;
    Ok(())
}

/// The fields that were asked for, in the order in which they were asked.
fn pick(mut object: Map<String, Value>, fields: Option<&[String]>) -> Result<Map<String, Value>, Failure> {
    let Some(fields) = fields else { return Ok(object) };
    let mut picked = Map::new();
    for field in fields {
        let Some(value) = object.remove(field) else {
            return Err(unknown_field(field, object.keys().map(String::as_str)));
        };
        picked.insert(field.clone(), value);
    }
    Ok(picked)
}

/// So that an unknown field is told even when there are no rows.
fn check_columns(table: &Table, fields: Option<&[String]>) -> Result<(), Failure> {
    let unknown = fields
        .into_iter()
        .flatten()
        .find(|field| !table.columns.iter().any(|column| column == *field));
    unknown.map_or(Ok(()), |field| {
        Err(unknown_field(field, table.columns.iter().map(AsRef::as_ref)))
    })
}

fn unknown_field<'a>(field: &str, known: impl Iterator<Item = &'a str>) -> Failure {
    let known: Vec<&str> = known.collect();
    let near = nearest(field, known.iter().copied()).unwrap_or_default();
    Failure::said("cli-error-field")
        .with("field", field)
        .with("nearest", near)
        .with("known", known.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::Cell;
    use expect_test::expect;

    fn report() -> Report {
        let mut table = Table::new(&["code", "note", "score"]);
        table.push(vec![Cell::text("V-1"), Cell::text("=cmd|'/c calc'"), Cell::Integer(-5)]);
        table.push(vec![Cell::text("V,2"), Cell::text("a\tb|\n\"c\""), Cell::Nothing]);
        Report::table(table)
    }

    fn written(write: impl Fn(&Report, &mut dyn Write) -> Result<(), Failure>) -> String {
        let mut out = Vec::new();
        write(&report(), &mut out).expect("memory takes all");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn every_format_carries_the_full_values() {
        expect![[r#"
            code,note,score
            V-1,'=cmd|'/c calc',-5
            "V,2","a	b|
            ""c""",
        "#]]
        .assert_eq(&written(write_csv));
        expect![[r#"
            code	note	score
            V-1	=cmd|'/c calc'	-5
            V,2	a b| "c"	
        "#]]
        .assert_eq(&written(write_tsv));
        expect![[r#"
            | code | note | score |
            | --- | --- | ---: |
            | V-1 | =cmd\|'/c calc' | -5 |
            | V,2 | a	b\| "c" |  |
        "#]]
        .assert_eq(&written(write_markdown));
        expect![[r#"
            {"code":"V-1","score":-5}
            {"code":"V,2","score":null}
        "#]]
        .assert_eq(&written(|report, out| {
            write_ndjson(report, Some(&["code".to_owned(), "score".to_owned()]), out)
        }));
    }
}
