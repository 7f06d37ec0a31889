//! `gradus demo`: a sample company, imported, evaluated and shown.

mod programme;
mod stories;

use crate::commands::serve::Serving;
use crate::failure::{Failure, Status};
use crate::home::{Access, Lock};
use crate::output::{Report, Table, Tone, grouped, seconds};
use crate::session::Session;
use crate::view::{mover_table, pyramid, pyramid_lines};
use app::Context;
use app::classification::{LevelsRequest, LevelsView};
use app::evaluation::{Consent, RunEvaluation};
use app::intake::{ImportReport, ImportRequest};
use clap::Args;
use domain::period::Quarter;
use sample::plan::{FIRST_OFFICIAL_QUARTER, LAST_QUARTER};
use sample::{EnteredFigure, Manifest, Plan};
use serde_json::{Map, Value, json};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

const EXAMPLES: &str = "gradus demo
gradus demo --reset --lang zh
gradus demo --home /tmp/gradus-demo --keep /tmp/demo-files --no-serve --json";

/// Movers that the summary shows.
const MOVERS_SHOWN: usize = 8;

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Demo {
    #[arg(long)]
    pub(crate) reset: bool,
    #[arg(long, value_name = "FOLDER")]
    pub(crate) keep: Option<PathBuf>,
    #[arg(long)]
    pub(crate) no_serve: bool,
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    #[arg(long)]
    pub(crate) no_open: bool,
    /// A tenth of the company, for tests.
    #[arg(long, hide = true)]
    pub(crate) small: bool,
}

impl Demo {
    pub(crate) async fn run(self, session: &Session) -> Result<Status, Failure> {
        let started = Instant::now();
        let home = session.home();
        let is_complete = self.prepare(session)?;
        let workspace = session.open(Access::Write).await?;
        let cx = &workspace.context;
        let mut entered: &[EnteredFigure] = &[];
        if !is_complete {
            entered = self.fill(session, cx).await?;
            // Only now: a demo that ends before this is made anew.
            let mark = home.demo_mark();
            std::fs::write(&mark, COMPLETE).map_err(|error| Failure::file("cli-error-write", &mark, &error))?;
        } else if !session.output.is_quiet {
            crate::output::note(&session.say("cli-demo-there", &[]));
        }
        let mut report = summary(session, cx, entered).await?;
        let path = home.folder().display().to_string();
        let figures = [("time", seconds(started.elapsed())), ("path", path)];
        let figures: Vec<(&str, &str)> = figures.iter().map(|(name, value)| (*name, value.as_str())).collect();
        report.tone(Tone::Dim, session.say("cli-demo-took", &figures));
        session.output.print(&report)?;
        if self.no_serve {
            return Ok(Status::Done);
        }
        let serving = Serving {
            listen: self.listen,
            opens_browser: !self.no_open,
            is_secure: false,
            is_demo: true,
        };
        serving.run(session, cx).await
    }

    /// Makes the files, imports each through the path of any user's files, and evaluates quarter by quarter.
    async fn fill(&self, session: &Session, cx: &Context) -> Result<&'static [EnteredFigure], Failure> {
        let folder = self.keep.clone().unwrap_or_else(|| session.home().folder().join(FILES));
        let plan = if self.small { Plan::small() } else { Plan::demo() };
        let manifest = generate(session, folder, plan).await?;
        for file in &manifest.files {
            import(session, cx, file.kind, &file.file).await?;
        }
        // The demo scheme states its own targets; from here on it is the scheme of this workspace.
        let text = app::design::scheme_text(cx, SCHEME).await?;
        app::design::apply_scheme(cx, SCHEME, &text, false).await?;
        let (mut quarter, last) = (quarter(FIRST_OFFICIAL_QUARTER)?, quarter(LAST_QUARTER)?);
        while quarter <= last {
            let step = session
                .progress
                .step(session.say("cli-evaluating", &[("period", &quarter.to_string())]));
            let request = RunEvaluation {
                period: quarter,
                unit: None,
                scheme: None,
                draft: None,
                dry_run: false,
                // The demo's two people stand for the round that a company holds.
                confirmed_by: Some(Consent {
                    first: "Demo A".to_owned(),
                    second: "Demo B".to_owned(),
                }),
                reason: None,
            };
            let outcome = app::evaluation::run(cx, request).await?;
            let base = outcome.computed.proposal.base.to_string();
            step.done(&session.say("cli-demo-evaluated", &[("base", &base)]));
            quarter = quarter.minus(-1);
        }
        Ok(manifest.entered)
    }
}

