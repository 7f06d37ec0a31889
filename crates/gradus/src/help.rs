//! The help of every command in the reader's language: sentences from Fluent, examples from the command.

use crate::cli::Cli;
use clap::{Arg, Command, CommandFactory, FromArgMatches};
use text::{Language, has, message};

/// Parses what was typed; errors and help are clap's, with our sentences.
pub fn parse(language: Language) -> Result<Cli, clap::Error> {
    let mut command = command(language);
    let matches = command.try_get_matches_from_mut(std::env::args_os())?;
    Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut command))
}

/// The whole command tree with its help.
pub fn command(language: Language) -> Command {
    // Building first makes every subcommand and every option of every command present.
    let mut command = Cli::command();
    command.build();
    translate(Cli::command(), "cli", language)
}

fn translate(command: Command, id: &str, language: Language) -> Command {
    let words = |name: &str| message(language, name, &[]);
    let examples = command.get_after_help().map(ToString::to_string);
    let is_group = command.get_subcommands().next().is_some();
    let mut command = command
        .about(words(id))
        .help_template(template(language, is_group))
        .mut_args(|arg| translate_arg(arg, id, language))
        .disable_help_flag(true)
        .arg(help_flag(language));
    if id == "cli" {
        command = command.disable_version_flag(true).arg(version_flag(language));
    }
    if let Some(examples) = examples {
        command = command.after_help(example_block(&examples, &words("cli-heading-examples")));
    }
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for name in names {
        let child = format!("{id}-{name}");
        command = command.mut_subcommand(name, |sub| translate(sub, &child, language));
    }
    command
}

/// An option is explained by its own command, or once for all commands that have it.
fn translate_arg(arg: Arg, id: &str, language: Language) -> Arg {
    let own = format!("{id}--{}", arg.get_id());
    let shared = format!("cli--{}", arg.get_id());
    let is_global = arg.is_global_set();
    let heading = match (is_global, arg.is_positional()) {
        (true, _) => "cli-heading-global",
        (false, true) => "cli-heading-arguments",
        (false, false) => "cli-heading-options",
    };
    let id = if has(language, &own) { own } else { shared };
    arg.help(message(language, &id, &[])).help_heading(message(language, heading, &[])).hide_possible_values(true)
}

fn help_flag(language: Language) -> Arg {
    Arg::new("help")
        .short('h')
        .long("help")
        .action(clap::ArgAction::Help)
        .help(message(language, "cli--help", &[]))
        .help_heading(message(language, "cli-heading-global", &[]))
}

fn version_flag(language: Language) -> Arg {
    Arg::new("version")
        .short('V')
        .long("version")
        .action(clap::ArgAction::Version)
        .help(message(language, "cli--version", &[]))
        .help_heading(message(language, "cli-heading-options", &[]))
}

/// One sentence, the usage, three examples, then the flags.
fn template(language: Language, is_group: bool) -> String {
    let usage = message(language, "cli-heading-usage", &[]);
    let commands = message(language, "cli-heading-commands", &[]);
    let subcommands = if is_group { format!("{commands}:\n{{subcommands}}\n\n") } else { String::new() };
    format!("{{about}}\n\n{usage}: {{usage}}\n\n{{after-help}}\n\n{subcommands}{{options}}\n")
}

fn example_block(examples: &str, heading: &str) -> String {
    let lines: Vec<String> = examples.lines().map(|line| format!("  {line}")).collect();
    format!("{heading}:\n{}", lines.join("\n"))
}
