//! Golden pages of the import and of the data, in both languages, with their empty and error states.

use super::{check, data, map, run, start};
use crate::parts::{Problem, ended_badly, job};
use crate::visit::{Visit, sample};
use app::intake::{
    CellChange, ChangeView, CheckView, Choice, ColumnsView, CountView, DataView, Feed, FileColumn, GroupView,
    NamedIndicator, ProblemView, Reason, RejectedView, RunView, Upload, fields,
};
use app::platform::jobs::{Job, JobFailure, JobKind, JobState};
use domain::intake::problem::Code;
use maud::{Markup, html};
use std::path::Path;
use text::Language;

const UPLOAD: &str = "0199a000-0000-7000-8000-000000000001";

/// Compares a screen with its files `tests/golden/<name>.<language>.html`.
pub(crate) fn golden(name: &str, view: impl Fn(&Visit) -> Markup) {
    for language in Language::ALL {
        let page = view(&sample(language)).into_string();
        // One element a line, so that a difference can be read.
        let page = page.replace("><", ">\n<");
        assert!(!page.contains("<b>"), "what people wrote is escaped: {page}");
        assert!(
            !page.contains("style=\""),
            "the policy of the site forbids inline styles"
        );
        let untranslated = page.split(['>', '<']).find(|text| is_message_id(text));
        assert_eq!(untranslated, None, "every sentence exists in {}", language.code());
        let file = format!("tests/golden/{name}.{}.html", language.code());
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        expect_test::expect_file![path].assert_eq(&format!("{page}\n"));
    }
}

/// A sentence that nobody wrote shows its id.
fn is_message_id(text: &str) -> bool {
    let begins = [
        "import-",
        "kind-",
        "data-",
        "job-",
        "evaluate-",
        "word-",
        "truth-",
        "part-",
    ];
    begins.iter().any(|begin| text.starts_with(begin)) && !text.contains(' ')
}

fn upload() -> Upload {
    Upload {
        id: UPLOAD.to_owned(),
        subject: "deliveries".to_owned(),
        file_name: "9\u{6708} <b>.xlsx".to_owned(),
        extension: "xlsx".to_owned(),
        bytes: 18_204,
        owner: String::new(),
        uploaded_by: "Li Na".to_owned(),
        uploaded_at: "2026-11-21T08:00:00.000000Z".to_owned(),
        choice: None,
        import_id: None,
    }
}

fn problem(code: &str, row: u64) -> ProblemView {
    ProblemView {
        code: code.to_owned(),
        row: Some(row),
        column: Some(5),
        header: Some("Due <b>".to_owned()),
        kind: Some("order_line".to_owned()),
        field: Some("requested_on".to_owned()),
        value: "31/02/2026".to_owned(),
        expected: "YYYY-MM-DD".to_owned(),
        nearest: None,
    }
}

fn reference() -> ProblemView {
    ProblemView {
        header: Some("Vendor".to_owned()),
        column: Some(0),
        field: Some("supplier".to_owned()),
        value: "V-20981".to_owned(),
        expected: "supplier".to_owned(),
        nearest: Some("V-020981".to_owned()),
        ..problem("E117", 377)
    }
}

fn counts() -> Vec<CountView> {
    let count = |kind: &str, rejected| CountView {
        kind: kind.to_owned(),
        read: 18_204,
        stored: 17_961,
        changed: 142,
        unchanged: 101 - rejected,
        rejected,
    };
    vec![count("order_line", 13), count("receipt", 0)]
}