/// The scheme whose targets the demo company set itself.
const SCHEME: &str = "demo";
/// What the mark says once every quarter is evaluated.
const COMPLETE: &str = "complete\n";
/// Where the generated files lie inside of it.
const FILES: &str = "files";

impl Demo {
    /// The folder, made or made anew, and whether a finished demo is in it; somebody's own data is never touched.
    fn prepare(&self, session: &Session) -> Result<bool, Failure> {
        let home = session.home();
        let mark = home.demo_mark();
        if home.exists() && !mark.exists() {
            return Err(Failure::said("cli-error-not-demo").with("path", home.folder().display()));
        }
        let is_complete = std::fs::read_to_string(&mark).is_ok_and(|said| said == COMPLETE);
        if is_complete && !self.reset && home.exists() {
            return Ok(true);
        }
        if home.exists() {
            let _lock = Lock::take(&home.lock(), "demo --reset")?;
            if !is_complete && home.database().exists() {
                crate::output::note(&session.say("cli-demo-interrupted", &[]));
            }
            remove(home.folder())?;
        }
        // The mark comes first: whatever interrupts the rest, the folder stays the demo's.
        let cannot = |error: std::io::Error| Failure::file("cli-error-write", &mark, &error);
        std::fs::create_dir_all(home.folder()).map_err(cannot)?;
        std::fs::write(&mark, "").map_err(cannot)?;
        home.create()?;
        Ok(false)
    }
}

/// Deletes what a data folder holds, except for the mark and the lock that is held on it.
fn remove(folder: &Path) -> Result<(), Failure> {
    for name in ["gradus.db", "gradus.db-wal", "gradus.db-shm"] {
        ignore_missing(&folder.join(name), std::fs::remove_file(folder.join(name)))?;
    }
    for name in ["snapshots", FILES] {
        ignore_missing(&folder.join(name), std::fs::remove_dir_all(folder.join(name)))?;
    }
    Ok(())
}

fn ignore_missing(path: &Path, removed: std::io::Result<()>) -> Result<(), Failure> {
    match removed {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Failure::file("cli-error-write", path, &error))
        }
        _ => Ok(()),
    }
}

/// The generator has no place to be interrupted, so it runs beside.
async fn generate(session: &Session, folder: PathBuf, plan: Plan) -> Result<Manifest, Failure> {
    let step = session.progress.step(session.say("cli-demo-generating", &[]));
    let written = tokio::task::spawn_blocking(move || sample::write(&folder, &plan)).await;
    let manifest = written
        .map_err(|error| Failure::said("cli-error-sample").with("problem", error))?
        .map_err(|error| Failure::said("cli-error-sample").with("problem", error))?;
    let (files, rows) = (manifest.files.len().to_string(), grouped(&manifest.rows().to_string()));
    step.done(&session.say("cli-demo-generated", &[("files", &files), ("rows", &rows)]));
    Ok(manifest)
}

async fn import(session: &Session, cx: &Context, kind: &str, path: &Path) -> Result<(), Failure> {
    let request = ImportRequest {
        path: path.to_owned(),
        subject: Some(kind.to_owned()),
        source: Some("demo".to_owned()),
        ..ImportRequest::default()
    };
    let name = session.say("cli-demo-importing", &[("kind", kind)]);
    let step = session.progress.counted(name, Some(Arc::clone(&request.progress)));
    let report = app::intake::commit(cx, &request).await?;
    let Some(id) = report.import_id else {
        return Err(refused(session, kind, &report));
    };
    let figures = [("rows", grouped(&report.rows.to_string())), ("id", id.to_string())];
    let figures: Vec<(&str, &str)> = figures.iter().map(|(name, value)| (*name, value.as_str())).collect();
    step.done(&session.say("cli-demo-imported", &figures));
    Ok(())
}

fn refused(session: &Session, kind: &str, report: &ImportReport) -> Failure {
    let first = report.problems.first();
    let problem = first
        .map(|group| app::intake::sentence(session.language, &group.example))
        .unwrap_or_default();
    Failure::said("cli-error-sample-import")
        .with("kind", kind)
        .with("problem", problem)
}

