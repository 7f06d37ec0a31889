//! The six planted stories: who they are about, where to look, and one sentence in both languages.

use crate::names::data_lines;
use std::sync::OnceLock;

/// A story that the facts hold and the engine finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// `rising`, `plant-move`, `price-creep`, `perfect-three`, `expiring` or `scheme-change`.
    pub id: &'static str,
    /// The supplier it is about; none for the change of scheme.
    pub supplier_code: Option<&'static str>,
    /// The indicator to look at, or `composite`.
    pub indicator: &'static str,
    pub quarter: &'static str,
    /// The scheme to compare with the one in use; for the change of scheme only.
    pub other_scheme: Option<&'static str>,
    pub en: &'static str,
    pub zh: &'static str,
}

/// The six stories, in the order of the demo's card. They are planted in any plan.
pub fn stories() -> &'static [Story] {
    static STORIES: OnceLock<Vec<Story>> = OnceLock::new();
    STORIES.get_or_init(|| {
        data_lines(include_str!("../data/stories.tsv"))
            .filter_map(|line| story(&line))
            .collect()
    })
}

fn story(line: &[&'static str]) -> Option<Story> {
    let [id, supplier, indicator, quarter, scheme, en, zh] = *line else {
        return None;
    };
    let given = |text: &'static str| (!text.is_empty()).then_some(text);
    Some(Story {
        id,
        supplier_code: given(supplier),
        indicator,
        quarter,
        other_scheme: given(scheme),
        en,
        zh,
    })
}

/// The supplier of a story.
pub(crate) fn supplier_of(id: &str) -> &'static str {
    stories()
        .iter()
        .find(|story| story.id == id)
        .and_then(|story| story.supplier_code)
        .unwrap_or("")
}
