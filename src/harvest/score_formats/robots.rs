//! Questions about robots.txt files of large sites, answered by the reference parser.

use std::{fs, io, path::Path};

use serde::Deserialize;

use super::{Score, lines};
use crate::harvest::robots::{MOST_BYTES, Robots, sitemaps, text_of};

#[derive(Deserialize)]
struct Case {
    id: String,
    queries: Vec<(String, String, bool)>,
    sitemaps: Vec<String>,
}

/// Of the questions how many are answered alike, and of the files how many name the same sitemaps. Files are cut where a
/// harvest cuts them.
pub(super) fn scores(folder: &Path) -> io::Result<Vec<Score>> {
    let mut answers = Score::new("robots.txt: questions about real files", 0.998);
    let mut named = Score::new("robots.txt: sitemaps of real files", 0.99);
    for case in lines::<Case>(&folder.join("real.jsonl"))? {
        let bytes = fs::read(folder.join("real").join(format!("{}.txt", case.id)))?;
        let text = text_of(&bytes[..bytes.len().min(MOST_BYTES)]);
        for (agent, url, allowed) in &case.queries {
            answers.count(Robots::parse(agent, &text).allows(url) == *allowed, || format!("{} {agent} {url}", case.id));
        }
        let mut theirs: Vec<&str> = case.sitemaps.iter().map(|address| address.trim()).collect();
        theirs.dedup();
        let ours = sitemaps(&text);
        // Those past the cut are not looked for.
        let same = bytes.len() > MOST_BYTES || theirs.iter().all(|address| ours.contains(address));
        named.count(same, || case.id.clone());
    }
    Ok(vec![answers, named])
}
