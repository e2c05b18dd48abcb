//! The public home: search, filter, list.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect},
};
use i18n_embed_fl::fl;

use super::{
    facets, question,
    showing::{PER_PAGE, Showing},
    standing::Standing,
};
use crate::{
    domain::{CleanText, Filter},
    search::Found,
    text,
    web::{
        App,
        site::{
            Visitor, addresses,
            answer::{self, Answer},
            texts::{Reading, SiteText},
            views::{
                Link, Page, Section,
                explore::{Explore, Hero},
            },
        },
    },
};

/// `GET /{lang}/practices`: 303 to the canonical address of the question, and the list there.
pub async fn explore(State(app): State<App>, visitor: Visitor) -> Answer {
    let showing = Showing::new(&app, &visitor);
    let standing = showing.standing()?;
    let asked = question::asked(&showing);
    let found = showing.find(&asked, PER_PAGE)?;
    // Past the end of the list there is nothing: its last page is meant.
    let filter = asked.at_page(found.page);
    if !question::is_canonical(&visitor.query, &filter) {
        return Ok(Redirect::to(&addresses::list(showing.lang, &filter)).into_response());
    }
    let introduction =
        if filter == Filter::default() { introduction(&app, &visitor).await? } else { CleanText::default() };
    let chips = facets::chips(&showing, &filter);
    let mut page = frame(&showing, &standing, &filter, &found, &facets::joined(&chips));
    let address = |number| addresses::list(showing.lang, &filter.clone().at_page(number));
    let paging = Showing::paging(&found, &mut page, address);
    Ok(answer::page(&Explore {
        hero: hero(&showing, &standing, &introduction),
        action: addresses::explore(showing.lang),
        kept: facets::kept(&filter),
        query: filter.words().to_owned(),
        facets: facets::facets(&showing, &standing, &filter, &found),
        years: facets::years(&filter, &found, &standing.everything),
        sorts: facets::sorts(&showing, &filter),
        total: found.total,
        chips,
        clear: addresses::explore(showing.lang),
        rows: showing.rows_for(&found, filter.words()),
        forgiven: found.forgiven,
        downloads: super::export::downloads(showing.lang, &filter),
        booklet: addresses::booklet(showing.lang, &filter.clone().at_page(1)),
        paging,
        page,
    }))
}

async fn introduction(app: &App, visitor: &Visitor) -> Result<CleanText, crate::web::site::views::error::Trouble> {
    let text = SiteText::Introduction.current(app.store(), visitor.lang).await?;
    Ok(Reading::of(&text.body, app.site(), text.day, visitor.lang).whole())
}

/// `choices`: the question in a few words.
fn frame(showing: &Showing<'_>, standing: &Standing, filter: &Filter, found: &Found, choices: &str) -> Page {
    let words = text::phrases(showing.lang);
    let mut title = if choices.is_empty() {
        fl!(words, "site-nav-practices")
    } else {
        fl!(words, "site-title-filtered", choices = choices)
    };
    let mut page = showing.page(&addresses::list(showing.lang, filter), "").in_section(Section::Practices);
    page.feed = Some(Link::new(title.clone(), addresses::feed(showing.lang, &super::feed::of_list(filter))));
    if found.pages > 1 && found.page > 1 {
        title = fl!(words, "site-title-page", title = title, number = found.page);
    }
    page.title = title;
    page.description = if choices.is_empty() {
        lede(showing, standing, found.total)
    } else {
        found_in(showing, filter, choices, found.total)
    };
    // A list of nothing is no page to be found by.
    page.indexed = found.total > 0;
    page
}

fn hero(showing: &Showing<'_>, standing: &Standing, introduction: &CleanText) -> Hero {
    Hero {
        title: fl!(text::phrases(showing.lang), "site-hero-title"),
        lede: lede(showing, standing, standing.everything.total),
        introduction: introduction.to_html(),
        mosaics: standing.mosaics.clone(),
    }
}

fn lede(showing: &Showing<'_>, standing: &Standing, practices: usize) -> String {
    fl!(text::phrases(showing.lang), "site-hero-introduction", practices = practices, cities = standing.cities)
}

/// `41 practices in Education, Italy`.
pub fn total(showing: &Showing<'_>, filter: &Filter, total: usize) -> String {
    found_in(showing, filter, &facets::in_words(showing, filter), total)
}

fn found_in(showing: &Showing<'_>, filter: &Filter, choices: &str, total: usize) -> String {
    let words = text::phrases(showing.lang);
    if choices.is_empty() {
        fl!(words, "site-total", n = total)
    } else if filter.words().is_empty() {
        fl!(words, "site-back-total", n = total, choices = choices)
    } else {
        fl!(words, "site-back-found", n = total, choices = choices)
    }
}
