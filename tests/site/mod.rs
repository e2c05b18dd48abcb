//! The public site through its door: a request in, a page out. Every story on both engines.
#![expect(clippy::unwrap_used, reason = "what helps a test may fail as a test does")]

mod api;
mod copy;
mod explore;
mod feeds;
mod kept;
mod links;
mod manners;
mod oai;
mod pages;
mod pdf;
mod pictures;
mod places;
mod practice;
mod related;
mod reuse;
mod score;
mod weird;
mod wire;

use std::sync::Arc;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode},
};
use practice_commons::{
    desk::{Desk, DeskSettings},
    domain::{City, Clock, Field, Lang, Position, Timestamp, Topics, record},
    search::Index,
    store::{CollectionEntry, CollectionRow, Json, Kept, Store},
    web::{App, Parts, SiteSettings, indexing::Progress, router},
};
use scraper::{Html, Selector};
use tower::ServiceExt;

use crate::support::{
    practice::{a_city, a_practice, day, put_city},
    store::{Bed, sql},
};

const ORIGIN: &str = "https://practices.example";

/// The program's web over one database.
struct Site {
    router: Router,
    store: Store,
    app: App,
    progress: tokio::sync::Mutex<Progress>,
}

/// An answer, read whole.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Site {
    /// The web over what the store holds by now.
    async fn over(store: Store) -> Self {
        let parts = Parts {
            desk: Desk::new(store.clone(), Topics::embedded(), DeskSettings::default()),
            index: Index::new().unwrap(),
            topics: Topics::embedded(),
            site: SiteSettings {
                origin: ORIGIN.to_owned(),
                trusted_proxies: Vec::new(),
                contact: "desk@practices.example".to_owned(),
            },
            problems: Arc::new(Vec::new),
            reader: None,
            demo: None,
        };
        let app = App::new(parts);
        let progress = app.build_index().await.unwrap().into();
        Self { router: router(app.clone()), store, app, progress }
    }

    /// With the little network of [`fill`].
    async fn filled(bed: &Bed) -> Self {
        let store = bed.open(Clock::fixed(now())).await;
        fill(&store).await;
        Self::over(store).await
    }

    /// What the site does twice a second.
    async fn catch_up(&self) {
        self.app.refresh_index(&mut *self.progress.lock().await).await.unwrap();
    }

    async fn send(&self, request: Request<Body>) -> Answer {
        let (parts, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    async fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::empty()).unwrap()).await
    }

    async fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[]).await
    }

    /// Follows redirects of our own, as a browser does; answers the address it ended at.
    async fn follow(&self, path: &str) -> (String, Answer) {
        let mut path = path.to_owned();
        for _ in 0..3 {
            let answer = self.get(&path).await;
            match answer.location() {
                Some(next) => path = next,
                None => return (path, answer),
            }
        }
        panic!("{path} leads in circles");
    }

    /// A page that is there.
    async fn page(&self, path: &str) -> Html {
        let (address, answer) = self.follow(path).await;
        assert_eq!(answer.status, 200, "{address}: {}", answer.text());
        answer.html()
    }
}

impl Answer {
    fn text(&self) -> String {
        String::from_utf8(self.body.clone()).expect("a text")
    }

