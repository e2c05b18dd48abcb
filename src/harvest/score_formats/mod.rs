//! How well feeds, robots.txt files and sitemaps are read, measured on sets of files nobody here wrote.
//! Knows where the sets keep their truth; reading is done by the room's own parsers, as in a harvest.

mod feed_view;
mod feeds;
mod robots;
mod sitemaps;

use std::{fs, io, path::Path};

use serde::de::DeserializeOwned;

/// One measure over one set.
#[derive(Clone, Debug)]
pub struct Score {
    /// What was measured, for a table.
    pub name: &'static str,
    /// Answers that agree with the set's.
    pub right: usize,
    /// All answers.
    pub asked: usize,
    /// The share that is aimed at, 0 to 1.
    pub bar: f64,
    /// The first answers that differ, to look into.
    pub misses: Vec<String>,
}

/// Misses that are kept.
const MOST_MISSES: usize = 2_000;

impl Score {
    const fn new(name: &'static str, bar: f64) -> Self {
        Self { name, right: 0, asked: 0, bar, misses: Vec::new() }
    }

    fn count(&mut self, is_right: bool, miss: impl FnOnce() -> String) {
        self.asked += 1;
        self.right += usize::from(is_right);
        if !is_right && self.misses.len() < MOST_MISSES {
            self.misses.push(miss());
        }
    }

    /// The share of right answers, 0 to 1; 0 when nothing was asked.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts of test cases are small")]
    pub fn share(&self) -> f64 {
        if self.asked == 0 { 0.0 } else { self.right as f64 / self.asked as f64 }
    }

    /// Whether the share reaches what is aimed at.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.share() >= self.bar
    }
}

type Measure = fn(&Path) -> io::Result<Vec<Score>>;

/// Measures all formats on the folders `robots`, `feeds` and `sitemaps` in `corpora`; a folder that is not there is left
/// out.
///
/// # Errors
/// A set that cannot be read or has another form.
pub fn score_formats(corpora: &Path) -> io::Result<Vec<Score>> {
    let mut scores = Vec::new();
    let measures: [(&str, Measure); 3] =
        [("robots", robots::scores), ("feeds", feeds::scores), ("sitemaps", sitemaps::scores)];
    for (name, measure) in measures {
        let folder = corpora.join(name);
        if folder.is_dir() {
            scores.extend(measure(&folder)?);
        }
    }
    Ok(scores)
}

/// The lines of a file of JSON lines.
fn lines<T: DeserializeOwned>(path: &Path) -> io::Result<Vec<T>> {
    let text = fs::read_to_string(path)?;
    text.lines().map(|line| serde_json::from_str(line).map_err(io::Error::other)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harvest::corpora::folder;

    #[test]
    fn every_measure_reaches_its_bar() {
        let Some(corpora) = folder(".") else { return };
        let scores = score_formats(&corpora).unwrap();
        for score in &scores {
            println!("{:.4} of {} ({}), bar {}", score.share(), score.asked, score.name, score.bar);
            if std::env::var_os("MISSES").is_some() {
                println!("{:#?}", score.misses);
            }
        }
        let below: Vec<&str> = scores.iter().filter(|score| !score.holds()).map(|score| score.name).collect();
        assert!(below.is_empty(), "below their bars: {below:?}");
    }
}
