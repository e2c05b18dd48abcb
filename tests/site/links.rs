//! Every link of every page leads to a page, in one hop.

use std::collections::{BTreeSet, VecDeque};

use super::*;
use crate::support::store::both_engines;

both_engines!(no_link_is_broken_and_every_page_is_reached, |bed| async move {
    let site = Site::filled(&bed).await;
    let mut seen: BTreeSet<String> = ["/en/practices".to_owned()].into();
    let mut waiting: VecDeque<String> = seen.iter().cloned().collect();
    while let Some(path) = waiting.pop_front() {
        let answer = site.get(&path).await;
        assert_eq!(answer.status, 200, "{path}");
        if !answer.header("content-type").starts_with("text/html") {
            continue;
        }
        let page = answer.html();
        let links = ["a", "link"].into_iter().flat_map(|name| attributes(&page, &format!("{name}[href]"), "href"));
        for link in links.chain(attributes(&page, "img[src], script[src]", "src")) {
            let link = link.strip_prefix(ORIGIN).unwrap_or(&link).split('#').next().unwrap().to_owned();
            // Questions lead to questions without end: from one with several choices no other such one is followed.
            let is_ours = link.starts_with('/') && !(link.contains('&') && path.contains('&'));
            if is_ours && seen.insert(link.clone()) {
                waiting.push_back(link);
            }
        }
        let ids: Vec<String> = attributes(&page, "[id]", "id");
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{path}: an id stands there twice");
    }
    for path in [
        "/fr/practices",
        "/fr/privacy",
        "/en/practices/two-cities",
        "/fr/practices.atom",
        "/en/practices?topic=refugees",
        "/en/topics/refugees",
        "/fr/countries/cy",
        "/fr/coverage?table=topics-years",
        "/fr/practices?country=CY",
    ] {
        assert!(seen.contains(path), "{path} is not reached");
    }
    assert!(seen.len() > 120, "{} pages", seen.len());
});
