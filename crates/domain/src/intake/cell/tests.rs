//! Cells as people, spreadsheets and systems write them.

use super::*;
use expect_test::{Expect, expect};
use proptest::prelude::*;
use std::fmt::Write;

struct TwoCodes;

impl Codes for TwoCodes {
    fn country(&self, text: &str) -> Option<&'static str> {
        ["CHN", "China", "中国"].contains(&text).then_some("CN")
    }

    fn currency(&self, text: &str) -> Option<(&'static str, u8)> {
        match text {
            "JPY" => Some(("JPY", 0)),
            "USD" => Some(("USD", 2)),
            _ => None,
        }
    }
}

fn shown(ty: Type, text: &str, shape: &ColumnShape) -> String {
    match read(ty, text, shape, None, &TwoCodes) {
        Ok(Value::Text(text)) => text.into(),
        Ok(Value::Int(number)) => number.to_string(),
        Ok(Value::Null) => "null".to_owned(),
        Err(error) => format!("{error:?}"),
    }
}

fn check(ty: Type, shape: &ColumnShape, texts: &[&str], expected: &Expect) {
    let mut lines = String::new();
    for text in texts {
        writeln!(lines, "{text} → {}", shown(ty, text, shape)).unwrap();
    }
    expected.assert_eq(&lines);
}

