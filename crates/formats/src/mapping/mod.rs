//! Mapping files: TOML that says how somebody else's columns become ours. Whatever is wrong is said at once.

use domain::Decimal;
use domain::intake::cell::{DateFormat, DecimalMark};
use domain::intake::mapping::{ColumnMapping, EntityMapping, FileHints, Filter, Limits, Mapping, Repeat, Source, Test};
use domain::intake::{KINDS, Kind, Type};
use std::collections::{BTreeMap, BTreeSet};
use toml::{Table, Value};

/// What is wrong with a mapping file, line by line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", problems.join("\n"))]
pub struct MappingError {
    /// Each with its place, what stands there and what is expected.
    pub problems: Vec<String>,
}

/// Reads a mapping file.
pub fn parse(text: &str) -> Result<Mapping, MappingError> {
    let table: Table = match text.parse() {
        Ok(table) => table,
        Err(error) => {
            let line = error
                .span()
                .map_or(1, |span| text[..span.start.min(text.len())].lines().count().max(1));
            return Err(MappingError {
                problems: vec![format!("line {line}: {}", error.message())],
            });
        }
    };
    let mut reader = Reader::default();
    let mapping = reader.mapping(&table);
    if reader.problems.is_empty() {
        Ok(mapping)
    } else {
        Err(MappingError {
            problems: reader.problems,
        })
    }
}

/// Collects problems while it reads.
#[derive(Default)]
struct Reader {
    problems: Vec<String>,
    /// Formats of every date column that has none of its own.
    date_formats: Vec<DateFormat>,
}

impl Reader {
    fn mapping(&mut self, table: &Table) -> Mapping {
        self.known("", table, &["source", "null_values", "file", "limits", "entity"]);
        let file = self
            .table("", table, "file")
            .map(|file| self.file(&file))
            .unwrap_or_default();
        let limits = self
            .table("", table, "limits")
            .map(|limits| self.limits(&limits))
            .unwrap_or_default();
        let entities = match table.get("entity") {
            Some(Value::Array(list)) => self.entities(list),
            Some(other) => {
                self.expected("entity", other, "[[entity]]");
                Vec::new()
            }
            // What the rows are may be said beside the mapping file, which then only says how the file is written.
            None => Vec::new(),
        };
        Mapping {
            source: self.text("", table, "source"),
            null_values: self.texts("", table, "null_values"),
            file,
            limits,
            entities,
        }
    }

    fn file(&mut self, table: &Table) -> FileHints {
        let keys = [
            "sheet",
            "header_row",
            "encoding",
            "delimiter",
            "decimal",
            "time_zone",
            "date_format",
        ];
        self.known("file.", table, &keys);
        self.date_formats = self.formats("file.", table);
        let header_row = table.get("header_row").and_then(|value| {
            let row = value
                .as_integer()
                .and_then(|row| u64::try_from(row).ok())
                .filter(|row| *row > 0);
            self.given("file.header_row", value, row, "a row number, 1 for the first row")
        });
        let delimiter = table.get("delimiter").and_then(|value| {
            let text = value.as_str().map(|text| if text == "tab" { "\t" } else { text });
            let byte = text
                .and_then(|text| <[u8; 1]>::try_from(text.as_bytes()).ok())
                .map(|[byte]| byte);
            self.given("file.delimiter", value, byte, "one character, or \"tab\"")
        });
        let time_zone = self.text("file.", table, "time_zone");
        if let Some(zone) = &time_zone
            && jiff::tz::TimeZone::get(zone).is_err()
        {
            self.problems.push(format!(
                "file.time_zone {zone:?} is not known: an IANA name such as Asia/Shanghai is expected"
            ));
        }
        FileHints {
            sheet: self.text("file.", table, "sheet"),
            header_row,
            encoding: self.text("file.", table, "encoding"),
            delimiter,
            decimal: self.decimal("file.", table),
            time_zone,
            date_formats: self.date_formats.clone(),
        }
    }

