//! Golden pages of starting an evaluation, in both languages.

use super::{new, run};
use crate::parts::Problem;
use crate::screens::intake::tests::golden;
use app::evaluation::{Offer, OfferedPeriod, OfferedScheme};
use app::platform::jobs::{Job, JobKind, JobState};
use domain::Decimal;

fn offer() -> Offer {
    let period = |name: &str, is_over, evaluations, is_published| OfferedPeriod {
        period: name.to_owned(),
        is_over,
        evaluations,
        is_published,
    };
    Offer {
        periods: vec![
            period("2026Q4", false, 0, false),
            period("2026Q3", true, 0, false),
            period("2026Q2", true, 2, true),
            period("2026Q1", true, 1, false),
        ],
        schemes: vec![OfferedScheme {
            code: "six-dimensions".to_owned(),
            name_en: "Six dimensions".to_owned(),
            name_zh: "\u{516d}\u{7ef4}\u{65b9}\u{6848}".to_owned(),
            version: 1,
            own: false,
            weights: vec![
                ("quality".to_owned(), Decimal::from(25)),
                ("delivery".to_owned(), Decimal::from(20)),
            ],
        }],
        usual_scheme: "six-dimensions".to_owned(),
        facts: vec![("order_line".to_owned(), "2026-09-30".to_owned())],
        suppliers: 400,
    }
}

#[test]
fn an_evaluation_is_started_by_period_and_scheme() {
    golden("evaluation_new", |visit| {
        new::view(visit, &offer(), &new::Typed::default(), &[])
    });
    golden("evaluation_new_refused", |visit| {
        let typed = new::Typed {
            period: "2026Q5".to_owned(),
            scheme: String::new(),
        };
        let problems = [Problem {
            field: "period",
            message: visit.say("evaluate-no-period", &[("period", "2026Q5")]),
        }];
        new::view(visit, &offer(), &typed, &problems)
    });
    golden("evaluation_new_empty", |visit| {
        new::view(visit, &Offer::default(), &new::Typed::default(), &[])
    });
}

#[test]
fn an_evaluation_under_way_shows_its_steps() {
    let job = |state| Job {
        id: "0199a000-0000-7000-8000-000000000003".to_owned(),
        kind: JobKind::Evaluation,
        subject: "2026Q3".to_owned(),
        owner: String::new(),
        started_by: "Li Na".to_owned(),
        started_at: "2026-11-21T08:02:00.000000Z".to_owned(),
        ended_at: None,
        state,
        steps: app::evaluation::STEPS.iter().map(|step| (*step).to_owned()).collect(),
        step: 2,
        done: 0,
        of: None,
        result: None,
        failure: None,
    };
    golden("evaluation_run", |visit| run::view(visit, &job(JobState::Running)));
    golden("evaluation_run_interrupted", |visit| {
        run::view(visit, &job(JobState::Interrupted))
    });
}
