//! Wrong usage in the reader's language: clap finds what is wrong, the sentences are ours.

use crate::failure::{Failure, Sentence};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use text::{Language, has, message};

/// What clap found, as one of our failures; `None` for what is an answer, such as help.
pub(crate) fn failure(error: &clap::Error, language: Language) -> Option<Failure> {
    let said = Context(error);
    let mut variables = vec![
        ("argument", said.one(ContextKind::InvalidArg)),
        ("value", said.one(ContextKind::InvalidValue)),
        ("usage", said.usage()),
    ];
    let mut nearest = said.one(ContextKind::SuggestedArg);
    let id = match error.kind() {
        ErrorKind::UnknownArgument => "cli-usage-unknown-argument",
        ErrorKind::InvalidSubcommand => {
            variables.push(("command", said.one(ContextKind::InvalidSubcommand)));
            nearest = said.one(ContextKind::SuggestedSubcommand);
            "cli-usage-unknown-command"
        }
        ErrorKind::MissingSubcommand => {
            variables.push(("known", said.one(ContextKind::ValidSubcommand)));
            "cli-usage-no-command"
        }
        ErrorKind::MissingRequiredArgument => "cli-usage-missing",
        ErrorKind::InvalidValue if said.one(ContextKind::InvalidValue).is_empty() => "cli-usage-no-value",
        ErrorKind::InvalidValue => {
            variables.push(("known", said.one(ContextKind::ValidValue)));
            nearest = said.one(ContextKind::SuggestedValue);
            "cli-usage-not-one-of"
        }
        ErrorKind::ValueValidation => {
            variables.push(("expected", said.expected(language)));
            "cli-usage-wrong-value"
        }
        ErrorKind::NoEquals => "cli-usage-no-equals",
        ErrorKind::TooManyValues => "cli-usage-too-many-values",
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            let needed = said.one(ContextKind::ExpectedNumValues) + &said.one(ContextKind::MinValues);
            variables.push(("needed", needed));
            "cli-usage-count-of-values"
        }
        ErrorKind::ArgumentConflict if said.is_twice() => "cli-usage-twice",
        ErrorKind::ArgumentConflict => {
            variables.push(("other", said.one(ContextKind::PriorArg)));
            "cli-usage-conflict"
        }
        ErrorKind::InvalidUtf8 => "cli-usage-not-utf8",
        _ => return None,
    };
    variables.push(("nearest", nearest));
    Some(Failure::Usage(Sentence { id, variables }))
}

/// What clap says beside the kind of an error.
struct Context<'a>(&'a clap::Error);

impl Context<'_> {
    /// Several texts stand behind each other; empty when there is none.
    fn one(&self, kind: ContextKind) -> String {
        match self.0.get(kind) {
            Some(ContextValue::String(text)) => text.clone(),
            Some(ContextValue::Strings(texts)) => texts.join(", "),
            Some(ContextValue::Number(number)) => number.to_string(),
            _ => String::new(),
        }
    }

    /// Such as `gradus levels [OPTIONS]`, without the heading that clap puts before it.
    fn usage(&self) -> String {
        let Some(ContextValue::StyledStr(usage)) = self.0.get(ContextKind::Usage) else {
            return String::new();
        };
        let usage = usage.to_string();
        let usage = usage.split_once(": ").map_or(usage.as_str(), |(_, usage)| usage);
        usage.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn is_twice(&self) -> bool {
        self.one(ContextKind::InvalidArg) == self.one(ContextKind::PriorArg)
    }

    /// What is expected, by the name of the value: `--period <QUARTER>` takes a quarter.
    fn expected(&self, language: Language) -> String {
        let argument = self.one(ContextKind::InvalidArg);
        let name = argument.split(['<', '>']).nth(1).unwrap_or_default();
        let id = format!("cli-value-{}", name.to_lowercase().replace('=', "-"));
        if has(language, &id) {
            message(language, &id, &[])
        } else {
            name.to_owned()
        }
    }
}
