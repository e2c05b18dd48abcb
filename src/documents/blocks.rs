//! What a text of questions is made of.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub kind: Kind,
    pub runs: Vec<Run>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// 1 is below the title.
    Heading(usize),
    Paragraph,
    /// An item that begins with what is asked for, in bold.
    Question,
    Item,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Run {
    pub text: String,
    pub is_strong: bool,
    pub is_emphasised: bool,
}

pub(super) fn blocks(markdown: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = Block { kind: Kind::Paragraph, runs: Vec::new() };
    let (mut is_strong, mut is_emphasised, mut is_item) = (false, false, false);
    for event in Parser::new(markdown) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                close(&mut blocks, &mut open, is_item);
                open.kind = Kind::Heading((level as usize).saturating_sub(1).max(1));
            }
            Event::Start(Tag::Item) => {
                close(&mut blocks, &mut open, is_item);
                is_item = true;
            }
            Event::End(TagEnd::Item) => {
                close(&mut blocks, &mut open, is_item);
                is_item = false;
            }
            Event::End(TagEnd::Heading(_) | TagEnd::Paragraph) => close(&mut blocks, &mut open, is_item),
            Event::Start(Tag::Strong) => is_strong = true,
            Event::End(TagEnd::Strong) => is_strong = false,
            Event::Start(Tag::Emphasis) => is_emphasised = true,
            Event::End(TagEnd::Emphasis) => is_emphasised = false,
            Event::Text(text) | Event::Code(text) => {
                open.runs.push(Run { text: text.into_string(), is_strong, is_emphasised });
            }
            Event::SoftBreak | Event::HardBreak => {
                open.runs.push(Run { text: " ".to_owned(), is_strong, is_emphasised });
            }
            _ => {}
        }
    }
    close(&mut blocks, &mut open, is_item);
    blocks
}

fn close(blocks: &mut Vec<Block>, open: &mut Block, is_item: bool) {
    let Block { kind, runs } = std::mem::replace(open, Block { kind: Kind::Paragraph, runs: Vec::new() });
    let kind = match kind {
        Kind::Paragraph if is_item && runs.first().is_some_and(|run| run.is_strong) => Kind::Question,
        Kind::Paragraph if is_item => Kind::Item,
        kind => kind,
    };
    if !runs.is_empty() {
        blocks.push(Block { kind, runs });
    }
}
