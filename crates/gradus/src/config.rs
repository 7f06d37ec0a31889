//! Settings and where each came from: option, then environment, then `gradus.toml` in the data folder, then default.

use crate::cli::Options;
use crate::failure::Failure;
use crate::nearest::nearest;
use jiff::tz::TimeZone;
use std::path::{Path, PathBuf};
use text::Language;

/// The settings of this run.
#[derive(Debug)]
pub(crate) struct Config {
    pub(crate) home: Setting<PathBuf>,
    /// Address of a PostgreSQL database; the file in the data folder when `None`.
    pub(crate) database: Setting<Option<String>>,
    pub(crate) language: Setting<Language>,
    /// Zone in which a day begins, for what "today" is.
    pub(crate) time_zone: Setting<String>,
    /// Who acts, for the audit log.
    pub(crate) actor: Setting<String>,
    /// Partitions an evaluation runs with; the numbers do not depend on it.
    pub(crate) partitions: Setting<usize>,
    /// What a draft may take: a query of an indicator or scheme that does not ship.
    pub(crate) draft_seconds: Setting<u64>,
}

/// A value and where it came from.
#[derive(Debug, Clone)]
pub(crate) struct Setting<T> {
    pub(crate) value: T,
    pub(crate) origin: Origin,
}

/// Where a setting came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    Option(&'static str),
    Environment(&'static str),
    File(PathBuf),
    Default,
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Origin::Option(name) | Origin::Environment(name) => f.write_str(name),
            Origin::File(path) => write!(f, "{}", path.display()),
            Origin::Default => f.write_str("default"),
        }
    }
}

/// The keys of `gradus.toml`.
const KEYS: [&str; 6] = [
    "database",
    "language",
    "time_zone",
    "actor",
    "partitions",
    "draft_seconds",
];

/// The usual limit of a draft: long enough for millions of rows, short enough to wait for.
const DRAFT_SECONDS: u64 = 2;
/// Beyond an hour a limit is none.
const DRAFT_SECONDS_MAX: u64 = 3_600;

impl Config {
    /// The zone in which days begin and instants are shown.
    pub(crate) fn zone(&self) -> Result<TimeZone, Failure> {
        let name = &self.time_zone.value;
        TimeZone::get(name).map_err(|_| Failure::said("cli-error-time-zone").with("value", name))
    }

    /// Reads all sources; `default_folder` is the data folder's name under the user's data directory.
    pub(crate) fn read(options: &Options, default_folder: &str) -> Result<Config, Failure> {
        let home = home(options, default_folder)?;
        let file = File::read(&home.value.join("gradus.toml"))?;
        let language = match (&options.lang, variable("GRADUS_LANG")) {
            (Some(tag), _) => Setting {
                value: Language::from_tag(tag),
                origin: Origin::Option("--lang"),
            },
            (None, Some(tag)) => Setting {
                value: Language::from_tag(&tag),
                origin: Origin::Environment("GRADUS_LANG"),
            },
            (None, None) => match file.text("language")? {
                Some(tag) => Setting {
                    value: Language::from_tag(&tag),
                    origin: file.origin(),
                },
                None => Setting {
                    value: Language::En,
                    origin: Origin::Default,
                },
            },
        };
        Ok(Config {
            database: database(options, &file)?,
            language,
            time_zone: pick("GRADUS_TIME_ZONE", &file, "time_zone", || "UTC".to_owned())?,
            actor: pick("GRADUS_ACTOR", &file, "actor", || {
                variable("USER").unwrap_or_else(|| "gradus".to_owned())
            })?,
            partitions: partitions(&file)?,
            draft_seconds: draft_seconds(&file)?,
            home,
        })
    }
}

/// The language before anything was parsed, so that help and usage errors speak it too.
pub(crate) fn language_before_parsing() -> Language {
    let mut words = std::env::args();
    let mut asked = None;
    while let Some(word) = words.next() {
        match word.strip_prefix("--lang") {
            Some("") => asked = words.next(),
            Some(rest) => asked = rest.strip_prefix('=').map(str::to_owned).or(asked),
            None => {}
        }
    }
    asked
        .or_else(|| variable("GRADUS_LANG"))
        .map_or(Language::En, |tag| Language::from_tag(&tag))
}

fn home(options: &Options, default_folder: &str) -> Result<Setting<PathBuf>, Failure> {
    if let Some(folder) = &options.home {
        return Ok(Setting {
            value: folder.clone(),
            origin: Origin::Option("--home"),
        });
    }
    if let Some(folder) = variable("GRADUS_HOME") {
        return Ok(Setting {
            value: folder.into(),
            origin: Origin::Environment("GRADUS_HOME"),
        });
    }
    let data = match (variable("XDG_DATA_HOME"), variable("HOME"), variable("LOCALAPPDATA")) {
        (Some(data), ..) | (None, None, Some(data)) => PathBuf::from(data),
        (None, Some(home), _) => PathBuf::from(home).join(".local/share"),
        (None, None, None) => return Err(Failure::said("cli-error-no-user-folder")),
    };
    Ok(Setting {
        value: data.join(default_folder),
        origin: Origin::Default,
    })
}

