//! Sums: bucket, as-of date, scope and fault owner are the engine's.

use crate::support::{Folder, LOTS, day, dec, query, span, with_parameters, year_2026};
use domain::Decimal;
use domain::evaluation::observation::{ObserveQuery, ParameterValue};
use domain::intake::ports::{FactError, FactSource, ObserveRequest};

const ROWS: &str = "row_id | supplier_id | category_id | unit_id | received_on | decision | fault_owner
    1 | 7 | 3 | 1 | 2026-01-05 | accepted |
    2 | 7 | 3 | 1 | 2026-02-05 | rejected |
    3 | 7 | 3 | 2 | 2026-04-05 | rejected | carrier
    4 | 7 | 3 | 2 | 2026-05-05 | accepted | carrier
    5 | 8 | 3 | 1 | 2026-05-06 | open |
    6 | 8 | 4 | 1 | 2026-06-30 | rejected | supplier";

#[test]
fn events_are_summed_by_supplier_category_unit_bucket_and_part() {
    let folder = Folder::with("inspection_lots", ROWS);
    let halves = [span("2026-01-01", "2026-03-31"), span("2026-04-01", "2026-06-30")];
    let sums = folder.observe_in(&[query(LOTS)], &halves, 2).unwrap();
    let seen: Vec<_> = sums
        .iter()
        .map(|sum| {
            (
                sum.supplier_id,
                sum.category_id,
                sum.unit_id,
                sum.bucket,
                sum.good,
                sum.n,
                sum.events,
                sum.hits,
                sum.excused,
            )
        })
        .collect();
    let d = Decimal::from;
    assert_eq!(
        seen,
        [
            (7, 3, 1, 0, d(1), d(2), 2, 1, 0),
            (7, 3, 2, 1, d(1), d(1), 1, 1, 1),
            (8, 4, 1, 1, d(0), d(1), 1, 0, 0),
        ]
    );
    assert!(sums.iter().all(|sum| sum.part == "all" && sum.query == 0));
}

#[test]
fn a_miss_of_an_owner_that_counts_is_not_excused() {
    let folder = Folder::with("inspection_lots", ROWS);
    let carrier = ObserveQuery {
        counted_owners: vec!["carrier".to_owned()],
        ..query(LOTS)
    };
    let sums = folder.observe(&carrier).unwrap();
    let seen: Vec<_> = sums
        .iter()
        .map(|sum| (sum.supplier_id, sum.unit_id, sum.events, sum.excused))
        .collect();
    // The rejected lot without an owner is the supplier's, and so is the one that names it.
    assert_eq!(seen, [(7, 1, 1, 1), (7, 2, 2, 0), (8, 1, 0, 1)]);
}

#[test]
fn what_happened_after_the_evaluation_date_is_unknown() {
    let folder = Folder::with("inspection_lots", ROWS);
    let queries = [query(LOTS)];
    let buckets = [year_2026()];
    let mut request = ObserveRequest {
        files: &folder.files,
        queries: &queries,
        as_of: day("2026-02-05"),
        buckets: &buckets,
        unit_id: None,
        partitions: 1,
    };
    let events = |request: &ObserveRequest<'_>| -> u64 {
        folder
            .snapshots
            .observe(request)
            .unwrap()
            .iter()
            .map(|sum| sum.events + sum.excused)
            .sum()
    };
    assert_eq!(events(&request), 2);
    request.as_of = day("2026-02-04");
    assert_eq!(events(&request), 1);
    request.as_of = day("2025-12-31");
    assert_eq!(events(&request), 0);
    request.as_of = day("2026-12-31");
    request.unit_id = Some(2);
    assert_eq!(events(&request), 2);
}

#[test]
fn several_queries_answer_in_their_order() {
    let folder = Folder::with("inspection_lots", ROWS);
    let none = query(
        "select supplier_id, category_id, unit_id, row_id, done_on as on_date, 'x' as part, 1 as good, 1 as n from scar_milestones",
    );
    let sums = folder
        .observe_in(&[none, query(LOTS), query(LOTS)], &[year_2026()], 2)
        .unwrap();
    let positions: Vec<usize> = sums.iter().map(|sum| sum.query).collect();
    assert_eq!(positions, [1, 1, 1, 2, 2, 2]);
}