#[test]
fn dates_that_name_their_own_shape_are_read_without_help() {
    check(
        Type::Date,
        &ColumnShape::default(),
        &[
            "2026-03-02",
            "2026/3/2",
            "2026.3.2",
            "20260302",
            "2026年3月2日",
            "2-Mar-26",
            "2 March 2026",
            "Mar 2, 2026",
            "2.3.2026",
            "46083",
            "2026-03-02 00:00:00",
            "2026-03-02T14:05",
            "2-Sept-06",
            "14-Nov-06",
        ],
        &expect![[r"
            2026-03-02 → 2026-03-02
            2026/3/2 → 2026-03-02
            2026.3.2 → 2026-03-02
            20260302 → 2026-03-02
            2026年3月2日 → 2026-03-02
            2-Mar-26 → 2026-03-02
            2 March 2026 → 2026-03-02
            Mar 2, 2026 → 2026-03-02
            2.3.2026 → 2026-03-02
            46083 → 2026-03-02
            2026-03-02 00:00:00 → 2026-03-02
            2026-03-02T14:05 → 2026-03-02
            2-Sept-06 → 2006-09-02
            14-Nov-06 → 2006-11-14
        "]],
    );
}

#[test]
fn what_is_not_a_day_is_not_a_date() {
    check(
        Type::Date,
        &ColumnShape::default(),
        &[
            "31/02/2026",
            "2026-02-30",
            "2026-13-01",
            "soon",
            "2026",
            "1-1",
            "0206-03-02",
            "2026-03-02T00:00:00Z",
            "3/4/5",
            "99999",
        ],
        &expect![[r"
            31/02/2026 → NotADate
            2026-02-30 → NotADate
            2026-13-01 → NotADate
            soon → NotADate
            2026 → NotADate
            1-1 → NotADate
            0206-03-02 → YearOutOfRange
            2026-03-02T00:00:00Z → DateWithOffset
            3/4/5 → NotADate
            99999 → NotADate
        "]],
    );
}

#[test]
fn two_numbers_are_read_only_in_the_order_of_their_column() {
    let with = |date_order| ColumnShape {
        date_order,
        ..ColumnShape::default()
    };
    let texts = &["02/03/2026", "13/03/2026", "03/13/2026", "03/03/2026", "8/1/13"];
    check(
        Type::Date,
        &with(DateOrder::Open),
        texts,
        &expect![[r#"
            02/03/2026 → AmbiguousDate { day_first: "2026-03-02", month_first: "2026-02-03" }
            13/03/2026 → 2026-03-13
            03/13/2026 → 2026-03-13
            03/03/2026 → 2026-03-03
            8/1/13 → AmbiguousDate { day_first: "2013-01-08", month_first: "2013-08-01" }
        "#]],
    );
    check(
        Type::Date,
        &with(DateOrder::MonthFirst),
        texts,
        &expect![[r"
            02/03/2026 → 2026-02-03
            13/03/2026 → NotADate
            03/13/2026 → 2026-03-13
            03/03/2026 → 2026-03-03
            8/1/13 → 2013-08-01
        "]],
    );
}

#[test]
fn a_column_decides_its_order_only_when_one_order_fits_all() {
    let order = |texts: &[&str]| {
        let mut survey = DateSurvey::default();
        for text in texts {
            survey.see(text);
        }
        survey.order()
    };
    assert_eq!(order(&["02/03/2026", "13/03/2026"]), DateOrder::DayFirst);
    assert_eq!(order(&["02/03/2026", "03/13/2026"]), DateOrder::MonthFirst);
    assert_eq!(order(&["02/03/2026", "04/05/2026"]), DateOrder::Open);
    assert_eq!(order(&["13/03/2026", "03/13/2026"]), DateOrder::Open);
}

#[test]
fn declared_formats_are_tried_in_turn_and_nothing_else() {
    let formats = ["D-Mon-YY", "M/D/YY", "EXCEL1904"].map(|text| DateFormat::new(text).unwrap());
    let shape = ColumnShape {
        date_formats: formats.to_vec(),
        ..ColumnShape::default()
    };
    check(
        Type::Date,
        &shape,
        &["2-Jun-06", "8/1/13", "44621", "2026-03-02", "8/1/2013"],
        &expect![[r"
            2-Jun-06 → 2006-06-02
            8/1/13 → 2013-08-01
            44621 → 2026-03-02
            2026-03-02 → NotADate
            8/1/2013 → NotADate
        "]],
    );
    assert!(DateFormat::new("DD.MM").is_err());
    assert!(DateFormat::new("dd/mm/yyyy").is_err());
}

#[test]
fn numbers_are_read_in_the_mark_of_their_file() {
    let with = |decimal| ColumnShape {
        decimal,
        ..ColumnShape::default()
    };
    let texts = &[
        "19",
        "1234.5",
        "1,234.5",
        "1.234,5",
        "1,234",
        "1.234",
        "12,5",
        "1 234,50",
        "1'234.50",
        "１２．５",
        "−3",
        "1,23,4",
        "5 kg",
        "1E5",
    ];
    check(
        Type::Quantity,
        &with(DecimalMark::Open),
        texts,
        &expect![[r#"
            19 → 19000
            1234.5 → 1234500
            1,234.5 → 1234500
            1.234,5 → 1234500
            1,234 → AmbiguousNumber { point: "1234", comma: "1.234" }
            1.234 → 1234
            12,5 → 12500
            1 234,50 → 1234500
            1'234.50 → 1234500
            １２．５ → 12500
            −3 → -3000
            1,23,4 → NotANumber
            5 kg → NotANumber
            1E5 → NotANumber
        "#]],
    );
    check(
        Type::Quantity,
        &with(DecimalMark::Comma),
        texts,
        &expect![[r"
            19 → 19000
            1234.5 → NotANumber
            1,234.5 → NotANumber
            1.234,5 → 1234500
            1,234 → 1234
            1.234 → 1234000
            12,5 → 12500
            1 234,50 → 1234500
            1'234.50 → NotANumber
            １２．５ → NotANumber
            −3 → -3000
            1,23,4 → NotANumber
            5 kg → NotANumber
            1E5 → NotANumber
        "]],
    );
}

#[test]
fn the_numbers_of_a_file_decide_its_mark_together() {
    let mark = |texts: &[&str], doubtful| {
        let mut survey = NumberSurvey::default();
        for text in texts {
            survey.see(text);
        }
        survey.mark(doubtful)
    };
    assert_eq!(mark(&["1,234", "12,5"], false), Some(DecimalMark::Comma));
    assert_eq!(mark(&["1,234", "12.5"], false), Some(DecimalMark::Point));
    assert_eq!(mark(&["1,234"], false), Some(DecimalMark::Open));
    assert_eq!(mark(&["1.234"], true), Some(DecimalMark::Doubtful));
    assert_eq!(mark(&["1,5", "1.5"], false), None);
    assert_eq!(mark(&["0.125"], false), Some(DecimalMark::Point));
}

#[test]
fn places_are_kept_and_never_rounded() {
    let shape = ColumnShape::default();
    assert_eq!(shown(Type::Price, "0.0000001", &shape), "TooPrecise { places: 6 }");
    assert_eq!(shown(Type::Integer, "2.0", &shape), "2");
    assert_eq!(shown(Type::Rate, "8 %", &shape), "80000000");
    assert_eq!(shown(Type::Quantity, "9999999999999999999", &shape), "TooLarge");
    assert_eq!(
        read(Type::Money, "12.50", &shape, Some(2), &TwoCodes),
        Ok(Value::Int(1_250))
    );
    assert_eq!(
        read(Type::Money, "12.50", &shape, Some(0), &TwoCodes),
        Err(CellError::TooPrecise { places: 0 })
    );
    assert_eq!(
        read(Type::Money, "12.50", &shape, None, &TwoCodes),
        Err(CellError::MoneyWithoutCurrency)
    );
}

#[test]
fn closed_lists_are_read_whatever_their_case() {
    const ANSWERS: &[&str] = &["accepted", "pull_in"];
    let shape = ColumnShape::default();
    assert_eq!(shown(Type::Choice(ANSWERS), "Pull In", &shape), "pull_in");
    assert_eq!(
        shown(Type::Choice(ANSWERS), "maybe", &shape),
        r#"NotAChoice(["accepted", "pull_in"])"#
    );
    for (text, value) in [
        ("Yes", "1"),
        ("是", "1"),
        ("0", "0"),
        ("否", "0"),
        ("FALSE", "0"),
        ("si", "NotAFlag"),
    ] {
        assert_eq!(shown(Type::Flag, text, &shape), value, "{text}");
    }
    assert_eq!(shown(Type::Country, "中国", &shape), "CN");
    assert_eq!(shown(Type::Currency, "usd", &shape), "NotACurrency");
}

#[test]
fn local_times_need_a_zone_and_are_never_guessed_at_clock_changes() {
    let berlin = ColumnShape {
        time_zone: Some(TimeZone::get("Europe/Berlin").unwrap()),
        ..ColumnShape::default()
    };
    assert_eq!(
        shown(Type::Instant, "2026-03-02T08:15:00+08:00", &berlin),
        "2026-03-02T00:15:00Z"
    );
    assert_eq!(
        shown(Type::Instant, "2026-03-02 08:15", &ColumnShape::default()),
        "NoTimeZone"
    );
    assert_eq!(shown(Type::Instant, "2.3.2026 8:15", &berlin), "2026-03-02T07:15:00Z");
    assert_eq!(shown(Type::Instant, "2026-03-29 02:30", &berlin), "ClockChange");
    assert_eq!(shown(Type::Instant, "2026-10-25 02:30:00.5", &berlin), "ClockChange");
    assert_eq!(shown(Type::Instant, "soon", &berlin), "NotAnInstant");
}

proptest! {
    #[test]
    fn every_day_is_read_back_from_every_shape(number in -25_000_i32..80_000) {
        let day = crate::period::day_of_number(number);
        prop_assume!(day.year() >= 1901);
        let (y, m, d) = (day.year(), day.month(), day.day());
        let shape = ColumnShape { date_order: DateOrder::DayFirst, ..ColumnShape::default() };
        for text in [format!("{y}-{m:02}-{d:02}"), format!("{d}/{m}/{y}"), format!("{y}年{m}月{d}日"), format!("{d}.{m}.{y}"), format!("{y:04}{m:02}{d:02}")] {
            prop_assert_eq!(shown(Type::Date, &text, &shape), day.to_string());
        }
    }

    #[test]
    fn no_text_ends_a_reader(text in "\\PC{0,20}") {
        for ty in [Type::Date, Type::Instant, Type::Quantity, Type::Rate, Type::Flag] {
            let _ = read(ty, &text, &ColumnShape::default(), None, &TwoCodes);
        }
    }
}
