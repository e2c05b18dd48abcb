//! Which text to believe: one reader's, or one put together from the page's pieces.
//!
//! No reader wins everywhere, so each piece of the page gets a probability from the readers that kept it, from its
//! neighbours, and from what it is and where it lies (`features`, `forest`). A text is worth its expected F1 against
//! these; the pieces that are probably part of the text are one more text beside the readers'
//! (docs/extraction.md says how the trees were made).

use std::{
    collections::{HashMap, HashSet},
    hash::{DefaultHasher, Hash, Hasher},
};

use super::{
    Made,
    blocks::{Block, tokens},
    features::{self, count},
    forest,
    setting::settings,
};
use crate::harvest::{auto::types::Extractor, page::Page};

/// The texts, the most believable first, and the share of each piece where the pieces are worth more than any.
pub(super) struct Choice {
    pub(super) in_order: Vec<Made>,
    pub(super) pieces: Option<Vec<f32>>,
}

pub(super) fn choose(page: &Page, blocks: &[Block], mut made: Vec<Made>) -> Choice {
    if made.len() < 2 {
        return Choice { in_order: made, pieces: None };
    }
    let shares: HashMap<Extractor, Vec<f32>> =
        made.iter().map(|made| (made.extractor, shares(blocks, &made.text.plain()))).collect();
    let likely = likely(page, blocks, &shares);
    let worth: HashMap<Extractor, f32> =
        shares.iter().map(|(extractor, shares)| (*extractor, expected_f1(blocks, shares, &likely))).collect();
    let worth_of = |made: &Made| worth.get(&made.extractor).copied().unwrap_or_default();
    made.sort_by(|one, other| worth_of(other).total_cmp(&worth_of(one)));
    let pieces: Vec<f32> = likely.iter().map(|likely| f32::from(u8::from(*likely > 0.5))).collect();
    let best = made.first().map(worth_of).unwrap_or_default();
    let is_better = expected_f1(blocks, &pieces, &likely) > best;
    Choice { in_order: made, pieces: is_better.then_some(pieces) }
}

/// How likely each piece is part of the main text.
fn likely(page: &Page, blocks: &[Block], shares: &HashMap<Extractor, Vec<f32>>) -> Vec<f32> {
    let none = vec![0.0; blocks.len()];
    let of = |extractor| shares.get(&extractor).unwrap_or(&none).as_slice();
    let shares = [of(Extractor::Trafilatura), of(Extractor::RsTrafilatura), of(Extractor::Readability)];
    let features = features::of_page(blocks, &settings(page, blocks), shares);
    features.iter().map(|features| features.as_deref().map_or(0.0, forest::likely)).collect()
}

fn expected_f1(blocks: &[Block], shares: &[f32], likely: &[f32]) -> f32 {
    let (mut both, mut kept, mut wanted) = (0.0, 0.0, 0.0);
    for ((block, share), likely) in blocks.iter().zip(shares).zip(likely) {
        let count = count(block.tokens.len());
        both += share * likely * count;
        kept += share * count;
        wanted += likely * count;
    }
    2.0 * both / f32::max(kept + wanted, 1.0)
}

/// How much of each piece stands in a text, 0 to 1, by runs of three words. A short piece stands in it when it does so
/// with what is around it: "Share" alone is in many a text.
pub(super) fn shares(blocks: &[Block], text: &str) -> Vec<f32> {
    let tokens = tokens(text);
    let known: HashSet<u64> = tokens.windows(3).map(run).collect();
    let flat: Vec<&str> = blocks.iter().flat_map(|block| block.tokens.iter().map(String::as_str)).collect();
    let stands: Vec<bool> = flat.windows(3).map(|three| known.contains(&run(three))).collect();
    let mut from = 0;
    let mut shares = Vec::with_capacity(blocks.len());
    for block in blocks {
        let length = block.tokens.len();
        let share = if length >= 5 {
            let inside = stands.get(from..from + length - 2).unwrap_or_default();
            let kept = inside.iter().filter(|stands| **stands).count();
            ratio(kept, length - 2)
        } else {
            // The runs that hold the whole piece, or lie in it.
            let (first, last) =
                if length >= 3 { (from, from + length - 2) } else { ((from + length).saturating_sub(3), from + 1) };
            let around = stands.get(first..last.min(stands.len()).max(first)).unwrap_or_default();
            f32::from(u8::from(around.contains(&true)))
        };
        shares.push(share);
        from += length;
    }
    shares
}

fn ratio(part: usize, whole: usize) -> f32 {
    let small = |number: usize| f32::from(u16::try_from(number).unwrap_or(u16::MAX));
    small(part) / small(whole.max(1))
}

fn run<T: AsRef<str>>(words: &[T]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for word in words {
        word.as_ref().hash(&mut hasher);
    }
    hasher.finish()
}
