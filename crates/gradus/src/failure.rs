//! Why a command could not do what it was asked, in both languages, with its exit status.

use std::process::ExitCode;
use text::{Language, message};

/// How a command that ran has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
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
pub enum Failure {
    /// Usage, configuration, input or output: a sentence of the command line.
    Said(Sentence),
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
pub struct Sentence {
    pub id: &'static str,
    pub variables: Vec<(&'static str, String)>,
}

impl Failure {
    pub fn said(id: &'static str) -> Failure {
        Failure::Said(Sentence { id, variables: Vec::new() })
    }

    /// Fills in a figure of the sentence.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Failure {
        if let Failure::Said(sentence) = &mut self {
            sentence.variables.push((name, value.to_string()));
        }
        self
    }

    /// An error of reading or writing a file.
    pub fn file(id: &'static str, path: &std::path::Path, error: &std::io::Error) -> Failure {
        Failure::said(id).with("path", path.display()).with("problem", error)
    }

    pub fn status(&self) -> ExitCode {
        match self {
            Failure::PipeClosed => ExitCode::SUCCESS,
            Failure::Method(_) => ExitCode::from(1),
            Failure::Said(_) | Failure::App(_) => ExitCode::from(2),
            Failure::Interrupted => ExitCode::from(130),
        }
    }

    /// The sentence and, where there is one, the cure.
    pub fn explain(&self, language: Language) -> (String, Option<String>) {
        match self {
            Failure::Said(sentence) => {
                let variables: Vec<(&str, &str)> =
                    sentence.variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
                let cure = format!("{}-cure", sentence.id);
                let cure = text::has(language, &cure).then(|| message(language, &cure, &variables));
                (message(language, sentence.id, &variables), cure.filter(|cure| !cure.is_empty()))
            }
            Failure::App(error) => (error.message.clone(), error.cure.clone()),
            Failure::Method(problem) => (problem.clone(), None),
            Failure::PipeClosed => (String::new(), None),
            Failure::Interrupted => (message(language, "cli-error-interrupted", &[]), None),
        }
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