    fn limits(&mut self, table: &Table) -> Limits {
        self.known("limits.", table, &["max_quantity", "max_overdelivery"]);
        let usual = Limits::default();
        let mut number = |key: &str, usual: Decimal| {
            let Some(value) = table.get(key) else { return usual };
            let found = value
                .to_string()
                .parse::<Decimal>()
                .ok()
                .filter(|number| *number > Decimal::ZERO);
            self.given(&format!("limits.{key}"), value, found, "a number above 0")
                .unwrap_or(usual)
        };
        let max_quantity = number("max_quantity", usual.max_quantity);
        let max_overdelivery = number("max_overdelivery", usual.max_overdelivery);
        Limits {
            max_quantity,
            max_overdelivery,
        }
    }

    fn entities(&mut self, list: &[Value]) -> Vec<EntityMapping> {
        let mut entities: Vec<(EntityMapping, bool)> = Vec::new();
        for (index, value) in list.iter().enumerate() {
            let place = format!("entity {}", index + 1);
            if let Some(table) = self.given(&place, value, value.as_table(), "[[entity]]") {
                entities.extend(self.entity(&place, table));
            }
        }
        let kinds: Vec<&Kind> = entities.iter().map(|(entity, _)| entity.kind).collect();
        let with_usual = |(entity, is_said): (EntityMapping, bool)| {
            let on_repeat = if is_said {
                entity.on_repeat
            } else {
                Repeat::usual(entity.kind, &kinds)
            };
            EntityMapping { on_repeat, ..entity }
        };
        entities.into_iter().map(with_usual).collect()
    }

    /// The entity, and whether it says itself what a repeat means.
    fn entity(&mut self, place: &str, table: &Table) -> Option<(EntityMapping, bool)> {
        self.known(
            &format!("{place}: "),
            table,
            &["kind", "columns", "filter", "on_repeat"],
        );
        let Some(name) = self.text(&format!("{place}: "), table, "kind") else {
            self.problems
                .push(format!("{place}: kind is missing, such as kind = \"order_line\""));
            return None;
        };
        let Some(kind) = domain::intake::find(&name) else {
            let names = KINDS.iter().map(|kind| kind.name);
            self.problems
                .push(format!("{place}: kind {name:?} is not known{}", hint(&name, names)));
            return None;
        };
        let place = format!("{place} ({name}): ");
        let mut columns = Vec::new();
        for (column, value) in sorted(self.table(&place, table, "columns")) {
            if let Some(position) = kind.position(&column) {
                columns.extend(self.column(&format!("{place}{column}"), kind, position, &value));
            } else {
                let hint = hint(&column, kind.columns.iter().map(|column| column.name));
                self.problems
                    .push(format!("{place}E101 {name} has no column {column:?}{hint}"));
            }
        }
        // The order of the kind's own columns, in which a template shows their headers.
        columns.sort_by_key(|column| column.position);
        let on_repeat = self.text(&place, table, "on_repeat");
        let repeat = match on_repeat.as_deref() {
            None | Some("refuse") => Repeat::Refuse,
            Some("same") => Repeat::Same,
            Some("first") => Repeat::First,
            Some(other) => {
                self.problems
                    .push(format!("{place}on_repeat {other:?}: refuse, same or first is expected"));
                Repeat::Refuse
            }
        };
        let filter = self.filters(&place, table);
        Some((
            EntityMapping {
                kind,
                columns,
                filter,
                on_repeat: repeat,
            },
            on_repeat.is_some(),
        ))
    }

    fn column(&mut self, place: &str, kind: &Kind, position: usize, value: &Value) -> Option<ColumnMapping> {
        const SOURCES: [&str; 6] = ["column", "constant", "template", "first_of", "earliest_of", "product"];
        let is_date = matches!(kind.columns[position].ty, Type::Date | Type::Instant);
        let usual_formats = if is_date { self.date_formats.clone() } else { Vec::new() };
        if let Some(header) = value.as_str() {
            let source = Source::Column(header.to_owned());
            return Some(ColumnMapping {
                date_formats: usual_formats,
                ..ColumnMapping::plain(position, source)
            });
        }
        let Some(table) = value.as_table() else {
            self.expected(place, value, "a header, or a table such as { column = \"PO\" }");
            return None;
        };
        let inner = format!("{place}.");
        let others = ["values", "otherwise", "date_format", "decimal"];
        self.known(&inner, table, &[&SOURCES[..], &others[..]].concat());
        let named: Vec<&str> = SOURCES
            .into_iter()
            .filter(|source| table.contains_key(*source))
            .collect();
        let [named] = named[..] else {
            self.problems
                .push(format!("{place}: exactly one of {} is expected", SOURCES.join(", ")));
            return None;
        };
        let source = self.source(&inner, table, named)?;
        let formats = self.formats(&inner, table);
        Some(ColumnMapping {
            position,
            source,
            values: self.values(&inner, table),
            otherwise: self.text(&inner, table, "otherwise"),
            date_formats: if formats.is_empty() { usual_formats } else { formats },
            decimal: self.decimal(&inner, table),
        })
    }