#[test]
fn parts_gates_decimals_and_squares() {
    let folder = Folder::with(
        "risk_events",
        "row_id | supplier_id | happened_on | kind | hours | gate
         1 | 7 | 2026-01-05 | stop | 1.5 |
         2 | 7 | 2026-01-06 | stop | 2.25 | cap:80
         3 | 7 | 2026-01-07 | stop | 0 | cap:59
         4 | 7 | 2026-01-08 | fraud | 1 | knockout",
    );
    let sums = folder
        .observe(&query(
            "select *, happened_on as on_date, kind as part, hours as good, 1 as n from risk_events",
        ))
        .unwrap();
    assert_eq!(sums.len(), 2);
    let (fraud, stop) = (&sums[0], &sums[1]);
    assert_eq!((fraud.part.as_str(), fraud.knockouts, fraud.cap), ("fraud", 1, None));
    assert_eq!((stop.part.as_str(), stop.knockouts, stop.cap), ("stop", 0, Some(59)));
    assert_eq!(
        (stop.good, stop.n, stop.good_squared),
        (dec("3.75"), dec("3"), dec("7.3125"))
    );
    assert_eq!((stop.events, stop.hits), (3, 2));
}

#[test]
fn an_event_without_supplier_date_or_amount_is_none() {
    let folder = Folder::with(
        "savings",
        "row_id | supplier_id | booked_on | amount | probability
         1 | 7 | 2026-01-05 | 10 | 50
         2 | 7 | | 10 | 50
         3 | 7 | 2026-01-05 | | 50
         4 | 7 | 2026-01-05 | 10 |",
    );
    let sql = "select *, booked_on as on_date, 'all' as part, amount as good, probability as n from savings";
    let sums = folder.observe(&query(sql)).unwrap();
    assert_eq!((sums.len(), sums[0].events, sums[0].good), (1, 1, dec("10")));
}

#[test]
fn an_unknown_gate_is_an_error_that_says_what_is_expected() {
    let folder = Folder::with(
        "risk_events",
        "row_id | supplier_id | happened_on | gate\n1 | 7 | 2026-01-05 | cap:101",
    );
    let refused = folder.observe(&query(
        "select *, happened_on as on_date, 'all' as part, 1 as good, 1 as n from risk_events",
    ));
    assert!(
        matches!(&refused, Err(FactError::Query { problem, .. }) if problem.contains("cap:101") && problem.contains("cap:59")),
        "{refused:?}"
    );
}

#[test]
fn parameters_are_typed_values() {
    let folder = Folder::with("inspection_lots", ROWS);
    let sql = "select supplier_id, category_id, unit_id, row_id, received_on as on_date, $part as part,
        case when $strict then $bonus / 100 else 0 end as good, $n as n
      from inspection_lots where decision = $decision and received_on <= $as_of and row_id >= $first";
    let parameters = [
        ("part", ParameterValue::Word("it's".to_owned())),
        ("strict", ParameterValue::Flag(true)),
        ("bonus", ParameterValue::Decimal(Decimal::from(2))),
        ("n", ParameterValue::Decimal(dec("-0.5"))),
        ("decision", ParameterValue::Word("rejected".to_owned())),
        ("first", ParameterValue::Integer(-3)),
    ];
    let sums = folder.observe(&with_parameters(sql, &parameters)).unwrap();
    let seen: Vec<_> = sums
        .iter()
        .map(|sum| (sum.supplier_id, sum.part.as_str(), sum.good, sum.n))
        .collect();
    let expected = |supplier| (supplier, "it's", dec("0.02"), dec("-0.5"));
    assert_eq!(seen, [expected(7), expected(7), expected(8)]);
}

#[test]
fn an_unknown_parameter_names_the_nearest() {
    let folder = Folder::new();
    let sql = LOTS.replace("'accepted' then", "$decison then");
    let refused = folder.observe(&with_parameters(
        &sql,
        &[("decision", ParameterValue::Word("accepted".to_owned()))],
    ));
    let Err(FactError::Query { problem, cure, .. }) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(
        (problem.as_str(), cure.as_str()),
        ("$decison is not a declared parameter", "did you mean `decision`?")
    );
}

#[test]
fn a_value_cannot_become_code() {
    let folder = Folder::with("inspection_lots", ROWS);
    let sql = LOTS.replace("'all' as part", "$part as part");
    let evil = "x' as part, 5 as good, 1 as n from inspection_lots; drop table suppliers --";
    let sums = folder
        .observe(&with_parameters(
            &sql,
            &[("part", ParameterValue::Word(evil.to_owned()))],
        ))
        .unwrap();
    assert!(sums.iter().all(|sum| sum.part == evil));
}
