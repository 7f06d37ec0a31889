//! `gradus completions`: the script that lets a shell complete our commands.

use crate::failure::{Failure, Status};
use crate::help;
use crate::output::Output;
use crate::session::Session;
use clap::Args;
use clap_complete::{Shell, generate};

const EXAMPLES: &str = "mkdir -p ~/.local/share/bash-completion/completions && gradus completions bash > ~/.local/share/bash-completion/completions/gradus
mkdir -p ~/.zfunc && gradus completions zsh > ~/.zfunc/_gradus
mkdir -p ~/.config/fish/completions && gradus completions fish > ~/.config/fish/completions/gradus.fish";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Completions {
    pub(crate) shell: Shell,
}

impl Completions {
    pub(crate) fn run(self, session: &Session) -> Result<Status, Failure> {
        let mut script = Vec::new();
        generate(self.shell, &mut help::command(session.language), "gradus", &mut script);
        Output::print_raw(&script)?;
        Ok(Status::Done)
    }
}
