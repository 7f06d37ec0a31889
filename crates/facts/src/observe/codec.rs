//! Sums as bytes: small numbers in few bytes, the same sums always the same bytes.

use super::group::{Group, Place, Wide};
use super::party::Party;
use super::sums::Sums;

/// Writes the sums.
pub(super) fn encode(sums: &Sums, out: &mut Vec<u8>) {
    number(out, sums.parts.len() as u64);
    for part in &sums.parts {
        text(out, part);
    }
    let (good, n) = sums
        .places
        .map_or((0, 0), |(good, n)| (u64::from(good) + 1, u64::from(n)));
    number(out, good);
    number(out, n);
    number(out, sums.parties.list.len() as u64);
    let mut last = Party {
        supplier: 0,
        category: 0,
        unit: 0,
    };
    for party in &sums.parties.list {
        signed(out, party.supplier.wrapping_sub(last.supplier));
        signed(out, party.category.wrapping_sub(last.category));
        signed(out, party.unit.wrapping_sub(last.unit));
        last = *party;
    }
    number(out, sums.groups.len() as u64);
    let mut last_party = 0_u64;
    for group in &sums.groups {
        let party = group.place.party() as u64;
        signed(out, party.wrapping_sub(last_party).cast_signed());
        last_party = party;
        number(out, group.place.bucket() as u64);
        number(out, group.place.part() as u64);
        for sum in [group.good, group.n, group.squares] {
            signed(out, sum);
        }
        for count in [
            group.events,
            group.hits,
            group.excused,
            group.knockouts,
            u32::from(group.cap),
        ] {
            number(out, count.into());
        }
    }
    number(out, sums.wide.len() as u64);
    for (position, wide) in &sums.wide {
        number(out, *position as u64);
        for sum in [wide.good, wide.n, wide.squares] {
            out.extend_from_slice(&sum.to_le_bytes());
        }
    }
}

/// Reads into empty sums; `None` when the bytes are not what [`encode`] writes.
pub(super) fn decode(mut bytes: &[u8], mut sums: Sums) -> Option<Sums> {
    let input = &mut bytes;
    for _ in 0..length(input)? {
        sums.parts.push(read_text(input)?.into());
    }
    let (good, n) = (read_number(input)?, read_number(input)?);
    if good > 0 {
        sums.places = Some((u32::try_from(good - 1).ok()?, u32::try_from(n).ok()?));
    }
    let mut last = Party {
        supplier: 0,
        category: 0,
        unit: 0,
    };
    for _ in 0..length(input)? {
        last = Party {
            supplier: last.supplier.wrapping_add(read_signed(input)?),
            category: last.category.wrapping_add(read_signed(input)?),
            unit: last.unit.wrapping_add(read_signed(input)?),
        };
        sums.parties.list.push(last);
    }
    let mut party = 0_u64;
    for _ in 0..length(input)? {
        party = party.wrapping_add(read_signed(input)?.cast_unsigned());
        let group = read_group(input, u32::try_from(party).ok()?)?;
        if group.place.party() >= sums.parties.list.len() || group.place.part() >= sums.parts.len() {
            return None;
        }
        sums.groups.push(group);
    }
    for _ in 0..length(input)? {
        let position = usize::try_from(read_number(input)?)
            .ok()
            .filter(|position| *position < sums.groups.len())?;
        let wide = Wide {
            good: read_wide(input)?,
            n: read_wide(input)?,
            squares: read_wide(input)?,
        };
        sums.wide.insert(position, wide);
    }
    input.is_empty().then_some(sums)
}

fn read_group(input: &mut &[u8], party: u32) -> Option<Group> {
    let bucket = u16::try_from(read_number(input)?).ok()?;
    let part = u16::try_from(read_number(input)?).ok()?;
    let mut group = Group::new(Place::new(party, bucket, part));
    (group.good, group.n, group.squares) = (read_signed(input)?, read_signed(input)?, read_signed(input)?);
    let mut count = || read_number(input).and_then(|count| u32::try_from(count).ok());
    (group.events, group.hits, group.excused, group.knockouts) = (count()?, count()?, count()?, count()?);
    group.cap = u8::try_from(count()?).ok()?;
    Some(group)
}

/// Seven bits a byte, the lowest first; the eighth says that more follow.
pub(super) fn number(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value.to_le_bytes()[0] | 0x80);
        value >>= 7;
    }
    out.push(value.to_le_bytes()[0]);
}

/// Small numbers of either sign become small numbers.
fn signed(out: &mut Vec<u8>, value: i64) {
    number(out, ((value << 1) ^ (value >> 63)).cast_unsigned());
}

pub(super) fn text(out: &mut Vec<u8>, text: &str) {
    number(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

pub(super) fn read_number(input: &mut &[u8]) -> Option<u64> {
    let mut value = 0_u64;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = input.split_first()?;
        *input = rest;
        value |= u64::from(byte & 0x7F) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

/// A length, never larger than what can follow.
pub(super) fn length(input: &mut &[u8]) -> Option<usize> {
    usize::try_from(read_number(input)?)
        .ok()
        .filter(|length| *length <= input.len())
}

fn read_signed(input: &mut &[u8]) -> Option<i64> {
    let value = read_number(input)?;
    Some((value >> 1).cast_signed() ^ -(value & 1).cast_signed())
}

fn read_wide(input: &mut &[u8]) -> Option<i128> {
    let (bytes, rest) = input.split_first_chunk::<16>()?;
    *input = rest;
    Some(i128::from_le_bytes(*bytes))
}

pub(super) fn read_text<'a>(input: &mut &'a [u8]) -> Option<&'a str> {
    let length = length(input)?;
    let (bytes, rest) = input.split_at_checked(length)?;
    *input = rest;
    std::str::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_as_they_were() {
        for value in [0, 1, -1, 63, 64, -65, i64::MAX, i64::MIN] {
            let mut out = Vec::new();
            signed(&mut out, value);
            assert_eq!(read_signed(&mut out.as_slice()), Some(value));
            assert!(value.unsigned_abs() > 63 || out.len() == 1);
        }
        assert_eq!(read_number(&mut [0x80; 12].as_slice()), None);
        assert_eq!(length(&mut [5, 1].as_slice()), None);
    }
}