fn quarter(text: &str) -> Result<Quarter, Failure> {
    text.parse()
        .map_err(|error| Failure::said("cli-error-sample").with("problem", error))
}

async fn levels_of(session: &Session, cx: &Context, period: &str) -> Result<LevelsView, Failure> {
    let request = LevelsRequest {
        which: Some(period.to_owned()),
        ..LevelsRequest::default()
    };
    Ok(app::classification::levels(cx, &request, session.language).await?)
}

/// The pyramids of the first and the latest quarter, the movers, the stories, and what to try next.
async fn summary(session: &Session, cx: &Context, entered: &[EnteredFigure]) -> Result<Report, Failure> {
    let (first, latest) = (
        levels_of(session, cx, FIRST_OFFICIAL_QUARTER).await?,
        levels_of(session, cx, LAST_QUARTER).await?,
    );
    let previous = quarter(LAST_QUARTER)?.previous().to_string();
    let moved = app::monitoring::diff(cx, &previous, LAST_QUARTER, session.language).await?;
    let found = stories::find_all(session, cx).await?;
    let year = app::strategy::programme(cx, FIRST_OFFICIAL_QUARTER, LAST_QUARTER).await?;
    let movers = mover_table(&moved.movers, session.language);
    let mut record = record(session, (&first, &latest), &movers, &found);
    record.insert(
        "programme".to_owned(),
        json!(programme::table(&year, entered).objects()),
    );
    let mut report = Report::rows(pyramid(&latest.pyramid, session.language)).record(record);
    report.section(pyramid(&first.pyramid, session.language));
    report.section(movers.clone());
    report.section(stories::table(session, &found));
    report.section(programme::table(&year, entered));
    for (heading, view) in [("cli-demo-first", &first), ("cli-demo-latest", &latest)] {
        let base = view.base.to_string();
        let head = [
            ("period", view.period.as_str()),
            ("scheme", &view.scheme),
            ("base", &base),
        ];
        report.tone(Tone::Strong, session.say(heading, &[]));
        report.line(session.say("cli-evaluated", &head));
        pyramid_lines(&view.pyramid, session.language, &mut report);
        report.line("");
    }
    report.tone(
        Tone::Strong,
        session.say("cli-demo-movers", &[("count", &moved.movers.len().to_string())]),
    );
    report.shown(mover_table(moved.movers.iter().take(MOVERS_SHOWN), session.language));
    report.line("");
    report.tone(Tone::Strong, session.say("cli-demo-stories", &[]));
    stories::show(session, &found, &mut report);
    report.line("");
    programme::show(session, &year, entered, &mut report);
    report.line("");
    next_steps(session, &found, &mut report);
    Ok(report)
}

fn record(
    session: &Session,
    (first, latest): (&LevelsView, &LevelsView),
    movers: &Table,
    found: &[stories::Found],
) -> Map<String, Value> {
    let quarter = |view: &LevelsView| {
        json!({
            "period": view.period,
            "scheme": view.scheme,
            "base": view.base,
            "levels": pyramid(&view.pyramid, session.language).objects(),
        })
    };
    let value = json!({
        "home": session.home().folder().display().to_string(),
        "first": quarter(first),
        "latest": quarter(latest),
        "movers": movers.objects(),
        "stories": stories::table(session, found).objects(),
    });
    match value {
        Value::Object(record) => record,
        _ => Map::new(),
    }
}

/// Commands that lead into the data, as they can be pasted.
fn next_steps(session: &Session, found: &[stories::Found], report: &mut Report) {
    let home = session.home().folder().display().to_string();
    let moved = found.iter().find(|found| found.story.id == "plant-move");
    let supplier = moved.and_then(|found| found.supplier.as_deref()).unwrap_or_default();
    report.tone(Tone::Strong, session.say("cli-demo-next", &[]));
    for command in [
        "levels --level core,key".to_owned(),
        format!("explain {supplier} --between {FIRST_OFFICIAL_QUARTER} {LAST_QUARTER}"),
        format!("explain {supplier} --indicator delivery.otd"),
        format!("diff {FIRST_OFFICIAL_QUARTER} {LAST_QUARTER}"),
        "indicator show delivery.otd".to_owned(),
        "sql \"select count(*) as lines from order_lines\"".to_owned(),
    ] {
        report.line(format!("  gradus --home {home} {command}"));
    }
}
