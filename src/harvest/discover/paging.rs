//! How an answer of an unknown interface goes on.

use serde_json::Value;
use url::Url;

use crate::domain::source::JsonPaging;

const NEXT: [&str; 12] = [
    "/next",
    "/links/next",
    "/links/next/href",
    "/_links/next/href",
    "/_links/next",
    "/meta/next",
    "/pagination/next",
    "/paging/next",
    "/next_page_url",
    "/nextPage",
    "/next_url",
    "/meta/pagination/links/next",
];
const TOTALS: [&str; 9] = [
    "/total",
    "/count",
    "/meta/total",
    "/total_count",
    "/totalCount",
    "/pagination/total",
    "/meta/pagination/total",
    "/totalResults",
    "/hits/total",
];
const PAGES: [&str; 12] =
    ["page", "p", "pg", "paged", "seite", "pagina", "página", "stranica", "strona", "sida", "side", "faqe"];

/// How the answer goes on: it names the next address, or its own address has the number of a page and more is to come.
pub(super) fn paging(value: &Value, here: usize, at: &Url) -> Option<JsonPaging> {
    let leads = |place: &&&str| {
        let next = value.pointer(place).and_then(Value::as_str).unwrap_or_default();
        next.starts_with("http") || next.starts_with('/') || next.starts_with('?')
    };
    if let Some(next) = NEXT.iter().find(leads) {
        return Some(JsonPaging::Next((*next).to_owned()));
    }
    let total = TOTALS.iter().find_map(|place| value.pointer(place)?.as_u64());
    if total.is_some_and(|total| total <= here as u64) {
        return None;
    }
    let (name, number) = at.query_pairs().find_map(|(name, number)| {
        let is_page = PAGES.contains(&name.to_lowercase().as_str());
        number.parse::<u32>().ok().filter(|number| is_page && *number < 100).map(|number| (name.into_owned(), number))
    })?;
    // The parameter as it stands, so that everything else in the address stays as it is.
    let (from, to) = (format!("{name}={number}"), format!("{name}={{page}}"));
    let query: Vec<String> =
        at.query()?.split('&').map(|pair| if pair == from { to.clone() } else { pair.to_owned() }).collect();
    let mut address = at.clone();
    address.set_query(None);
    (query.contains(&to)).then(|| JsonPaging::Numbered {
        address: format!("{address}?{}", query.join("&")),
        first: number.saturating_add(1),
    })
}
