//! Golden pages: the sample of each screen in both languages, kept as files and compared.

use crate::visit::{Visit, sample};
use app::party::SupplierName;
use maud::Markup;
use std::path::Path;
use text::Language;

/// Compares a screen with its files `tests/golden/<name>.<language>.html`.
pub(crate) fn golden(name: &str, view: impl Fn(&Visit) -> Markup) {
    for language in Language::ALL {
        let visit = sample(language);
        let page = view(&visit).into_string();
        // One element a line, so that a difference can be read.
        let page = page.replace("><", ">\n<");
        assert!(!page.contains("<b>"), "what people wrote is escaped: {page}");
        assert!(
            !page.contains("style=\""),
            "no inline styles: the policy of the site forbids them"
        );
        let file = format!("tests/golden/{name}.{}.html", language.code());
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        expect_test::expect_file![path].assert_eq(&format!("{page}\n"));
    }
}

/// A supplier with names in two scripts.
pub(crate) fn named(code: &str) -> SupplierName {
    SupplierName {
        code: code.to_owned(),
        name: "\u{4e0a}\u{6d77}\u{673a}\u{7535} <b>".to_owned(),
        name_latin: Some("Shanghai Electromechanical".to_owned()),
    }
}
