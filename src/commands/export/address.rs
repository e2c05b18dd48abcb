//! Which address becomes which file, and how one file points at another.

use crate::domain::Slug;

/// An address of the site, without what follows `#`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Address {
    pub path: String,
    pub query: String,
}

/// What a static copy cannot do: it stays with the live site. Beside a language, or at the start.
const LIVE: [&str; 8] =
    ["submit", "status", "booklet", "booklet.pdf", "text-size", "opensearch.xml", "preview", "search"];
const LIVE_ROOTS: [&str; 8] = ["desk", "demo", "api", "oai", "livez", "readyz", "sitemap.xml", "sitemaps"];

impl Address {
    /// None for what is no address of this site.
    pub fn parse(href: &str) -> Option<(Self, &str)> {
        if !href.starts_with('/') || href.starts_with("//") {
            return None;
        }
        let (rest, fragment) = href.split_at(href.find('#').unwrap_or(href.len()));
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        Some((Self { path: path.to_owned(), query: query.to_owned() }, fragment))
    }

    /// Whether it can be a file: a page of a list, the original of a practice and a table may be named, nothing else asked.
    pub fn is_for_copy(&self) -> bool {
        let mut parts = self.path.split('/').skip(1);
        let (first, second) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let safe = |part: &str| {
            !part.is_empty()
                && !part.starts_with('.')
                && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
        };
        let names = self.path.split('/').skip(1).all(safe) && self.path != "/";
        names && !LIVE_ROOTS.contains(&first) && !LIVE.contains(&second) && !second.is_empty() && self.asked().is_some()
    }

    /// What stands behind the name of its file for what the query asks. None where that makes no file.
    fn asked(&self) -> Option<String> {
        if self.query.is_empty() {
            return Some(String::new());
        }
        match self.query.split_once('=')? {
            ("page", number) => number.parse::<u32>().ok().map(|number| format!("-page-{number}")),
            // No name of a practice has such a sign, so that no file takes another's place.
            ("text", "original") => Some("_original".to_owned()),
            ("table", name) => Slug::parse(name).ok().map(|name| format!("-{name}")),
            _ => None,
        }
    }

    /// Its file: a page with what was asked and an ending that tells browsers what it is, all else as it is called.
    pub fn file(&self, is_page: bool) -> String {
        let name = self.path.trim_start_matches('/');
        let asked = self.asked().unwrap_or_default();
        if is_page { format!("{name}{asked}.html") } else { name.to_owned() }
    }
}

/// How a file in the same folder tree is named from another.
pub fn relative(from: &str, to: &str) -> String {
    let (from, to): (Vec<&str>, Vec<&str>) = (from.split('/').collect(), to.split('/').collect());
    let folders = from.len() - 1;
    let common = from.iter().take(folders).zip(&to).take_while(|(one, other)| one == other).count();
    // The last part is the file itself.
    let common = common.min(to.len() - 1);
    let mut parts = vec![".."; folders - common];
    parts.extend(&to[common..]);
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(href: &str) -> Option<String> {
        let (address, _) = Address::parse(href)?;
        address.is_for_copy().then(|| address.file(true))
    }

    #[test]
    fn every_page_has_a_file_and_nothing_else_has() {
        assert_eq!(file("/en/practices").as_deref(), Some("en/practices.html"));
        assert_eq!(file("/en/practices?page=2#list").as_deref(), Some("en/practices-page-2.html"));
        assert_eq!(file("/fr/cities/lodz").as_deref(), Some("fr/cities/lodz.html"));
        assert_eq!(file("/en/practices/mapa?text=original").as_deref(), Some("en/practices/mapa_original.html"));
        assert_eq!(file("/fr/coverage?table=topics-years#coverage").as_deref(), Some("fr/coverage-topics-years.html"));
        for href in [
            "/en/practices?topic=roma",
            "/en/practices?page=2&topic=roma",
            "/en/practices?page=../2",
            "/en/practices/mapa?text=",
            "/en/coverage?table=../x",
            "/en/coverage?table=topics-years&country=IT",
            "/en/submit",
            "/desk/items/1",
            "/oai?verb=Identify",
            "/",
            "/en",
            "/en/../x",
            "/en/%2e%2e/x",
            "//evil.test/x",
            "https://evil.test",
            "#main",
        ] {
            assert_eq!(file(href), None, "{href}");
        }
    }

    #[test]
    fn files_point_at_each_other_from_any_folder() {
        assert_eq!(relative("en/practices.html", "en/practices/a.html"), "practices/a.html");
        assert_eq!(relative("en/practices/a.html", "en/practices.html"), "../practices.html");
        assert_eq!(relative("en/practices/a.html", "assets/x.css"), "../../assets/x.css");
        assert_eq!(relative("index.html", "en/a.html"), "en/a.html");
        assert_eq!(relative("en/a.html", "en/a.html"), "a.html");
    }
}
