//! The help of every command in the reader's language: sentences from Fluent, examples from the command.

use crate::cli::Cli;
use clap::{Arg, ArgAction, Command, CommandFactory, FromArgMatches};
use std::fmt::Write;
use text::{Language, has, message};

/// Parses what was typed; errors and help are clap's, with our sentences.
pub(crate) fn parse(language: Language) -> Result<Cli, clap::Error> {
    let mut command = command(language);
    let matches = command.try_get_matches_from_mut(std::env::args_os())?;
    Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut command))
}

/// The whole command tree with its help.
pub(crate) fn command(language: Language) -> Command {
    translate(Cli::command(), "cli", &Headings::new(language))
}

/// Behind every other option.
const LAST: usize = 1_000;

/// The headings of a help page; clap wants them for the life of the program.
struct Headings {
    language: Language,
    commands: &'static str,
    command: &'static str,
    arguments: &'static str,
    options: &'static str,
    global: &'static str,
}

impl Headings {
    fn new(language: Language) -> Headings {
        let heading = |name: &str| &*message(language, &format!("cli-heading-{name}"), &[]).leak();
        Headings {
            language,
            commands: heading("commands"),
            command: heading("command"),
            arguments: heading("arguments"),
            options: heading("options"),
            global: heading("global"),
        }
    }

    fn say(&self, id: &str) -> String {
        message(self.language, id, &[])
    }
}

fn translate(command: Command, id: &str, headings: &Headings) -> Command {
    let examples = command.get_after_help().map(ToString::to_string);
    let help = Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help)
        // After the options that every command takes.
        .display_order(LAST)
        .help_heading(headings.global);
    let mut place = 0;
    let mut command = command
        .about(headings.say(id))
        .help_template(template(headings, examples.as_deref()))
        .subcommand_help_heading(headings.commands)
        .subcommand_value_name(headings.command)
        .mut_args(|arg| {
            place += 1;
            let arg = translate_arg(arg, id, headings);
            // Under a heading clap sorts arguments by name; people type them in the order of the usage.
            if arg.is_positional() {
                arg.display_order(place)
            } else {
                arg
            }
        })
        .disable_help_flag(true)
        .arg(help.help(headings.say("cli--help")));
    if id == "cli" {
        let version = Arg::new("version")
            .short('V')
            .long("version")
            .action(ArgAction::Version)
            .display_order(LAST + 1);
        let version = version.help(headings.say("cli--version")).help_heading(headings.global);
        command = command.disable_version_flag(true).arg(version);
    }
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for name in names {
        let child = format!("{id}-{name}");
        command = command.mut_subcommand(name, |sub| translate(sub, &child, headings));
    }
    command
}

/// An option is explained by its own command, or once for all commands that have it.
fn translate_arg(arg: Arg, id: &str, headings: &Headings) -> Arg {
    let own = format!("{id}--{}", arg.get_id());
    let shared = format!("cli--{}", arg.get_id());
    let heading = match (arg.is_global_set(), arg.is_positional()) {
        (true, _) => headings.global,
        (false, true) => headings.arguments,
        (false, false) => headings.options,
    };
    let id = if has(headings.language, &own) { own } else { shared };
    let takes_value = arg.get_action().takes_values();
    arg.help(headings.say(&id))
        .help_heading(heading)
        .hide_possible_values(takes_value)
}

/// One sentence, the usage, three examples, then what can be given.
fn template(headings: &Headings, examples: Option<&str>) -> String {
    let mut template = format!("{{about}}\n\n{}: {{usage}}\n\n", headings.say("cli-heading-usage"));
    if let Some(examples) = examples {
        let _ = writeln!(template, "{}:", headings.say("cli-heading-examples"));
        for line in examples.lines() {
            let _ = writeln!(template, "  {line}");
        }
        template.push('\n');
    }
    template + "{all-args}\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(command: &Command, id: &str, check: &mut dyn FnMut(&Command, &str)) {
        check(command, id);
        for sub in command.get_subcommands() {
            walk(sub, &format!("{id}-{}", sub.get_name()), check);
        }
    }

    #[test]
    fn every_command_and_option_is_explained_in_both_languages() {
        for language in Language::ALL {
            walk(&command(language), "cli", &mut |command, id| {
                assert!(has(language, id), "{id} is missing in {}", language.code());
                for arg in command.get_arguments() {
                    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
                    assert!(
                        !help.is_empty() && !help.starts_with("cli-"),
                        "{id}: {} in {}",
                        arg.get_id(),
                        language.code()
                    );
                }
            });
        }
    }

    #[test]
    fn arguments_stand_in_the_order_of_the_usage_and_help_stands_last() {
        let help = |words: &[&str]| {
            let refused = command(Language::En).try_get_matches_from(words);
            refused.expect_err("help ends the parsing").to_string()
        };
        let diff = help(&["gradus", "diff", "--help"]);
        let after_usage = diff.rsplit("Arguments").next().unwrap_or_default();
        assert!(after_usage.find("RUN_A") < after_usage.find("RUN_B"), "{diff}");
        assert!(
            diff.trim_end().lines().last().unwrap_or_default().contains("--help"),
            "{diff}"
        );
    }

    #[test]
    fn every_command_that_runs_shows_three_examples_that_parse() {
        walk(&Cli::command(), "cli", &mut |sub, id| {
            if sub.get_subcommands().next().is_some() {
                return;
            }
            let examples = sub.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert_eq!(examples.lines().count(), 3, "{id} shows three examples");
            for example in examples.lines() {
                let after_pipe = example.rsplit("| ").next().unwrap_or_default();
                let after_pipe = after_pipe.rsplit("&& ").next().unwrap_or_default();
                let typed = after_pipe.split(['<', '>']).next().unwrap_or_default();
                let is_variable = |word: &String| word.starts_with("GRADUS_");
                let words: Vec<String> = split_words(typed).into_iter().skip_while(is_variable).collect();
                let parsed = command(Language::En).try_get_matches_from(&words);
                assert!(
                    parsed.is_ok(),
                    "{example}: {}",
                    parsed.err().map(|error| error.to_string()).unwrap_or_default()
                );
            }
        });
    }

    /// Splits as a shell does with double quotes.
    fn split_words(line: &str) -> Vec<String> {
        let mut words = vec![String::new()];
        let mut is_quoted = false;
        for c in line.trim().chars() {
            match c {
                '"' => is_quoted = !is_quoted,
                ' ' if !is_quoted => words.push(String::new()),
                c => words.last_mut().expect("one word").push(c),
            }
        }
        words
    }
}
