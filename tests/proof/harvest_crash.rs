//! The program is killed again and again while it reads a partner's site: in the end the queue holds each page once, and
//! the partner was asked for no page more often than once a life. `HARVEST_PAGES` and `CRASH_KILLS` make it longer.

use practice_commons::domain::{SourceSettings, source::Limits};

use super::siege::Siege;
use crate::{
    harvest::site::{Page, Site, practice, source},
    support::{number, store::both_engines},
};

/// On one listing page.
const CARDS: usize = 100;

both_engines!(a_harvest_killed_again_and_again_finds_each_page_once, |bed| async move {
    let (pages, kills) = (number("HARVEST_PAGES", 2_000), number("CRASH_KILLS", 20));
    let site = a_partner(pages).await;
    let siege = Siege::lay(&bed, &site, &settings(&site, pages), pages).await;
    siege.kill_at_random(kills, pages).await;
    siege.end_well().await;
    siege.assert_each_once().await;
    // Much less than once a life: one begins where the one before had put its findings away.
    siege.assert_asked_again(kills, kills * 100);
});

/// A partner's site with a listing of many pages.
async fn a_partner(pages: usize) -> Site {
    let site = Site::start().await;
    for number in 1..=pages {
        site.put(&format!("/p/{number}"), practice(number, "They meet every week."));
    }
    let lists = pages.div_ceil(CARDS);
    for list in 1..=lists {
        let first = (list - 1) * CARDS + 1;
        let cards: Vec<String> = (first..=pages.min(list * CARDS))
            .map(|number| format!("<div class=card><a href='/p/{number}'>Practice {number}</a></div>"))
            .collect();
        let next =
            if list < lists { format!("<a rel=next href='/list?page={}'>Next</a>", list + 1) } else { String::new() };
        let path = if list == 1 { "/list".to_owned() } else { format!("/list?page={list}") };
        site.put(&path, Page::html(format!("<html><body>{}{next}</body></html>", cards.concat())));
    }
    site
}

fn settings(site: &Site, pages: usize) -> SourceSettings {
    let mut settings = source(site);
    settings.limits.items = u32::try_from(pages).expect("no more pages than that");
    settings.limits.pages = Limits::MOST_PAGES;
    settings
}
