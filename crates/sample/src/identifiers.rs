//! Company identifiers with correct check digits, so that a check of the register format passes.

use crate::random::Random;

const USCC_SYMBOLS: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// A unified social credit code (GB 32100) around an organisation code (GB 11714).
pub(crate) fn uscc(random: &mut Random) -> String {
    // 91: an enterprise registered with the market regulator; then a region of Guangdong, Jiangsu or Zhejiang.
    let mut code = format!(
        "91{}",
        random.pick(&["440300", "441900", "320500", "320200", "330200", "310000"])
    );
    let organisation = digits(random, 8);
    let sum: u32 = organisation
        .bytes()
        .zip([3, 7, 9, 10, 5, 8, 4, 2])
        .map(|(b, weight)| value(b) * weight)
        .sum();
    code.push_str(&organisation);
    code.push(match 11 - sum % 11 {
        10 => 'X',
        11 => '0',
        digit => char::from(symbol(digit)),
    });
    let mut weight = 1;
    let mut sum = 0;
    for byte in code.bytes() {
        sum += value(byte) * weight;
        weight = weight * 3 % 31;
    }
    code.push(char::from(symbol((31 - sum % 31) % 31)));
    code
}

/// A legal entity identifier (ISO 17442), its last two digits by ISO 7064 mod 97-10.
pub(crate) fn lei(random: &mut Random) -> String {
    let code = format!("DEMO00{}", digits(random, 12));
    let mut rest: u32 = 0;
    for byte in code.bytes().chain(*b"00") {
        let number = if byte.is_ascii_digit() {
            u32::from(byte - b'0')
        } else {
            u32::from(byte - b'A') + 10
        };
        rest = if number > 9 {
            (rest * 100 + number) % 97
        } else {
            (rest * 10 + number) % 97
        };
    }
    format!("{code}{:02}", 98 - rest)
}

/// A global location number: thirteen digits, the last by GS1's weights of 1 and 3.
pub(crate) fn gln(random: &mut Random) -> String {
    let mut code = format!("69{}", digits(random, 10));
    let sum: u32 = code
        .bytes()
        .zip([1, 3].into_iter().cycle())
        .map(|(b, weight)| u32::from(b - b'0') * weight)
        .sum();
    code.push(char::from(symbol((10 - sum % 10) % 10)));
    code
}

/// A D-U-N-S number: nine digits.
pub(crate) fn duns(random: &mut Random) -> String {
    digits(random, 9)
}

fn digits(random: &mut Random, count: usize) -> String {
    (0..count)
        .map(|_| char::from(symbol(u32::try_from(random.below(10)).unwrap_or(0))))
        .collect()
}

fn symbol(value: u32) -> u8 {
    USCC_SYMBOLS[usize::try_from(value).unwrap_or(0) % USCC_SYMBOLS.len()]
}

fn value(byte: u8) -> u32 {
    let place = USCC_SYMBOLS.iter().position(|symbol| *symbol == byte);
    place.and_then(|place| u32::try_from(place).ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_close_the_codes() {
        let mut random = Random::new(1, &[1]);
        for _ in 0..200 {
            let code = uscc(&mut random);
            let mut weight = 1;
            let sum: u32 = code
                .bytes()
                .map(|byte| {
                    let part = value(byte) * weight;
                    weight = weight * 3 % 31;
                    part
                })
                .sum();
            // The last symbol has weight 3^17 mod 31, which the standard replaces by 1.
            let last = value(code.as_bytes()[17]);
            let body: u32 = sum - last * (0..17).fold(1, |weight, _| weight * 3 % 31);
            assert_eq!((body + last) % 31, 0, "{code}");

            let gln: Vec<u32> = gln(&mut random).bytes().map(|byte| u32::from(byte - b'0')).collect();
            assert_eq!(
                gln.iter()
                    .zip([1, 3].into_iter().cycle())
                    .map(|(d, w)| d * w)
                    .sum::<u32>()
                    % 10,
                0
            );

            let number = lei(&mut random).bytes().fold(0_u64, |rest, byte| match byte {
                b'0'..=b'9' => (rest * 10 + u64::from(byte - b'0')) % 97,
                _ => (rest * 100 + u64::from(byte - b'A') + 10) % 97,
            });
            assert_eq!(number, 1);
        }
    }
}
