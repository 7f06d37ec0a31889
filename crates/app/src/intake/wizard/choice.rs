//! What somebody chose: which of their columns fills which of our fields. Written as a mapping file, so that it can be kept.

use crate::Error;
use domain::intake::mapping::{EntityMapping, Mapping, Piece, Repeat, Source, Test};
use formats::presets;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The choices of one upload.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Header of the file by our field.
    pub fields: BTreeMap<String, String>,
    /// The same value for every row, by our field.
    pub constants: BTreeMap<String, String>,
    pub sheet: Option<String>,
    pub header_row: Option<u64>,
    pub dates: Dates,
    pub decimal: Decimals,
    /// IANA zone of local times.
    pub time_zone: Option<String>,
    /// Name of the source system.
    pub source: Option<String>,
}

/// How days are written, where the file leaves it open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dates {
    /// The file decides it.
    #[default]
    Found,
    DayFirst,
    MonthFirst,
}

/// The decimal mark, where the file leaves it open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decimals {
    /// The file decides it.
    #[default]
    Found,
    Point,
    Comma,
}

const DAY_FIRST: &str = r#"["D/M/YYYY", "D.M.YYYY", "D-M-YYYY", "D/M/YY", "D.M.YY", "YYYY-MM-DD", "YYYY/M/D"]"#;
const MONTH_FIRST: &str = r#"["M/D/YYYY", "M-D-YYYY", "M.D.YYYY", "M/D/YY", "YYYY-MM-DD", "YYYY/M/D"]"#;

/// The mapping under which a subject is imported when its fields are named as ours.
pub(super) fn own_mapping(subject: &str) -> Result<Mapping, Error> {
    if let Some(preset) = presets::find(subject) {
        return Ok(preset.mapping());
    }
    domain::intake::find(subject)
        .map(Mapping::automatic)
        .ok_or_else(|| crate::intake::template::unknown_subject(subject))
}

impl Choice {
    /// The choice as a mapping file of its subject.
    pub(super) fn mapping(&self, subject: &str) -> Result<String, Error> {
        let own = own_mapping(subject)?;
        let mut text = String::new();
        if let Some(source) = &self.source {
            line(&mut text, "source", &quoted(source));
        }
        text.push_str("\n[file]\n");
        if let Some(sheet) = &self.sheet {
            line(&mut text, "sheet", &quoted(sheet));
        }
        if let Some(row) = self.header_row {
            line(&mut text, "header_row", &row.to_string());
        }
        match self.decimal {
            Decimals::Found => {}
            Decimals::Point => line(&mut text, "decimal", "\"point\""),
            Decimals::Comma => line(&mut text, "decimal", "\"comma\""),
        }
        if let Some(zone) = &self.time_zone {
            line(&mut text, "time_zone", &quoted(zone));
        }
        match self.dates {
            Dates::Found => {}
            Dates::DayFirst => line(&mut text, "date_format", DAY_FIRST),
            Dates::MonthFirst => line(&mut text, "date_format", MONTH_FIRST),
        }
        for entity in &own.entities {
            self.entity(&mut text, entity);
        }
        Ok(text)
    }

    fn entity(&self, text: &mut String, entity: &EntityMapping) {
        text.push_str("\n[[entity]]\n");
        line(text, "kind", &quoted(entity.kind.name));
        let on_repeat = match entity.on_repeat {
            Repeat::Refuse => "refuse",
            Repeat::Same => "same",
            Repeat::First => "first",
        };
        line(text, "on_repeat", &quoted(on_repeat));
        let filters: Vec<String> = entity
            .filter
            .iter()
            .filter(|filter| !self.constants.contains_key(&filter.column))
            .map(|filter| {
                let header = self.fields.get(&filter.column).unwrap_or(&filter.column);
                format!("{{ column = {}, {} }}", quoted(header), test(&filter.test))
            })
            .collect();
        if !filters.is_empty() {
            line(text, "filter", &format!("[{}]", filters.join(", ")));
        }
        text.push_str("\n[entity.columns]\n");
        for column in &entity.columns {
            if let Some(source) = self.source_of(&column.source) {
                line(text, entity.kind.columns[column.position].name, &source);
            }
        }
    }

