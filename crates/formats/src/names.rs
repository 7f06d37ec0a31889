//! By which other names people and systems call our columns, in English, Chinese and some German.

use domain::intake::mapping::{Names, fold};
use std::collections::HashMap;
use std::sync::OnceLock;

const SYNONYMS: &str = include_str!("../data/synonyms.toml");

/// The synonyms that ship with the product.
#[derive(Debug, Clone, Copy, Default)]
pub struct Synonyms;

type Section = HashMap<String, String>;

impl Names for Synonyms {
    fn means(&self, subject: &str, column: &str, folded: &str) -> bool {
        let own = table().get(subject).and_then(|section| section.get(folded));
        // A name that the subject's own section gives to one column is not given to another by the general one.
        let found = own.or_else(|| table().get("any").and_then(|section| section.get(folded)));
        found.is_some_and(|found| found == column)
    }
}

impl Synonyms {
    /// Whether a header is a synonym of anything in that subject.
    #[must_use]
    pub fn is_known(self, subject: &str, header: &str) -> bool {
        let folded = fold(header);
        [subject, "any"]
            .iter()
            .any(|section| table().get(*section).is_some_and(|names| names.contains_key(&folded)))
    }
}

fn table() -> &'static HashMap<String, Section> {
    static TABLE: OnceLock<HashMap<String, Section>> = OnceLock::new();
    // The file ships with the program; a test holds that it parses.
    TABLE.get_or_init(|| parse(SYNONYMS).unwrap_or_default())
}

/// What a Chinese reader calls a column of a kind or combined sheet: the first Chinese one among its other names.
#[must_use]
pub fn chinese(subject: &str, column: &str) -> Option<&'static str> {
    static TABLE: OnceLock<HashMap<String, HashMap<String, String>>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let sections: HashMap<String, HashMap<String, Vec<String>>> = toml::from_str(SYNONYMS).unwrap_or_default();
        let is_chinese = |name: &String| name.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        let first = |columns: HashMap<String, Vec<String>>| {
            let named = columns.into_iter();
            named
                .filter_map(|(column, names)| Some((column, names.into_iter().find(is_chinese)?)))
                .collect()
        };
        sections
            .into_iter()
            .map(|(section, columns)| (section, first(columns)))
            .collect()
    });
    let in_section = |section: &str| table.get(section)?.get(column).map(String::as_str);
    let own = in_section(subject).or_else(|| in_section("any"));
    // A combined sheet calls a column as the kind does that it fills.
    own.or_else(|| {
        let (kind, position) = crate::presets::find(subject)?.column(column)?;
        table
            .get(kind.name)?
            .get(kind.columns[position].name)
            .map(String::as_str)
    })
}

fn parse(text: &str) -> Result<HashMap<String, Section>, toml::de::Error> {
    let sections: HashMap<String, HashMap<String, Vec<String>>> = toml::from_str(text)?;
    let section = |columns: HashMap<String, Vec<String>>| {
        let pairs = columns
            .into_iter()
            .flat_map(|(column, names)| names.into_iter().map(move |name| (fold(&name), column.clone())));
        pairs.collect()
    };
    Ok(sections
        .into_iter()
        .map(|(name, columns)| (name, section(columns)))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::presets;
    use std::collections::BTreeMap;

    #[test]
    fn every_section_and_column_exists() {
        let sections: BTreeMap<String, BTreeMap<String, Vec<String>>> = toml::from_str(SYNONYMS).unwrap();
        for (section, columns) in &sections {
            for column in columns.keys() {
                let exists = match domain::intake::find(section) {
                    Some(kind) => kind.column(column).is_some(),
                    None if section == "any" => domain::intake::KINDS.iter().any(|kind| kind.column(column).is_some()),
                    None => presets::find(section).is_some_and(|preset| preset.headers().contains(column)),
                };
                assert!(exists, "[{section}] {column}");
            }
        }
    }

    #[test]
    fn no_name_means_two_columns_of_one_section() {
        let sections: BTreeMap<String, BTreeMap<String, Vec<String>>> = toml::from_str(SYNONYMS).unwrap();
        for (section, columns) in &sections {
            let mut seen: HashMap<String, &str> = HashMap::new();
            for (column, names) in columns {
                for name in names {
                    if let Some(other) = seen.insert(fold(name), column) {
                        assert_eq!(other, column, "[{section}] {name}");
                    }
                }
            }
        }
    }

    #[test]
    fn chinese_and_english_headers_are_recognised() {
        for (subject, header, column) in [
            ("order_line", "供应商编码", "supplier"),
            ("order_line", "Vendor No.", "supplier"),
            ("supplier", "Vendor No.", "code"),
            ("receipt", "收货日期", "day"),
            ("deliveries", "收货日期", "received_on"),
        ] {
            assert!(Synonyms.means(subject, column, &fold(header)), "{subject} {header}");
        }
        assert!(!Synonyms.means("receipt", "quantity", &fold("收货日期")));
    }
}
