//! The queries of the catalogue as another engine runs them: literals in place of `$name`, and the tables they read.

use super::gradus::Gradus;
use crate::process::Failure;
use domain::intake::snapshot::{SnapshotTable, SnapshotType, TABLES};
use serde_json::{Value, json};

/// Codes of all indicators.
pub(super) fn codes(gradus: &Gradus) -> Result<Vec<String>, Failure> {
    let (list, _) = gradus.json(&["indicator", "list"])?;
    let codes: Option<Vec<String>> = list.as_array().map(|rows| {
        rows.iter()
            .filter_map(|row| row["code"].as_str().map(str::to_owned))
            .collect()
    });
    codes
        .filter(|codes| !codes.is_empty())
        .ok_or_else(|| Failure::new("gradus indicator list --json names no code"))
}

/// Every query with its settings filled in: `code`, `sql` and the fault owners whose misses count.
pub(super) fn all(gradus: &Gradus, as_of: &str) -> Result<Vec<Value>, Failure> {
    let mut queries = Vec::new();
    for code in codes(gradus)? {
        let (page, _) = gradus.json(&["indicator", "show", &code])?;
        queries.push(filled(&code, &page, as_of)?);
    }
    Ok(queries)
}

/// The snapshot tables with the types of another engine's columns, for those without a file.
pub(super) fn tables() -> Vec<Value> {
    let columns = |table: &SnapshotTable| -> Vec<[String; 2]> {
        table
            .columns
            .iter()
            .map(|column| [column.name.to_owned(), sql_type(column.ty)])
            .collect()
    };
    TABLES
        .iter()
        .map(|table| json!({ "name": table.name, "columns": columns(table) }))
        .collect()
}

fn sql_type(ty: SnapshotType) -> String {
    match ty {
        SnapshotType::Int => "bigint".to_owned(),
        SnapshotType::Date => "date".to_owned(),
        SnapshotType::Word => "varchar".to_owned(),
        SnapshotType::Decimal(places) => format!("decimal(18,{places})"),
        SnapshotType::Arrivals => "struct(day date, workday_no integer, quantity decimal(18,3))[]".to_owned(),
    }
}

/// One query from what `gradus indicator show --json` says.
fn filled(code: &str, page: &Value, as_of: &str) -> Result<Value, Failure> {
    let wrong = |what: &str| Failure::new(format!("gradus indicator show {code} --json: {what} has another shape"));
    let query = page["query"].as_str().ok_or_else(|| wrong("`query`"))?;
    let mut values = vec![("as_of".to_owned(), format!("date '{as_of}'"))];
    for parameter in page["parameters"].as_array().ok_or_else(|| wrong("`parameters`"))? {
        let name = parameter["name"].as_str().ok_or_else(|| wrong("a parameter"))?;
        values.push((
            name.to_owned(),
            literal(&parameter["default"]).ok_or_else(|| wrong(name))?,
        ));
    }
    let sql = fill(query, &values).map_err(|name| {
        Failure::new(format!(
            "{code}: its query uses ${name}, which `gradus indicator show --json` does not list"
        ))
    })?;
    Ok(json!({ "code": code, "sql": sql, "owners": page["counted_owners"] }))
}

fn literal(value: &Value) -> Option<String> {
    match value {
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Number(number) if number.to_string().starts_with('-') => Some(format!("({number})")),
        Value::Number(number) => Some(number.to_string()),
        Value::String(word) => Some(format!("'{}'", word.replace('\'', "''"))),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Puts the values in place of `$name` outside of texts; the error is a name without a value.
fn fill(sql: &str, values: &[(String, String)]) -> Result<String, String> {
    let mut filled = String::with_capacity(sql.len());
    let mut rest = sql;
    let mut is_text = false;
    while let Some(at) = rest.find(['\'', '$']) {
        let (before, found) = rest.split_at(at);
        filled.push_str(before);
        let after = &found[1..];
        if found.starts_with('\'') || is_text {
            is_text ^= found.starts_with('\'');
            filled.push_str(&found[..1]);
            rest = after;
            continue;
        }
        let end = after
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
            .unwrap_or(after.len());
        let (name, behind) = after.split_at(end);
        let value = values
            .iter()
            .find(|(known, _)| known == name)
            .ok_or_else(|| name.to_owned())?;
        filled.push_str(&value.1);
        rest = behind;
    }
    filled.push_str(rest);
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_literals_outside_of_texts() {
        let values = [("days", "3"), ("days_late", "(-1)"), ("kind", "'working'")];
        let values = values.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let fill = |sql: &str| fill(sql, &values);
        assert_eq!(fill("a - $days + $days_late"), Ok("a - 3 + (-1)".to_owned()));
        assert_eq!(
            fill("$kind = '$days it''s $kind'||$days"),
            Ok("'working' = '$days it''s $kind'||3".to_owned())
        );
        assert_eq!(fill("no names"), Ok("no names".to_owned()));
        assert_eq!(fill("$day"), Err("day".to_owned()));
    }

    #[test]
    fn a_page_becomes_a_query_with_its_defaults() {
        let page = json!({
            "query": "select $tolerance, $counts, $word, $shift from t where d <= $as_of",
            "parameters": [
                { "name": "tolerance", "default": 0.5 },
                { "name": "counts", "default": false },
                { "name": "word", "default": "it's" },
                { "name": "shift", "default": -2 },
            ],
            "counted_owners": ["supplier"],
        });
        let query = filled("delivery.otd", &page, "2026-09-30").unwrap();
        assert_eq!(
            query["sql"],
            "select 0.5, false, 'it''s', (-2) from t where d <= date '2026-09-30'"
        );
        assert_eq!(query["owners"], json!(["supplier"]));
        let broken = json!({ "query": "select $gone", "parameters": [] });
        assert!(
            filled("delivery.otd", &broken, "2026-09-30")
                .unwrap_err()
                .to_string()
                .contains("$gone")
        );
    }

    #[test]
    fn every_table_has_its_columns_with_types() {
        let tables = tables();
        let lines = tables.iter().find(|table| table["name"] == "order_lines").unwrap();
        let columns = lines["columns"].as_array().unwrap();
        assert!(columns.contains(&json!(["quantity", "decimal(18,3)"])), "{columns:?}");
        assert!(columns.iter().any(|column| column[0] == "arrivals"));
        assert_eq!(tables.len(), TABLES.len());
    }
}
