//! A cleaned text as a tree, for those who set it in type.

use pulldown_cmark::{Event, Tag};
use serde::Serialize;

use super::markup::parser;

/// A block of a text. Nesting is bounded by what [`super::CleanText`] lets through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// From 1 for the outermost headings of this text, without gaps.
    Heading {
        level: usize,
        words: Vec<Words>,
    },
    Paragraph {
        words: Vec<Words>,
    },
    /// Numbered from `start` where there is one.
    List {
        start: Option<u64>,
        items: Vec<Vec<Block>>,
    },
    Quote {
        blocks: Vec<Block>,
    },
    Code {
        text: String,
    },
    /// Rows of cells, the first one the heads of the columns.
    Table {
        rows: Vec<Vec<Vec<Words>>>,
    },
    Rule,
}

/// Words within a block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Words {
    Text { text: String },
    Emphasis { words: Vec<Words> },
    Strong { words: Vec<Words> },
    Code { text: String },
    Link { url: String, words: Vec<Words> },
    Break,
}

/// What is open: the block or words it will become, and what it holds so far.
struct Open<'a> {
    tag: Option<Tag<'a>>,
    blocks: Vec<Block>,
    words: Vec<Words>,
    items: Vec<Vec<Block>>,
    cells: Vec<Vec<Words>>,
    rows: Vec<Vec<Vec<Words>>>,
}

impl<'a> Open<'a> {
    fn new(tag: Option<Tag<'a>>) -> Self {
        let (blocks, words, items) = (Vec::new(), Vec::new(), Vec::new());
        Self { tag, blocks, words, items, cells: Vec::new(), rows: Vec::new() }
    }

    fn add_block(&mut self, block: Block) {
        self.close_words();
        self.blocks.push(block);
    }

    /// Items of a tight list hold words without a paragraph.
    fn close_words(&mut self) {
        if !self.words.is_empty() {
            let words = std::mem::take(&mut self.words);
            self.blocks.push(Block::Paragraph { words });
        }
    }

    fn plain(&self) -> String {
        let text = |words: &Words| match words {
            Words::Text { text } | Words::Code { text } => text.clone(),
            Words::Break => "\n".to_owned(),
            Words::Emphasis { .. } | Words::Strong { .. } | Words::Link { .. } => String::new(),
        };
        self.words.iter().map(text).collect()
    }
}

pub(super) fn blocks(markdown: &str) -> Vec<Block> {
    let mut open = vec![Open::new(None)];
    let mut outline = Vec::new();
    for event in parser(markdown) {
        match event {
            Event::Start(tag) => open.push(Open::new(Some(tag))),
            Event::End(_) if open.len() > 1 => {
                let done = open.pop().unwrap_or_else(|| Open::new(None));
                if let Some(into) = open.last_mut() {
                    close(done, into, &mut outline);
                }
            }
            event => {
                if let (Some(into), Some(words)) = (open.last_mut(), words_of(event)) {
                    into.words.push(words);
                }
            }
        }
    }
    let mut root = open.swap_remove(0);
    root.close_words();
    root.blocks
}

fn words_of(event: Event<'_>) -> Option<Words> {
    match event {
        Event::Text(text) => Some(Words::Text { text: text.into_string() }),
        Event::Code(text) => Some(Words::Code { text: text.into_string() }),
        Event::SoftBreak => Some(Words::Text { text: " ".to_owned() }),
        Event::HardBreak => Some(Words::Break),
        _ => None,
    }
}

fn close(mut done: Open<'_>, into: &mut Open<'_>, outline: &mut Vec<pulldown_cmark::HeadingLevel>) {
    let Some(tag) = done.tag.take() else { return };
    match tag {
        Tag::Paragraph => into.add_block(Block::Paragraph { words: done.words }),
        Tag::Heading { level, .. } => {
            outline.retain(|outer| *outer < level);
            outline.push(level);
            into.add_block(Block::Heading { level: outline.len(), words: done.words });
        }
        Tag::CodeBlock(_) => into.add_block(Block::Code { text: done.plain() }),
        Tag::BlockQuote(_) => {
            done.close_words();
            into.add_block(Block::Quote { blocks: done.blocks });
        }
        Tag::Item => {
            done.close_words();
            into.items.push(done.blocks);
        }
        Tag::List(start) => into.add_block(Block::List { start, items: done.items }),
        Tag::TableCell => into.cells.push(done.words),
        Tag::TableHead | Tag::TableRow => into.rows.push(done.cells),
        Tag::Table(_) => into.add_block(Block::Table { rows: done.rows }),
        Tag::Emphasis => into.words.push(Words::Emphasis { words: done.words }),
        Tag::Strong => into.words.push(Words::Strong { words: done.words }),
        Tag::Link { dest_url, .. } => {
            into.words.push(Words::Link { url: dest_url.into_string(), words: done.words });
        }
        // Pictures and raw HTML are not in a cleaned text; of anything else the words stay.
        _ => {
            into.words.append(&mut done.words);
            into.blocks.append(&mut done.blocks);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Words {
        Words::Text { text: text.to_owned() }
    }

    #[test]
    fn a_text_becomes_a_tree() {
        let tree =
            blocks("Some *very* [good](https://a.example)\n\n- one\n- two\n\n  more\n\n> said\n\n| a |\n|---|\n| b |");
        let paragraph = |words: &str| Block::Paragraph { words: vec![text(words)] };
        assert_eq!(
            tree[0],
            Block::Paragraph {
                words: vec![
                    text("Some "),
                    Words::Emphasis { words: vec![text("very")] },
                    text(" "),
                    Words::Link { url: "https://a.example".to_owned(), words: vec![text("good")] },
                ]
            }
        );
        let items = vec![vec![paragraph("one")], vec![paragraph("two"), paragraph("more")]];
        assert_eq!(tree[1], Block::List { start: None, items });
        assert_eq!(tree[2], Block::Quote { blocks: vec![paragraph("said")] });
        assert_eq!(tree[3], Block::Table { rows: vec![vec![vec![text("a")]], vec![vec![text("b")]]] });
    }

    #[test]
    fn headings_skip_no_level() {
        let levels: Vec<usize> = blocks("### a\n\n##### b\n\n#### c\n\n# d\n\ntight\n===")
            .into_iter()
            .filter_map(|block| if let Block::Heading { level, .. } = block { Some(level) } else { None })
            .collect();
        assert_eq!(levels, [1, 2, 2, 1, 1]);
    }
}
