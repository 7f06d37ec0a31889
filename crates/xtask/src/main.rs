//! `cargo xtask`: what a developer and a continuous-integration machine run besides cargo itself.
//!
//! One command is one module with a `run` function and one line in [`COMMANDS`].
#![expect(clippy::print_stdout, reason = "a command line tool speaks on standard output")]

mod bench;
mod ci;
mod process;
mod test;
mod tidy;

use std::env;
use std::path::PathBuf;
use std::process::ExitCode;

use process::Failure;

/// One thing `cargo xtask` can do.
struct Command {
    name: &'static str,
    arguments: &'static str,
    about: &'static str,
    run: fn(&Workspace, &[String]) -> Result<ExitCode, Failure>,
}

const COMMANDS: &[Command] = &[
    Command {
        name: "test",
        arguments: "[--without-postgres] [nextest arguments]",
        about: "build everything, tidy, and run every test on SQLite and on a throw-away PostgreSQL",
        run: test::run,
    },
    Command {
        name: "tidy",
        arguments: "[--list]",
        about: "check the rules of the house that no compiler knows; --list names them",
        run: tidy::run,
    },
    Command {
        name: "ci",
        arguments: "",
        about: "formatting, clippy, licences and advisories, then test",
        run: ci::run,
    },
    Command {
        name: "bench",
        arguments: bench::ARGUMENTS,
        about: "measure the product beside its peers, and hold the figures against their goals",
        run: bench::run,
    },
];

/// The clone that the command works on.
pub(crate) struct Workspace {
    pub(crate) root: PathBuf,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<ExitCode, Failure> {
    let Some((name, rest)) = arguments.split_first() else {
        print!("{}", help());
        return Ok(ExitCode::FAILURE);
    };
    if matches!(name.as_str(), "help" | "--help" | "-h") {
        print!("{}", help());
        return Ok(ExitCode::SUCCESS);
    }
    let Some(command) = COMMANDS.iter().find(|command| command.name == name) else {
        return Err(Failure::new(format!("there is no command {name:?}\n\n{}", help())));
    };
    if rest.iter().any(|argument| argument == "--help") {
        print!("{}", usage(command));
        return Ok(ExitCode::SUCCESS);
    }
    (command.run)(&Workspace::find()?, rest)
}

fn help() -> String {
    let commands: String = COMMANDS.iter().map(usage).collect();
    format!("cargo xtask <command>\n\n{commands}")
}

fn usage(command: &Command) -> String {
    let Command {
        name, arguments, about, ..
    } = command;
    format!("  {name} {arguments}\n      {about}\n")
}

impl Workspace {
    /// The workspace that cargo started us from, or the one around the current folder.
    fn find() -> Result<Self, Failure> {
        let start = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(env::current_dir, |folder| Ok(PathBuf::from(folder)))
            .map_err(|error| Failure::new(format!("no current folder: {error}")))?;
        start
            .ancestors()
            .find(|folder| folder.join("Cargo.toml").is_file() && folder.join("crates").is_dir())
            .map(|root| Self {
                root: root.to_path_buf(),
            })
            .ok_or_else(|| Failure::new("run this inside a clone of Gradus"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_names_every_command() {
        let help = help();
        for command in COMMANDS {
            assert!(help.contains(command.name), "{}", command.name);
        }
    }

    #[test]
    fn an_unknown_command_is_told_apart() {
        let failure = dispatch(&["nonsense".to_owned()]).unwrap_err();
        assert!(failure.to_string().contains("there is no command"));
    }
}
