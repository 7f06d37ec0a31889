//! Where a key stands in a list: open addressing over positions, so that the list itself stays dense.

/// Positions by hash; the keys stay in the caller's list.
pub(super) struct Positions {
    /// Position plus one; 0 is free. The length is a power of two.
    slots: Vec<u32>,
}

impl Positions {
    pub(super) fn new() -> Positions {
        Positions {
            slots: vec![0; 1 << 10],
        }
    }

    /// The position of a key with this hash, or `None` after making room for it at position `count`.
    #[inline]
    pub(super) fn find_or_place(
        &mut self,
        hash: u64,
        count: usize,
        is_at: impl Fn(usize) -> bool,
        hash_at: impl Fn(usize) -> u64,
    ) -> Option<usize> {
        if (count + 1) * 2 > self.slots.len() {
            self.grow(count, hash_at);
        }
        let mut slot = self.home(hash);
        loop {
            match self.slots[slot] {
                0 => {
                    self.slots[slot] = u32::try_from(count + 1).unwrap_or(u32::MAX);
                    return None;
                }
                taken if is_at(taken as usize - 1) => return Some(taken as usize - 1),
                _ => slot = (slot + 1) & (self.slots.len() - 1),
            }
        }
    }

    #[inline]
    fn home(&self, hash: u64) -> usize {
        // The upper half depends on every bit of the key.
        (hash >> 32) as usize & (self.slots.len() - 1)
    }

    #[cold]
    fn grow(&mut self, count: usize, hash_at: impl Fn(usize) -> u64) {
        self.slots = vec![0; self.slots.len() * 2];
        for position in 0..count {
            let mut slot = self.home(hash_at(position));
            while self.slots[slot] != 0 {
                slot = (slot + 1) & (self.slots.len() - 1);
            }
            self.slots[slot] = u32::try_from(position + 1).unwrap_or(u32::MAX);
        }
    }
}

/// Spreads neighbouring numbers over the whole range; the result decides only where something is kept.
#[inline]
pub(super) fn spread(values: impl IntoIterator<Item = u64>) -> u64 {
    const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
    values
        .into_iter()
        .fold(0, |mixed: u64, value| (mixed ^ (mixed >> 29) ^ value).wrapping_mul(ODD))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_keeps_its_position_while_the_table_grows() {
        let (mut positions, mut keys) = (Positions::new(), Vec::new());
        for round in 0..2 {
            for key in (0..5_000_u64).map(|key| key * key) {
                let at = positions.find_or_place(
                    spread([key]),
                    keys.len(),
                    |position| keys[position] == key,
                    |position| spread([keys[position]]),
                );
                if at.is_none() {
                    keys.push(key);
                }
                assert_eq!(at.is_some(), round == 1, "{key}");
                assert!(at.is_none_or(|at| keys[at] == key));
            }
        }
        assert_eq!(keys.len(), 5_000);
    }
}