fn found() -> CheckView {
    CheckView {
        file_name: "9\u{6708} <b>.xlsx".to_owned(),
        subject: "deliveries".to_owned(),
        checked_at: "2026-11-21T08:01:00.000000Z".to_owned(),
        shape: "XLSX \u{b7} \"9\u{6708}\"".to_owned(),
        rows: 18_204,
        counts: counts(),
        left_out: 12,
        repeated: 3,
        rejected: 13,
        ignored: vec!["\u{5907}\u{6ce8}".to_owned()],
        dates: vec![("Due <b>".to_owned(), vec!["YYYY-MM-DD".to_owned()])],
        decimal: Some("point".to_owned()),
        groups: vec![
            GroupView {
                severity: "row".to_owned(),
                count: 9,
                rows: (214..223).collect(),
                example: problem("E203", 214),
            },
            GroupView {
                severity: "row".to_owned(),
                count: 1,
                rows: vec![377],
                example: reference(),
            },
        ],
        problems: vec![problem("E203", 214), reference()],
        changes: vec![ChangeView {
            kind: "order_line".to_owned(),
            row: 7,
            key: "4500012345/10".to_owned(),
            cells: vec![
                CellChange {
                    column: "quantity".to_owned(),
                    before: Some("500".to_owned()),
                    after: Some("480".to_owned()),
                },
                CellChange {
                    column: "incoterm".to_owned(),
                    before: None,
                    after: Some("FCA".to_owned()),
                },
            ],
        }],
        same_file_as: Some(4),
    }
}

fn run_view() -> RunView {
    RunView {
        id: 17,
        source: "sap".to_owned(),
        subject: "deliveries".to_owned(),
        file_name: "9\u{6708} <b>.xlsx".to_owned(),
        file_sha256: "ab".repeat(32),
        mapping: "source = \"sap\"\n".to_owned(),
        started_at: "2026-11-21T08:02:00.000000Z".to_owned(),
        actor: "Li Na".to_owned(),
        undone: None,
        counts: counts(),
        rejected: vec![RejectedView {
            row: 377,
            kind: "order_line".to_owned(),
            raw: "V-20981\t<b>\t4500012345".to_owned(),
            problems: vec![reference()],
        }],
    }
}

fn running(state: JobState) -> Job {
    Job {
        id: "0199a000-0000-7000-8000-000000000002".to_owned(),
        kind: JobKind::ImportCommit,
        subject: UPLOAD.to_owned(),
        owner: String::new(),
        started_by: "Li Na".to_owned(),
        started_at: "2026-11-21T08:02:00.000000Z".to_owned(),
        ended_at: None,
        state,
        steps: vec!["write".to_owned()],
        step: 0,
        done: 8_192,
        of: Some(18_204),
        result: None,
        failure: None,
    }
}

#[test]
fn the_start_offers_everything_and_refuses_with_a_reason() {
    golden("import_start", |visit| {
        let start = start::Start {
            what: None,
            fields: Vec::new(),
            waiting: vec![upload()],
        };
        start::view(visit, &start, &[])
    });
    golden("import_file", |visit| {
        let start = start::Start {
            what: Some("supplier".to_owned()),
            fields: fields("supplier").unwrap(),
            waiting: Vec::new(),
        };
        let problems = [Problem {
            field: "file",
            message: visit.say("import-refused-empty", &[("file", "suppliers.csv")]),
        }];
        start::view(visit, &start, &problems)
    });
}

#[test]
fn columns_are_shown_with_samples_and_reasons() {
    let column = |letters: &str, header: &str, field: Option<&str>, reason| FileColumn {
        letters: letters.to_owned(),
        header: header.to_owned(),
        samples: vec!["V-000123".to_owned(), "<b>".to_owned()],
        field: field.map(str::to_owned),
        reason,
    };
    golden("import_map", |visit| {
        let found = ColumnsView {
            columns: vec![
                column("A", "code", Some("code"), Some(Reason::SameName)),
                column(
                    "B",
                    "\u{4f9b}\u{5e94}\u{5546}\u{540d}\u{79f0}",
                    Some("name"),
                    Some(Reason::Synonym),
                ),
                column("C", "State", Some("status"), Some(Reason::Remembered(4))),
                column("D", "\u{5907}\u{6ce8}", None, None),
                FileColumn {
                    samples: Vec::new(),
                    ..column("E", "", None, None)
                },
            ],
            fields: fields("supplier").unwrap(),
            shape: "XLSX \u{b7} \"9\u{6708}\"".to_owned(),
            header_row: 3,
            sheet: Some("9\u{6708}".to_owned()),
            sheets: vec!["8\u{6708}".to_owned(), "9\u{6708}".to_owned()],
            problem: None,
        };
        map::view(visit, &upload(), &found, &[])
    });
    golden("import_map_unreadable", |visit| {
        let found = ColumnsView {
            problem: Some(domain::intake::problem::Problem::new(Code::EmptyFile)),
            ..ColumnsView::default()
        };
        map::view(visit, &upload(), &found, &[])
    });
}