    fn html(&self) -> Html {
        Html::parse_document(&self.text())
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    fn location(&self) -> Option<String> {
        self.headers.get("location").map(|value| value.to_str().unwrap().to_owned())
    }
}

fn select(selector: &str) -> Selector {
    Selector::parse(selector).expect("a selector")
}

/// The words of each element found, spaces made one.
fn words(page: &Html, selector: &str) -> Vec<String> {
    let text = |element: scraper::ElementRef<'_>| element.text().collect::<String>();
    page.select(&select(selector)).map(|it| text(it).split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

fn word(page: &Html, selector: &str) -> String {
    words(page, selector).into_iter().next().unwrap_or_default()
}

fn attributes(page: &Html, selector: &str, name: &str) -> Vec<String> {
    page.select(&select(selector)).filter_map(|it| it.attr(name)).map(str::to_owned).collect()
}

/// The number a phrase like "41 practices" begins with; none is nought.
fn number(words: &str) -> usize {
    words.split(' ').next().and_then(|first| first.parse().ok()).unwrap_or(0)
}

fn now() -> Timestamp {
    day(2026, 11, 23)
}

/// A network of six cities with a dozen practices: every kind of period, several languages and scripts, a translation, a
/// partner's page, a picture, a withdrawn practice, one that moved, and a collection.
async fn fill(store: &Store) {
    let cities = the_cities();
    for city in &cities {
        put_city(store, city).await;
    }
    let [lodz, reggio, limassol, bradford, paris, _] = &cities;
    let picture = |blob: &str| record::Picture {
        blob: blob.to_owned(),
        media_type: "image/png".to_owned(),
        width: 4,
        height: 3,
        alt: "Children reading on a carpet".to_owned(),
        credit: "A. Person".to_owned(),
        licence: "CC BY 4.0".to_owned(),
    };
    let blob = store.blobs().put(b"a picture".to_vec(), Kept::Plain).await.unwrap();
    let abroad = a_practice("A policy for neighbours abroad").at("a-policy-for-neighbours-abroad");
    let abroad = abroad
        .in_city(reggio)
        .about("leadership-and-political-commitment")
        .about("education")
        .during("2016 -")
        .stating("A city with a foreign policy of its own")
        .telling(Field::Summary, "The city treats the countries its newcomers left as neighbours.")
        .telling(Field::Process, "It signed an agreement.\n\n- visits\n- summers")
        .telling(Field::Evaluation, "A university looked at it.")
        .translated(french())
        .with_picture(picture(blob.as_str()))
        .with_link("Annual report | https://city.example/report")
        .put(store)
        .await;
    let library = a_practice("The library of people & others")
        .at("the-library-of-people")
        .in_city(bradford)
        .about("anti-rumour")
        .about("education")
        .during("2020")
        .telling(Field::Summary, "Residents lend their own story to a school.")
        .published(day(2024, 4, 2))
        .put(store)
        .await;
    let budget = a_practice("Un budget pour tous").at("un-budget-pour-tous").written_in("fr");
    budget
        .in_city(paris)
        .about("political-and-public-participation")
        .during("depuis 2014")
        .stating("Les habitants votent à Montréal et à Paris.")
        .put(store)
        .await;
    a_practice("Мапа міста")
        .at("mapa-mista")
        .written_in("uk")
        .in_city(lodz)
        .about("education")
        .during("2017")
        .put(store)
        .await;
    a_practice("Languages in the yard")
        .at("languages-in-the-yard")
        .in_city(limassol)
        .about("multilingualism")
        .during("2018–2019")
        .put(store)
        .await;
    let partner = a_practice("Welcome week").at("welcome-week").in_city(lodz).about("refugees").during("N/A");
    partner.read_at("Northern Harbour Cities", "https://partner.example/p/1").put(store).await;
    a_practice("Two cities, one school")
        .at("two-cities")
        .in_city(bradford)
        .in_city(paris)
        .about("education")
        .during("2018")
        .put(store)
        .await;
    for number in 1..=22 {
        let slug = format!("lesson-{number}");
        let practice =
            a_practice(&format!("Lesson {number}")).at(&slug).in_city(bradford).about("education").during("2019");
        practice.published(day(2023, 1, number)).put(store).await;
    }
    a_practice("Taken back").at("taken-back").in_city(paris).about("roma").withdrawn().put(store).await;
    a_practice("Not yet").at("not-yet").in_city(paris).about("roma").published(day(2027, 1, 1)).put(store).await;
    old_address(store, "the-human-library", library.uuid()).await;
    a_collection(store, &[abroad.uuid(), library.uuid()]).await;
}

fn the_cities() -> [City; 6] {
    let named = |mut city: City, names: &[(&str, &str)]| {
        city.names = names.iter().map(|(tag, name)| ((*tag).to_owned(), (*name).to_owned())).collect();
        city
    };
    let lying = |mut city: City, latitude, longitude| {
        city.position = Some(Position::new(latitude, longitude).unwrap());
        city
    };
    [
        a_city("lodz", "Łódź", "PL"),
        named(a_city("reggio-emilia", "Reggio Emilia", "IT"), &[("fr", "Reggio d’Émilie")]),
        lying(named(a_city("limassol", "Limassol", "CY"), &[("el", "Λεμεσός")]), 34.68, 33.04),
        lying(a_city("bradford", "Bradford", "GB"), 53.79, -1.75),
        lying(a_city("paris", "Paris", "FR"), 48.85, 2.35),
        lying(a_city("without-practices", "Oslo", "NO"), 59.91, 10.75),
    ]
}

fn french() -> record::Translation {
    let text = practice_commons::domain::CleanText::from_markdown;
    record::Translation {
        language: Lang::Fr,
        state: record::TranslationState::Human,
        made_at: day(2024, 5, 1),
        title: "Une politique pour les voisins de l’étranger".to_owned(),
        statement: "Une ville qui a sa propre politique étrangère".to_owned(),
        summary: text("La ville traite en voisins les pays quittés."),
        purpose: text(""),
        rationale: text(""),
        process: text("Elle a signé un accord."),
        impact: text(""),
        advice: text(""),
    }
}

async fn old_address(store: &Store, slug: &str, practice: uuid::Uuid) {
    let sql = "insert into practice_address (slug, practice_id, made_at) values ($1, $2, $3)";
    sql!(do store, |c| sqlx::query(sql).bind(slug).bind(practice).bind(now()).execute(c));
}

async fn a_collection(store: &Store, practices: &[uuid::Uuid]) {
    use practice_commons::{domain::Id, store};
    let texts = |en: &str, fr: &str| Json([(Lang::En, en.to_owned()), (Lang::Fr, fr.to_owned())].into());
    let row = CollectionRow {
        id: Id::new(),
        slug: "covid-19".to_owned(),
        titles: texts("COVID-19: what cities did", "Covid-19 : ce que les villes ont fait"),
        introductions: texts("How cities kept **together**.\n\n[Send yours]({{site}}/en/submit).", "Ensemble."),
        position: 1,
    };
    let mut tx = store.begin().await.unwrap();
    let id = store::collection_put(&mut tx, &row).await.unwrap();
    for (position, practice) in (1..).zip(practices) {
        let headings =
            if position == 1 { texts("In the first weeks", "Les premières semaines") } else { Json([].into()) };
        let entry = CollectionEntry { practice_id: Id::from_uuid(*practice), position, headings };
        store::collection_entry_put(&mut tx, id, &entry).await.unwrap();
    }
    tx.commit().await.unwrap();
}
