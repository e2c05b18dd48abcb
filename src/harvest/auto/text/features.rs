//! What is asked about a piece of a page to tell whether it is part of the main text: which readers kept it, what it is,
//! and what stands around it, on the page and in the tree. Nothing here knows any site.

use std::collections::{HashMap, HashSet};

use ego_tree::NodeId;

use super::{
    blocks::Block,
    setting::{Mark, Setting},
};

/// In the order of what [`of_page`] gives for each piece.
#[rustfmt::skip]
pub(super) const NAMES: [&str; 66] = [
    "trafilatura", "rs_trafilatura", "readability",
    "kept_by_trafilaturas", "kept_by_trafilatura_readability", "kept_by_rs_readability", "kept_by_all", "kept_sum",
    "before_1", "after_1", "after_2", "near_1", "near_3", "near_10",
    "length", "length_after", "links",
    "main", "sentence", "heading", "is_p", "is_td", "is_div",
    "in_footer", "in_aside", "in_figure", "in_article", "in_main",
    "within_chrome", "by_related", "by_share", "by_meta", "by_caption", "by_hidden",
    "order", "place", "is_before", "is_after", "distance", "from_first", "from_last",
    "above_1", "above_2", "above_3", "above_4", "words_above_1", "words_above_2", "words_above_3",
    "links_above_1", "links_above_2", "links_above_3", "alike", "alike_number",
    "page_trafilatura", "page_rs_trafilatura", "page_readability",
    "page_trafilaturas", "page_trafilatura_readability", "page_rs_readability",
    "page_length", "page_links", "page_kept", "marks", "digits", "capitals", "again",
];

/// Words of a longer neighbour count no more: a sentence or two.
const MOST_OF_NEIGHBOUR: f32 = 30.0;
/// Pieces of a title's length and more, which tell where the text begins and ends.
const LONG: f32 = 8.0;

/// Pieces further away are only said to be far.
const FAR: f32 = 50.0;

/// How much each reader kept of each piece: trafilatura, rs-trafilatura, Readability.
pub(super) type Shares<'a> = [&'a [f32]; 3];

/// The features of each piece; none where no reader kept anything near.
pub(super) fn of_page(blocks: &[Block], settings: &[Setting], shares: Shares<'_>) -> Vec<Option<Vec<f32>>> {
    let sight = Sight::of(blocks, settings, shares);
    let whole = sight.whole();
    let mut seen = HashSet::new();
    (0..blocks.len())
        .map(|at| {
            let is_again = !seen.insert(&blocks[at].tokens);
            sight.features(at, &whole, is_again)
        })
        .collect()
}

struct Sight<'a> {
    blocks: &'a [Block],
    settings: &'a [Setting],
    shares: Shares<'a>,
    /// The mean of the readers' shares.
    together: Vec<f32>,
    words: Vec<f32>,
    /// The share of a piece's letters that are links.
    links: Vec<f32>,
    /// The long pieces most readers kept.
    kept: Vec<usize>,
    /// Of each element: its words, those kept, those of links.
    held: HashMap<NodeId, [f32; 3]>,
    /// Of each kind of place: the number of its pieces, their words, those kept.
    kinds: HashMap<&'a str, [f32; 3]>,
    /// How many words stand up to the end of each piece.
    places: Vec<f32>,
}

impl<'a> Sight<'a> {
    fn of(blocks: &'a [Block], settings: &'a [Setting], shares: Shares<'a>) -> Self {
        let together: Vec<f32> =
            (0..blocks.len()).map(|at| shares.iter().map(|of| of[at]).sum::<f32>() / 3.0).collect();
        let words: Vec<f32> = blocks.iter().map(|block| count(block.tokens.len())).collect();
        let links: Vec<f32> = blocks.iter().map(|block| part(block.letters.in_links, block.letters.all)).collect();
        let by_most = |at: &usize| shares.iter().filter(|of| of[*at] > 0.5).count() >= 2;
        let by_most: Vec<usize> = (0..blocks.len()).filter(by_most).collect();
        let long: Vec<usize> = by_most.iter().copied().filter(|at| words[*at] >= LONG).collect();
        let (mut held, mut kinds) = (HashMap::new(), HashMap::new());
        let mut places = Vec::with_capacity(blocks.len());
        let mut sum = 0.0;
        for (at, setting) in settings.iter().enumerate() {
            for above in &setting.above {
                let sums: &mut [f32; 3] = held.entry(*above).or_default();
                sums[0] += words[at];
                sums[1] += words[at] * together[at];
                sums[2] += words[at] * links[at];
            }
            let some = words[at].min(MOST_OF_NEIGHBOUR);
            let sums: &mut [f32; 3] = kinds.entry(setting.kind.as_str()).or_default();
            sums[0] += 1.0;
            sums[1] += some;
            sums[2] += some * together[at];
            sum += words[at];
            places.push(sum);
        }
        let kept = if long.is_empty() { by_most } else { long };
        Self { blocks, settings, shares, together, words, links, kept, held, kinds, places }
    }

    /// What a page's pieces have in common: from `page_trafilatura` on.
    fn whole(&self) -> [f32; 9] {
        let all = self.words.iter().sum::<f32>().max(1.0);
        let kept = self.shares.map(|of| of.iter().zip(&self.words).map(|(share, words)| share * words).sum::<f32>());
        let both = |one: usize, other: usize| {
            let pairs = self.shares[one].iter().zip(self.shares[other]).zip(&self.words);
            let shared: f32 = pairs.map(|((one, other), words)| one.min(*other) * words).sum();
            2.0 * shared / (kept[one] + kept[other]).max(1.0)
        };
        let links: f32 = self.links.iter().zip(&self.words).map(|(links, words)| links * words).sum();
        let [first, second, third] = kept.map(f32::ln_1p);
        let mean = kept.iter().sum::<f32>() / 3.0 / all;
        [first, second, third, both(0, 1), both(0, 2), both(1, 2), all.ln_1p(), links / all, mean]
    }

