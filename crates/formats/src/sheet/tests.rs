//! Files as they come: every encoding, line end and delimiter, and files that are broken.

use super::*;
use expect_test::{Expect, expect};
use proptest::prelude::*;
use std::fmt::Write as _;
use std::io::Write as _;

fn file(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    (folder, path)
}

/// The shape, the header, every row with its number, and how the file ends; or why it cannot be read.
fn shown(path: &Path, hints: &Hints<'_>) -> String {
    let sheet = match open(path, hints) {
        Ok(sheet) => sheet,
        Err(error) => return format!("{error}\n"),
    };
    let mut text = format!(
        "{} · header {}: {}\n",
        sheet.shape,
        sheet.shape.header_row,
        sheet.headers.join("|")
    );
    let ending = sheet.read(|row| {
        let cells: Vec<&str> = row.cells.iter().collect();
        let fault = row
            .fault
            .as_ref()
            .map(|fault| format!(" {fault:?} raw {:?}", row.raw()))
            .unwrap_or_default();
        writeln!(
            text,
            "{}: {}{fault}",
            row.number,
            cells.join("|").replace('\r', "␍").replace('\n', "⏎")
        )
        .unwrap();
        ControlFlow::Continue(())
    });
    match ending {
        Ok(Ending {
            truncated: Some(row), ..
        }) => writeln!(text, "breaks off in {row}").unwrap(),
        Ok(_) => {}
        Err(error) => writeln!(text, "{error}").unwrap(),
    }
    text
}

fn check(name: &str, bytes: &[u8], expected: &Expect) {
    let (_folder, path) = file(name, bytes);
    expected.assert_eq(&shown(&path, &Hints::default()));
}

