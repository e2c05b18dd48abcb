//! Makes what people wrote safe to stand in a header, a line or a paragraph of a letter.

use unicode_segmentation::UnicodeSegmentation;

/// One line for a header, of at most `limit` characters: no control or direction marks, and nothing that a reader's
/// program would take for an encoded word (RFC 2047).
pub(super) fn header(text: &str, limit: usize) -> String {
    cut(&line(text).replace("=?", "= ?"), limit)
}

/// One line: control and direction marks become spaces, runs of spaces one.
pub(super) fn line(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if breaks_out(c) { ' ' } else { c }).collect();
    // Not `split_whitespace`: French keeps its no-break spaces.
    spaced.split([' ', '\t']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Lines of text with `\n` ends and nothing else that controls.
pub(super) fn lines(text: &str) -> String {
    let unix = text.replace("\r\n", "\n").replace('\r', "");
    let kept: String = unix.chars().filter(|&c| c == '\n' || !breaks_out(c)).collect();
    kept.trim().to_owned()
}

/// At most `limit` characters as a reader counts them, the last one `…` when something was left out.
pub(super) fn cut(text: &str, limit: usize) -> String {
    let mut marks = text.grapheme_indices(true);
    let Some((end, _)) = marks.clone().nth(limit.saturating_sub(1)) else { return text.to_owned() };
    if marks.nth(limit).is_none() {
        return text.to_owned();
    }
    format!("{}…", text[..end].trim_end())
}

/// How many characters a reader counts.
pub(super) fn length(text: &str) -> usize {
    text.graphemes(true).count()
}

fn breaks_out(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_one_line() {
        assert_eq!(header("x\r\nBcc: y@z.example\u{2028}\0", 200), "x Bcc: y@z.example");
        assert_eq!(header("=?utf-8?q?=0d=0aBcc:?=", 200), "= ?utf-8?q?=0d=0aBcc:?=");
    }

    #[test]
    fn long_text_is_cut_between_characters() {
        assert_eq!(cut("abcdef", 6), "abcdef");
        assert_eq!(cut("abcdefg", 6), "abcde…");
        assert_eq!(cut("ab cdefg", 4), "ab…");
        assert_eq!(cut("👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", 2), "👩‍👩‍👧…");
        assert_eq!(length(&header(&"a".repeat(100_000), 200)), 200);
    }

    #[test]
    fn a_paragraph_keeps_its_lines_only() {
        assert_eq!(lines("a\r\nb\rc\u{202e}\0\n"), "a\nbc");
    }
}