    fn source(&mut self, place: &str, table: &Table, named: &str) -> Option<Source> {
        match named {
            "column" => self.text(place, table, "column").map(Source::Column),
            "constant" => match table.get("constant")? {
                Value::String(text) => Some(Source::Constant(text.clone())),
                other @ (Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Datetime(_)) => {
                    Some(Source::Constant(other.to_string()))
                }
                other => {
                    self.expected(&format!("{place}constant"), other, "one value");
                    None
                }
            },
            "template" => {
                let text = self.text(place, table, "template")?;
                let source = Source::template(&text);
                if source.is_none() {
                    self.problems.push(format!(
                        "{place}template {text:?}: headers in braces are expected, such as \"{{PO}}/{{Line}}\""
                    ));
                }
                source
            }
            list => {
                let headers = self.texts(place, table, list);
                if headers.is_empty() {
                    self.problems
                        .push(format!("{place}{list}: a list of headers is expected"));
                    return None;
                }
                Some(match list {
                    "product" => Source::Product(headers),
                    "earliest_of" => Source::EarliestOf(headers),
                    _ => Source::FirstOf(headers),
                })
            }
        }
    }

    fn values(&mut self, place: &str, table: &Table) -> BTreeMap<String, String> {
        let mut values = BTreeMap::new();
        for (from, to) in self.table(place, table, "values").unwrap_or_default() {
            match to.as_str() {
                Some(to) => {
                    values.insert(from.trim().to_lowercase(), to.to_owned());
                }
                None => self.expected(&format!("{place}values.{from}"), &to, "a text"),
            }
        }
        values
    }

    fn filters(&mut self, place: &str, table: &Table) -> Vec<Filter> {
        let list = match table.get("filter") {
            None => return Vec::new(),
            Some(Value::Array(list)) => list.clone(),
            Some(other) => {
                self.expected(
                    &format!("{place}filter"),
                    other,
                    "a list such as [{ column = \"Plant\", is = \"10\" }]",
                );
                return Vec::new();
            }
        };
        let mut filters = Vec::new();
        for (index, value) in list.iter().enumerate() {
            let place = format!("{place}filter {}: ", index + 1);
            let Some(table) = value.as_table() else {
                self.expected(&place, value, "{ column = …, is = … }");
                continue;
            };
            self.known(
                &place,
                table,
                &["column", "is", "not", "in", "not_in", "empty", "not_empty"],
            );
            let test = self.test(&place, table);
            match (self.text(&place, table, "column"), test) {
                (Some(column), Some(test)) => filters.push(Filter { column, test }),
                (None, _) => self.problems.push(format!("{place}column is missing")),
                (_, None) => {}
            }
        }
        filters
    }

    fn test(&mut self, place: &str, table: &Table) -> Option<Test> {
        let is_true = |key: &str| table.get(key).and_then(Value::as_bool) == Some(true);
        let mut tests = Vec::new();
        tests.extend(self.text(place, table, "is").map(|word| Test::In(vec![word])));
        tests.extend(self.text(place, table, "not").map(|word| Test::NotIn(vec![word])));
        tests.extend(
            table
                .contains_key("in")
                .then(|| Test::In(self.texts(place, table, "in"))),
        );
        tests.extend(
            table
                .contains_key("not_in")
                .then(|| Test::NotIn(self.texts(place, table, "not_in"))),
        );
        tests.extend(is_true("empty").then_some(Test::Empty));
        tests.extend(is_true("not_empty").then_some(Test::NotEmpty));
        if tests.len() != 1 {
            let message = "exactly one of is, not, in, not_in, empty = true, not_empty = true is expected";
            self.problems.push(format!("{place}{message}"));
            return None;
        }
        tests.pop()
    }

