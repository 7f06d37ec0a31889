//! What goes through the pipe: a letter, a length, and that many bytes.

use std::io::{self, Read, Write};

/// One part of an answer.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Frame {
    /// The limits hold and the work begins.
    Ready,
    Record(Vec<u8>),
    /// The answer is whole: so many records.
    End(u64),
}

const READY: u8 = b'r';
const RECORD: u8 = b'd';
const END: u8 = b'e';
/// The longest record: a parent must not take whatever a child that went astray says.
pub(crate) const RECORD_BYTES: usize = 64 << 20;

pub(crate) fn write_ready(out: &mut impl Write) -> io::Result<()> {
    write(out, READY, &[])?;
    out.flush()
}

pub(crate) fn write_record(out: &mut impl Write, record: &[u8]) -> io::Result<()> {
    if record.len() > RECORD_BYTES {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "the record is too long"));
    }
    write(out, RECORD, record)
}

pub(crate) fn write_end(out: &mut impl Write, records: u64) -> io::Result<()> {
    write(out, END, &records.to_be_bytes())?;
    out.flush()
}

fn write(out: &mut impl Write, letter: u8, body: &[u8]) -> io::Result<()> {
    let length = u32::try_from(body.len()).map_err(io::Error::other)?;
    out.write_all(&[letter])?;
    out.write_all(&length.to_be_bytes())?;
    out.write_all(body)
}

/// The next part; an answer that breaks off, or is none, is an error.
pub(crate) fn read(input: &mut impl Read) -> io::Result<Frame> {
    let mut head = [0; 5];
    input.read_exact(&mut head)?;
    let [letter, a, b, c, d] = head;
    let length = u32::from_be_bytes([a, b, c, d]) as usize;
    if length > RECORD_BYTES {
        return Err(strange());
    }
    // Grows with what really comes.
    let mut body = Vec::new();
    input
        .take(u64::from(u32::from_be_bytes([a, b, c, d])))
        .read_to_end(&mut body)?;
    if body.len() < length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    match letter {
        READY if body.is_empty() => Ok(Frame::Ready),
        RECORD => Ok(Frame::Record(body)),
        END => body
            .try_into()
            .map(|count| Frame::End(u64::from_be_bytes(count)))
            .map_err(|_| strange()),
        _ => Err(strange()),
    }
}

fn strange() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "no answer of ours")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back_and_a_cut_is_noticed() {
        let mut bytes = Vec::new();
        write_ready(&mut bytes).unwrap();
        write_record(&mut bytes, b"one").unwrap();
        write_end(&mut bytes, 1).unwrap();
        let mut input = bytes.as_slice();
        assert_eq!(read(&mut input).unwrap(), Frame::Ready);
        assert_eq!(read(&mut input).unwrap(), Frame::Record(b"one".to_vec()));
        assert_eq!(read(&mut input).unwrap(), Frame::End(1));
        for cut in 6..13 {
            let mut input = &bytes[..cut];
            assert_eq!(read(&mut input).unwrap(), Frame::Ready);
            assert!(read(&mut input).is_err(), "cut after {cut} bytes");
        }
    }

    #[test]
    fn a_length_beyond_the_limit_takes_no_memory() {
        let mut input = &[RECORD, 0xff, 0xff, 0xff, 0xff, 1, 2][..];
        assert!(read(&mut input).is_err());
        assert!(write_record(&mut io::sink(), &vec![0; RECORD_BYTES + 1]).is_err());
    }
}
