//! Damage of every kind, for the readers of whole files.
#![allow(dead_code, missing_docs, reason = "each test binary uses its part")]

use lawgov_read::{Limits, Reader};

/// Reads a file cut off and altered in many ways: an error is fine, a panic or an endless run is not.
pub fn damage(sound: &[u8], name: &str, flips: usize) {
    let limits = Limits { expanded: 16 << 20, steps: 5_000_000, ..Limits::default() };
    let reader = Reader::new().limits(limits);
    let step = (sound.len() / 60).max(1);
    for end in (0..sound.len()).step_by(step) {
        let _ = reader.read(&sound[..end], name);
    }
    // A small generator with a fixed seed: the same damage in every run.
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = move |bound: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % bound.max(1) as u64) as usize
    };
    for _ in 0..flips {
        let mut bytes = sound.to_vec();
        for _ in 0..=next(8) {
            let at = next(bytes.len());
            match next(4) {
                0 => bytes[at] ^= 1 << next(8),
                1 => bytes[at] = 0xFF,
                2 => bytes[at] = 0,
                _ => {
                    let (from, len) = (next(bytes.len()), next(64));
                    let part = bytes[from..(from + len).min(sound.len())].to_vec();
                    let end = (at + part.len()).min(bytes.len());
                    bytes[at..end].copy_from_slice(&part[..end - at]);
                }
            }
        }
        let _ = reader.read(&bytes, name);
    }
}
