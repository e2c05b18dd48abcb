//! A letter as text: written, not stripped from the HTML; lines of at most 72 characters, links whole on their own line.

use i18n_embed_fl::fl;

use super::{
    Letterhead, clean,
    letter::{Content, Part},
};
use crate::{domain::Lang, text::phrases};

const WIDTH: usize = 72;

pub(super) fn render(content: &Content, lang: Lang, head: &Letterhead) -> String {
    let mut blocks = vec![wrapped(&content.title, ""), wrapped(&content.greeting, "")];
    for part in &content.parts {
        match part {
            Part::Words(words) => blocks.push(wrapped(words, "")),
            Part::Quote { heading, text } => {
                let heading = heading.as_ref().map(|heading| wrapped(heading, "  ") + "\n").unwrap_or_default();
                blocks.push(format!("{heading}{}", wrapped(text, "    ")));
            }
        }
    }
    let label = fl!(phrases(lang), "mail-button-in-text", label = content.button.label.clone());
    blocks.push(format!("{label}\n{}", content.button.link));
    if !content.small.is_empty() {
        blocks.push(wrapped(&content.small.join(" "), ""));
    }
    // "-- " and a line end: where programs that answer cut the quotation (RFC 3676, 4.3).
    blocks.push(format!("-- \n{}\n{}\n", fl!(phrases(lang), "site-name"), clean::line(&head.site)));
    blocks.join("\n\n")
}

/// Each line of the text broken between words; a longer word, as a link is, stays whole.
fn wrapped(text: &str, indent: &str) -> String {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for word in paragraph.split(' ').filter(|word| !word.is_empty()) {
            if !line.is_empty() && indent.len() + clean::length(&line) + 1 + clean::length(word) > WIDTH {
                lines.push(format!("{indent}{line}"));
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(if line.is_empty() { line } else { format!("{indent}{line}") });
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words() {
        let text = wrapped(&"word ".repeat(40), "    ");
        assert!(text.lines().all(|line| line.len() <= WIDTH && line.starts_with("    word")));
        let link = format!("see https://site.example/{}", "x".repeat(100));
        assert_eq!(wrapped(&link, ""), link.replace(' ', "\n"));
        assert_eq!(wrapped("a\n\nb", "  "), "  a\n\n  b");
    }
}
