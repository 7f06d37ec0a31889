//! What a file is, by its first bytes: a name promises, content decides.

/// What the first bytes of a file show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// A ZIP, which a workbook is as well.
    Zip,
    /// Text in some encoding.
    Text,
    /// A workbook of before 2007, or another document of that time.
    OldOffice,
    Pdf,
    Picture,
    Program,
    Page,
    /// Packed in a way that is not read.
    Packed,
    /// Bytes that are no text.
    Binary,
}

/// Bytes that are looked at.
pub(super) const LOOKED_AT: usize = 4_096;

/// Decides from the beginning of a file.
#[must_use]
pub(super) fn sniff(start: &[u8]) -> Found {
    const MAGIC: &[(&[u8], Found)] = &[
        (b"PK\x03\x04", Found::Zip),
        (b"PK\x05\x06", Found::Zip),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Found::OldOffice),
        (b"%PDF", Found::Pdf),
        (b"\x89PNG", Found::Picture),
        (b"\xff\xd8\xff", Found::Picture),
        (b"GIF8", Found::Picture),
        (b"RIFF", Found::Picture),
        (b"MZ", Found::Program),
        (b"\x7fELF", Found::Program),
        (b"#!", Found::Program),
        (b"\x1f\x8b", Found::Packed),
        (b"7z\xbc\xaf", Found::Packed),
        (b"Rar!", Found::Packed),
    ];
    if let Some((_, found)) = MAGIC.iter().find(|(magic, _)| start.starts_with(magic)) {
        return *found;
    }
    let is_wide = start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff");
    if is_wide {
        return Found::Text;
    }
    let text = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    let begins = |word: &str| {
        text.get(..word.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()))
    };
    if begins("<!doctype") || begins("<html") || begins("<?xml") || begins("<svg") || begins("<script") {
        return Found::Page;
    }
    let wrong = |byte: &&u8| **byte < 32 && !matches!(**byte, b'\t' | b'\n' | b'\r' | 12 | 27);
    // UTF-16 without a mark has a zero in every other place; anything else with zeros is no text.
    let zeros = start.iter().filter(|byte| **byte == 0).count();
    if zeros * 3 > start.len() {
        return Found::Text;
    }
    if start.iter().filter(wrong).count() > start.len() / 200 {
        return Found::Binary;
    }
    Found::Text
}

/// Whether a file of that extension may look like that.
#[must_use]
pub(super) fn fits(extension: &str, found: Found) -> bool {
    match extension {
        "xlsx" | "zip" => found == Found::Zip,
        "csv" | "tsv" | "txt" => found == Found::Text,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_and_not_the_name() {
        for (start, found) in [
            (&b"PK\x03\x04rest"[..], Found::Zip),
            (b"code,name\nV-1,Acme\n", Found::Text),
            ("\u{feff}\u{7f16}\u{7801},\u{540d}\u{79f0}\n".as_bytes(), Found::Text),
            (b"\xff\xfec\0o\0d\0e\0", Found::Text),
            (b"c\0o\0d\0e\0,\0", Found::Text),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", Found::OldOffice),
            (b"%PDF-1.7", Found::Pdf),
            (b"\x89PNG\r\n", Found::Picture),
            (b"MZ\x90\0", Found::Program),
            (b"  <!DOCTYPE html>", Found::Page),
            (b"<?xml version='1.0'?>", Found::Page),
            (b"\x01\x02\x03\x04\x05\x06", Found::Binary),
        ] {
            assert_eq!(sniff(start), found, "{start:?}");
        }
        assert!(fits("xlsx", Found::Zip) && !fits("xlsx", Found::Text));
        assert!(fits("csv", Found::Text) && !fits("csv", Found::Zip));
        assert!(!fits("exe", Found::Program));
    }
}
