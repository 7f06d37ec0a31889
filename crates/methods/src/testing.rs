//! What the unit tests of every family share: closeness and a small seeded source.

/// Fails unless both lists have the same length and agree within `tolerance`.
#[track_caller]
pub(crate) fn assert_close(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len(), "{found:?} against {expected:?}");
    for (position, (left, right)) in found.iter().zip(expected).enumerate() {
        assert!(
            (left - right).abs() <= tolerance,
            "value {position}: {left} against {right}, tolerance {tolerance}"
        );
    }
}

/// Numbers in [0, 1) that are the same in every run.
pub(crate) fn uniforms(seed: u64, count: usize) -> Vec<f64> {
    let mut random = crate::smaa::random::Random::for_draw(seed, 0);
    (0..count).map(|_| random.unit()).collect()
}