    fn decimal(&mut self, place: &str, table: &Table) -> Option<DecimalMark> {
        match self.text(place, table, "decimal")?.as_str() {
            "point" => Some(DecimalMark::Point),
            "comma" => Some(DecimalMark::Comma),
            other => {
                self.problems
                    .push(format!("{place}decimal {other:?}: point or comma is expected"));
                None
            }
        }
    }

    /// One format or several.
    fn formats(&mut self, place: &str, table: &Table) -> Vec<DateFormat> {
        let texts = match table.get("date_format") {
            Some(Value::String(text)) => vec![text.clone()],
            Some(Value::Array(_)) => self.texts(place, table, "date_format"),
            Some(other) => {
                self.expected(&format!("{place}date_format"), other, "a format or a list of them");
                Vec::new()
            }
            None => Vec::new(),
        };
        let mut formats = Vec::new();
        for text in texts {
            match DateFormat::new(&text) {
                Ok(format) => formats.push(format),
                Err(error) => self.problems.push(format!("{place}{error}")),
            }
        }
        formats
    }

    fn text(&mut self, place: &str, table: &Table, key: &str) -> Option<String> {
        let value = table.get(key)?;
        self.given(
            &format!("{place}{key}"),
            value,
            value.as_str().map(str::to_owned),
            "a text",
        )
    }

    fn texts(&mut self, place: &str, table: &Table, key: &str) -> Vec<String> {
        let Some(value) = table.get(key) else { return Vec::new() };
        let texts = value.as_array().and_then(|list| {
            list.iter()
                .map(|value| value.as_str().map(str::to_owned))
                .collect::<Option<Vec<String>>>()
        });
        self.given(&format!("{place}{key}"), value, texts, "a list of texts")
            .unwrap_or_default()
    }

    fn table(&mut self, place: &str, table: &Table, key: &str) -> Option<Table> {
        let value = table.get(key)?;
        self.given(&format!("{place}{key}"), value, value.as_table().cloned(), "a table")
    }

    /// Passes on what was understood; says it when nothing was.
    fn given<T>(&mut self, place: &str, value: &Value, found: Option<T>, expectation: &str) -> Option<T> {
        if found.is_none() {
            self.expected(place, value, expectation);
        }
        found
    }

    fn expected(&mut self, place: &str, value: &Value, expectation: &str) {
        self.problems
            .push(format!("{place} = {value}: {expectation} is expected"));
    }

    fn known(&mut self, place: &str, table: &Table, names: &[&str]) {
        let unknown: BTreeSet<&String> = table.keys().filter(|key| !names.contains(&key.as_str())).collect();
        for key in unknown {
            self.problems
                .push(format!("{place}{key} is not known{}", hint(key, names.iter().copied())));
        }
    }
}

/// The entries by name, so that messages come in one order however the table keeps them.
fn sorted(table: Option<Table>) -> BTreeMap<String, Value> {
    table.unwrap_or_default().into_iter().collect()
}

/// The nearest name, or all of them.
fn hint<'a>(wrong: &str, names: impl Iterator<Item = &'a str> + Clone) -> String {
    match nearest(wrong, names.clone()) {
        Some(name) => format!(": did you mean {name:?}?"),
        None => format!(": one of {} is expected", names.collect::<Vec<_>>().join(", ")),
    }
}

/// The known text that differs least from a wrong one, when it differs little.
#[must_use]
pub fn nearest<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let folded = wrong.to_lowercase();
    let length = folded.chars().count();
    let near = known.filter_map(|name| {
        let distance = strsim::osa_distance(&folded, &name.to_lowercase());
        (distance * 3 <= length.max(3)).then_some((distance, name))
    });
    near.min().map(|(_, name)| name)
}

#[cfg(test)]
mod tests;
