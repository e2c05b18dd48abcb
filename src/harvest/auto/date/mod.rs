//! The day a page was first published. Data comes before the page's own words, the first publication before any later one.
//! Must not know what today is but from its caller.

mod places;
mod written;

use scraper::ElementRef;
use time::Date;
use url::Url;

use super::{
    document::{Document, Meta},
    json_ld,
    types::Traced,
};
use crate::domain::candidate::Origin;
pub(super) use written::Order;

/// Schema.org's types of what is published once and dated; in their own order before all others.
const ARTICLES: [&str; 6] = ["Article", "Posting", "Report", "CreativeWork", "Recipe", "Event"];

/// Names of meta elements that say when a page was first published.
const PUBLISHED: [&str; 36] = [
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "article:published",
    "article.published",
    "publication_date",
    "publication-date",
    "publish_date",
    "publish-date",
    "publishdate",
    "pubdate",
    "published",
    "published_date",
    "published_at",
    "publisheddate",
    "parsely-pub-date",
    "sailthru.date",
    "citation_publication_date",
    "citation_online_date",
    "bt:pubdate",
    "dc.date.issued",
    "dc.issued",
    "dcterms.issued",
    "dc.date.published",
    "dc.date.created",
    "dc.created",
    "dcterms.created",
    "dcsext.articlefirstpublished",
    "article_date_original",
    "article:post_date",
    "cxenseparse:recs:publishtime",
    "rnews:datepublished",
    "eprints.datestamp",
    "og:pubdate",
    "originalpublicationdate",
];

/// Names that may as well speak of the day a page was made ready, or of its last edition.
const DATED: [&str; 4] = ["dcterms.date", "dc.date", "date", "datecreated"];

/// What limits a date: not before the web, not after the page was fetched.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    pub(super) latest: Date,
    pub(super) order: Order,
}

impl Frame {
    fn read(self, text: &str) -> Option<Date> {
        written::stated(text, self.order).filter(|date| self.holds(*date))
    }

    fn holds(self, date: Date) -> bool {
        (1991..=self.latest.year()).contains(&date.year()) && date <= self.latest
    }
}

/// The first of the ways that finds a day.
pub(super) fn find(document: &Document<'_>, url: &Url, frame: Frame) -> Option<Traced<Date>> {
    let address = address(url, frame);
    let time = places::published_times(document, frame);
    let published = json(document, frame, "datePublished").or_else(|| meta(document, frame, &PUBLISHED));
    // What readers are shown as the day of publication, by its mark or its place, before data that only speaks of a day.
    let shown = || time.clone().filter(|(rank, _)| *rank <= 1).map(|(_, found)| found);
    let stated = published.or_else(|| meta(document, frame, &DATED).map(|dated| shown().unwrap_or(dated)));
    if let Some(stated) = stated {
        // A page's data may speak of its last edition; its address is given once, and what it shows as published is not
        // later than that. One day earlier is the same moment elsewhere on the earth.
        if let Some(address) = &address
            && (address.value - stated.value).whole_days() == 1
        {
            return Some(address.clone());
        }
        let marked = time.clone().filter(|(rank, _)| *rank == 0).map(|(_, found)| found);
        let earlier = address.into_iter().chain(marked).filter(|other| (stated.value - other.value).whole_days() > 1);
        return earlier.min_by_key(|other| other.value).or(Some(stated));
    }
    let of_rank = |most: u8| time.clone().filter(|(rank, _)| *rank < most).map(|(_, found)| found);
    let ways: [&dyn Fn() -> Option<Traced<Date>>; 10] = [
        &|| of_rank(2),
        &|| address.clone(),
        &|| of_rank(3),
        &|| json(document, frame, "dateCreated").or_else(|| json(document, frame, "uploadDate")),
        &|| places::labelled(document, frame, false),
        &|| places::in_scripts(document, frame),
        &|| places::unlabelled(document, frame, false),
        &|| of_rank(9),
        &|| places::labelled(document, frame, true),
        &|| places::later(document, frame),
    ];
    for way in ways {
        if let Some(found) = way() {
            return Some(found);
        }
    }
    places::unlabelled(document, frame, true).or_else(|| in_title(document, frame))
}

/// "23.01.2022 - Title"
fn in_title(document: &Document<'_>, frame: Frame) -> Option<Traced<Date>> {
    let stated = document.meta(&["og:title", "twitter:title", "title"])?;
    let (value, _) = written::first(&stated.value, frame.order).filter(|(date, _)| frame.holds(*date))?;
    Some(Traced { value, origin: stated.origin })
}

/// JSON-LD; what is an article before what only holds one.
fn json(document: &Document<'_>, frame: Frame, key: &str) -> Option<Traced<Date>> {
    let dated = |is_article: bool| {
        document.nodes.iter().find_map(|node| {
            let found = json_ld::is_of(&node.map, |name| ARTICLES.iter().any(|article| name.ends_with(article)));
            if found != is_article || json_ld::is_of(&node.map, |name| matches!(name, "Comment" | "Review")) {
                return None;
            }
            let text = json_ld::text(&node.map, key)?;
            Some(traced(frame.read(&text)?, node.element, &text))
        })
    };
    dated(true).or_else(|| dated(false))
}

fn meta(document: &Document<'_>, frame: Frame, names: &[&str]) -> Option<Traced<Date>> {
    names.iter().find_map(|name| {
        let of_page = |meta: &&Meta<'_>| meta.name == *name && !is_of_comment(meta.element);
        document.metas.iter().filter(of_page).find_map(|meta| {
            let date = frame.read(&meta.content)?;
            Some(traced(date, meta.element, &meta.content))
        })
    })
}

/// A reader's review or comment has its own day.
fn is_of_comment(element: ElementRef<'_>) -> bool {
    element.ancestors().filter_map(ElementRef::wrap).any(|above| {
        above
            .attr("itemtype")
            .is_some_and(|kind| ["Review", "Comment", "Rating"].iter().any(|name| kind.contains(name)))
    })
}

/// `/2016/12/15/…`, `/2016-12-15-…`, `/20161215/…`: the last such in the path.
fn address(url: &Url, frame: Frame) -> Option<Traced<Date>> {
    let path = url.path();
    // An archive's own date stands before the address it keeps.
    let path = path.rfind("http").map_or(path, |at| &path[at..]);
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    let joined = segments.windows(3).find_map(|three| {
        let day: String = three[2].chars().take_while(char::is_ascii_digit).collect();
        let is_day = matches!(day.len(), 1 | 2) && three[0].len() == 4 && matches!(three[1].len(), 1..=3);
        is_day.then(|| format!("{}-{}-{day}", three[0], month_number(three[1])))
    });
    let read = |text: &str| frame.read(text).filter(|_| text.as_bytes().first().is_some_and(u8::is_ascii_digit));
    let date = joined.as_deref().and_then(read).or_else(|| {
        segments.iter().rev().find_map(|segment| written::in_address(segment).filter(|date| frame.holds(*date)))
    })?;
    // It stands nowhere on the page.
    Some(Traced { value: date, origin: Origin::new("", url.as_str()) })
}

fn month_number(segment: &str) -> String {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let at = MONTHS.iter().position(|month| segment.eq_ignore_ascii_case(month));
    at.map_or_else(|| segment.to_owned(), |at| (at + 1).to_string())
}

fn traced(value: Date, element: ElementRef<'_>, quote: &str) -> Traced<Date> {
    Traced { value, origin: super::document::origin(element, quote) }
}
