//! Lines that readers leave in a text though they only invite to read, share or buy, or say the title.

use std::sync::LazyLock;

use crate::domain::{CleanText, fold::name_key};

/// Longer lines tell something.
const MOST_LINE: usize = 160;

/// Lines further down that say the title are the text's own.
const MOST_BEFORE_TITLE: usize = 3;

struct Beginnings {
    /// Beginnings of lines, whole words.
    some: Vec<String>,
    /// Whole lines.
    whole: Vec<String>,
}

static NOISE: LazyLock<Beginnings> = LazyLock::new(|| {
    let mut noise = Beginnings { some: Vec::new(), whole: Vec::new() };
    let lines = include_str!("noise.tsv").lines().filter(|line| !line.starts_with('#'));
    for words in lines.filter_map(|line| line.split_once('\t')).flat_map(|(_, words)| words.split('|')) {
        match words.strip_prefix('=') {
            Some(whole) => noise.whole.push(name_key(whole)),
            None => noise.some.push(name_key(words)),
        }
    }
    noise
});

fn is_noise(line: &str) -> bool {
    if line.len() > MOST_LINE {
        return false;
    }
    let key = name_key(&CleanText::from_markdown(line).plain());
    let begins =
        |words: &String| key.strip_prefix(words.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    !key.is_empty() && (NOISE.whole.contains(&key) || NOISE.some.iter().any(begins))
}

/// Where the title stands at the beginning of a text.
fn title_line(lines: &[&str], title: &str) -> Option<usize> {
    let title = name_key(title);
    let is_title = |line: &str| !title.is_empty() && name_key(&CleanText::from_markdown(line).plain()) == title;
    let first = lines.iter().enumerate().filter(|(_, line)| !line.is_empty()).take(MOST_BEFORE_TITLE);
    first.into_iter().find(|(_, line)| is_title(line)).map(|(at, _)| at)
}

/// A text without such lines and the gaps they leave. Other lines stay as they are.
pub(super) fn without(text: &CleanText, title: &str) -> CleanText {
    let mut lines: Vec<&str> = text.markdown().split('\n').filter(|line| !is_noise(line)).collect();
    if let Some(at) = title_line(&lines, title) {
        lines.remove(at);
    }
    let mut kept: Vec<&str> = Vec::new();
    for line in lines {
        let is_gap = line.is_empty() && kept.last().is_none_or(|before| before.is_empty());
        if !is_gap {
            kept.push(line);
        }
    }
    CleanText::from_markdown(&kept.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_invite_are_left_out() {
        let text = CleanText::from_markdown(
            "The market opened.\n\n**Lesen Sie auch:** [Mehr](https://a.example/)\n\nShare\n\nShare of women: 40 %.\n\n- Zurück zur Liste",
        );
        assert_eq!(without(&text, "").markdown(), "The market opened.\n\nShare of women: 40 %.");
    }

    #[test]
    fn the_title_is_left_out_where_the_text_begins() {
        let title = "A market, for all";
        let text = |words: &str| without(&CleanText::from_markdown(words), title).markdown().to_owned();
        assert_eq!(text("City\n\n# A market for *all*\n\nIt opened."), "City\n\nIt opened.");
        let later = "One.\n\nTwo.\n\nThree.\n\nA market, for all";
        assert_eq!(text(later), later);
    }
}
