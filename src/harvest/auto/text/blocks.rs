//! The pieces of text a page is laid out in: paragraphs, headings, list items, cells, and lines of their own.

use std::collections::{HashMap, HashSet};

use ego_tree::{NodeId, iter::Edge};
use scraper::{ElementRef, Node};

use crate::{
    domain::fold,
    harvest::{page::Page, prose},
};

/// More pieces than these are not looked at.
const MOST_BLOCKS: usize = 20_000;

/// Words of a piece that may hold a page's whole text.
const LEAST_OF_A_WHOLE: usize = 100;

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
    /// What its letters are.
    pub(super) letters: Letters,
}

/// How many letters of a kind a piece has; blanks are none.
#[derive(Clone, Copy, Default)]
pub(super) struct Letters {
    pub(super) all: u32,
    pub(super) in_links: u32,
    pub(super) digits: u32,
    pub(super) capitals: u32,
    /// Marks that part sentences and clauses.
    pub(super) marks: u32,
}

impl Letters {
    fn add(&mut self, text: &str, in_link: bool) {
        for letter in text.chars().filter(|letter| !letter.is_whitespace()) {
            self.all += 1;
            self.in_links += u32::from(in_link);
            self.digits += u32::from(letter.is_numeric());
            self.capitals += u32::from(letter.is_uppercase());
            self.marks += u32::from(".,;:!?。，、".contains(letter));
        }
    }
}

/// The pieces of a page in their order.
pub(super) fn blocks(page: &Page) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    let mut open: Option<(Block, String)> = None;
    let (mut skipped, mut links) = (0_usize, 0_usize);
    for edge in page.root().traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Element(element) => {
                    skipped += usize::from(prose::is_skipped(element));
                    links += usize::from(element.name() == "a");
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
                    block.letters.add(text, links > 0);
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
                    links -= usize::from(element.name() == "a");
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
        letters: Letters::default(),
    }
}

/// The nodes of the pieces that are kept by half or more, with all that holds them; what stands twice is kept once.
pub(super) fn kept(page: &Page, blocks: &[Block], shares: &[f32]) -> HashSet<NodeId> {
    let mut seen = HashSet::new();
    let wanted = blocks.iter().zip(shares).filter(|(_, share)| **share > 0.5).map(|(block, _)| block);
    let once = wanted.filter(|block| block.tokens.len() < 5 || seen.insert(&block.tokens));
    let mut kept = HashSet::new();
    for node in without_wholes(once.collect()).iter().flat_map(|block| &block.nodes) {
        kept.insert(*node);
        kept.extend(page.above(*node));
    }
    kept
}

/// Without the pieces that say in one what smaller pieces say: many a page holds its text once more, without its layout.
fn without_wholes(mut blocks: Vec<&Block>) -> Vec<&Block> {
    // How long the shortest piece is that has three words.
    let mut shortest: HashMap<&[String], usize> = HashMap::new();
    for block in &blocks {
        for three in block.tokens.windows(3) {
            let length = shortest.entry(three).or_insert(usize::MAX);
            *length = block.tokens.len().min(*length);
        }
    }
    let is_whole = |block: &Block| {
        let is_said = |three: &&[String]| shortest.get(three).is_some_and(|length| length * 2 < block.tokens.len());
        let said = block.tokens.windows(3).filter(is_said).count();
        block.tokens.len() >= LEAST_OF_A_WHOLE && said * 5 >= (block.tokens.len() - 2) * 4
    };
    blocks.retain(|block| !is_whole(block));
    blocks
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

#[cfg(test)]
mod tests {
    use url::Url;

    use super::*;
    use crate::domain::CleanText;

    #[test]
    fn words_of_neighbouring_elements_stay_apart() {
        let page = Page::parse("<p><b>One</b> <i>two</i><br><a href=/>three</a></p><p>Four</p>").unwrap();
        let blocks = blocks(&page);
        let kept = kept(&page, &blocks, &[1.0, 0.0]);
        let base = Url::parse("https://partner.example/").unwrap();
        let found = prose::markdown_where(page.root(), &base, 1_000, |id| kept.contains(&id));
        let plain = CleanText::from_markdown(&found.text).plain();
        assert_eq!(plain.split_whitespace().collect::<Vec<_>>(), ["One", "two", "three"]);
        assert_eq!((blocks[0].letters.all, blocks[0].letters.in_links), (11, 5));
    }

    #[test]
    fn a_text_that_stands_once_more_in_one_piece_is_kept_as_it_is_laid_out() {
        let paragraphs: Vec<String> = (0..8)
            .map(|number| (0..20).map(|word| format!("w{number}x{word}")).collect::<Vec<_>>().join(" "))
            .collect();
        let laid_out = format!("<p>{}</p>", paragraphs.join("</p><p>"));
        let page = Page::parse(&format!("<div>{}</div>{laid_out}", paragraphs.join(" "))).unwrap();
        let blocks = blocks(&page);
        let kept = kept(&page, &blocks, &vec![1.0; blocks.len()]);
        let is_kept: Vec<bool> = blocks.iter().map(|block| kept.contains(&block.nodes[0])).collect();
        assert_eq!(is_kept, [&[false][..], &[true; 8]].concat());
    }
}
