//! Which address becomes which file, and how one file points at another.

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

    /// Whether it can be a file: a page of a list may be named, nothing else may be asked.
    pub fn is_for_copy(&self) -> bool {
        let mut parts = self.path.split('/').skip(1);
        let (first, second) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let safe = |part: &str| {
            !part.is_empty()
                && !part.starts_with('.')
                && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
        };
        let names = self.path.split('/').skip(1).all(safe) && self.path != "/";
        names
            && !LIVE_ROOTS.contains(&first)
            && !LIVE.contains(&second)
            && !second.is_empty()
            && (self.query.is_empty() || self.number().is_some())
    }

    /// The page of a list, where the query says nothing else.
    fn number(&self) -> Option<u32> {
        self.query.strip_prefix("page=")?.parse().ok()
    }

    /// Its file: a page with its number and an ending that tells browsers what it is, all else as it is called.
    pub fn file(&self, is_page: bool) -> String {
        let name = self.path.trim_start_matches('/');
        let number = self.number().map(|number| format!("-page-{number}")).unwrap_or_default();
        if is_page { format!("{name}{number}.html") } else { name.to_owned() }
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
        for href in [
            "/en/practices?topic=roma",
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
