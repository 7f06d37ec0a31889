//! Samples of the screens of suppliers: what the golden pages show.

use super::{rows, supplier};
use app::evaluation::{
    CardView, CategoryCard, DimensionCard, DimensionLine, Formula, IndicatorCard, IndicatorLine, Line, SourceRow,
};
use app::monitoring::{BarLine, ChangeRow, ChangeView, Side};
use app::party::{
    ActivityLine, AxisLine, Cell, Commercial, CommercialRow, CompareCell, CompareRow, CompareView, ContactView,
    EvidenceRow, EvidenceTable, HistoryLine, LeverLine, ProfileView, SupplierLine,
};
use domain::Decimal;

fn d(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

fn line(text: &str, because: Vec<Line>) -> Line {
    Line {
        code: "level.by_floors".to_owned(),
        text: text.to_owned(),
        because,
    }
}

/// A supplier with names in two scripts, one of them hostile.
pub(super) fn listed(code: &str, score: Option<&str>) -> SupplierLine {
    SupplierLine {
        code: code.to_owned(),
        name: "\u{4e0a}\u{6d77}\u{673a}\u{7535} <b>".to_owned(),
        name_latin: Some("Shanghai Electromechanical".to_owned()),
        country: Some("CN".to_owned()),
        status: "approved".to_owned(),
        owner: Some("Li Na".to_owned()),
        level: score.map(|_| "key".to_owned()),
        held: Some("qualified".to_owned()),
        grade: score.map(|_| "B".to_owned()),
        score: score.map(d),
        change: score.map(|_| d("-1.2")),
        history: vec![None, score.map(d)],
        coverage: score.map(|_| d("84.5")),
        state: if score.is_some() { "official" } else { "no_score" }.to_owned(),
        flags: vec!["head_start".to_owned()],
        spend: d("490300"),
        categories: vec!["castings".to_owned()],
    }
}

pub(super) fn profile(score: Option<&str>) -> ProfileView {
    let axis = |dimension: &str, own: Option<&str>, peer: Option<&str>| AxisLine {
        dimension: dimension.to_owned(),
        own: own.map(d),
        peer: peer.map(d),
    };
    let period = |period: &str, score: Option<&str>, change: Option<&str>, version: u32| HistoryLine {
        period: period.to_owned(),
        evaluation: "0192".to_owned(),
        score: score.map(d),
        change: change.map(d),
        grade: score.map(|_| "B".to_owned()),
        level: score.map(|_| "key".to_owned()),
        state: "official".to_owned(),
        scheme: "six-dimensions".to_owned(),
        scheme_version: version,
        status: "published".to_owned(),
    };
    ProfileView {
        line: listed("V-010231", score),
        since: Some("2026Q2".to_owned()),
        since_before: false,
        why: line(
            "key cooperative: its floors are reached, rank score 81.0.",
            vec![line(
                "Not strategic core: a floor is missed.",
                vec![line("Needs grade A.", vec![])],
            )],
        ),
        why_state: Some(line("Official: 84.5 % of the weight is backed.", vec![])),
        cap: None,
        levers: score
            .map(|_| LeverLine {
                category: "castings".to_owned(),
                category_name: "Castings".to_owned(),
                indicator: "delivery.otd".to_owned(),
                name: "On-time delivery".to_owned(),
                dimension: "delivery".to_owned(),
                unit: "percent".to_owned(),
                value: d("81.37"),
                target: d("95"),
                gain: d("3.08"),
                direction: "up".to_owned(),
            })
            .into_iter()
            .collect(),
        lever_points: d("90"),
        axes: vec![
            axis("quality", score.map(|_| "91.2"), Some("84")),
            axis("cost", score.map(|_| "76"), Some("78.5")),
            axis("delivery", score.map(|_| "62.3"), Some("80")),
            axis("service", score.map(|_| "88"), None),
            axis("innovation", None, Some("70")),
            axis("risk", score.map(|_| "79.9"), Some("81")),
        ],
        peers: score.map(|_| ("Castings".to_owned(), 17)),
        history: vec![
            period("2026Q1", None, None, 1),
            period("2026Q2", Some("82.5"), None, 1),
            period("2026Q3", score, Some("-1.2"), 2),
        ],
        bounds: [d("90"), d("75"), d("60")],
    }
}

pub(super) fn supplier(score: Option<&str>) -> supplier::Content {
    let text = |text: &str| Cell::Text(text.to_owned());
    let day = |day: &str| Cell::Day(day.to_owned());
    let row = |cells: Vec<Cell>| EvidenceRow {
        cells,
        import_id: 7,
        file: "receipts <september>.csv".to_owned(),
        file_row: 214,
    };
    let table = |kind: &str, columns: &[&str], rows: Vec<EvidenceRow>| EvidenceTable {
        kind: kind.to_owned(),
        columns: columns.iter().map(|column| (*column).to_owned()).collect(),
        rows,
    };
    let evidence = vec![
        table(
            "receipt",
            &["day", "document_no", "order_line", "requested_on", "late", "quantity"],
            vec![
                row(vec![
                    day("2026-09-28"),
                    text("R-1"),
                    text("PO-9/1"),
                    day("2026-09-25"),
                    Cell::Late(3),
                    Cell::Number(d("1200")),
                ]),
                row(vec![
                    day("2026-09-20"),
                    text("R-2"),
                    Cell::None,
                    Cell::None,
                    Cell::Late(-1),
                    Cell::Number(d("0.5")),
                ]),
            ],
        ),
        table(
            "inspection_lot",
            &["received_on", "lot", "decision"],
            vec![row(vec![
                day("2026-09-20"),
                text("L-9"),
                Cell::Word("rejected".to_owned()),
            ])],
        ),
        table(
            "certificate",
            &["type", "number", "valid_to"],
            vec![row(vec![
                text("ISO9001"),
                text("C-1"),
                Cell::Until("2026-08-31".to_owned(), true),
            ])],
        ),
    ];
    supplier::Content {
        profile: profile(score),
        period: "2026Q3".to_owned(),
        currency: "CNY".to_owned(),
        evidence: if score.is_some() { evidence } else { Vec::new() },
        activity: vec![ActivityLine {
            import_id: 7,
            at: "2026-10-02T08:00:00.000000Z".to_owned(),
            actor: "Li Na".to_owned(),
            file: "receipts.csv".to_owned(),
            source: "erp".to_owned(),
            label: "receipt".to_owned(),
            rows: 1_204,
            is_undone: false,
        }],
        contacts: ContactView {
            contact: Some("zhang@example.com".to_owned()),
            languages: Some("zh,en".to_owned()),
            identifiers: vec![("uscc".to_owned(), "91310000X".to_owned())],
            sites: vec![("P1".to_owned(), Some("Plant 1".to_owned()), Some("CN".to_owned()))],
            ..ContactView::default()
        },
    }
}

fn dimension(name: &str, score: Option<&str>, weight: &str, effective: &str, contribution: &str) -> DimensionLine {
    DimensionLine {
        dimension: name.to_owned(),
        score: score.map(d),
        weight: d(weight),
        effective: d(effective),
        contribution: d(contribution),
    }
}

fn indicator(code: &str, name: &str, points: Option<&str>) -> IndicatorCard {
    IndicatorCard {
        line: IndicatorLine {
            category: "castings".to_owned(),
            indicator: code.to_owned(),
            name: name.to_owned(),
            value: points.map(|_| d("95.81")),
            unit: "percent".to_owned(),
            numerator: points.map(|_| d("412")),
            denominator: points.map(|_| d("430")),
            events: if points.is_some() { 430 } else { 0 },
            hits: 0,
            excused: 2,
            window: points.map(|_| "twelve_months".to_owned()),
            interval: points.map(|_| (93.5, 97.3)),
            points: points.map(d),
            weight: d("0.14"),
            effective: if points.is_some() { d("0.2") } else { d("0") },
            contribution: points.map_or(Decimal::ZERO, |points| d(points) * d("0.2")),
            no_data: if points.is_some() {
                None
            } else {
                Some("not_collected".to_owned())
            },
            why: line(
                "Flexibility (6 %): no data was collected.",
                vec![line("2 misses that someone else caused are left out.", vec![])],
            ),
        },
        curve: vec![(d("80"), d("0")), (d("95"), d("90")), (d("99"), d("100"))],
        target: Some(d("95")),
        formula: Formula {
            value: "412 of 430 = 95.8 %".to_owned(),
            parts: vec!["Milestones on time: 90 at 50.0 % (12 events)".to_owned()],
            points: "Anchors 95.0 % → 90 and 99.0 % → 100: score 92.0".to_owned(),
            contribution: "92.0 × weight 20.0 % adds 18.4 points".to_owned(),
        },
        counts: Some("order_line".to_owned()),
    }
}

pub(super) fn card(score: Option<&str>) -> CardView {
    let category = |code: &str, name: &str, share: &str, cap: Option<u8>| CategoryCard {
        category: code.to_owned(),
        name: name.to_owned(),
        share: d(share),
        spend: d("300000"),
        scheme: "six-dimensions".to_owned(),
        scheme_version: 2,
        score: score.map(d),
        state: "official".to_owned(),
        coverage: d("84.5"),
        cap,
        cap_effect: if cap.is_some() { d("-12.5") } else { Decimal::ZERO },
        is_knocked_out: false,
        dimensions: vec![
            DimensionCard {
                line: dimension("delivery", score.map(|_| "92"), "0.2", "0.2", "18.4"),
                indicators: vec![
                    indicator("delivery.otd", "On-time delivery", score.map(|_| "92")),
                    indicator("delivery.flexibility", "Flexibility", None),
                ],
            },
            DimensionCard {
                line: dimension("innovation", None, "0.08", "0", "0"),
                indicators: Vec::new(),
            },
        ],
    };
    CardView {
        supplier: "V-010231".to_owned(),
        name: "\u{4e0a}\u{6d77}\u{673a}\u{7535} <b>".to_owned(),
        name_latin: Some("Shanghai Electromechanical".to_owned()),
        period: "2026Q3".to_owned(),
        evaluation: "0192".to_owned(),
        status: "published".to_owned(),
        scheme: "six-dimensions".to_owned(),
        scheme_version: 2,
        level: score.map(|_| "key".to_owned()),
        held: None,
        grade: score.map(|_| "B".to_owned()),
        score: score.map(d),
        rank_score: score.map(d),
        state: if score.is_some() { "provisional" } else { "no_score" }.to_owned(),
        coverage: d("34"),
        coverage_needed: (d("70"), d("50")),
        cap: Some(80),
        cap_effect: d("-12.5"),
        why: line(
            "key cooperative.",
            vec![line("Not strategic core: a floor is missed.", vec![])],
        ),
        why_state: line("Provisional: only 64 % of the weight is backed.", vec![]),
        why_grade: score.map(|_| line("Grade B: 81.3 points.", vec![])),
        dimensions: vec![
            dimension("delivery", score.map(|_| "92"), "0.2", "0.217", "18.4"),
            dimension("innovation", None, "0.08", "0", "0"),
        ],
        categories: vec![
            category("castings", "Castings", "0.62", None),
            category("C 2/<x>", "Machining", "0.38", Some(80)),
        ],
    }
}

pub(super) fn change(is_known: bool) -> ChangeView {
    let bar = |cause: &str, shown: &str| BarLine {
        cause: cause.to_owned(),
        shown: d(shown),
        exact: d(shown),
    };
    let side = |value: &str, missed: u64| Side {
        value: d(value),
        points: d("61.2"),
        weight: d("14"),
        events: 102,
        missed: Some(missed),
    };
    ChangeView {
        supplier: "V-010490".to_owned(),
        name: "Monterrey Moldes SA".to_owned(),
        name_latin: None,
        from_period: "2026Q2".to_owned(),
        to_period: "2026Q3".to_owned(),
        from_scheme: ("six-dimensions".to_owned(), 1),
        to_scheme: ("six-dimensions".to_owned(), 1),
        from: is_known.then(|| d("68.3")),
        to: Some(d("57.6")),
        from_level: Some("qualified".to_owned()),
        to_level: Some("restricted".to_owned()),
        change: is_known.then(|| d("-10.7")),
        bars: if is_known {
            vec![
                bar("quality", "-3.2"),
                bar("cost", "0"),
                bar("delivery", "-6.9"),
                bar("coverage", "-0.7"),
                bar("rounding", "0.1"),
            ]
        } else {
            Vec::new()
        },
        rows: vec![ChangeRow {
            category: "moulds".to_owned(),
            category_name: "Moulds".to_owned(),
            indicator: "delivery.otd".to_owned(),
            name: "On-time delivery".to_owned(),
            dimension: "delivery".to_owned(),
            unit: "percent".to_owned(),
            before: is_known.then(|| side("96.1", 4)),
            after: Some(side("81.37", 19)),
            result: d("-6.87"),
            weight: d("0.02"),
        }],
        sentence: "The score fell by 10.7 points from 68.3 to 57.6, mostly Delivery −6.9.".to_owned(),
    }
}

pub(super) fn rows(count: usize) -> rows::Content {
    let row = |at: usize| SourceRow {
        on_date: "2026-09-20".to_owned(),
        part: "all".to_owned(),
        good: Decimal::from(u32::from(at > 0)),
        n: Decimal::ONE,
        counted: at != 1,
        fault_owner: (at == 1).then(|| "carrier".to_owned()),
        gate: None,
        what: None,
        happened_on: None,
        corrected_by: None,
        kind: "order_line".to_owned(),
        source: Some("erp".to_owned()),
        key: Some(format!("PO-{at}/<1>")),
        import_id: Some(7),
        file: (at != 2).then(|| "orders.csv".to_owned()),
        file_row: (at != 2).then_some(12),
    };
    rows::Content {
        code: "V-010231".to_owned(),
        period: "2026Q3".to_owned(),
        indicator: "On-time delivery".to_owned(),
        rows: (0..count).map(row).collect(),
    }
}

pub(super) fn compared() -> CompareView {
    let cell = |points: Option<&str>, mark: Option<&str>| CompareCell {
        points: points.map(d),
        value: points.map(|_| d("95.81")),
        events: 430,
        difference: None,
        mark: mark.map(str::to_owned),
        chance: 0.0,
    };
    let row = |kind: &str, code: &str, name: &str, cells: Vec<CompareCell>| CompareRow {
        kind: kind.to_owned(),
        code: code.to_owned(),
        name: name.to_owned(),
        unit: "percent".to_owned(),
        cells,
        peer: (kind != "indicator").then(|| d("80")),
    };
    CompareView {
        period: "2026Q3".to_owned(),
        suppliers: vec![listed("V-010231", Some("81.3")), listed("V-010490", None)],
        rows: vec![
            row(
                "total",
                "",
                "",
                vec![cell(Some("81.3"), Some("equal")), cell(Some("81.1"), Some("equal"))],
            ),
            row(
                "dimension",
                "delivery",
                "Delivery",
                vec![cell(Some("92"), Some("best")), cell(Some("61"), Some("worst"))],
            ),
            row(
                "indicator",
                "delivery.otd",
                "On-time delivery",
                vec![cell(Some("92"), None), cell(None, None)],
            ),
        ],
        commercial: vec![
            CommercialRow {
                name: "spend".to_owned(),
                cells: vec![Commercial::Money(d("490300")), Commercial::None],
            },
            CommercialRow {
                name: "payment_days".to_owned(),
                cells: vec![Commercial::Days(30, 60), Commercial::Days(45, 45)],
            },
        ],
        currency: "CNY".to_owned(),
        shared: (1, 2),
    }
}
