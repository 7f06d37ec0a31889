//! Templates are right as they stand: every one of them can be imported.

use super::*;

const FILES: [&str; 3] = ["template.csv", "template.tsv", "template.xlsx"];

/// Writes a template as `gradus import template` does.
fn write(path: &std::path::Path, template: TemplateTable) {
    let cells = template.example.iter().map(formats::write::Cell::text).collect();
    let table = formats::write::Table {
        columns: template.header,
        rows: vec![cells],
    };
    let delimiter = match path.extension().and_then(|extension| extension.to_str()) {
        Some("xlsx") => return formats::write::workbook(path, &[("template", &table)]).unwrap(),
        Some("tsv") => b'\t',
        _ => b',',
    };
    formats::write::delimited(std::fs::File::create(path).unwrap(), &table, delimiter).unwrap();
}

#[test]
fn every_template_imports_into_an_empty_folder_in_the_order_of_the_kinds() {
    // Kinds first, in the order in which `docs/import.md` lists them, then the combined sheets over them.
    let kinds = domain::intake::KINDS.iter().map(|kind| kind.name);
    let sheets = subjects()
        .into_iter()
        .filter(|name| domain::intake::find(name).is_none());
    let order: Vec<&str> = kinds.chain(sheets).collect();
    assert_eq!(order.len(), subjects().len());
    for name in FILES {
        let house = House::new();
        for subject in &order {
            let template = template(subject).unwrap();
            assert_eq!(template.header.len(), template.example.len());
            let request = house.request(subject, name, b"");
            write(&request.path, template);
            let report = house.commit(&request);
            assert!(report.problems.is_empty(), "{subject} {name}: {}", shown(&report));
            assert!(report.committed, "{subject} {name}");
            assert_eq!(report.rows, 1, "{subject} {name}");
        }
    }
}

#[test]
fn a_list_of_the_documented_order_names_every_kind() {
    let page = include_str!("../../../../../docs/import.md");
    let names: Vec<&str> = domain::intake::KINDS.iter().map(|kind| kind.name).collect();
    let order = names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ");
    assert!(page.contains(&order), "docs/import.md lists: {order}");
}

#[test]
fn every_column_of_a_template_says_what_it_means() {
    for subject in subjects() {
        let meanings = describe(subject).unwrap();
        assert_eq!(meanings.len(), template(subject).unwrap().header.len(), "{subject}");
        assert!(
            meanings
                .iter()
                .all(|meaning| !meaning.meaning.is_empty() && !meaning.ty.is_empty())
        );
    }
    assert_eq!(
        template("recipt").unwrap_err().cure(Language::En).as_deref(),
        Some("did you mean \"receipt\"?")
    );
}
