//! The two languages of the product: every sentence a person reads stands in Fluent files, once per language.

mod figure;
mod message;
mod moment;
mod spelling;

pub use figure::{count, delta, exact, money, percent, points, valued};
pub use message::{has, message};
pub use moment::{day, instant, quarter};
pub use spelling::{Spelling, fold};

/// A language of the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    #[default]
    En,
    Zh,
}

impl Language {
    pub const ALL: [Language; 2] = [Language::En, Language::Zh];

    /// The name of the language as people write it in settings.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::Zh => "zh-CN",
        }
    }

    /// Reads `en`, `zh`, `zh-CN`, `zh_CN.UTF-8` and the like; anything else is English.
    #[must_use]
    pub fn from_tag(tag: &str) -> Language {
        if tag.to_ascii_lowercase().starts_with("zh") {
            Language::Zh
        } else {
            Language::En
        }
    }

    /// The text of a pair in this language.
    #[must_use]
    pub fn pick<'a>(self, en: &'a str, zh: &'a str) -> &'a str {
        match self {
            Language::En => en,
            Language::Zh if zh.is_empty() => en,
            Language::Zh => zh,
        }
    }
}