    fn features(&self, at: usize, whole: &[f32; 9], is_again: bool) -> Option<Vec<f32>> {
        let near_10 = self.near(&self.together, at, 10);
        if self.together[at] <= 0.0 && near_10 <= 0.05 {
            return None;
        }
        let (block, setting) = (&self.blocks[at], &self.settings[at]);
        let mut all: Vec<f32> = Vec::with_capacity(NAMES.len());
        let [first, second, third] = self.shares.map(|of| of[at]);
        all.extend([first, second, third, first * second, first * third, second * third, first * second * third]);
        all.push(first + second + third);
        all.extend([at.checked_sub(1), Some(at + 1), Some(at + 2)].map(|other| beside(&self.together, other)));
        all.extend([self.near(&self.together, at, 1), self.near(&self.together, at, 3), near_10]);
        all.extend([self.words[at].ln_1p(), beside(&self.words, Some(at + 1)).ln_1p(), self.links[at]]);
        all.extend([block.is_main, block.is_sentence, block.is_heading].map(flag));
        all.extend(["p", "td", "div"].map(|name| flag(setting.nearest == name)));
        all.extend(["footer", "aside", "figure", "article", "main"].map(|name| flag(setting.lies_in(name))));
        all.push(flag(setting.is_within_chrome));
        let by = [Mark::Related, Mark::Share, Mark::Meta, Mark::Caption, Mark::Hidden];
        all.extend(by.map(|mark| flag(setting.by.contains(&mark))));
        all.push(count(at) / count(self.blocks.len()).max(1.0));
        all.push(self.places[at] / self.places.last().copied().unwrap_or(1.0));
        all.extend(self.against_kept(at));
        all.extend([1, 2, 3, 4].map(|level| self.above(at, setting, level)));
        all.extend([1, 2, 3].map(|level| self.held_above(setting, level)[0].ln_1p()));
        all.extend([1, 2, 3].map(|level| self.held_above(setting, level)).map(|[all, _, links]| links / all.max(1.0)));
        all.extend(self.alike(at, setting));
        all.extend(whole);
        all.push(part_of(block.letters.marks, self.words[at]));
        all.extend([block.letters.digits, block.letters.capitals].map(|some| part(some, block.letters.all)));
        all.push(flag(is_again));
        Some(all)
    }

    /// The mean of a value over the pieces around one, by their words.
    fn near(&self, values: &[f32], at: usize, reach: usize) -> f32 {
        let (mut sum, mut all) = (0.0, 0.0);
        for (other, value) in values.iter().enumerate().take(at + reach + 1).skip(at.saturating_sub(reach)) {
            if other != at {
                let weight = self.words[other].min(MOST_OF_NEIGHBOUR);
                sum += weight * value;
                all += weight;
            }
        }
        sum / f32::max(all, 1.0)
    }

    /// Whether a piece stands before and after all that most readers kept, how far from the nearest of it, and how far
    /// from its beginning and its end.
    fn against_kept(&self, at: usize) -> [f32; 5] {
        let (Some(first), Some(last)) = (self.kept.first(), self.kept.last()) else { return [0.0; 5] };
        let next = self.kept.partition_point(|kept| *kept < at);
        let around = [next.checked_sub(1), Some(next)].into_iter().flatten().filter_map(|place| self.kept.get(place));
        let distance = around.map(|kept| kept.abs_diff(at)).min().unwrap_or_default();
        let from = |other: usize| (count(at) - count(other)).clamp(-FAR, FAR);
        [flag(at < *first), flag(at > *last), count(distance).ln_1p(), from(*first), from(*last)]
    }

    /// How much of what else lies in the same element, so many levels up, the readers kept.
    fn above(&self, at: usize, setting: &Setting, level: usize) -> f32 {
        let Some([all, kept, _]) = setting.level(level).and_then(|above| self.held.get(&above)) else {
            return self.together[at];
        };
        let rest = all - self.words[at];
        if rest > 0.0 { (kept - self.words[at] * self.together[at]) / rest.max(1.0) } else { self.together[at] }
    }

    fn held_above(&self, setting: &Setting, level: usize) -> [f32; 3] {
        setting.level(level).and_then(|above| self.held.get(&above)).copied().unwrap_or_default()
    }

    /// How much the readers kept of the other pieces in places of the same kind, −1 where there are none; and how many.
    fn alike(&self, at: usize, setting: &Setting) -> [f32; 2] {
        let [number, words, kept] = self.kinds.get(setting.kind.as_str()).copied().unwrap_or_default();
        let own = self.words[at].min(MOST_OF_NEIGHBOUR);
        let share = if number > 1.0 { (kept - own * self.together[at]) / (words - own).max(1.0) } else { -1.0 };
        [share, number.ln_1p()]
    }
}

fn beside(values: &[f32], at: Option<usize>) -> f32 {
    at.and_then(|at| values.get(at)).copied().unwrap_or_default()
}

fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

pub(super) fn count(number: usize) -> f32 {
    f32::from(u16::try_from(number).unwrap_or(u16::MAX))
}

fn part(some: u32, all: u32) -> f32 {
    let small = |number: u32| f32::from(u16::try_from(number).unwrap_or(u16::MAX));
    small(some) / small(all.max(1))
}

fn part_of(some: u32, all: f32) -> f32 {
    f32::from(u16::try_from(some).unwrap_or(u16::MAX)) / all.max(1.0)
}
