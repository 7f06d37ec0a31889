//! Every code has its sentence in both languages, and nothing of a sentence stays unfilled.

use super::*;
use ::domain::intake::ports::FactError;
use ::domain::platform::ConsentError;
use ::domain::platform::worker::Ended;
use ::store::StoreError;
use std::time::Duration;

/// The crate's own sources, in which codes stand as text.
const SOURCES: &[&str] = &[
    include_str!("domain.rs"),
    include_str!("outside.rs"),
    include_str!("store.rs"),
    include_str!("worker.rs"),
];

/// The texts that stand as the first argument of what makes an error.
fn codes() -> Vec<&'static str> {
    const MAKERS: [&str; 9] = [
        "Error::invalid(\"",
        "Error::not_found(\"",
        "Error::conflict(\"",
        "new(\"",
        "of(\"",
        "Conflict, \"",
        "Unavailable, \"",
        "Invalid, \"",
        "Internal, \"",
    ];
    let mut codes = Vec::new();
    for source in SOURCES {
        for maker in MAKERS {
            let found = source.split(maker).skip(1);
            codes.extend(found.filter_map(|rest| rest.split('"').next()));
        }
    }
    codes
}

#[test]
fn every_code_has_its_sentence_in_both_languages() {
    let codes = codes();
    assert!(codes.len() > 40, "{codes:?}");
    for code in codes {
        for language in Language::ALL {
            assert!(has(language, &format!("error-{code}")), "{code} in {}", language.code());
        }
    }
}

#[test]
fn an_error_of_the_store_speaks_the_language_of_its_reader() {
    let error = Error::from(StoreError::UnknownImport { id: 42 });
    assert_eq!((error.kind, error.code), (ErrorKind::NotFound, "no-import"));
    assert_eq!(error.message(Language::En), "import 42 does not exist");
    assert_eq!(error.message(Language::Zh), "没有编号为 42 的导入");
    assert_eq!(
        error.cure(Language::Zh).as_deref(),
        Some("gradus import list 可列出全部导入")
    );
}

#[test]
fn the_nearest_name_comes_before_the_cure() {
    let error = || Error::not_found("no-scheme").with("scheme", "b").with("known", "a");
    assert_eq!(error().cure(Language::En).as_deref(), Some("the schemes are a"));
    let near = error().nearest(Some("bb"));
    assert_eq!(near.cure(Language::En).as_deref(), Some("did you mean bb?"));
}

#[test]
fn one_person_alone_is_not_allowed() {
    let error = Error::from(ConsentError::SamePerson("Ana".to_owned()));
    assert_eq!(error.kind, ErrorKind::NotAllowed);
    assert_eq!(Error::from(ConsentError::Unnamed).kind, ErrorKind::Invalid);
    let engine = Error::from(FactError::Limit { what: "time" });
    assert_eq!(engine.to_string(), "the query needs more than its limit of time");
}

#[test]
fn every_way_a_limited_process_ends_is_told_in_both_languages() {
    let all = [
        Ended::Time {
            limit: Duration::from_secs(2),
        },
        Ended::Memory { megabytes: 512 },
        Ended::Answer { megabytes: 256 },
        Ended::Crash {
            how: "signal 6".to_owned(),
        },
        Ended::NotStarted {
            problem: "EAGAIN".to_owned(),
        },
    ];
    let mut told = Vec::new();
    for ended in all {
        let detail = ended.detail();
        let error = Error::from(FactError::Ended(ended));
        for language in Language::ALL {
            let sentence = error.message(language);
            assert!(sentence.contains(&detail), "{sentence}");
            assert!(error.cure(language).is_some(), "{sentence}");
            assert_eq!(sentence.is_ascii(), language == Language::En, "{sentence}");
            told.push(sentence);
        }
    }
    told.sort();
    told.dedup();
    assert_eq!(told.len(), 10, "each is told apart: {told:#?}");
}