#[test]
fn a_check_says_everything_at_once() {
    golden("import_check", |visit| {
        check::view(visit, &upload(), &found(), &check::Address::default())
    });
    golden("import_check_refused", |visit| {
        let mut missing = problem("E102", 1);
        (missing.row, missing.column, missing.value) = (None, None, "supplier".to_owned());
        let found = CheckView {
            counts: Vec::new(),
            problems: Vec::new(),
            changes: Vec::new(),
            groups: vec![GroupView {
                severity: "file".to_owned(),
                count: 1,
                rows: Vec::new(),
                example: missing,
            }],
            ..found()
        };
        check::view(visit, &upload(), &found, &check::Address::default())
    });
    golden("import_check_clean", |visit| {
        let chosen = Upload {
            choice: Some(Choice::default()),
            ..upload()
        };
        let mut clean = CheckView {
            rejected: 0,
            groups: Vec::new(),
            problems: Vec::new(),
            ..found()
        };
        clean.counts.iter_mut().for_each(|count| count.rejected = 0);
        check::view(visit, &chosen, &clean, &check::Address::default())
    });
}

#[test]
fn a_job_shows_how_far_it_is_and_how_it_ended() {
    golden("import_job", |visit| {
        let interrupted = running(JobState::Interrupted);
        let failed = Job {
            failure: Some(JobFailure::of(&app::Error::conflict("last-administrator"))),
            ..running(JobState::Failed)
        };
        html! {
            (job(visit, &running(JobState::Running)))
            (ended_badly(visit, &interrupted, &html! {}))
            (ended_badly(visit, &failed, &html! {}))
        }
    });
}

#[test]
fn an_import_shows_its_rejected_rows_and_the_way_back() {
    golden("import_run", |visit| {
        let address = run::Address {
            new: "yes".to_owned(),
            ..run::Address::default()
        };
        run::view(visit, &run_view(), &address)
    });
    golden("import_run_undone", |visit| {
        let undone = RunView {
            undone: Some(("2026-11-21T09:00:00.000000Z".to_owned(), "Ada".to_owned())),
            rejected: Vec::new(),
            mapping: String::new(),
            ..run_view()
        };
        run::view(visit, &undone, &run::Address::default())
    });
}

#[test]
fn the_data_page_says_what_comes_in_and_what_is_missing() {
    let indicator = |code: &str| NamedIndicator {
        code: code.to_owned(),
        name_en: "On-time delivery".to_owned(),
        name_zh: "\u{51c6}\u{65f6}\u{4ea4}\u{8d27}\u{7387}".to_owned(),
    };
    golden("data", |visit| {
        let there = Feed {
            kind: "order_line".to_owned(),
            source: Some("sap <b>".to_owned()),
            last: Some((17, "2026-11-21T08:02:00.000000Z".to_owned())),
            rows: 17_961,
            rejected: 13,
            newest: Some("2026-07-30".to_owned()),
            lag_days: Some(114),
            indicators: vec![
                indicator("delivery.otd"),
                indicator("delivery.fill"),
                indicator("cost.ppv"),
            ],
        };
        let absent = Feed {
            kind: "inspection_lot".to_owned(),
            source: None,
            last: None,
            rows: 0,
            rejected: 0,
            newest: None,
            lag_days: None,
            indicators: vec![indicator("quality.lots")],
        };
        let found = DataView {
            feeds: vec![there, absent],
            runs: vec![run_view()],
        };
        data::view(visit, &found, 1)
    });
    golden("data_empty", |visit| data::view(visit, &DataView::default(), 1));
}

#[test]
fn everything_that_can_be_imported_has_a_name_and_a_description() {
    for language in Language::ALL {
        for subject in app::intake::subjects() {
            let id = format!("kind-{}", subject.replace('_', "-"));
            assert!(text::has(language, &id), "{id}");
            assert!(text::has(language, &format!("{id}-what")), "{id}-what");
        }
    }
}
