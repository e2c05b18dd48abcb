//! The pieces of text a page is laid out in: paragraphs, headings, list items, cells, and lines of their own.

use std::collections::HashSet;

use ego_tree::{NodeId, iter::Edge};
use scraper::{ElementRef, Node};

use crate::{
    domain::fold,
    harvest::{page::Page, prose},
};

/// More pieces than these are not looked at.
const MOST_BLOCKS: usize = 20_000;

/// A run of text with no block between its words.
pub(super) struct Block {
    /// The text nodes it is made of, and the line breaks between them.
    pub(super) nodes: Vec<NodeId>,
    /// Its words, folded.
    pub(super) tokens: Vec<String>,
    pub(super) is_heading: bool,
    /// It lies in `main` or `article`, or in what calls itself the content.
    pub(super) is_main: bool,
    /// It ends as a sentence does.
    pub(super) is_sentence: bool,
}

/// The pieces of a page in their order.
pub(super) fn blocks(page: &Page) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    let mut open: Option<(Block, String)> = None;
    let mut skipped = 0_usize;
    for edge in page.root().traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Element(element) => {
                    skipped += usize::from(prose::is_skipped(element));
                    if prose::is_block(element.name()) {
                        close(&mut open, &mut found);
                    } else if element.name() == "br"
                        && let Some((block, words)) = &mut open
                    {
                        block.nodes.push(node.id());
                        words.push(' ');
                    }
                }
                Node::Text(text) if skipped == 0 && !text.trim().is_empty() => {
                    let (block, words) = open.get_or_insert_with(|| (begin(&node), String::new()));
                    block.nodes.push(node.id());
                    words.push_str(text);
                }
                // Blanks between words, or words in another element would run into each other.
                Node::Text(_) if skipped == 0 => {
                    if let Some((block, words)) = &mut open {
                        block.nodes.push(node.id());
                        words.push(' ');
                    }
                }
                _ => {}
            },
            Edge::Close(node) => {
                if let Node::Element(element) = node.value() {
                    skipped -= usize::from(prose::is_skipped(element));
                    if prose::is_block(element.name()) {
                        close(&mut open, &mut found);
                    }
                }
            }
        }
        if found.len() >= MOST_BLOCKS {
            break;
        }
    }
    close(&mut open, &mut found);
    found
}

fn close(open: &mut Option<(Block, String)>, found: &mut Vec<Block>) {
    let Some((mut block, words)) = open.take() else { return };
    block.is_sentence = words.trim_end().ends_with(['.', '!', '?', '…', ':', ';', '”', '"', '»', '。', '›', ')']);
    block.tokens = tokens(&words);
    if !block.tokens.is_empty() {
        found.push(block);
    }
}

fn begin(node: &ego_tree::NodeRef<'_, Node>) -> Block {
    let above: Vec<ElementRef<'_>> = node.ancestors().filter_map(ElementRef::wrap).collect();
    let nearest =
        above.iter().map(|element| element.value().name()).find(|name| prose::is_block(name)).unwrap_or("body");
    let is_main = above.iter().any(|element| {
        let value = element.value();
        let marks = [value.attr("class"), value.attr("id"), value.attr("itemprop"), value.attr("role")];
        matches!(value.name(), "main" | "article")
            || marks.into_iter().flatten().any(|marks| {
                let marks = marks.to_ascii_lowercase();
                ["content", "article", "main", "entry", "post", "body", "story"].iter().any(|word| marks.contains(word))
            }) && !matches!(value.name(), "body" | "html")
    });
    Block {
        nodes: Vec::new(),
        tokens: Vec::new(),
        is_heading: nearest.len() == 2 && nearest.starts_with('h') && nearest != "hr",
        is_main,
        is_sentence: false,
    }
}

/// The nodes of the pieces that are kept by half or more, with all that holds them; a piece that stands twice is kept once.
pub(super) fn kept(page: &Page, blocks: &[Block], shares: &[f32]) -> HashSet<NodeId> {
    let mut kept = HashSet::new();
    let mut seen = HashSet::new();
    for (block, share) in blocks.iter().zip(shares) {
        let again = block.tokens.len() >= 5 && !seen.insert(&block.tokens);
        if *share <= 0.5 || again {
            continue;
        }
        for node in &block.nodes {
            kept.insert(*node);
            kept.extend(page.above(*node));
        }
    }
    kept
}

/// Words as the readers' texts and the page's own are compared; in scripts without blanks, letters.
pub(super) fn tokens(text: &str) -> Vec<String> {
    let folded = fold(text);
    let mut tokens = Vec::new();
    for word in folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if word.chars().any(is_syllable) {
            tokens.extend(word.chars().map(String::from));
        } else {
            tokens.push(word.to_owned());
        }
    }
    tokens
}

/// Han, kana and Thai.
fn is_syllable(letter: char) -> bool {
    matches!(letter, '\u{E00}'..='\u{E7F}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}')
}
