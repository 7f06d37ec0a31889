//! Files that blow up whoever reads them: refused as a whole, with a finding, and nothing is stored.

use crate::support::{Desk, Run, limited_child_of};
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::process::{Command, Stdio};

/// A workbook of one sheet, from the inside of its sheet and its shared strings.
fn workbook(sheet: &str, strings: impl FnOnce(&mut dyn std::io::Write)) -> Vec<u8> {
    const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;
    const ROOT: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    const BOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    const PARTS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;
    const SPACE: &str = r#"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main""#;
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, text) in [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", ROOT),
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", PARTS),
    ] {
        archive.start_file(name, options).expect("a part");
        archive.write_all(text.as_bytes()).expect("written");
    }
    archive.start_file("xl/worksheets/sheet1.xml", options).expect("a part");
    write!(archive, "<worksheet {SPACE}><sheetData>{sheet}</sheetData></worksheet>").expect("written");
    archive.start_file("xl/sharedStrings.xml", options).expect("a part");
    write!(archive, "<sst {SPACE}>").expect("written");
    strings(&mut archive);
    write!(archive, "</sst>").expect("written");
    archive.finish().expect("an archive").into_inner()
}

/// Cells with their text inside.
fn row(number: usize, cells: &[(&str, &str)]) -> String {
    let mut row = format!(r#"<row r="{number}">"#);
    for (column, text) in cells {
        let _ = write!(
            row,
            r#"<c r="{column}{number}" t="inlineStr"><is><t>{text}</t></is></c>"#
        );
    }
    row + "</row>"
}

fn header() -> String {
    row(1, &[("A", "code"), ("B", "name"), ("C", "status")])
}

fn supplier(number: usize) -> String {
    let (code, name) = (format!("V-{number:06}"), format!("Supplier {number}"));
    row(number, &[("A", &code), ("B", &name), ("C", "approved")])
}

fn nothing(_: &mut dyn std::io::Write) {}

/// The same text many times over: it packs to next to nothing.
fn times(text: &'static str, count: usize) -> impl FnOnce(&mut dyn std::io::Write) {
    move |out| {
        let block = text.repeat(1_000);
        for _ in 0..count / 1_000 {
            out.write_all(block.as_bytes()).expect("written");
        }
    }
}

#[track_caller]
fn commit(desk: &Desk, bytes: &[u8]) -> Run {
    desk.write("bomb.xlsx", bytes);
    desk.run(&["import", "commit", "supplier", "bomb.xlsx", "--format", "table"])
}

#[track_caller]
fn stored_nothing(desk: &Desk) {
    let imports = desk.run(&["import", "list", "--json"]).succeeds().json();
    let labels: Vec<&str> = imports
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|import| import["label"].as_str())
        .collect();
    assert_eq!(labels, ["company"], "only what the folder was made with");
}

#[test]
fn a_far_corner_cell_takes_no_memory() {
    let desk = Desk::with_company();
    let far = header() + &supplier(2) + &row(200_000, &[("ALL", "far")]);
    commit(&desk, &workbook(&far, nothing)).ends_with(1).prints("E404");
    let farther = header() + &supplier(2) + &row(1_048_576, &[("XFD", "far")]);
    let run = commit(&desk, &workbook(&farther, nothing)).ends_with(1);
    assert!(run.out.contains("E405") && run.out.contains("columns"), "{run:#?}");
    stored_nothing(&desk);
}

#[test]
fn a_thousandfold_compression_ends_its_reader_and_nothing_else() {
    let desk = Desk::with_company();
    let giant = workbook(&(header() + &supplier(2)), |out| {
        out.write_all(b"<si><t>").expect("written");
        times("xxxxxxxxxx", 40_000_000)(out);
        out.write_all(b"</t></si>").expect("written");
    });
    assert!(giant.len() < 1 << 20, "{} bytes", giant.len());
    let run = commit(&desk, &giant).ends_with(1);
    assert!(
        run.out.contains("E410") && run.out.contains("512 MB of memory"),
        "{run:#?}"
    );
    stored_nothing(&desk);
    let told = desk.run(&[
        "--lang",
        "zh",
        "import",
        "commit",
        "supplier",
        "bomb.xlsx",
        "--format",
        "table",
    ]);
    told.ends_with(1).prints("占用内存超过 512 MB");
}

#[test]
fn millions_of_shared_strings_end_their_reader_and_nothing_else() {
    let desk = Desk::with_company();
    let letters: &'static str =
        "<si><t>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx</t></si>";
    let strings = workbook(&(header() + &supplier(2)), times(letters, 4_200_000));
    commit(&desk, &strings).ends_with(1).prints("E410");
    stored_nothing(&desk);
}

#[test]
fn a_reader_that_is_killed_in_the_middle_leaves_nothing_behind() {
    let desk = Desk::with_company();
    let mut sheet = header();
    for number in 2..40_000 {
        sheet.push_str(&supplier(number));
    }
    desk.write("many.xlsx", workbook(&sheet, nothing));
    let mut importing = Command::new(env!("CARGO_BIN_EXE_gradus"))
        .args(["import", "commit", "supplier", "many.xlsx", "--format", "table"])
        .current_dir(desk.path())
        .env_clear()
        .env("GRADUS_HOME", desk.home())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // The file is opened by one reader and read by another; whichever is hit first has to do.
    loop {
        if let Some(reader) = limited_child_of(importing.id()) {
            let killed = Command::new("kill").args(["-9", &reader.to_string()]).output();
            if killed.expect("kill runs").status.success() {
                break;
            }
        }
        let ended = importing.try_wait().expect("its status");
        assert!(ended.is_none(), "it ended before a reader was hit: {ended:?}");
        std::thread::yield_now();
    }
    let output = importing.wait_with_output().expect("it ends");
    let out = String::from_utf8_lossy(&output.stdout);
    assert!(matches!(output.status.code(), Some(1 | 2)), "{output:?}");
    if output.status.code() == Some(1) {
        assert!(out.contains("E410") && out.contains("signal 9"), "{out}");
    }
    stored_nothing(&desk);
    desk.run(&["import", "commit", "supplier", "many.xlsx"]).succeeds();
}
