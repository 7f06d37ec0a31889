//! One run of the program: its settings, how it writes, and the way to the data.

use crate::cli::{Format, Options};
use crate::config::Config;
use crate::failure::Failure;
use crate::home::{Access, Home, Workspace};
use crate::output::{Output, Progress, default_format, has_color};
use text::Language;

/// What every command is given.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) config: Config,
    pub(crate) language: Language,
    pub(crate) output: Output,
    pub(crate) progress: Progress,
    pub(crate) is_verbose: bool,
    /// The format as it was asked for, for commands that write files.
    pub(crate) asked_format: Option<Format>,
    /// Such as `import commit`, for the lock file.
    pub(crate) command: &'static str,
}

impl Session {
    pub(crate) fn new(options: &Options, command: &'static str) -> Result<Session, Failure> {
        let default_folder = if command == "demo" { "gradus-demo" } else { "gradus" };
        let config = Config::read(options, default_folder)?;
        let language = config.language.value;
        let format = match (&options.json, options.format) {
            (Some(_), None | Some(Format::Json)) => Format::Json,
            (Some(_), Some(Format::Ndjson)) => Format::Ndjson,
            (Some(_), Some(_)) => return Err(Failure::said("cli-error-two-formats")),
            (None, Some(Format::Xlsx | Format::Parquet)) if !writes_files(command) => {
                return Err(Failure::said("cli-error-file-format"));
            }
            (None, Some(Format::Xlsx | Format::Parquet)) => default_format(),
            (None, format) => format.unwrap_or_else(default_format),
        };
        let fields = options.json.as_deref().filter(|fields| !fields.is_empty());
        let output = Output {
            format,
            fields: fields.map(|fields| fields.split(',').map(|field| field.trim().to_owned()).collect()),
            has_color: format == Format::Table && has_color(options.color),
            language,
            is_quiet: options.quiet,
        };
        let progress = Progress::new(options.quiet);
        Ok(Session {
            config,
            language,
            output,
            progress,
            is_verbose: options.verbose > 0,
            asked_format: options.format,
            command,
        })
    }

    pub(crate) fn home(&self) -> Home {
        Home::new(self.config.home.value.clone())
    }

    /// Opens the data folder for the use cases.
    pub(crate) async fn open(&self, access: Access) -> Result<Workspace, Failure> {
        self.home().open(&self.config, access, self.command).await
    }

    /// The present instant, for what happens without an open data folder.
    pub(crate) fn now(&self) -> Result<String, Failure> {
        Ok(app::Clock::now(&crate::home::clock(self.config.zone()?)))
    }

    /// A sentence of `cli.ftl` in the reader's language.
    pub(crate) fn say(&self, id: &str, variables: &[(&str, &str)]) -> String {
        text::message(self.language, id, variables)
    }
}

/// Workbooks and Parquet files are written by these.
fn writes_files(command: &str) -> bool {
    matches!(command, "import template" | "export")
}