/// The address may carry a password, so it can also stand in a file that the environment names.
fn database(options: &Options, file: &File) -> Result<Setting<Option<String>>, Failure> {
    if let Some(url) = &options.database {
        return Ok(Setting {
            value: Some(url.clone()),
            origin: Origin::Option("--database"),
        });
    }
    if let Some(url) = variable("GRADUS_DATABASE_URL") {
        return Ok(Setting {
            value: Some(url),
            origin: Origin::Environment("GRADUS_DATABASE_URL"),
        });
    }
    if let Some(path) = variable("GRADUS_DATABASE_URL_FILE") {
        let path = PathBuf::from(path);
        let url = std::fs::read_to_string(&path).map_err(|error| Failure::file("cli-error-read", &path, &error))?;
        let origin = Origin::Environment("GRADUS_DATABASE_URL_FILE");
        return Ok(Setting {
            value: Some(url.trim().to_owned()),
            origin,
        });
    }
    Ok(match file.text("database")? {
        Some(url) => Setting {
            value: Some(url),
            origin: file.origin(),
        },
        None => Setting {
            value: None,
            origin: Origin::Default,
        },
    })
}

fn pick(
    environment: &'static str,
    file: &File,
    key: &'static str,
    default: impl FnOnce() -> String,
) -> Result<Setting<String>, Failure> {
    if let Some(value) = variable(environment) {
        return Ok(Setting {
            value,
            origin: Origin::Environment(environment),
        });
    }
    Ok(match file.text(key)? {
        Some(value) => Setting {
            value,
            origin: file.origin(),
        },
        None => Setting {
            value: default(),
            origin: Origin::Default,
        },
    })
}

fn partitions(file: &File) -> Result<Setting<usize>, Failure> {
    let wrong = |value: &str, place: String| {
        Failure::said("cli-error-partitions")
            .with("value", value)
            .with("place", place)
    };
    if let Some(text) = variable("GRADUS_PARTITIONS") {
        let count = text.parse().ok().filter(|count| *count > 0);
        let value = count.ok_or_else(|| wrong(&text, "GRADUS_PARTITIONS".to_owned()))?;
        return Ok(Setting {
            value,
            origin: Origin::Environment("GRADUS_PARTITIONS"),
        });
    }
    if let Some(value) = file.table.get("partitions") {
        let count = value
            .as_integer()
            .and_then(|count| usize::try_from(count).ok())
            .filter(|count| *count > 0);
        let count = count.ok_or_else(|| wrong(&value.to_string(), file.path.display().to_string()))?;
        return Ok(Setting {
            value: count,
            origin: file.origin(),
        });
    }
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    Ok(Setting {
        value: cores,
        origin: Origin::Default,
    })
}

fn draft_seconds(file: &File) -> Result<Setting<u64>, Failure> {
    let (text, origin) = match (variable("GRADUS_DRAFT_SECONDS"), file.table.get("draft_seconds")) {
        (Some(text), _) => (text, Origin::Environment("GRADUS_DRAFT_SECONDS")),
        (None, Some(value)) => (value.to_string(), file.origin()),
        (None, None) => {
            return Ok(Setting {
                value: DRAFT_SECONDS,
                origin: Origin::Default,
            });
        }
    };
    match text.parse() {
        Ok(value) if (1..=DRAFT_SECONDS_MAX).contains(&value) => Ok(Setting { value, origin }),
        _ => Err(Failure::said("cli-error-draft")
            .with("value", text)
            .with("place", origin)),
    }
}

/// A variable that is set to something.
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// `gradus.toml`; empty when there is none.
struct File {
    path: PathBuf,
    table: toml::Table,
}

impl File {
    fn read(path: &Path) -> Result<File, Failure> {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(Failure::file("cli-error-read", path, &error)),
        };
        let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
            Failure::said("cli-error-config")
                .with("path", path.display())
                .with("problem", error.message())
        })?;
        if let Some(key) = table.keys().find(|key| !KEYS.contains(&key.as_str())) {
            return Err(Failure::said("cli-error-config-key")
                .with("path", path.display())
                .with("key", key)
                .with("nearest", nearest(key, KEYS).unwrap_or_default())
                .with("known", KEYS.join(", ")));
        }
        Ok(File {
            path: path.to_owned(),
            table,
        })
    }

    fn text(&self, key: &'static str) -> Result<Option<String>, Failure> {
        match self.table.get(key) {
            None => Ok(None),
            Some(toml::Value::String(text)) => Ok(Some(text.clone())),
            Some(other) => Err(Failure::said("cli-error-config-text")
                .with("path", self.path.display())
                .with("key", key)
                .with("value", other)),
        }
    }

    fn origin(&self) -> Origin {
        Origin::File(self.path.clone())
    }
}
