//! Templates are right as they stand: every one of them can be imported.

use super::*;

#[test]
fn the_example_of_every_template_is_a_right_row() {
    let house = House::new();
    for subject in subjects() {
        let table = template(subject).unwrap();
        assert_eq!(table.header.len(), table.example.len());
        let text = format!(
            "{}\n{}\n",
            table.header.join(","),
            table
                .example
                .iter()
                .map(|cell| format!("\"{cell}\""))
                .collect::<Vec<_>>()
                .join(",")
        );
        let report = house.check(&house.request(subject, "template.csv", text.as_bytes()));
        // What the example names need not be stored; anything else would be a wrong template.
        let wrong: Vec<_> = report
            .problems
            .iter()
            .filter(|group| group.code.number() != "E117")
            .collect();
        assert!(wrong.is_empty(), "{subject}: {}", shown(&report));
        assert_eq!(report.rows, 1, "{subject}");
    }
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
        template("recipt").unwrap_err().cure.as_deref(),
        Some("did you mean \"receipt\"?")
    );
}
