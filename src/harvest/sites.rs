//! Which addresses belong to a source, and by what name a practice is known.

use url::Url;

use crate::domain::{SourceSettings, source::WebAddress};

/// The address a practice is known by: no fragment, no tracking, no session. What the page itself claims to be its
/// address (`rel=canonical`) is not trusted: it could name another site's.
pub(super) use crate::domain::same_page::canonical;

/// Paths that go round in circles: as many equal parts, or parts at all, as no site needs.
const MOST_REPEATS: usize = 3;
const MOST_PARTS: usize = 20;

/// The hosts of a source: those of its addresses, with and without `www.`, and those its settings name.
pub(super) struct Sites {
    exact: Vec<String>,
    /// Suffixes with a leading dot, of `*.` entries.
    under: Vec<String>,
}

impl Sites {
    pub(super) fn of(settings: &SourceSettings) -> Self {
        let own =
            settings.addresses.iter().filter_map(|address| WebAddress::parse(address).ok()).filter_map(|address| {
                let host = plain(address.url().host_str()?);
                Some(match host.strip_prefix("www.") {
                    Some(bare) => [host.clone(), bare.to_owned()],
                    None => [host.clone(), format!("www.{host}")],
                })
            });
        let mut exact: Vec<String> = own.flatten().collect();
        let mut under = Vec::new();
        for host in &settings.hosts {
            match host.strip_prefix('*') {
                Some(suffix) => under.push(plain(suffix)),
                None => exact.push(plain(host)),
            }
        }
        Self { exact, under }
    }

    pub(super) fn hold(&self, url: &Url) -> bool {
        let host = plain(url.host_str().unwrap_or_default());
        self.exact.contains(&host)
            || self.under.iter().any(|suffix| host.len() > suffix.len() && host.ends_with(suffix))
    }
}

fn plain(host: &str) -> String {
    host.trim_end_matches('.').to_ascii_lowercase()
}

/// Whether a path looks made by a trap: a link relative to itself, for ever.
pub(super) fn goes_in_circles(url: &Url) -> bool {
    let parts: Vec<&str> = url.path().split('/').filter(|part| !part.is_empty()).collect();
    let repeats = |part: &&str| parts.iter().filter(|other| *other == part).count() >= MOST_REPEATS;
    parts.len() > MOST_PARTS || parts.iter().any(repeats)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn hosts_match_whole_or_under_a_star_and_never_by_ending_alone() {
        let mut settings = SourceSettings::of_feed("a", "https://www.Partner.example/", "x");
        settings.hosts = vec!["docs.partner.example".to_owned(), "*.city.example".to_owned()];
        let sites = Sites::of(&settings);
        for own in [
            "https://www.partner.example/x",
            "http://partner.example/",
            "https://docs.partner.example./",
            "https://a.b.city.example/",
        ] {
            assert!(sites.hold(&url(own)), "{own}");
        }
        for other in [
            "https://attacker-partner.example/",
            "https://partner.example.evil.test/",
            "https://city.example/",
            "https://evilcity.example/",
            "https://a.partner.example/",
        ] {
            assert!(!sites.hold(&url(other)), "{other}");
        }
    }

    #[test]
    fn traps_are_known_by_their_paths() {
        assert!(goes_in_circles(&url("https://a.example/a/x/a/y/a")));
        assert!(!goes_in_circles(&url("https://a.example/en/practices/2024/a/a")));
        assert!(goes_in_circles(&url(&format!(
            "https://a.example/{}",
            (0..30).fold(String::new(), |path, n| path + &format!("{n}/"))
        ))));
    }
}
