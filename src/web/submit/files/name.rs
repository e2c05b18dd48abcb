//! The name of a file as its sender called it, made harmless to show and to save (RFC 6266, 4.3; reliability: D8).

use super::Kind;
use crate::domain::clean_line;

/// In characters, the ending included.
const NAME_MOST: usize = 100;

/// Names that Windows keeps for itself.
const RESERVED: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// The last part of a path, without signs that hide, reorder or break anything; never empty.
#[must_use]
pub fn clean_name(sent_as: &str, kind: Kind) -> String {
    let last = sent_as.rsplit(['/', '\\']).next().unwrap_or_default();
    // Direction marks reverse what stands behind them: `annexe.pdf` that is `annfdp.exe`.
    let plain: String = clean_line(last)
        .chars()
        .filter(|letter| !letter.is_control() && !is_direction(*letter))
        .map(|letter| if matches!(letter, '"' | '<' | '>' | ':' | '|' | '?' | '*' | ';' | '%') { '_' } else { letter })
        .collect();
    let plain = plain.trim_matches([' ', '.']);
    if plain.is_empty() {
        return kind.name().to_owned();
    }
    let short = shorten(plain);
    let stem = short.split('.').next().unwrap_or_default().to_ascii_lowercase();
    if RESERVED.contains(&stem.as_str()) { format!("_{short}") } else { short }
}

fn is_direction(letter: char) -> bool {
    matches!(letter, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Cuts in the middle: the ending says what it is.
fn shorten(name: &str) -> String {
    if name.chars().count() <= NAME_MOST {
        return name.to_owned();
    }
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let ending: String = ending.chars().take(10).collect();
    let stem: String = stem.chars().take(NAME_MOST - 11).collect();
    if ending.is_empty() { stem } else { format!("{stem}.{ending}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_from_anywhere_become_harmless() {
        for (sent, kept) in [
            ("parade.jpg", "parade.jpg"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\anna\\plan final.docx", "plan final.docx"),
            ("CON.docx", "_CON.docx"),
            ("", "document"),
            (".", "document"),
            ("..", "document"),
            ("a\"; filename=x.html", "a__ filename=x.html"),
            ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie_ x.pdf"),
            ("\u{202E}fdp.exe", "fdp.exe"),
            ("e\u{301}te\u{301}.pdf", "été.pdf"),
            ("nul\0.txt", "_nul.txt"),
        ] {
            assert_eq!(clean_name(sent, Kind::Document), kept, "{sent:?}");
        }
        let long = clean_name(&format!("{}.pdf", "é".repeat(300)), Kind::Document);
        assert!(long.chars().count() <= NAME_MOST && long.ends_with("é.pdf"), "{long}");
    }
}
