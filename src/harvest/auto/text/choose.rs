//! Which reader to believe: the one nearest to what the page's pieces together are probably the main text.
//!
//! No reader wins everywhere, so each piece of the page gets a probability from the readers that kept it, from its
//! neighbours, and from what it is; a reader's text is worth its expected F1 against these. The weights are a logistic
//! regression over the pieces of pages whose main text people marked (docs/extraction.md).

use std::{
    collections::{HashMap, HashSet},
    hash::{DefaultHasher, Hash, Hasher},
};

use super::{
    Made,
    blocks::{Block, tokens},
};
use crate::harvest::auto::types::Extractor;

/// Pieces to each side that a piece is judged with.
const NEAR: usize = 3;

/// What speaks for a piece.
struct Weights {
    trafilatura: f32,
    rs_trafilatura: f32,
    readability: f32,
    /// Both of these readers at once, beyond each alone.
    both_trafilaturas: f32,
    rs_and_readability: f32,
    near: f32,
    length: f32,
    main: f32,
    sentence: f32,
    heading: f32,
    bias: f32,
}

const WEIGHTS: Weights = Weights {
    trafilatura: 0.69,
    rs_trafilatura: 2.14,
    readability: 2.04,
    both_trafilaturas: 0.80,
    rs_and_readability: -0.40,
    near: 1.40,
    length: 0.30,
    main: 1.42,
    sentence: 0.56,
    heading: 1.18,
    bias: -6.41,
};

/// The readers' texts, the most believable first.
pub(super) fn in_order(blocks: &[Block], mut made: Vec<Made>) -> Vec<Made> {
    let shares: HashMap<Extractor, Vec<f32>> =
        made.iter().map(|made| (made.extractor, shares(blocks, &made.text.plain()))).collect();
    let likely = likely(blocks, &shares);
    let worth: HashMap<Extractor, f32> =
        shares.iter().map(|(extractor, shares)| (*extractor, expected_f1(blocks, shares, &likely))).collect();
    let worth_of = |made: &Made| worth.get(&made.extractor).copied().unwrap_or_default();
    made.sort_by(|one, other| worth_of(other).total_cmp(&worth_of(one)));
    made
}

/// How likely each piece is part of the main text.
fn likely(blocks: &[Block], shares: &HashMap<Extractor, Vec<f32>>) -> Vec<f32> {
    let none = vec![0.0; blocks.len()];
    let of = |extractor| shares.get(&extractor).unwrap_or(&none);
    let (trafilatura, rs, readability) =
        (of(Extractor::Trafilatura), of(Extractor::RsTrafilatura), of(Extractor::Readability));
    let together: Vec<f32> = (0..blocks.len()).map(|at| (trafilatura[at] + rs[at] + readability[at]) / 3.0).collect();
    let flag = |is: bool| f32::from(u8::from(is));
    let w = &WEIGHTS;
    let score = |at: usize| {
        let block = &blocks[at];
        w.bias
            + w.trafilatura * trafilatura[at]
            + w.rs_trafilatura * rs[at]
            + w.readability * readability[at]
            + w.both_trafilaturas * trafilatura[at] * rs[at]
            + w.rs_and_readability * rs[at] * readability[at]
            + w.near * near(blocks, &together, at)
            + w.length * (1.0 + count(block)).ln()
            + w.main * flag(block.is_main)
            + w.sentence * flag(block.is_sentence)
            + w.heading * flag(block.is_heading)
    };
    (0..blocks.len()).map(|at| 1.0 / (1.0 + (-score(at)).exp())).collect()
}

/// What the readers kept around a piece; long neighbours count more, up to a sentence or two.
fn near(blocks: &[Block], together: &[f32], at: usize) -> f32 {
    let (mut kept, mut all) = (0.0, 0.0);
    for other in at.saturating_sub(NEAR)..(at + NEAR + 1).min(blocks.len()) {
        if other != at {
            let weight = count(&blocks[other]).min(30.0);
            kept += weight * together[other];
            all += weight;
        }
    }
    kept / f32::max(all, 1.0)
}

fn expected_f1(blocks: &[Block], shares: &[f32], likely: &[f32]) -> f32 {
    let (mut shared, mut kept, mut wanted) = (0.0, 0.0, 0.0);
    for ((block, share), likely) in blocks.iter().zip(shares).zip(likely) {
        let count = count(block);
        shared += share * likely * count;
        kept += share * count;
        wanted += likely * count;
    }
    2.0 * shared / f32::max(kept + wanted, 1.0)
}

fn count(block: &Block) -> f32 {
    f32::from(u16::try_from(block.tokens.len()).unwrap_or(u16::MAX))
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
