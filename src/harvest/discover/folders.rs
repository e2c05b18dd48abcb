//! Which of the many addresses of a sitemap are practices: those of one folder, and a pattern that takes no others.

use std::collections::BTreeMap;

use regex::escape;
use url::Url;

use super::super::sites::goes_in_circles;

const FEWEST: usize = 3;

/// Parts of paths that speak of practices, in the languages of the network, without accents.
const PRACTICES: [&str; 34] = [
    "practice",
    "pratique",
    "pratiche",
    "practica",
    "pratica",
    "praxis",
    "praktik",
    "praktik",
    "prakse",
    "praksa",
    "praktyk",
    "praktijk",
    "praktiker",
    "praktik",
    "praktikes",
    "case",
    "cas-",
    "caso",
    "project",
    "projet",
    "progett",
    "proyecto",
    "projekt",
    "story",
    "stories",
    "histoire",
    "experience",
    "esperienz",
    "experiencia",
    "initiative",
    "iniciativa",
    "beispiel",
    "exemple",
    "esempi",
];

/// And of what sites sort their pages by, or have besides.
const OTHERS: [&str; 22] = [
    "tag",
    "tags",
    "category",
    "categories",
    "categorie",
    "kategorie",
    "author",
    "user",
    "users",
    "member",
    "members",
    "node",
    "taxonomy",
    "archive",
    "archives",
    "search",
    "product",
    "event",
    "events",
    "page",
    "media",
    "attachment",
];

/// Addresses of one folder.
#[derive(Debug, PartialEq)]
pub(super) struct Folder {
    /// As people read it: `/en/practices/`.
    pub(super) shown: String,
    /// A regular expression that its addresses match.
    pub(super) include: String,
    pub(super) count: usize,
    weight: f64,
}

/// The folders with several addresses, the likeliest first. `near` is the path a person pasted.
pub(super) fn folders<'a>(urls: impl Iterator<Item = &'a Url>, near: &str) -> Vec<Folder> {
    let mut groups: BTreeMap<Vec<String>, (usize, usize)> = BTreeMap::new();
    for url in urls.filter(|url| !goes_in_circles(url)) {
        let mut parts: Vec<String> = url.path().split('/').filter(|part| !part.is_empty()).map(ordinary).collect();
        let last = match (parts.pop(), url.query()) {
            // One address for all, told apart by its parameters.
            (Some(page), Some(_)) => {
                parts.push(format!("{page}?"));
                0
            }
            (Some(last), None) => last.len(),
            (None, _) => continue,
        };
        let group = groups.entry(parts).or_default();
        *group = (group.0 + 1, group.1 + last);
    }
    let mut folders: Vec<Folder> = groups
        .into_iter()
        .filter(|(_, (count, _))| *count >= FEWEST)
        .map(|(parts, (count, length))| folder(&parts, count, length, near))
        .filter(|folder| folder.weight > 0.0)
        .collect();
    folders.sort_by(|one, other| other.weight.total_cmp(&one.weight));
    folders
}

/// Years and numbers of pages stand for any: what was told in one month is no other kind than that of the next.
fn ordinary(part: &str) -> String {
    if part.bytes().all(|byte| byte.is_ascii_digit()) { "0".to_owned() } else { part.to_owned() }
}

#[expect(clippy::cast_precision_loss, reason = "counts of addresses and lengths of their last parts")]
fn folder(parts: &[String], count: usize, length: usize, near: &str) -> Folder {
    let shown = parts.iter().fold("/".to_owned(), |path, part| path + part + "/");
    let words: Vec<String> = parts.iter().map(|part| part.to_lowercase()).collect();
    let says = |known: &[&str]| words.iter().any(|word| known.iter().any(|known| word.contains(known)));
    let is_beside = words.iter().any(|word| word.split(['-', '_']).any(|word| OTHERS.contains(&word)));
    let near = near.trim_matches('/');
    let is_near = !near.is_empty() && shown.trim_matches('/').starts_with(near);
    let mut weight = 10.0 * (count as f64).ln() + (length as f64 / count as f64).min(40.0) / 2.0;
    weight += if is_near { 20.0 } else { 0.0 } + if says(&PRACTICES) { 30.0 } else { 0.0 };
    weight -= if is_beside { 30.0 } else { 0.0 } + if parts.is_empty() { 15.0 } else { 0.0 };
    let pattern: String = parts
        .iter()
        .map(|part| match part.strip_suffix('?') {
            Some(page) => format!("/{}", escape(page)),
            None if part == "0" => "/[0-9]+".to_owned(),
            None => format!("/{}", escape(part)),
        })
        .collect();
    let ending = if parts.last().is_some_and(|part| part.ends_with('?')) { r"\?" } else { "/[^/?]+/?$" };
    Folder { shown, include: format!("^https?://[^/]+{pattern}{ending}"), count, weight }
}

#[cfg(test)]
mod tests {
    use regex::Regex;

    use super::*;

    #[test]
    fn the_folder_of_practices_is_told_from_the_others() {
        let many = |count: usize, path: &str| {
            (0..count)
                .map(|n| Url::parse(&format!("https://a.example{path}a-long-name-{n}")).unwrap())
                .collect::<Vec<_>>()
        };
        let urls: Vec<Url> = [
            many(40, "/tag/"),
            many(9, "/en/good-practices/"),
            many(12, "/en/news/2024/05/"),
            many(14, "/en/news/2023/11/"),
            many(5, "/"),
            many(2, "/rare/"),
        ]
        .concat();
        let found = folders(urls.iter(), "/");
        assert_eq!(found[0].shown, "/en/good-practices/");
        assert_eq!((found[1].shown.as_str(), found[1].count), ("/en/news/0/0/", 26));
        let taken =
            |include: &str| urls.iter().filter(|url| Regex::new(include).unwrap().is_match(url.as_str())).count();
        assert_eq!((taken(&found[0].include), taken(&found[1].include)), (9, 26));
        // What a person pasted counts for as much.
        assert_eq!(folders(many(5, "/x/").iter().chain(&many(9, "/y/")), "/x")[0].shown, "/x/");
        let asked: Vec<Url> =
            (0..4).map(|n| Url::parse(&format!("https://a.example/case.php?id={n}")).unwrap()).collect();
        let found = folders(asked.iter(), "/");
        assert!(Regex::new(&found[0].include).unwrap().is_match("https://a.example/case.php?id=9"), "{found:?}");
    }
}
