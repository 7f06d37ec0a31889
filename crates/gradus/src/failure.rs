//! Why a command could not do what it was asked, in both languages, with its exit status.

use app::ErrorKind;
use std::fmt::Display;
use std::process::ExitCode;
use text::{Language, has, message};

/// How a command that ran has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    Done,
    /// It ran, and what it looked at has problems; they are printed.
    Problems,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> ExitCode {
        match status {
            Status::Done => ExitCode::SUCCESS,
            Status::Problems => ExitCode::from(1),
        }
    }
}

/// Why a command could not run.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Usage, configuration, input or output: a sentence of the command line.
    Said(Sentence),
    /// What was typed cannot be understood.
    Usage(Sentence),
    /// A use case refused or failed.
    App(app::Error),
    /// The method refused its input; its status is 1, as of everything that was looked at and found wrong.
    Method(String),
    /// The reader of our output went away: nobody is left to tell.
    PipeClosed,
    Interrupted,
}

/// A sentence by its id in `cli.ftl`, with its figures; `<id>-cure` says what to do.
#[derive(Debug)]
pub(crate) struct Sentence {
    pub(crate) id: &'static str,
    pub(crate) variables: Vec<(&'static str, String)>,
}

impl Failure {
    pub(crate) fn said(id: &'static str) -> Failure {
        Failure::Said(Sentence {
            id,
            variables: Vec::new(),
        })
    }

    /// Fills in a figure of the sentence.
    pub(crate) fn with(mut self, name: &'static str, value: impl Display) -> Failure {
        if let Failure::Said(sentence) = &mut self {
            sentence.variables.push((name, value.to_string()));
        }
        self
    }

    /// An error of reading or writing a file.
    pub(crate) fn file(id: &'static str, path: &std::path::Path, error: &std::io::Error) -> Failure {
        Failure::said(id).with("path", path.display()).with("problem", error)
    }

    pub(crate) fn status(&self) -> ExitCode {
        match self {
            Failure::PipeClosed => ExitCode::SUCCESS,
            Failure::Method(_) => ExitCode::from(1),
            Failure::App(error) if error.kind == ErrorKind::NotAllowed => ExitCode::from(4),
            Failure::Said(_) | Failure::Usage(_) | Failure::App(_) => ExitCode::from(2),
            Failure::Interrupted => ExitCode::from(130),
        }
    }

    /// The sentence and, where there is one, the cure.
    pub(crate) fn explain(&self, language: Language) -> (String, Option<String>) {
        match self {
            Failure::Said(sentence) => sentence.explain(language),
            Failure::Usage(sentence) => {
                let (said, cure) = sentence.explain(language);
                let has_usage = sentence
                    .variables
                    .iter()
                    .any(|(name, value)| *name == "usage" && !value.is_empty());
                let id = if has_usage { "cli-usage" } else { "cli-usage-help" };
                let usage = message(language, id, &sentence.variables());
                (
                    said,
                    Some(cure.into_iter().chain([usage]).collect::<Vec<_>>().join(" ")),
                )
            }
            Failure::App(error) => (error.message(language), error.cure(language)),
            Failure::Method(problem) => (problem.clone(), None),
            Failure::PipeClosed => (String::new(), None),
            Failure::Interrupted => (message(language, "cli-error-interrupted", &[]), None),
        }
    }
}

impl Sentence {
    fn variables(&self) -> Vec<(&str, &str)> {
        let pairs = self.variables.iter();
        pairs.map(|(name, value)| (*name, value.as_str())).collect()
    }

    fn explain(&self, language: Language) -> (String, Option<String>) {
        let variables = self.variables();
        (message(language, self.id, &variables), self.cure(language, &variables))
    }

    /// What to do: the name that was probably meant, when one comes near, and what the sentence's own cure says.
    fn cure(&self, language: Language, variables: &[(&str, &str)]) -> Option<String> {
        let has_nearest = variables
            .iter()
            .any(|(name, value)| *name == "nearest" && !value.is_empty());
        let suffixes = if has_nearest {
            &["nearest", "cure"][..]
        } else {
            &["cure"]
        };
        let ids = suffixes
            .iter()
            .map(|suffix| format!("{}-{suffix}", self.id))
            .filter(|id| has(language, id));
        let cures: Vec<String> = ids.map(|id| message(language, &id, variables)).collect();
        (!cures.is_empty()).then(|| cures.join(" "))
    }
}

impl From<app::Error> for Failure {
    fn from(error: app::Error) -> Failure {
        Failure::App(error)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Failure {
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            return Failure::PipeClosed;
        }
        Failure::said("cli-error-output").with("problem", error)
    }
}
