//! Topics, countries and years set against each other. Each number is that of the filter its cell leads to.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect},
};
use i18n_embed_fl::fl;
use url::form_urlencoded;

use super::{question, showing::Showing};
use crate::{
    domain::{Choice, Facet, Filter, Lang, Vocabulary},
    search::Found,
    text,
    web::{
        App,
        site::{
            Visitor, addresses,
            answer::{self, Answer},
            views::{
                Link,
                coverage::{Cell, CoveragePage, Head, Line, Narrowed},
                error::Trouble,
            },
        },
    },
};

/// What is set against what. The third of topics, countries and years narrows the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Table {
    CountriesByTopic,
    TopicsByYear,
    CountriesByYear,
}

/// The parameter that names the table.
const TABLE: &str = "table";

impl Table {
    const ALL: [Self; 3] = [Self::CountriesByTopic, Self::TopicsByYear, Self::CountriesByYear];

    /// In the address; the first goes without saying.
    const fn name(self) -> &'static str {
        match self {
            Self::CountriesByTopic => "",
            Self::TopicsByYear => "topics-years",
            Self::CountriesByYear => "countries-years",
        }
    }

    /// Rows, columns, and what narrows.
    const fn facets(self) -> [Facet; 3] {
        match self {
            Self::CountriesByTopic => [Facet::Country, Facet::Topic, Facet::Year],
            Self::TopicsByYear => [Facet::Topic, Facet::Year, Facet::Country],
            Self::CountriesByYear => [Facet::Country, Facet::Year, Facet::Topic],
        }
    }

    fn label(self, lang: Lang) -> String {
        let words = text::phrases(lang);
        match self {
            Self::CountriesByTopic => fl!(words, "site-coverage-countries-topics"),
            Self::TopicsByYear => fl!(words, "site-coverage-topics-years"),
            Self::CountriesByYear => fl!(words, "site-coverage-countries-years"),
        }
    }
}

/// What an address asks for.
struct Asked {
    table: Table,
    by: Option<Choice>,
}

impl Asked {
    /// Never fails: what makes no sense is left out.
    fn read(showing: &Showing<'_>) -> Self {
        let vocabulary = Vocabulary { topics: showing.app.topics(), gazetteer: &showing.shelf.gazetteer };
        let pairs = || form_urlencoded::parse(showing.visitor.query.as_bytes()).take(20);
        let named = pairs().find(|(name, _)| name == TABLE).map(|(_, value)| value);
        let table = Table::ALL.into_iter().find(|table| Some(table.name()) == named.as_deref());
        let table = table.unwrap_or(Table::CountriesByTopic);
        let [_, _, facet] = table.facets();
        let value = pairs().find(|(name, _)| name == facet.name()).map(|(_, value)| value);
        Self { table, by: value.and_then(|value| Choice::read(facet, &value, &vocabulary)) }
    }

    fn address(&self, lang: Lang) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if !self.table.name().is_empty() {
            query.append_pair(TABLE, self.table.name());
        }
        if let Some(by) = &self.by {
            query.append_pair(by.facet().name(), &by.value());
        }
        let (path, query) = (addresses::coverage(lang), query.finish());
        if query.is_empty() { path } else { format!("{path}?{query}") }
    }

    fn filter(&self) -> Filter {
        self.by.iter().fold(Filter::default(), |filter, choice| filter.with(choice.clone()))
    }
}

/// `GET /{lang}/coverage`
pub async fn coverage(State(app): State<App>, visitor: Visitor) -> Answer {
    let showing = Showing::new(&app, &visitor);
    let asked = Asked::read(&showing);
    let address = asked.address(showing.lang);
    let query = address.split_once('?').map_or("", |(_, query)| query);
    if visitor.query != query {
        return Ok(Redirect::to(&address).into_response());
    }
    let standing = showing.standing()?;
    let everything = &standing.everything;
    let words = text::phrases(showing.lang);
    let table = asked.table.label(showing.lang);
    let caption = match &asked.by {
        Some(by) => fl!(words, "site-coverage-narrowed", table = table.as_str(), by = showing.choice_name(by)),
        None => table,
    };
    let mut page = showing.page(&address, fl!(words, "site-coverage"));
    if asked.by.is_some() || asked.table != Table::CountriesByTopic {
        page.title = format!("{}, {caption}", fl!(words, "site-coverage"));
    }
    page.description = fl!(words, "site-coverage-lede");
    let [rows, columns, narrowing] = asked.table.facets();
    let found = showing.find(&asked.filter(), 1)?;
    let columns = heads(&showing, &asked, columns, everything, &found);
    let heads = heads(&showing, &asked, rows, everything, &found);
    Ok(answer::page(&CoveragePage {
        tables: tables(&showing, asked.table),
        action: addresses::coverage(showing.lang),
        table: (TABLE, asked.table.name()),
        narrowed: narrowed(&showing, narrowing, &asked, everything),
        caption,
        corner: plural(rows, showing.lang),
        rows: lines(&showing, &asked, heads, &columns)?,
        columns: columns.into_iter().map(|(_, head)| head).collect(),
        all: Head { name: String::new(), practices: found.total, href: addresses::list(showing.lang, &asked.filter()) },
        page,
    }))
}

