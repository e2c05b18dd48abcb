//! The page of one practice: its story, the facts about it, where it comes from, and the way back.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::IntoResponse,
};
use i18n_embed_fl::fl;
use url::{Url, form_urlencoded};

use super::{
    cite, explore, history, ornament, pdf, pictures, question, related, showing::Showing, structured, whole::Teller,
};
use crate::{
    domain::{Choice, CityRef, Field, Lang, LanguageTag, Period, Record, Slug, record::Picture},
    press::{Licence, STORY, Said, Telling},
    search::Found,
    store::{self, Address, LivePractice, Origin},
    text,
    web::{
        App,
        site::{
            Form, Named, Visitor, addresses,
            answer::{self, Answer},
            views::{
                Link, Moment, Section,
                error::Trouble,
                practice::{CityFact, Part, PeriodFact, PictureView, PracticePage, Stated, Translation},
            },
        },
    },
};

/// Asks for the original where a translation would be shown.
pub(super) const ORIGINAL: &str = "text=original";

/// `GET /{lang}/practices/{slug}`: the practice; 301 from an address it had before or
/// that of one that was merged into it, 410 once it was withdrawn.
pub async fn practice(State(app): State<App>, visitor: Visitor, named: Named, headers: HeaderMap) -> Answer {
    let practice = match store::practice_at(app.store(), named.slug.as_str(), app.clock().now()).await? {
        Address::Here(practice) => *practice,
        Address::Moved(slug) => {
            let address = match named.form.ending() {
                Some(ending) => addresses::practice_as(visitor.lang, &slug, ending),
                None => addresses::practice(visitor.lang, &slug),
            };
            // For good, as far as anybody knows; but a merging can be taken back, so that browsers ask again.
            let headers = [(header::LOCATION, address), (header::CACHE_CONTROL, "no-cache".to_owned())];
            return Ok((StatusCode::MOVED_PERMANENTLY, headers).into_response());
        }
        Address::Gone => return Err(Trouble::Gone),
        Address::Unknown => return Err(Trouble::NotFound),
    };
    let showing = Showing::new(&app, &visitor);
    match named.form {
        Form::Page => {
            // The file tells it in the reader's language, as the page does unless it is asked for the original.
            let pdf = if visitor.query == ORIGINAL { None } else { pdf::link(&showing, &practice).await? };
            let history = history::of(&showing, &practice).await?;
            let mut page = view(&showing, &practice)?;
            pictures::size(&showing, &mut page.pictures).await?;
            let checked = checked(&showing, &practice).await?;
            let share = Some(share(&page, visitor.lang));
            Ok(answer::page(&PracticePage { checked, pdf, share, history, ..page }))
        }
        Form::Pdf => pdf::of_practice(&showing, &practice, &headers).await,
        form => cite::file(&showing, &practice, form).ok_or(Trouble::NotFound),
    }
}

pub(super) fn view(showing: &Showing<'_>, practice: &LivePractice) -> Result<PracticePage, Trouble> {
    let (lang, record) = (showing.lang, &practice.record);
    let telling =
        if showing.visitor.query == ORIGINAL { Telling::original(record, lang) } else { Telling::of(record, lang) };
    let mut page =
        showing.page(&addresses::practice(lang, &practice.slug), telling.title()).in_section(Section::Practices);
    page.description = telling.in_short();
    page.json_ld = Some(structured::practice(showing, practice, &telling));
    let standing = showing.standing()?;
    let everything = &standing.everything;
    let facts = Teller::of(showing).facts(practice);
    let said = Said::of(record, &telling, &facts, lang);
    Ok(PracticePage {
        back: back(showing)?,
        mosaic: ornament::of_practice(practice, ornament::LARGE),
        title: telling.title().to_owned(),
        statement: telling.statement().to_owned(),
        language: telling.language(),
        original: telling.original_language(),
        language_note: said.note,
        translations: translations(practice, &telling, lang),
        cities: cities(showing, record, everything),
        country: showing.country_names(record),
        countries: record
            .countries()
            .into_iter()
            .map(|country| Link::new(country.name(lang), addresses::country(lang, country)))
            .collect(),
        topics: showing.topic_links(record),
        period: record.period.as_ref().and_then(|period| period_fact(period, said.as_written, lang)),
        status: said.status,
        language_name: said.language,
        lead: record.lead.clone(),
        partners: record.partners.clone(),
        beneficiaries: record.beneficiaries.to_html(),
        funding: record.funding.to_html(),
        source: Stated { words: said.source, href: source(&practice.origin) },
        checked: None,
        published: Some(showing.moment(practice.first_live_at)),
        confirmed: practice.confirmed_at.map(|at| showing.moment(at)),
        licence: Stated {
            words: said.licence,
            href: matches!(practice.origin, Origin::City).then(|| Licence::CITY.1.to_owned()),
        },
        collections: collections(showing, practice),
        pictures: record.shown_pictures().map(picture).collect(),
        parts: STORY.iter().filter_map(|field| part(*field, &telling, lang)).collect(),
        cite: cite::view(showing, practice),
        pdf: None,
        share: None,
        history: Vec::new(),
        related: related::of(showing, practice),
        references: record.links.iter().map(reference).collect(),
        page,
    })
}

