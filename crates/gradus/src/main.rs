//! `gradus`: the command line, its configuration and the wiring of the crates.

mod cli;
mod help;
mod usage;
mod commands;
mod view;
mod session;
mod config;
mod home;
mod output;
mod failure;
mod nearest;
mod calc;
mod limited;

use failure::{Failure, Status};
use session::Session;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use text::Language;

fn main() -> ExitCode {
    // Before anything else: a limited process reads no configuration and knows no language.
    if let Some(code) = worker::called(std::env::args_os(), limited::work) {
        return code;
    }
    let language = config::language_before_parsing();
    let cli = match help::parse(language) {
        Ok(cli) => cli,
        Err(error) => {
            if let Some(failure) = usage::failure(&error, language) {
                output::complain(&failure, language);
                return failure.status();
            }
            // Help and version are answers; clap knows which goes where.
            let _ = error.print();
            return if error.use_stderr() {
                ExitCode::from(2)
            } else {
                ExitCode::SUCCESS
            };
        }
    };
    // The panic has told its place on stderr by then; a fault of the program is "could not run" to a script.
    match catch_unwind(AssertUnwindSafe(|| start(cli))) {
        Ok(Ok(status)) => status.into(),
        Ok(Err((failure, language))) => {
            output::complain(&failure, language);
            failure.status()
        }
        Err(_) => ExitCode::from(2),
    }
}

fn start(cli: cli::Cli) -> Result<Status, (Failure, Language)> {
    let session = Session::new(&cli.options, cli.command.name())
        .map_err(|failure| (failure, config::language_before_parsing()))?;
    let language = session.language;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| (Failure::said("cli-error-runtime").with("problem", error), language))?;
    let outcome = runtime.block_on(async {
        tokio::select! {
            outcome = cli.command.run(&session) => outcome,
            _ = tokio::signal::ctrl_c() => Err(Failure::Interrupted),
        }
    });
    // Work on other threads is not waited for: a transaction without its end is rolled back.
    runtime.shutdown_background();
    outcome.map_err(|failure| (failure, language))
}