fn tables(showing: &Showing<'_>, shown: Table) -> Vec<(bool, Link)> {
    let link = |table: Table| {
        let address = Asked { table, by: None }.address(showing.lang);
        (table == shown, Link::new(table.label(showing.lang), address))
    };
    Table::ALL.map(link).into()
}

fn plural(facet: Facet, lang: Lang) -> String {
    let words = text::phrases(lang);
    match facet {
        Facet::Topic => fl!(words, "site-topics"),
        Facet::Country => fl!(words, "site-countries"),
        Facet::Year => fl!(words, "site-years"),
        Facet::City => fl!(words, "site-cities"),
        Facet::Collection => fl!(words, "site-collections"),
        Facet::Language => fl!(words, "site-filter-language"),
    }
}

/// The values of a facet in the reader's order: all topics in use, all countries and years that have a practice.
fn values(showing: &Showing<'_>, facet: Facet, everything: &Found) -> Vec<Choice> {
    match facet {
        // The latest first: a long history begins with years of which little is known.
        Facet::Year => question::years(everything).into_iter().flatten().rev().map(Choice::Year).collect(),
        Facet::Topic => {
            let topics = showing.app.topics().all().map(|topic| (topic.retired, Choice::Topic(topic.slug.clone())));
            let mut topics: Vec<Choice> = topics
                .filter(|(retired, choice)| !retired || everything.count(choice) > 0)
                .map(|(_, choice)| choice)
                .collect();
            text::sort_by_name(showing.lang, &mut topics, |choice| showing.choice_name(choice));
            topics
        }
        Facet::Country | Facet::City | Facet::Collection | Facet::Language => {
            let mut values: Vec<Choice> = everything.counts(facet).map(|(choice, _)| choice.clone()).collect();
            text::sort_by_name(showing.lang, &mut values, |choice| showing.choice_name(choice));
            values
        }
    }
}

fn heads(showing: &Showing<'_>, asked: &Asked, facet: Facet, everything: &Found, found: &Found) -> Vec<(Choice, Head)> {
    let head = |choice: Choice| {
        let head = Head {
            name: showing.choice_name(&choice),
            practices: found.count(&choice),
            href: addresses::list(showing.lang, &asked.filter().with(choice.clone())),
        };
        (choice, head)
    };
    values(showing, facet, everything).into_iter().map(head).collect()
}

fn lines(
    showing: &Showing<'_>,
    asked: &Asked,
    heads: Vec<(Choice, Head)>,
    columns: &[(Choice, Head)],
) -> Result<Vec<Line>, Trouble> {
    let mut lines = Vec::with_capacity(heads.len());
    for (row, head) in heads {
        let filter = asked.filter().with(row);
        let found = showing.find(&filter, 1)?;
        let cell = |(column, head): &(Choice, Head)| Cell {
            column: head.name.clone(),
            practices: found.count(column),
            href: addresses::list(showing.lang, &filter.with(column.clone())),
            shade: 0,
        };
        lines.push(Line { head, cells: columns.iter().map(cell).collect() });
    }
    let most = lines.iter().flat_map(|line| &line.cells).map(|cell| cell.practices).max().unwrap_or(0);
    for cell in lines.iter_mut().flat_map(|line| &mut line.cells) {
        cell.shade = Cell::shade(cell.practices, most);
    }
    Ok(lines)
}

fn narrowed(showing: &Showing<'_>, facet: Facet, asked: &Asked, everything: &Found) -> Narrowed {
    let words = text::phrases(showing.lang);
    let (label, any) = match facet {
        Facet::Year => (fl!(words, "site-filter-year"), fl!(words, "site-filter-any")),
        Facet::Country => (fl!(words, "site-filter-country"), fl!(words, "site-filter-any-country")),
        Facet::Topic | Facet::City | Facet::Collection | Facet::Language => {
            (fl!(words, "site-filter-topic"), fl!(words, "site-filter-any-topic"))
        }
    };
    let mut options = vec![(String::new(), any, asked.by.is_none())];
    options.extend(values(showing, facet, everything).into_iter().map(|choice| {
        let chosen = asked.by.as_ref() == Some(&choice);
        (choice.value().into_owned(), showing.choice_name(&choice), chosen)
    }));
    Narrowed { name: facet.name(), label, options }
}
