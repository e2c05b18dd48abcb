//! How a listing goes on: a link that says so, a "load more" button with an address, a cursor, or numbered pages.

use regex::Regex;
use scraper::{ElementRef, Selector};
use url::{Position, Url};

use super::{
    super::{
        prose,
        scope::{absolute, onward_address},
    },
    list::Place,
    shape,
};
use crate::domain::{reading::FetchFault, source::Pagination};

/// How links to the next page begin, in the languages of the network; folded to lower case.
const NEXT: [&str; 70] = [
    "next",
    "older",
    "load more",
    "show more",
    "more practices",
    "more results",
    "suivant",
    "page suivante",
    "plus anciens",
    "charger plus",
    "charger la suite",
    "afficher plus",
    "voir plus",
    "nächste",
    "weiter",
    "mehr laden",
    "mehr anzeigen",
    "weitere",
    "ältere",
    "successiv",
    "pagina successiva",
    "avanti",
    "carica altr",
    "mostra altr",
    "altre pratiche",
    "siguiente",
    "página siguiente",
    "cargar más",
    "ver más",
    "mostrar más",
    "seguinte",
    "próxim",
    "carregar mais",
    "ver mais",
    "mostrar mais",
    "volgende",
    "meer laden",
    "toon meer",
    "nästa",
    "visa fler",
    "neste",
    "vis flere",
    "næste",
    "seuraava",
    "näytä lisää",
    "następn",
    "dalej",
    "pokaż więcej",
    "załaduj",
    "další",
    "ďalej",
    "következő",
    "επόμεν",
    "περισσότερ",
    "наступн",
    "далі",
    "показати ще",
    "завантажити ще",
    "следующ",
    "ещё",
    "sledeć",
    "следећ",
    "učitaj još",
    "tjetr",
    "më shumë",
    "sonraki",
    "daha fazla",
    "hurrengo",
    "següent",
    "»",
];

/// What else stands for "next" when it is all a link says.
const SIGNS: [&str; 6] = ["›", "»", "→", ">", ">>", "❯"];

/// Parameters that carry where a listing was left.
const CURSORS: [&str; 10] = [
    "cursor",
    "after",
    "starting_after",
    "from_id",
    "page_token",
    "pagetoken",
    "continue",
    "resumptiontoken",
    "since_id",
    "max_id",
];

/// How the listing at `place` goes on, when it does.
pub(super) fn pagination(place: &Place<'_>) -> Result<Option<Pagination>, FetchFault> {
    let relation = "[rel~=\"next\"]";
    if leads_on(place, relation)?.is_some() {
        return Ok(Some(Pagination::Next(relation.to_owned())));
    }
    let numbered = numbered(place)?;
    for element in select(place, "a[href], button, [data-next], [data-url], [hx-get]")? {
        let Some(target) = onward_address(element).and_then(|href| absolute(place.base, href)) else { continue };
        let says_next = says_next(element) || has_cursor(&target, place.here);
        let elsewhere = target != *place.here && place.sites.hold(&target) && !is_within_item(&target, place.here);
        if says_next && elsewhere {
            for way in shape::alone(element) {
                if leads_on(place, &way)?.as_ref() == Some(&target) {
                    return Ok(Some(Pagination::Next(way)));
                }
            }
        }
    }
    Ok(numbered)
}

fn select<'a>(place: &Place<'a>, css: &str) -> Result<Vec<ElementRef<'a>>, FetchFault> {
    let selector = Selector::parse(css).expect("a selector of ours");
    place.page.select(place.page.root(), &selector)
}

/// Where a reading would go on by this selector.
fn leads_on(place: &Place<'_>, css: &str) -> Result<Option<Url>, FetchFault> {
    let Ok(selector) = Selector::parse(css) else { return Ok(None) };
    let found = place.page.select(place.page.root(), &selector)?;
    let first = found.into_iter().find_map(onward_address);
    Ok(first.and_then(|href| absolute(place.base, href)).filter(|url| url != place.here && place.sites.hold(url)))
}

fn says_next(element: ElementRef<'_>) -> bool {
    let text = prose::collapse(&prose::lines(element).text).to_lowercase();
    let own = prose::collapse(&element.text().collect::<String>()).to_lowercase();
    let labels = ["aria-label", "title"].into_iter().filter_map(|name| element.attr(name)).map(str::to_lowercase);
    let begins = |text: &str| text.chars().count() <= 40 && NEXT.iter().any(|word| text.starts_with(word));
    begins(&text) || begins(&own) || SIGNS.contains(&own.as_str()) || labels.into_iter().any(|label| begins(&label))
}

fn has_cursor(target: &Url, here: &Url) -> bool {
    target.path() == here.path()
        && target.query_pairs().any(|(name, _)| CURSORS.contains(&name.to_ascii_lowercase().as_str()))
}

/// "Next" inside an article leads to the next article; a listing's own next page lies beside it.
fn is_within_item(target: &Url, here: &Url) -> bool {
    let depth = |url: &Url| url.path().split('/').filter(|part| !part.is_empty()).count();
    target.host_str() != here.host_str() || depth(target) > depth(here) + 2
}

/// Addresses that differ from each other in one number alone: `?page=2`, `/page/2/`.
fn numbered(place: &Place<'_>) -> Result<Option<Pagination>, FetchFault> {
    let number = Regex::new(r"\d{1,4}").expect("a pattern of ours");
    let mut templates: Vec<(String, u32)> = Vec::new();
    for element in select(place, "a[href]")? {
        let text = prose::lines(element).text;
        // The link says the number it leads to.
        let Ok(says) = text.trim().parse::<u32>() else { continue };
        let Some(url) = element.attr("href").and_then(|href| absolute(place.base, href)) else { continue };
        if !(2..=50).contains(&says) || !place.sites.hold(&url) || url.as_str().contains(['{', '}']) {
            continue;
        }
        let (site, rest) = (&url[..Position::BeforePath], &url[Position::BeforePath..]);
        for found in number.find_iter(rest) {
            let Ok(counted) = found.as_str().parse::<u32>() else { continue };
            // Counted from nought as well as from one.
            if counted == says || counted + 1 == says {
                let (before, after) = (&rest[..found.start()], &rest[found.end()..]);
                templates.push((format!("{site}{before}{{page}}{after}"), counted));
            }
        }
    }
    let Some((address, _)) =
        templates.iter().max_by_key(|(address, _)| templates.iter().filter(|(other, _)| other == address).count())
    else {
        return Ok(None);
    };
    let first = templates.iter().filter(|(other, _)| other == address).map(|(_, counted)| *counted).min();
    Ok(first.map(|first| Pagination::Numbered { address: address.clone(), first }))
}
