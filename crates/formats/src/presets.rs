//! Combined sheets that ship with the product: one row of a user's sheet feeds several kinds.

use crate::mapping;
use domain::intake::Kind;
use domain::intake::kinds::ORDER_LINE;
use domain::intake::mapping::Mapping;

/// A combined sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preset {
    /// As in `gradus import commit deliveries …`.
    pub name: &'static str,
    text: &'static str,
}

/// All of them.
pub const ALL: &[Preset] = &[
    Preset {
        name: "deliveries",
        text: include_str!("../data/presets/deliveries.toml"),
    },
    Preset {
        name: "inspections",
        text: include_str!("../data/presets/inspections.toml"),
    },
    Preset {
        name: "supplier_list",
        text: include_str!("../data/presets/supplier_list.toml"),
    },
];

/// The combined sheet of that name.
#[must_use]
pub fn find(name: &str) -> Option<Preset> {
    ALL.iter().copied().find(|preset| preset.name == name)
}

impl Preset {
    /// Its mapping; the headers in it are ours, to be recognised in the file.
    #[must_use]
    pub fn mapping(&self) -> Mapping {
        // The file ships with the program; a test holds that it parses.
        mapping::parse(self.text).unwrap_or_default()
    }

    /// Its headers in the order of its entities, each once.
    #[must_use]
    pub fn headers(&self) -> Vec<String> {
        let mut headers: Vec<String> = Vec::new();
        for entity in self.mapping().entities {
            for column in &entity.columns {
                for header in column.source.headers() {
                    if !headers.iter().any(|other| other == header) {
                        headers.push(header.to_owned());
                    }
                }
            }
        }
        headers
    }

    /// The kind and position of the first column that is filled from a header alone; one that only names an order line
    /// together with another is that column of the order line.
    #[must_use]
    pub fn column(&self, header: &str) -> Option<(&'static Kind, usize)> {
        let entities = self.mapping().entities;
        let found = entities.iter().find_map(|entity| {
            let column = entity.columns.iter().find(
                |column| matches!(&column.source, domain::intake::mapping::Source::Column(name) if name == header),
            );
            column.map(|column| (entity.kind, column.position))
        });
        found.or_else(|| ORDER_LINE.position(header).map(|position| (&ORDER_LINE, position)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_stand_in_the_order_of_the_kinds() {
        let headers = find("deliveries").map(|preset| preset.headers()).unwrap_or_default();
        let expected = [
            "order_no",
            "line_no",
            "supplier",
            "business_unit",
            "item",
            "category",
            "site",
            "ordered_on",
            "requested_on",
            "quantity",
            "unit",
            "price",
            "currency",
            "price_unit",
            "incoterm",
            "lane",
            "status",
            "cause",
            "fault_owner",
            "document_no",
            "received_on",
            "received_quantity",
        ];
        assert_eq!(headers, expected);
    }

    #[test]
    fn every_preset_parses_and_knows_the_type_of_each_header() {
        for preset in ALL {
            mapping::parse(preset.text).unwrap_or_else(|error| panic!("{}: {error}", preset.name));
            for header in preset.headers() {
                assert!(preset.column(&header).is_some(), "{}: {header}", preset.name);
            }
        }
    }
}
