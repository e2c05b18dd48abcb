//! What reading costs, file by file: no file may take more than two seconds or 200 MiB, and none may end a reader.
//! Must not know the network or right answers; it reads folders of kept files, and pages made to break parsers.

mod bounds;
mod made;

use std::{
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

pub use bounds::Bounds;
use bounds::held;
use flate2::read::GzDecoder;
use url::Url;

use super::{
    charset, discover, extract, feed, fetch::MOST_BODY, robots, rules::Rules, sitemap, sites::Sites,
    unpack::unpack_file,
};
use crate::domain::{
    Field, SourceSettings,
    source::{FieldRule, ListingRules, Part, SourceKind},
};

/// The ways one page is read: a practice without rules and by rules, a list by rules, and what an editor pasted.
struct Ways {
    settings: SourceSettings,
    unruled: Rules,
    ruled: Rules,
    base: Url,
}

/// Reads every file of the sets in `corpora` each way a harvest may read it, and pages made to break parsers; of the kept
/// pages one of `every`. One file at a time: what it costs is then its own.
///
/// # Errors
/// A folder or file that cannot be read.
pub fn costs(corpora: &Path, every: usize) -> io::Result<Vec<Bounds>> {
    let before = held();
    let ways = Ways::new()?;
    let mut made = Bounds::beyond(before, "pages made to break parsers");
    for (name, text) in made::pages() {
        ways.read(name, &text, &mut made);
    }
    let mut pages = Bounds::beyond(before, "pages");
    for folder in ["extraction", "practice-sites", "dates"] {
        let kept =
            files(&corpora.join(folder))?.into_iter().filter(|path| path.to_string_lossy().ends_with(".html.gz"));
        for file in kept.step_by(every.max(1)) {
            let mut bytes = Vec::new();
            GzDecoder::new(fs::File::open(&file)?).take(MOST_BODY as u64).read_to_end(&mut bytes)?;
            ways.read(&file.display().to_string(), &charset::decode(&bytes, None, None), &mut pages);
        }
    }
    let mut formats = Bounds::beyond(before, "feeds, robots.txt, sitemaps");
    for format in ["feeds", "robots", "sitemaps"] {
        for file in files(&corpora.join(format))? {
            ways.read_as(format, &file.display().to_string(), fs::read(&file)?, &mut formats);
        }
    }
    Ok(vec![made, pages, formats])
}

impl Ways {
    fn new() -> io::Result<Self> {
        let listing = ListingRules { card: None, link: "a".to_owned(), pagination: None };
        let kind = SourceKind::Pages { listing };
        let settings = SourceSettings::of_kind(kind, "files", "https://files.invalid/", "nobody");
        let select = |select: &str| {
            let (attribute, pattern) = (None, None);
            vec![FieldRule::Select { select: select.to_owned(), attribute, pattern, from: Part::Page }]
        };
        let pattern = vec![FieldRule::Pattern { pattern: r"(?m)^\s*Author:?\s+(\S.*)$".to_owned(), from: Part::Page }];
        let mut by_rules = settings.clone();
        by_rules.fields =
            [(Field::Title, select("h1, title")), (Field::Process, select("body")), (Field::Lead, pattern)].into();
        let compile = |settings: &SourceSettings| {
            Rules::compile(settings).map_err(|errors| io::Error::other(format!("rules of ours: {errors:?}")))
        };
        let (unruled, ruled) = (compile(&settings)?, compile(&by_rules)?);
        let base = Url::parse("https://files.invalid/p").map_err(io::Error::other)?;
        Ok(Self { settings, unruled, ruled, base })
    }

    /// Each way may refuse it by name.
    fn read(&self, name: &str, text: &str, bounds: &mut Bounds) {
        let sites = Sites::of(&self.settings);
        bounds.watch(&format!("{name}, without rules"), || extract::page(&self.unruled, text, &self.base, None).ok());
        bounds.watch(&format!("{name}, by rules"), || extract::page(&self.ruled, text, &self.base, None).ok());
        bounds.watch(&format!("{name}, as a list"), || extract::listing(&self.ruled, text, &self.base).ok());
        bounds.watch(&format!("{name}, pasted"), || discover::lists_on(text, &self.base, &sites).ok());
    }

    fn read_as(&self, format: &str, name: &str, bytes: Vec<u8>, bounds: &mut Bounds) {
        bounds.watch(name, || match format {
            "robots" => {
                let allowed = robots::Robots::parse("commons", &robots::text_of(&bytes)).allows(self.base.as_str());
                usize::from(allowed)
            }
            "feeds" => {
                let text = charset::decode(&bytes, None, None);
                feed::read(&self.unruled, &text, &self.base).map_or(0, |items| items.len())
            }
            _ => {
                let bytes = unpack_file(bytes, MOST_BODY).unwrap_or_default();
                let text = charset::decode(&bytes, None, None);
                sitemap::read(&text, &self.base).map_or(0, |found| found.pages.len())
            }
        });
    }
}

/// All files below a folder; none if it is not there.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let (mut found, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = folders.pop().filter(|folder| folder.is_dir()) {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
