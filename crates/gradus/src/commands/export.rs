//! `gradus export`: facts, scores or snapshots as files for other programs.

use crate::cli::Format;
use crate::failure::{Failure, Status};
use crate::home::{Access, Workspace};
use crate::output::{Cell, Output, Report, Table};
use crate::session::Session;
use app::classification::LevelsRequest;
use clap::{Args, ValueEnum};
use domain::intake::ports::{Limits, SnapshotFile};
use domain::intake::snapshot::{self, SnapshotType};
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "gradus export scores --period 2026Q3 --format xlsx -o scores.xlsx
gradus export facts --format csv -o facts
gradus export snapshots --format parquet -o lake";

/// Memory that reading one table may take.
const MEMORY_BYTES: usize = 1 << 30;

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Export {
    pub(crate) what: What,
    #[arg(long, value_name = "QUARTER")]
    pub(crate) period: Option<String>,
    #[arg(short, long, value_name = "PATH")]
    pub(crate) output: PathBuf,
}

/// What can be exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum What {
    Facts,
    Scores,
    Snapshots,
}

impl Export {
    pub(crate) async fn run(self, session: &Session) -> Result<Status, Failure> {
        let format = match (self.what, session.asked_format) {
            (What::Snapshots, None) => Format::Parquet,
            (What::Facts | What::Scores, None) => Format::Csv,
            (_, Some(format)) => format,
        };
        let workspace = session
            .open(if self.what == What::Scores {
                Access::Read
            } else {
                Access::Write
            })
            .await?;
        let written = match (self.what, format) {
            (What::Scores, Format::Csv | Format::Xlsx) => self.scores(session, &workspace).await?,
            (What::Facts, Format::Csv | Format::Xlsx) => self.facts(&workspace, format).await?,
            (What::Facts | What::Snapshots, Format::Parquet) => self.snapshots(session, &workspace).await?,
            _ => return Err(Failure::said("cli-error-export-format")),
        };
        let mut table = Table::new(&["file", "rows"]);
        for (path, rows) in written {
            table.push(vec![Cell::text(path.display().to_string()), Cell::count(rows)]);
        }
        session.output.print(&Report::table(table))?;
        Ok(Status::Done)
    }

    /// One row per supplier of an evaluation.
    async fn scores(&self, session: &Session, workspace: &Workspace) -> Result<Vec<(PathBuf, u64)>, Failure> {
        let company = app::party::company(&workspace.context).await?;
        let request = LevelsRequest {
            which: self.period.clone(),
            ..LevelsRequest::default()
        };
        let view = app::classification::levels(&workspace.context, &request, session.language).await?;
        let table = crate::commands::levels::table(&view, &company.currency, session.language);
        let pyramid = crate::view::pyramid(&view.pyramid, session.language);
        Output::write_file(&self.output, &[("suppliers", &table), ("levels", &pyramid)])?;
        Ok(vec![(self.output.clone(), rows_of(&table))])
    }

    /// One CSV file per table in a folder, or one workbook with a sheet per table.
    async fn facts(&self, workspace: &Workspace, format: Format) -> Result<Vec<(PathBuf, u64)>, Failure> {
        let (files, _) = app::evaluation::refresh(&workspace.context).await?;
        let mut names: Vec<String> = files.iter().map(|file| file.table.clone()).collect();
        names.sort();
        names.dedup();
        let mut tables = Vec::with_capacity(names.len());
        for name in names {
            let table = read_table(workspace, &files, &name).await?;
            tables.push((name, table));
        }
        if format == Format::Xlsx {
            let sheets: Vec<(&str, &Table)> = tables.iter().map(|(name, table)| (name.as_str(), table)).collect();
            Output::write_file(&self.output, &sheets)?;
            return Ok(vec![(
                self.output.clone(),
                tables.iter().map(|(_, table)| rows_of(table)).sum(),
            )]);
        }
        create_folder(&self.output)?;
        let mut written = Vec::new();
        for (name, table) in &tables {
            let path = self.output.join(format!("{name}.csv"));
            Output::write_file(&path, &[(name, table)])?;
            written.push((path, rows_of(table)));
        }
        Ok(written)
    }

    /// The Parquet files as they are, one folder per table.
    async fn snapshots(&self, session: &Session, workspace: &Workspace) -> Result<Vec<(PathBuf, u64)>, Failure> {
        let (files, _) = app::evaluation::refresh(&workspace.context).await?;
        let from = session.home().snapshots();
        let mut written = Vec::with_capacity(files.len());
        for file in &files {
            let month = file.month.map_or_else(|| "all".to_owned(), |month| month.to_string());
            let folder = self.output.join(&file.table);
            create_folder(&folder)?;
            let path = folder.join(format!("{month}.parquet"));
            std::fs::copy(from.join(&file.path), &path)
                .map_err(|error| Failure::file("cli-error-write", &path, &error))?;
            written.push((path, file.rows));
        }
        Ok(written)
    }
}

async fn read_table(workspace: &Workspace, files: &[SnapshotFile], name: &str) -> Result<Table, Failure> {
    let files: Vec<SnapshotFile> = files.iter().filter(|file| file.table == name).cloned().collect();
    // In a fixed order, so that two exports of the same facts are the same files.
    let columns = snapshot::find(name).map(|table| table.columns).unwrap_or_default();
    let sortable = columns
        .iter()
        .filter(|column| column.ty != SnapshotType::Arrivals)
        .map(|column| column.name);
    let query = format!(
        "select * from {name} order by {}",
        sortable.collect::<Vec<_>>().join(", ")
    );
    let limits = Limits {
        rows: usize::MAX,
        seconds: 3_600,
        memory_bytes: MEMORY_BYTES,
    };
    let answer = workspace
        .context
        .blocking(move |facts, _| facts.read(&files, &query, limits))
        .await?;
    let mut table = Table::named(answer.columns.iter().map(|(name, _)| name));
    for row in &answer.rows {
        let cells = row.iter().zip(&answer.columns);
        table.push(
            cells
                .map(|(cell, (_, ty))| crate::commands::sql::cell_of(cell.as_deref(), ty))
                .collect(),
        );
    }
    Ok(table)
}

fn create_folder(path: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(path).map_err(|error| Failure::file("cli-error-create", path, &error))
}

fn rows_of(table: &Table) -> u64 {
    u64::try_from(table.rows.len()).unwrap_or(u64::MAX)
}
