//! What a set says of its pages.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

use flate2::read::GzDecoder;
use serde::Deserialize;
use serde_json::Value;
use url::Url;

use crate::harvest::charset;

/// A kept page is not larger than this when unpacked.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// The right answers for one page; what is missing is not stated.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Truth {
    pub(super) id: String,
    url: String,
    pub(super) text: Option<String>,
    pub(super) with: Vec<String>,
    pub(super) without: Vec<String>,
    pub(super) title: Option<String>,
    pub(super) date: Option<String>,
    pub(super) country: Option<String>,
    pub(super) city: Option<String>,
    pub(super) created: Option<String>,
    pub(super) start_date: Option<String>,
    pub(super) end_date: Option<String>,
    /// The English name of the text's language.
    pub(super) language: Option<String>,
    /// Everything it says, these included.
    #[serde(skip)]
    pub(super) stated: BTreeMap<String, Value>,
}

pub(super) struct Case {
    pub(super) at: usize,
    pub(super) truth: Truth,
    pub(super) url: Url,
    file: PathBuf,
}

impl Case {
    /// The page, decoded as it says itself.
    pub(super) fn text(&self) -> io::Result<String> {
        let mut bytes = Vec::new();
        GzDecoder::new(fs::File::open(&self.file)?).take(MOST_BYTES).read_to_end(&mut bytes)?;
        Ok(charset::decode(&bytes, None, self.url.host_str()))
    }
}

pub(super) fn cases(folder: &Path) -> io::Result<Vec<Case>> {
    let nowhere = || Url::parse("https://page.invalid/").expect("an address of ours");
    let mut cases = Vec::new();
    for (number, line) in fs::read_to_string(folder.join("truth.jsonl"))?.lines().enumerate() {
        let fault = |error| io::Error::other(format!("{}, line {}: {error}", folder.display(), number + 1));
        let mut truth: Truth = serde_json::from_str(line).map_err(fault)?;
        truth.stated = serde_json::from_str(line).map_err(fault)?;
        let file = folder.join("pages").join(format!("{}.html.gz", truth.id));
        if file.is_file() {
            let url = Url::parse(&truth.url).unwrap_or_else(|_| nowhere());
            cases.push(Case { at: number, truth, url, file });
        }
    }
    Ok(cases)
}
