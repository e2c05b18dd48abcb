//! Files as other programs read them.

mod feed;
mod sitemap;
mod structured;

use practice_commons::domain::Timestamp;

/// 2024-05-01T10:20:30.5Z, and seconds after it.
fn at(seconds: i64) -> Timestamp {
    Timestamp::from_micros((1_714_558_830 + seconds) * 1_000_000 + 500_000)
}

/// The text XML 1.0 can hold, of any text.
fn holdable(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}'))
        .collect()
}
