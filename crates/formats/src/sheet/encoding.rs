//! Which encoding a text file has, and reading it as UTF-8 whatever it has.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::io::{self, Read};

/// The encoding of a file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub encoding: &'static Encoding,
    pub bom: bool,
}

/// Reads everything once and decides; a pure UTF-8 file costs a look at each byte.
pub(super) fn detect(mut reader: impl Read) -> io::Result<Found> {
    let mut detector: Option<EncodingDetector> = None;
    let mut check = Utf8Check::default();
    let mut buffer = vec![0; 1 << 18];
    let mut seen: Vec<u8> = Vec::new();
    let mut is_first = true;
    loop {
        let length = fill(&mut reader, &mut buffer)?;
        let chunk = &buffer[..length];
        if is_first {
            is_first = false;
            if let Some((encoding, _)) = Encoding::for_bom(chunk) {
                return Ok(Found { encoding, bom: true });
            }
            if let Some(encoding) = wide(chunk) {
                return Ok(Found { encoding, bom: false });
            }
            seen.extend_from_slice(chunk);
        }
        if length == 0 {
            break;
        }
        if let Some(detector) = &mut detector {
            detector.feed(chunk, false);
        } else if !check.feed(chunk) {
            // The start of the file belongs to the evidence, even when it is plain.
            let mut fresh = EncodingDetector::new(Iso2022JpDetection::Deny);
            fresh.feed(&seen, false);
            fresh.feed(chunk, false);
            detector = Some(fresh);
        }
    }
    let encoding = match detector {
        None => UTF_8,
        Some(mut detector) => {
            detector.feed(b"", true);
            let guess = detector.guess(None, Utf8Detection::Allow);
            // The wider standard reads all that the older ones do.
            if guess.name() == "GBK" {
                encoding_rs::GB18030
            } else {
                guess
            }
        }
    };
    Ok(Found { encoding, bom: false })
}

/// UTF-16 without a mark: every second byte of plain text is zero.
fn wide(start: &[u8]) -> Option<&'static Encoding> {
    let start = &start[..start.len().min(2_000)];
    let zeros = |offset: usize| start.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let most = start.len() / 4;
    if start.len() < 4 {
        return None;
    }
    match (even, odd) {
        (0, odd) if odd > most => Some(UTF_16LE),
        (even, 0) if even > most => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether chunks together are UTF-8, a letter cut between two of them included.
#[derive(Default)]
struct Utf8Check {
    rest: Vec<u8>,
}

impl Utf8Check {
    fn feed(&mut self, chunk: &[u8]) -> bool {
        let mut chunk = chunk;
        while !self.rest.is_empty() {
            let Some((first, others)) = chunk.split_first() else {
                return true;
            };
            self.rest.push(*first);
            chunk = others;
            match std::str::from_utf8(&self.rest) {
                Ok(_) => self.rest.clear(),
                Err(error) if error.error_len().is_some() => return false,
                Err(_) => {}
            }
        }
        match std::str::from_utf8(chunk) {
            Ok(_) => true,
            Err(error) if error.error_len().is_some() => false,
            Err(error) => {
                self.rest.extend_from_slice(&chunk[error.valid_up_to()..]);
                true
            }
        }
    }
}

/// Fills the buffer as far as the source reaches.
pub(super) fn fill(reader: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut length = 0;
    while length < buffer.len() {
        match reader.read(&mut buffer[length..]) {
            Ok(0) => break,
            Ok(count) => length += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(length)
}

/// Gives a source as UTF-8; letters that cannot be read become U+FFFD.
pub(super) struct Utf8Reader<R> {
    source: R,
    decoder: Decoder,
    input: Vec<u8>,
    used: usize,
    filled: usize,
    is_done: bool,
    output: Vec<u8>,
    given: usize,
}

impl<R: Read> Utf8Reader<R> {
    pub(super) fn new(source: R, encoding: &'static Encoding) -> Utf8Reader<R> {
        Utf8Reader {
            source,
            decoder: encoding.new_decoder_with_bom_removal(),
            input: vec![0; 1 << 16],
            used: 0,
            filled: 0,
            is_done: false,
            output: Vec::new(),
            given: 0,
        }
    }

    /// Decodes the next piece into `output`.
    fn refill(&mut self) -> io::Result<()> {
        self.given = 0;
        self.output.clear();
        while self.output.is_empty() && !(self.is_done && self.used == self.filled) {
            if self.used == self.filled {
                self.filled = fill(&mut self.source, &mut self.input)?;
                self.used = 0;
                self.is_done = self.filled < self.input.len();
            }
            let input = &self.input[self.used..self.filled];
            let room = self
                .decoder
                .max_utf8_buffer_length(input.len())
                .unwrap_or(input.len() * 3 + 16);
            self.output.resize(room, 0);
            let (_, read, written, _) = self.decoder.decode_to_utf8(input, &mut self.output, self.is_done);
            self.output.truncate(written);
            self.used += read;
        }
        Ok(())
    }
}

impl<R: Read> Read for Utf8Reader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.given == self.output.len() {
            self.refill()?;
        }
        let rest = &self.output[self.given..];
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.given += count;
        Ok(count)
    }
}
