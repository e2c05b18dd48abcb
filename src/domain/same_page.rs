//! Whether two addresses lead to the same page, judged by the addresses alone: visitors are counted, schemes change, and
//! a page stays what it is.

use url::Url;

/// Parameters that say where a visitor came from, not what is shown.
const TRACKING: [&str; 14] = [
    "fbclid",
    "gclid",
    "dclid",
    "msclkid",
    "mc_cid",
    "mc_eid",
    "igshid",
    "yclid",
    "_ga",
    "_gl",
    "phpsessid",
    "jsessionid",
    "sid",
    "sessionid",
];

/// The address without fragment, tracking and session: what a link meant.
#[must_use]
pub fn canonical(url: &Url) -> Url {
    let mut url = url.clone();
    url.set_fragment(None);
    let kept: Vec<String> =
        url.query().unwrap_or_default().split('&').filter(|pair| !is_tracking(pair)).map(str::to_owned).collect();
    let query = kept.join("&");
    url.set_query((!query.is_empty()).then_some(query.as_str()));
    if let Some(start) = url.path().to_ascii_lowercase().find(";jsessionid=") {
        let path = url.path()[..start].to_owned();
        url.set_path(&path);
    }
    url
}

fn is_tracking(pair: &str) -> bool {
    let name = pair.split('=').next().unwrap_or_default().to_ascii_lowercase();
    name.is_empty() || name.starts_with("utm_") || TRACKING.contains(&name.as_str())
}

/// What all addresses of a page have in common: `partner.example/p?id=3` for `http://www.partner.example/p/?id=3#top`.
/// Scheme, `www.`, a slash at the end, the order of parameters and what [`canonical`] leaves out do not matter. None for
/// what is no web address.
#[must_use]
pub fn key(address: &str) -> Option<String> {
    let url = canonical(&Url::parse(address.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?);
    let mut key = host(&url)?.to_owned();
    if let Some(port) = url.port() {
        key.push(':');
        key.push_str(&port.to_string());
    }
    key.push_str(url.path().trim_end_matches('/'));
    if let Some(query) = url.query() {
        let mut pairs: Vec<&str> = query.split('&').collect();
        pairs.sort_unstable();
        key.push('?');
        key.push_str(&pairs.join("&"));
    }
    Some(key)
}

/// Whether two addresses differ in their form at most.
#[must_use]
pub fn is_same(one: &str, other: &str) -> bool {
    one == other || key(one).is_some_and(|one| key(other) == Some(one))
}

/// What a page says its address is (`rel=canonical`), as a hint: only where it names its own host. Any page can name
/// another site's.
#[must_use]
pub fn hint(page: &Url, stated: &str) -> Option<Url> {
    let stated = page.join(stated.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    (host(page).is_some() && host(page) == host(&stated) && page.port() == stated.port()).then(|| canonical(&stated))
}

fn host(url: &Url) -> Option<&str> {
    let host = url.host_str()?.trim_end_matches('.');
    Some(host.strip_prefix("www.").unwrap_or(host))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn a_practice_keeps_its_name_whatever_led_to_it() {
        for address in [
            "https://a.example/p?id=3",
            "https://a.example/p?id=3#top",
            "https://A.example:443/p?utm_source=x&id=3",
            "https://a.example/p?id=3&fbclid=1&PHPSESSID=9",
            "https://a.example/p;jsessionid=AB?id=3&",
        ] {
            assert_eq!(canonical(&url(address)).as_str(), "https://a.example/p?id=3", "{address}");
        }
        assert_eq!(canonical(&url("https://a.example/p?utm_source=x")).as_str(), "https://a.example/p");
    }

    #[test]
    fn forms_of_one_address_are_one() {
        for other in [
            "http://partner.example/p?id=3&a=1",
            "https://www.partner.example/p/?a=1&id=3",
            "https://PARTNER.example:443/p?id=3&a=1&utm_medium=mail#x",
        ] {
            assert!(is_same("https://partner.example/p?a=1&id=3", other), "{other}");
        }
        for other in [
            "https://partner.example/P?a=1&id=3",
            "https://partner.example/p?a=1&id=4",
            "https://docs.partner.example/p?a=1&id=3",
            "https://partner.example:8443/p?a=1&id=3",
            "https://partner.example.evil.test/p?a=1&id=3",
            "mailto:partner@partner.example",
            "",
        ] {
            assert!(!is_same("https://partner.example/p?a=1&id=3", other), "{other}");
        }
        assert!(is_same("oai:r:2", "oai:r:2"));
        assert_eq!(key("oai:r:2"), None);
    }

    #[test]
    fn a_page_names_its_own_host_or_nothing() {
        let page = url("https://www.partner.example/en/p?id=3");
        assert_eq!(hint(&page, "/p/3").unwrap().as_str(), "https://www.partner.example/p/3");
        assert_eq!(hint(&page, "http://partner.example/p/3").unwrap().as_str(), "http://partner.example/p/3");
        for elsewhere in ["https://evil.test/p/3", "//evil.test/p", "https://docs.partner.example/", "javascript:0"] {
            assert_eq!(hint(&page, elsewhere), None, "{elsewhere}");
        }
    }

    proptest! {
        #[test]
        fn a_key_is_its_own_address(path in "[a-z/]{0,8}", query in "([a-c]=[0-9]&){0,3}") {
            let address = format!("https://www.a.example/{path}?{query}");
            let once = key(&address).unwrap();
            prop_assert_eq!(key(&format!("http://{once}")), Some(once));
        }
    }
}