#[test]
fn line_ends_of_every_system_are_read_and_counted() {
    check(
        "a.csv",
        b"no,name\n1,a\n\n2,\"b\nc\"\n3,d\n",
        &expect![[r"
        CSV · UTF-8 · ',' · LF · header 1: no|name
        2: 1|a
        4: 2|b⏎c
        6: 3|d
    "]],
    );
    check(
        "a.csv",
        b"no,name\r\n1,a\r\n\r\n2,\"b\r\nc\"\r\n3,d",
        &expect![[r"
        CSV · UTF-8 · ',' · CRLF · header 1: no|name
        2: 1|a
        4: 2|b␍⏎c
        6: 3|d
    "]],
    );
    check(
        "a.csv",
        b"\xef\xbb\xbfno,name\r1,a\r\r2,b\r3,d",
        &expect![[r"
        CSV · UTF-8 BOM · ',' · CR · header 1: no|name
        2: 1|a
        4: 2|b
        5: 3|d
    "]],
    );
}

#[test]
fn titles_above_the_header_are_passed_over() {
    check(
        "a.csv",
        "月度到货,,\n打印时间 2026-09-30,,\n\n订单号;行号;数量\n4500;10;5\n4501;20;6\n".as_bytes(),
        &expect![[r"
        CSV · UTF-8 · ';' · LF · header 4: 订单号|行号|数量
        5: 4500|10|5
        6: 4501|20|6
    "]],
    );
}

#[test]
fn known_names_find_the_header_wherever_it_is() {
    let (_folder, path) = file("a.csv", b"a,b,c\nd,e,f\ncode,name,x\n1,2,3\n");
    let is_known = |name: &str| ["code", "name"].contains(&name);
    let hints = Hints {
        is_known: Some(&is_known),
        ..Hints::default()
    };
    assert!(shown(&path, &hints).starts_with("CSV · UTF-8 · ',' · LF · header 3: code|name|x\n4: 1|2|3\n"));
}

#[test]
fn broken_files_are_named_and_nothing_is_lost() {
    check("a.csv", b"", &expect!["a.csv is empty\n"]);
    check("a.csv", b" \n\n", &expect!["a.csv is empty\n"]);
    check(
        "a.csv",
        b"1,2\n3,4\n",
        &expect!["a.csv has no header row among its first rows: expected a row of column names\n"],
    );
    check(
        "a.csv",
        b"no,name\n1,a\n2",
        &expect![[r#"
        CSV · UTF-8 · ',' · LF · header 1: no|name
        2: 1|a
        3: 2 CellCount { found: 1 } raw "2"
        breaks off in 3
    "#]],
    );
    check(
        "a.csv",
        b"no,name\n1,a\n2,\"b\n3,c\n4,d\n",
        &expect![[r"
        CSV · UTF-8 · ',' · LF · header 1: no|name
        2: 1|a
        3: 2|b⏎3,c⏎4,d⏎
        breaks off in 3
    "]],
    );
    check(
        "a.csv",
        b"no,name\n1,a,b,\n2\n3,5\" pipe\n",
        &expect![[r#"
        CSV · UTF-8 · ',' · LF · header 1: no|name
        2: 1|a|b| CellCount { found: 4 } raw "1,a,b,"
        3: 2 CellCount { found: 1 } raw "2"
        4: 3|5" pipe
    "#]],
    );
    check(
        "a.xlsx",
        b"PK\x03\x04 not really",
        &expect!["a.xlsx cannot be read: invalid Zip archive: Could not find EOCD\n"],
    );
    check(
        "a.xls",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest",
        &expect!["a.xls cannot be read: it is an old XLS file or protected by a password\n"],
    );
}

#[test]
fn an_open_quotation_mark_cannot_take_all_memory() {
    let mut bytes = b"no,name\n1,\"open\n".to_vec();
    bytes.extend(std::iter::repeat_n(*b"2,abcdefgh\n", 1_000_000).flatten());
    let (_folder, path) = file("a.csv", &bytes);
    let refused = open(&path, &Hints::default()).map(|_| ()).unwrap_err();
    assert!(
        matches!(refused, SheetError::TooLarge { ref what, ref found, .. } if what == "row" && found == "2"),
        "{refused}"
    );
}

#[test]
fn bytes_that_are_no_text_are_a_fault_of_their_row() {
    let (_folder, path) = file("a.csv", b"no,name\n1,a\n2,caf\xe9\n3,d\n");
    let hints = Hints {
        encoding: Some("utf-8"),
        ..Hints::default()
    };
    let text = shown(&path, &hints);
    assert!(
        text.contains("3: 2|caf\u{fffd} Encoding") && text.contains("4: 3|d\n"),
        "{text}"
    );
    let hints = Hints {
        encoding: Some("klingon"),
        ..Hints::default()
    };
    assert!(shown(&path, &hints).starts_with("encoding \"klingon\" is not known"));
}

#[test]
fn encodings_are_detected() {
    let text = "供应商,数量\r\n深圳市电子有限公司,12\r\n东莞市塑胶制品厂,7\r\n苏州精密五金有限公司,3\r\n";
    let (gb, _, _) = encoding_rs::GB18030.encode(text);
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let with_bom: Vec<u8> = [&[0xff, 0xfe][..], &utf16].concat();
    let latin = "Lieferant;Straße\nMüller Präzision GmbH;Königstraße 3\nGerätebau Jäger;Grüner Weg 5\n";
    let (western, _, _) = encoding_rs::WINDOWS_1252.encode(latin);
    for (bytes, name, first) in [
        (gb.as_ref(), "gb18030", "深圳市电子有限公司"),
        (&with_bom, "UTF-16LE", "深圳市电子有限公司"),
        (western.as_ref(), "windows-1252", "Müller Präzision GmbH"),
        (text.as_bytes(), "UTF-8", "深圳市电子有限公司"),
    ] {
        let (_folder, path) = file("a.csv", bytes);
        let sheet = open(&path, &Hints::default()).unwrap();
        assert_eq!(sheet.shape.encoding, Some(name));
        let mut seen = Vec::new();
        sheet
            .read(|row| {
                seen.push(row.cells[0].to_owned());
                ControlFlow::Continue(())
            })
            .unwrap();
        assert_eq!(seen[0], first);
    }
}

#[test]
fn utf_16_without_a_mark_is_seen_by_its_zeros() {
    let bytes: Vec<u8> = "no,name\n1,a\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
    check(
        "a.csv",
        &bytes,
        &expect![[r"
        CSV · UTF-16BE · ',' · LF · header 1: no|name
        2: 1|a
    "]],
    );
}

fn packed(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        archive
            .start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_table_inside_of_a_zip_is_read_as_if_it_were_not() {
    let table = packed(&[
        ("data/a.csv", b"no,name\r1,a\r"),
        ("__MACOSX/._a.csv", b"x"),
        ("readme.md", b"x"),
    ]);
    let (_folder, path) = file("a.zip", &table);
    assert_eq!(
        open(&path, &Hints::default()).unwrap().shape.packed.as_deref(),
        Some("data/a.csv")
    );
    assert!(shown(&path, &Hints::default()).ends_with("2: 1|a\n"));
    check(
        "b.zip",
        &packed(&[("a.csv", b"x"), ("b.csv", b"x")]),
        &expect!["b.zip cannot be read: the archive holds several tables, unpack it first: a.csv, b.csv\n"],
    );
    check(
        "c.zip",
        &packed(&[("a.md", b"x")]),
        &expect!["c.zip cannot be read: the archive holds no CSV or TSV file\n"],
    );
}

#[test]
fn a_bomb_is_stopped_by_what_it_really_unpacks_to() {
    let (_folder, path) = file("a.zip", &packed(&[("a.csv", &vec![b'0'; 3 << 20])]));
    let hints = Hints {
        limits: Limits {
            unpacked_bytes: 1 << 20,
            ..Limits::default()
        },
        ..Hints::default()
    };
    assert_eq!(
        shown(&path, &hints),
        "unpacked bytes in a.zip: > 1 MB, at most 1 MB are read; split the file or save it as CSV\n"
    );
}

fn workbook_with(fill: impl FnOnce(&mut rust_xlsxwriter::Workbook)) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    fill(&mut book);
    book.save(&path).unwrap();
    (folder, path)
}

#[test]
fn workbooks_give_dates_as_iso_and_numbers_as_they_are_shown() {
    let (_folder, path) = workbook_with(|book| {
        let day = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
        let sheet = book.add_worksheet().set_name("9月").unwrap();
        sheet.write_string(0, 0, "Deliveries September").unwrap();
        for (column, name) in (0..).zip(["order", "received", "qty"]) {
            sheet.write_string(2, column, name).unwrap();
        }
        sheet.write_string(3, 0, "007").unwrap();
        sheet.write_number_with_format(3, 1, 46_083.0, &day).unwrap();
        sheet.write_number(3, 2, 0.1 + 0.2).unwrap();
        sheet.write_number(5, 0, 4_500_017_688_f64).unwrap();
        sheet
            .write_number_with_format(5, 1, 46_083.344_444_444_4, &day)
            .unwrap();
        sheet.write_number(5, 2, -1_234.5).unwrap();
    });
    expect![[r#"
        XLSX · "9月" · header 3: order|received|qty
        4: 007|2026-03-02|0.3
        6: 4500017688|2026-03-02T08:16:00|-1234.5
    "#]]
    .assert_eq(&shown(&path, &Hints::default()));
}

#[test]
fn a_workbook_with_several_sheets_asks_for_one() {
    let (_folder, path) = workbook_with(|book| {
        for name in ["one", "two"] {
            book.add_worksheet()
                .set_name(name)
                .unwrap()
                .write_string(0, 0, "code")
                .unwrap();
        }
        book.add_worksheet().set_name("empty").unwrap();
    });
    assert_eq!(
        shown(&path, &Hints::default()),
        "a.xlsx has no sheet \"\": it has one, two\n"
    );
    let hints = Hints {
        sheet: Some("two"),
        ..Hints::default()
    };
    assert_eq!(shown(&path, &hints), "XLSX · \"two\" · header 1: code\n");
    let hints = Hints {
        sheet: Some("three"),
        ..Hints::default()
    };
    assert_eq!(
        shown(&path, &hints),
        "a.xlsx has no sheet \"three\": it has one, two, empty\n"
    );
}

#[test]
fn a_far_corner_cell_does_not_make_a_giant() {
    let (_folder, path) = workbook_with(|book| {
        let sheet = book.add_worksheet();
        sheet.write_string(0, 0, "code").unwrap();
        sheet.write_string(1_048_575, 0, "far").unwrap();
    });
    assert_eq!(
        shown(&path, &Hints::default()),
        "XLSX · \"Sheet1\" · header 1: code\n1048576: far\n"
    );
    let (_folder, path) = workbook_with(|book| {
        book.add_worksheet().write_string(0, 16_383, "far").unwrap();
    });
    assert!(shown(&path, &Hints::default()).starts_with("columns in a.xlsx: 16384, at most 2000"));
}

#[test]
fn numbers_of_workbooks_have_the_digits_that_people_see() {
    for (number, text) in [
        (0.3_f64, "0.3"),
        (1e-7, "0.0000001"),
        (12.0, "12"),
        (-0.05, "-0.05"),
        (1e20, "100000000000000000000"),
        (1.005, "1.005"),
        (0.0, "0"),
        (123_456_789_012_345.6, "123456789012346"),
    ] {
        assert_eq!(workbook::number_text(number), text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_written_table_is_read_back_in_every_encoding_and_line_end(
        rows in prop::collection::vec(("[a-z供应商,;\"']{1,8}", "[0-9]{1,5}"), 1..20),
        end in prop::sample::select(vec!["\n", "\r\n", "\r"]),
        wide in any::<bool>(),
    ) {
        let mut text = format!("first name,second{end}");
        for (a, b) in &rows {
            write!(text, "\"{}\",{b}{end}", a.replace('"', "\"\"")).unwrap();
        }
        let bytes = if wide {
            [0xff_u8, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
        } else {
            text.into_bytes()
        };
        let (_folder, path) = file("a.csv", &bytes);
        let sheet = open(&path, &Hints { header_row: Some(1), delimiter: Some(b','), ..Hints::default() }).unwrap();
        let mut seen = Vec::new();
        let ending = sheet.read(|row| {
            seen.push((row.cells[0].to_owned(), row.cells[1].to_owned()));
            ControlFlow::Continue(())
        }).unwrap();
        prop_assert_eq!(&seen, &rows);
        prop_assert_eq!(ending, Ending { rows: rows.len() as u64, truncated: None });
    }

    #[test]
    fn no_file_ends_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let (_folder, path) = file("a.csv", &bytes);
        let _ = shown(&path, &Hints::default());
    }
}