/// When it was last seen at its source: not before the day it was read.
async fn checked(showing: &Showing<'_>, practice: &LivePractice) -> Result<Option<Moment>, Trouble> {
    let Origin::Source { source, read_at, .. } = &practice.origin else { return Ok(None) };
    let seen = store::practice_checked(showing.app.store(), practice.id, *source).await?;
    Ok(seen.map(|at| showing.moment(at.max(*read_at))))
}

/// RFC 6068: a letter with the title as its subject and the address in its body.
fn share(page: &PracticePage, lang: Lang) -> Link {
    // Blanks as `%20`: a plus would stand in the letter as it is.
    let encoded = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20");
    let body = format!("{}\r\n{}", page.title, page.page.address());
    let address = format!("mailto:?subject={}&body={}", encoded(&page.title), encoded(&body));
    Link::new(fl!(text::phrases(lang), "site-share-letter"), address)
}

/// The list the reader came from, if it is one of ours, as it is now; else all practices. Whatever the browser says about
/// where it was, the link is one of our own making.
fn back(showing: &Showing<'_>) -> Result<Link, Trouble> {
    let all = || Link::new(fl!(text::phrases(showing.lang), "site-back"), addresses::explore(showing.lang));
    let list = addresses::explore(showing.lang);
    let came_from = showing.visitor.came_from.as_deref().and_then(|address| address.split_once('?'));
    let Some((_, query)) = came_from.filter(|(path, _)| *path == list) else { return Ok(all()) };
    let filter = question::read(query, showing);
    if filter.is_empty() {
        return Ok(Link { href: addresses::list(showing.lang, &filter), ..all() });
    }
    let total = showing.find(&filter, 1)?.total;
    Ok(Link::new(explore::total(showing, &filter, total), addresses::list(showing.lang, &filter)))
}

/// The other languages the practice can be read in. An original that no page of ours speaks the language of is shown on the
/// page in hand.
fn translations(practice: &LivePractice, telling: &Telling<'_>, lang: Lang) -> Vec<Translation> {
    let record = &practice.record;
    let address = |lang| addresses::practice(lang, &practice.slug);
    let in_its_own = |other: Lang| {
        let link = Link::new(other.own_name(), address(other)).in_language(Some(other.into()));
        Translation { language: other.into(), link }
    };
    let original = record.language.as_ref().filter(|_| telling.translated().is_some());
    let original = original.map(|language| match language.interface() {
        Some(own) => in_its_own(own),
        // Named in the language of the page.
        None => Translation {
            language: language.into(),
            link: Link::new(text::language_name(lang, language), format!("{}?{ORIGINAL}", address(lang))),
        },
    });
    let own = record.language.as_ref().and_then(LanguageTag::interface);
    let shown = telling.translated().map(|_| lang);
    let others = record.translations.iter().map(|translation| translation.language);
    let others = others.filter(|other| Some(*other) != shown && Some(*other) != own);
    original.into_iter().chain(others.map(in_its_own)).collect()
}

fn cities(showing: &Showing<'_>, record: &Record, everything: &Found) -> Vec<CityFact> {
    let named = record.cities.iter().filter(|city| !city.name.is_empty());
    named.map(|city| city_fact(showing, city, everything)).collect()
}

fn city_fact(showing: &Showing<'_>, city: &CityRef, everything: &Found) -> CityFact {
    let slug = showing.city(city).and_then(|known| Slug::parse(&known.slug).ok());
    CityFact {
        name: showing.city_name(city),
        href: slug.as_ref().map(|slug| addresses::city(showing.lang, slug.as_str())),
        practices: slug.map_or(0, |slug| everything.count(&Choice::City(slug))),
    }
}

fn period_fact(period: &Period, written: Option<String>, lang: Lang) -> Option<PeriodFact> {
    let shown = text::period(lang, period);
    (!shown.is_empty()).then_some(PeriodFact { shown, written })
}

/// The page it was read from, where browsers may go there.
fn source(origin: &Origin) -> Option<String> {
    match origin {
        Origin::City => None,
        Origin::Source { url, .. } => {
            Url::parse(url).ok().filter(|url| matches!(url.scheme(), "http" | "https")).map(Into::into)
        }
    }
}

fn collections(showing: &Showing<'_>, practice: &LivePractice) -> Vec<Link> {
    let link = |row: &store::CollectionRow| {
        let (title, own) = row.title_in(showing.lang);
        Link::new(title, addresses::collection(showing.lang, &row.slug)).in_language(showing.other(own))
    };
    showing.shelf.collections_of(practice.id.uuid()).map(link).collect()
}

fn picture(picture: &Picture) -> PictureView {
    PictureView {
        blob: picture.blob.clone(),
        srcset: String::new(),
        src: addresses::file(&picture.blob),
        width: picture.width,
        height: picture.height,
        alt: picture.alt.clone(),
        credit: picture.credit.clone(),
        licence: picture.licence.clone(),
    }
}

fn part(field: Field, telling: &Telling<'_>, lang: Lang) -> Option<Part> {
    let (words, language) = telling.part(field)?;
    let heading = text::phrase::<&str, &str>(lang, field.label(), &[]);
    Some(Part { name: field.name().to_owned(), heading, html: words.to_html(), language })
}

fn reference(link: &crate::domain::record::Link) -> Link {
    let title = if link.title.is_empty() { link.url.as_str() } else { link.title.as_str() };
    Link::new(title, link.url.clone())
}
