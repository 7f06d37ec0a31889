//! Looks a sentence up by its id and fills in its figures.

use crate::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::sync::OnceLock;
use unic_langid::LanguageIdentifier;

/// The files of one language; both languages have the same ones (`cargo xtask tidy` compares their ids and variables).
macro_rules! files {
    ($language:literal) => {
        &[
            include_str!(concat!("../i18n/", $language, "/words.ftl")),
            include_str!(concat!("../i18n/", $language, "/cli.ftl")),
            include_str!(concat!("../i18n/", $language, "/intake.ftl")),
            include_str!(concat!("../i18n/", $language, "/evaluation.ftl")),
            include_str!(concat!("../i18n/", $language, "/classification.ftl")),
            include_str!(concat!("../i18n/", $language, "/monitoring.ftl")),
            include_str!(concat!("../i18n/", $language, "/web.ftl")),
            include_str!(concat!("../i18n/", $language, "/web-platform.ftl")),
            include_str!(concat!("../i18n/", $language, "/web-party.ftl")),
            include_str!(concat!("../i18n/", $language, "/web-evaluation.ftl")),
            include_str!(concat!("../i18n/", $language, "/web-classification.ftl")),
            include_str!(concat!("../i18n/", $language, "/web-design.ftl")),
            include_str!(concat!("../i18n/", $language, "/web-intake.ftl")),
            include_str!(concat!("../i18n/", $language, "/web-monitoring.ftl")),
            include_str!(concat!("../i18n/", $language, "/web-api.ftl")),
            include_str!(concat!("../i18n/", $language, "/errors.ftl")),
        ]
    };
}

/// The sentence of an id with its variables filled in; the id itself where there is none.
#[must_use]
pub fn message(language: Language, id: &str, variables: &[(&str, &str)]) -> String {
    let bundle = bundle(language);
    let Some(pattern) = bundle.get_message(id).and_then(|message| message.value()) else {
        return id.to_owned();
    };
    let mut arguments = FluentArgs::new();
    for (name, value) in variables {
        // Plain digits are numbers, so that plural forms can be chosen; everything else stays as it is written.
        let value = match value.parse::<u32>() {
            Ok(number) if number < 1_000 && !value.starts_with('0') || *value == "0" => FluentValue::from(number),
            _ => FluentValue::from(*value),
        };
        arguments.set(*name, value);
    }
    bundle
        .format_pattern(pattern, Some(&arguments), &mut Vec::new())
        .into_owned()
}

/// Whether there is a sentence of that id.
#[must_use]
pub fn has(language: Language, id: &str) -> bool {
    bundle(language).has_message(id)
}

fn bundle(language: Language) -> &'static FluentBundle<FluentResource> {
    static EN: OnceLock<FluentBundle<FluentResource>> = OnceLock::new();
    static ZH: OnceLock<FluentBundle<FluentResource>> = OnceLock::new();
    match language {
        Language::En => EN.get_or_init(|| build(language, files!("en"))),
        Language::Zh => ZH.get_or_init(|| build(language, files!("zh-CN"))),
    }
}

fn build(language: Language, files: &[&str]) -> FluentBundle<FluentResource> {
    let id: LanguageIdentifier = language.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    bundle.set_use_isolating(false);
    for file in files {
        // A broken line is dropped here and found by the test below.
        let resource = FluentResource::try_new((*file).to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_parses_and_no_id_stands_twice() {
        for files in [files!("en") as &[&str], files!("zh-CN")] {
            let mut bundle = FluentBundle::new_concurrent(vec![LanguageIdentifier::default()]);
            for file in files {
                let resource = FluentResource::try_new((*file).to_owned()).map_err(|(_, errors)| errors);
                bundle
                    .add_resource(resource.expect("the file parses"))
                    .expect("every id once");
            }
        }
    }

    #[test]
    fn an_unknown_id_shows_itself() {
        assert_eq!(message(Language::Zh, "no-such-sentence", &[]), "no-such-sentence");
    }
}
