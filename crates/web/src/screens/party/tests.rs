//! Golden pages of the screens about suppliers, in both languages, with their empty states.

use super::*;
use crate::visit::sample;
use std::path::Path;

/// Compares a screen with its files `tests/golden/<name>.<language>.html`.
fn golden(name: &str, view: impl Fn(&Visit) -> Markup) {
    for language in Language::ALL {
        let page = view(&sample(language)).into_string();
        // One element a line, so that a difference can be read.
        let page = page.replace("><", ">\n<");
        assert!(!page.contains("<b>"), "what people wrote is escaped: {page}");
        assert!(
            !page.contains("style=\""),
            "no inline styles: the policy of the site forbids them"
        );
        let untranslated = page.split(['>', '<', '"']).find(|text| is_message_id(text));
        assert_eq!(untranslated, None, "every sentence exists in {}", language.code());
        let file = format!("tests/golden/{name}.{}.html", language.code());
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        expect_test::expect_file![path].assert_eq(&format!("{page}\n"));
    }
}

/// A sentence that nobody wrote shows its id.
fn is_message_id(text: &str) -> bool {
    let begins = [
        "supplier-",
        "suppliers-",
        "evidence-",
        "card-",
        "why-",
        "rows-",
        "compare-",
        "formula-",
        "word-",
        "state-",
    ];
    begins.iter().any(|begin| text.starts_with(begin))
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

#[test]
fn the_page_of_a_supplier() {
    golden("supplier", |visit| {
        supplier::view(visit, &samples::supplier(Some("81.3")))
    });
    let merged = ("V-020981".to_owned(), "Nordwind <b>".to_owned());
    golden("supplier_merged", |visit| {
        supplier::merged_page(visit, "V-010231", &merged)
    });
    golden("supplier_without_score", |visit| {
        supplier::view(visit, &samples::supplier(None))
    });
}

#[test]
fn the_peek_panel() {
    golden("supplier_peek", |visit| {
        peek::view(visit, &samples::profile(Some("81.3")), "2026Q3")
    });
}

#[test]
fn the_scorecard() {
    golden("scorecard", |visit| {
        scorecard::view(visit, &samples::card(Some("81.3")))
    });
    golden("scorecard_without_score", |visit| {
        scorecard::view(visit, &samples::card(None))
    });
}

#[test]
fn why_a_score_changed() {
    let periods = ["2026Q1", "2026Q2", "2026Q3"].map(str::to_owned);
    golden("supplier_change", |visit| {
        change::view(visit, &samples::change(true), &periods)
    });
    golden("supplier_change_without_score", |visit| {
        change::view(visit, &samples::change(false), &periods)
    });
}

#[test]
fn the_rows_behind_an_indicator() {
    golden("supplier_rows", |visit| rows::view(visit, &samples::rows(4)));
    golden("supplier_rows_none", |visit| rows::view(visit, &samples::rows(0)));
}

#[test]
fn suppliers_side_by_side() {
    let address = compare::Address::read(Some(
        "supplier=V-010231&supplier=V-010490&supplier=V-010231&base=V-010231",
    ));
    let address = address.expect("the address is read");
    assert_eq!(address.supplier.len(), 2, "the same supplier is compared once");
    golden("compare", |visit| {
        compare::view(visit, &address, Some(&samples::compared()), &[])
    });
    let offered = [samples::listed("V-010231", None)];
    golden("compare_empty", |visit| {
        compare::view(visit, &compare::Address::default(), None, &offered)
    });
}

#[test]
fn the_list() {
    let view = |name: &str, is_own: bool| app::party::SavedView {
        id: "0192".to_owned(),
        name: name.to_owned(),
        query: "level=core".to_owned(),
        is_shared: !is_own,
        is_own,
    };
    let choices = list::Choices {
        countries: vec!["CN".to_owned()],
        categories: vec![("castings".to_owned(), "Castings".to_owned())],
        views: vec![view("Core <only>", true), view("Team", false)],
    };
    let page = |suppliers: Vec<app::party::SupplierLine>| app::party::SupplierPage {
        evaluation: "0192".to_owned(),
        period: "2026Q3".to_owned(),
        total: suppliers.len(),
        suppliers,
    };
    let usual = list::Address::read(Some("level=core&q=shjd")).expect("the address is read");
    let some = page(vec![
        samples::listed("V-010231", Some("81.3")),
        samples::listed("=V-2", None),
    ]);
    golden("suppliers", |visit| list::view(visit, &usual, &some, &choices));
    let own = "column=owner&column=flags&column=status&column=held&column=category&column=country&sort=-score";
    let own = list::Address::read(Some(own)).expect("the address is read");
    assert_eq!(
        own.columns(),
        ["held", "category", "country", "owner", "status", "flags"]
    );
    golden("suppliers_columns", |visit| list::view(visit, &own, &some, &choices));
    golden("suppliers_no_match", |visit| {
        list::view(visit, &usual, &page(Vec::new()), &choices)
    });
}