    /// Where a column comes from in the file; `None` when the file does not have it.
    fn source_of(&self, own: &Source) -> Option<String> {
        match own {
            Source::Column(field) => match (self.fields.get(field), self.constants.get(field)) {
                (Some(header), _) => Some(quoted(header)),
                (None, Some(value)) => Some(format!("{{ constant = {} }}", quoted(value))),
                (None, None) => None,
            },
            Source::Constant(value) => Some(format!("{{ constant = {} }}", quoted(value))),
            Source::Template(pieces) => {
                let mut template = String::new();
                for piece in pieces {
                    match piece {
                        Piece::Text(text) => template.push_str(&braced(text)),
                        Piece::Column(field) => match (self.fields.get(field), self.constants.get(field)) {
                            (Some(header), _) => {
                                // Writing to a string cannot fail.
                                let _ = write!(template, "{{{header}}}");
                            }
                            (None, Some(value)) => template.push_str(&braced(value)),
                            (None, None) => return None,
                        },
                    }
                }
                Some(format!("{{ template = {} }}", quoted(&template)))
            }
            Source::FirstOf(fields) => self.list("first_of", fields),
            Source::EarliestOf(fields) => self.list("earliest_of", fields),
            Source::Product(fields) => self.list("product", fields),
        }
    }

    fn list(&self, name: &str, fields: &[String]) -> Option<String> {
        let headers: Vec<String> = fields
            .iter()
            .filter_map(|field| self.fields.get(field))
            .map(|header| quoted(header))
            .collect();
        (!headers.is_empty()).then(|| format!("{{ {name} = [{}] }}", headers.join(", ")))
    }
}

/// Which header filled which field in a kept mapping of the same subject.
pub(super) fn remembered(subject: &str, kept: &str) -> BTreeMap<String, String> {
    let (Ok(own), Ok(kept)) = (own_mapping(subject), formats::mapping::parse(kept)) else {
        return BTreeMap::new();
    };
    let mut fields = BTreeMap::new();
    for entity in &own.entities {
        let Some(other) = kept.entities.iter().find(|other| other.kind.name == entity.kind.name) else {
            continue;
        };
        for column in &entity.columns {
            let same = other.columns.iter().find(|other| other.position == column.position);
            let (ours, theirs) = (
                column.source.headers(),
                same.map(|same| same.source.headers()).unwrap_or_default(),
            );
            if ours.len() == theirs.len() {
                let pairs = ours.into_iter().zip(theirs);
                fields.extend(pairs.map(|(field, header)| (field.to_owned(), header.to_owned())));
            }
        }
    }
    fields
}

fn test(test: &Test) -> String {
    let list = |words: &[String]| words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(", ");
    match test {
        Test::In(words) => format!("in = [{}]", list(words)),
        Test::NotIn(words) => format!("not_in = [{}]", list(words)),
        Test::Empty => "empty = true".to_owned(),
        Test::NotEmpty => "not_empty = true".to_owned(),
    }
}

fn line(text: &mut String, key: &str, value: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{key} = {value}");
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// A brace of a text itself is doubled in a template.
fn braced(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(pairs: &[(&str, &str)]) -> Choice {
        Choice {
            fields: pairs
                .iter()
                .map(|(field, header)| ((*field).to_owned(), (*header).to_owned()))
                .collect(),
            ..Choice::default()
        }
    }

    #[test]
    fn a_choice_is_a_mapping_that_remembers_it() {
        let mut chosen = choice(&[
            ("order_no", "PO \"new\""),
            ("line_no", "\u{884c}\u{53f7}"),
            ("supplier", "Vendor"),
            ("ordered_on", "Order date"),
            ("quantity", "Qty"),
            ("unit", "UoM"),
            ("received_on", "GR date"),
            ("received_quantity", "GR qty"),
            ("document_no", "GR"),
        ]);
        chosen.source = Some("sap".to_owned());
        chosen.dates = Dates::DayFirst;
        chosen.decimal = Decimals::Comma;
        chosen.constants.insert("currency".to_owned(), "EUR".to_owned());
        let text = chosen.mapping("deliveries").unwrap();
        let mapping = formats::mapping::parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        assert_eq!(mapping.entities.len(), 2);
        assert_eq!(mapping.source.as_deref(), Some("sap"));
        assert!(text.contains("{ constant = \"EUR\" }"), "{text}");
        assert_eq!(remembered("deliveries", &text), chosen.fields);
    }

    #[test]
    fn every_subject_can_be_written_and_read_back() {
        for subject in crate::intake::subjects() {
            let own = own_mapping(subject).unwrap();
            let headers = own
                .entities
                .iter()
                .flat_map(|entity| &entity.columns)
                .flat_map(|column| column.source.headers());
            let chosen = Choice {
                fields: headers
                    .map(|header| (header.to_owned(), format!("Their {header}")))
                    .collect(),
                ..Choice::default()
            };
            let text = chosen.mapping(subject).unwrap();
            formats::mapping::parse(&text).unwrap_or_else(|error| panic!("{subject}: {error}\n{text}"));
            assert_eq!(remembered(subject, &text), chosen.fields, "{subject}");
        }
    }
}
