//! City and country: what the page states as data, what it labels, what its title and first lines name, then what its
//! first sentences say. The network's cities come before others of the world; a name of several countries is left open.

use scraper::{ElementRef, Selector};

use super::{
    document::{Document, css, origin},
    json_ld,
    labels::Meaning,
    layout::Entry,
    line::{self, Parting},
    told::{self, Told},
    types::{AutoPage, Hints, Traced},
};
use crate::{
    domain::{CityRef, Country, Gazetteer, Meant, Period, WorldCity, candidate::Origin, fold::name_key},
    harvest::{page::Page, prose},
};

/// Words looked at in one line for the name of a place.
const MOST_WORDS: usize = 40;

/// Lines after the title that are looked at, and of these after the place.
const MOST_LINES: usize = 25;
const AFTER_PLACE: usize = 3;

/// Lines before the title that are looked at: some pages put the place above it.
const MOST_BEFORE: usize = 3;

/// Fills in cities and country, and the years where they stand beside these. `words` is the main text.
pub(super) fn find(document: &Document<'_>, entries: &[Entry<'_>], words: &str, hints: &Hints, page: &mut AutoPage) {
    let nobody = Gazetteer::default();
    let known = hints.cities.as_deref().unwrap_or(&nobody);
    let mut finder = Finder { known, page };
    finder.data(document);
    finder.address(document);
    for entry in entries {
        finder.labelled(entry);
    }
    if finder.page.cities.is_empty() {
        finder.title();
    }
    if finder.page.cities.is_empty() || finder.page.country.is_none() || finder.page.period.is_none() {
        finder.first_lines(document);
    }
    if finder.page.cities.is_empty() {
        finder.told(words);
    }
    finder.settle();
}

/// What a line names.
enum Spot {
    City(CityRef),
    Country(Country),
}

struct Finder<'a> {
    known: &'a Gazetteer,
    page: &'a mut AutoPage,
}

impl Finder<'_> {
    /// JSON-LD that says where its subject is; the address of the publisher is not the practice's.
    fn data(&mut self, document: &Document<'_>) {
        for key in ["contentLocation", "spatialCoverage", "spatial", "location", "locationCreated"] {
            for node in &document.nodes {
                let Some(place) = node.map.get(key) else { continue };
                let place = place.as_array().and_then(|places| places.first()).unwrap_or(place);
                let address = place.get("address").unwrap_or(place);
                let part = |key: &str| address.get(key).and_then(json_ld::text_of);
                let (city, country) = (part("addressLocality"), part("addressCountry"));
                let words = [city.clone(), country.clone()].into_iter().flatten().collect::<Vec<_>>().join(", ");
                let words = if words.is_empty() { json_ld::text_of(place).unwrap_or_default() } else { words };
                self.take(&words, node.element, &words);
            }
        }
    }

    /// Microdata and the classes of hCard.
    fn address(&mut self, document: &Document<'_>) {
        let part = |css: &'static Selector| -> Option<(ElementRef<'_>, String)> {
            document.select(css).into_iter().find_map(|element| {
                let text = element.attr("content").map_or_else(|| prose::lines(element).text, str::to_owned);
                (!text.is_empty() && !is_beside(element)).then_some((element, text))
            })
        };
        let city = part(css!("[itemprop=addressLocality], .adr .locality, .vcard .locality"));
        let country = part(css!("[itemprop=addressCountry], .country-name"));
        if let Some((element, text)) = &country
            && let Some(found) = Country::find(text)
        {
            self.country(found, *element, text);
        }
        if let Some((element, text)) = &city {
            let words = match self.page.country.as_ref() {
                Some(country) => format!("{text}, {}", country.value.code()),
                None => text.clone(),
            };
            self.take(&words, *element, text);
        }
    }

    fn labelled(&mut self, entry: &Entry<'_>) {
        if !matches!(entry.meaning, Meaning::City | Meaning::Country | Meaning::Place) {
            return;
        }
        let line = entry.line();
        if line.value.is_empty() || line.value.len() > 200 {
            return;
        }
        let element = entry.value.first().copied().unwrap_or(entry.label);
        if entry.meaning == Meaning::City || self.known.find(&line.value).is_some() {
            for name in line.value.split([';', '/']).filter(|name| name.split_whitespace().count() <= 8) {
                self.take(name, element, &line.value);
            }
        } else if let Some(country) = Country::find(&line.value) {
            self.country(country, element, &line.value);
        } else if entry.meaning == Meaning::Place && line.value.split_whitespace().count() <= 8 {
            self.city_and_country(&line.value, element);
        } else if let Some(country) = country_in(&line.value) {
            self.country(country, element, &line.value);
        }
    }

    /// "City - Name", "City: Name", "Name (City)", or a city of the network anywhere in the title.
    fn title(&mut self) {
        let Some(title) = self.page.title.clone() else { return };
        if let Some(city) = city_in(&title.value, self.known) {
            self.page.cities.push(Traced { value: city, origin: title.origin });
        }
    }

    /// "City, Country" and "Country City Years" stand in lines of their own near the title.
    fn first_lines(&mut self, document: &Document<'_>) {
        let title = self.page.title.as_ref().map(|title| title.value.clone()).unwrap_or_default();
        let mut seen_title = title.is_empty();
        let mut lines = 0;
        let mut before: Vec<(ElementRef<'_>, String)> = Vec::new();
        let elements = css!("h1, h2, h3, h4, p, span, div, li, time, strong, b, em, i, a, small, td");
        for element in Page::find(document.page.root(), elements) {
            if lines >= MOST_LINES || document.page.is_late() {
                break;
            }
            let own: String =
                element.children().filter_map(|child| child.value().as_text().map(|text| &**text)).collect();
            let own = prose::collapse(&own);
            if own.is_empty() {
                continue;
            }
            if !seen_title {
                seen_title = own.contains(&title) || prose::lines(element).text.contains(&title);
                if seen_title {
                    for (element, own) in before.drain(..).rev().take(MOST_BEFORE) {
                        self.place_with_years(&own, element);
                    }
                } else if !document.is_aside(element) {
                    before.push((element, own));
                }
                continue;
            }
            if document.is_aside(element) {
                continue;
            }
            lines += 1;
            let is_settled = self.is_settled();
            if is_short(&own) {
                self.city_and_country(&own, element);
                self.years(&own, &own, element);
            } else if !own.ends_with(['.', '!', '?']) || own.ends_with(").") {
                // A period in many words.
                self.explicit(&own, element);
            }
            if self.is_settled() && self.page.period.is_some() {
                break;
            }
            if self.is_settled() && !is_settled {
                // The years stand beside the place or soon after it.
                lines = lines.max(MOST_LINES.saturating_sub(AFTER_PLACE));
            }
        }
    }

    fn is_settled(&self) -> bool {
        !self.page.cities.is_empty() && self.page.country.is_some()
    }

    /// A line above the title: only what is a place and says when, or names both city and country.
    fn place_with_years(&mut self, own: &str, element: ElementRef<'_>) {
        if is_short(own) && (own.contains(|letter: char| letter.is_ascii_digit()) || own.contains([',', '/'])) {
            self.city_and_country(own, element);
        }
    }

    /// Years in a line of their own.
    fn years(&mut self, words: &str, quote: &str, element: ElementRef<'_>) {
        let words = words.trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '-' && letter != '–');
        let words = words.rsplit_once(':').map_or(words, |(_, words)| words.trim());
        if self.page.period.is_none() && told::is_span(words) {
            self.page.period = Some(Traced { value: words.to_owned(), origin: origin(element, quote) });
        }
    }

    /// What stands after a place: a period, or words in place of one.
    fn when(&mut self, when: &str, quote: &str, element: ElementRef<'_>) {
        if self.page.period.is_none() && !when.is_empty() {
            self.page.period = Some(Traced { value: when.to_owned(), origin: origin(element, quote) });
        }
    }

    /// What the first sentences say.
    fn told(&mut self, words: &str) {
        let title = self.page.title.as_ref().map(|title| title.value.clone()).unwrap_or_default();
        let country = self.page.country.as_ref().map(|country| country.value);
        let origin = self.page.text.as_ref().map(|text| text.origin.clone());
        match told::city(&title, words, self.known, country) {
            Told::City(city) => {
                let origin = origin.unwrap_or_else(|| Origin::new("", &city.name));
                self.page.cities.push(Traced { value: city, origin });
            }
            Told::Unsure(name, countries) => self.page.unsure = Some((name, countries)),
            Told::Nothing => {}
        }
    }

    /// Words that are a place, or a place with its years after it; others are passed over.
    fn city_and_country(&mut self, words: &str, element: ElementRef<'_>) {
        if self.explicit(words, element) {
            return;
        }
        let ways = line::partings(words);
        for way in ways.iter().filter(|way| way.is_plain) {
            if let Some(city) = self.known.find(way.place)
                && !line::is_day(way.when)
            {
                return self.found(Spot::City(CityRef::of(city)), *way, words, element);
            }
            if let Some(country) = Country::find(way.place)
                && !line::is_day(way.when)
            {
                return self.found(Spot::Country(country), *way, words, element);
            }
        }
        for way in ways.iter().filter(|way| way.is_plain) {
            if self.world(way, words, element) {
                return;
            }
        }
    }

    /// Words that name both city and country, and perhaps years. Where no list knows the city, country and years on both
    /// sides of it make it one.
    fn explicit(&mut self, words: &str, element: ElementRef<'_>) -> bool {
        let ways = line::partings(words);
        let plain = ways.iter().filter(|way| way.is_plain).find_map(|way| Some((self.both(way.place)?, way)));
        let framed = || {
            let is_dated = |way: &&Parting<'_>| {
                way.is_plain
                    && !way.when.is_empty()
                    && (line::is_none(way.when) || Period::read(way.when).span().is_some())
            };
            ways.iter().filter(is_dated).rev().find_map(|way| Some((framed(way.place)?, way)))
        };
        let any = ways.iter().find_map(|way| Some((self.both(way.place)?, way)));
        // "Italy Reggio Emilia 2016": two more words are of the name; a period in many words is none.
        let is_long = |way: &Parting<'_>| way.when.split_whitespace().count() > 3;
        let found = plain.or_else(|| any.clone().filter(|(_, way)| is_long(way))).or_else(framed).or(any);
        let Some((city, way)) = found else { return false };
        let way = *way;
        self.found(Spot::City(city), way, words, element);
        true
    }

    /// A place that is settled already is not found again elsewhere; its years may be.
    fn found(&mut self, spot: Spot, way: Parting<'_>, words: &str, element: ElementRef<'_>) {
        if !self.is_settled() {
            match spot {
                Spot::City(city) => self.push(city, element, words),
                Spot::Country(country) => self.country(country, element, words),
            }
            return self.when(way.when, words, element);
        }
        let is_here = match spot {
            Spot::City(city) => {
                self.page.cities.iter().any(|known| name_key(&known.value.name) == name_key(&city.name))
            }
            Spot::Country(country) => self.page.country.as_ref().is_some_and(|known| known.value == country),
        };
        if is_here {
            self.when(way.when, words, element);
        }
    }

    /// The city of words that name it and its country.
    fn both(&self, place: &str) -> Option<CityRef> {
        for separator in [",", "/", "("] {
            if let Some((city, country)) = place.rsplit_once(separator)
                && let Some(country) = Country::find(country.trim_end_matches(')').trim())
                && country_name_is_long(place, separator)
                && !city.contains(|letter: char| letter.is_ascii_digit())
            {
                let city = CityRef::read(&format!("{}, {}", city.trim(), country.code()), self.known)?;
                return city.name.chars().any(char::is_alphabetic).then_some(city);
            }
        }
        // "Country City": the card of the programme's own site.
        country_first(place).find_map(|(country, city)| self.city_of(&city, country))
    }

    /// A city of the network, else of the world, in a country that is certain.
    fn city_of(&self, name: &str, country: Country) -> Option<CityRef> {
        let known = self.known.find(&format!("{name}, {}", country.code())).map(CityRef::of);
        let world = || match WorldCity::find(name, Some(country)) {
            Meant::One(_) => Some(CityRef { id: None, name: name.to_owned(), country: Some(country) }),
            Meant::Nothing | Meant::Several(_) => None,
        };
        known.or_else(world)
    }

    /// A line that is the name of some city of the world: with years after it, or in the country of the page.
    fn world(&mut self, way: &Parting<'_>, words: &str, element: ElementRef<'_>) -> bool {
        let country = self.page.country.as_ref().map(|country| country.value);
        let is_dated = told::is_span(way.when) || line::is_year(way.when) && !told::is_everyday(way.place);
        if !self.page.cities.is_empty() || (!is_dated && country.is_none()) || line::is_day(way.when) {
            return false;
        }
        match WorldCity::find(way.place, country) {
            Meant::One(city) => {
                let city = CityRef { id: None, name: way.place.to_owned(), country: Some(city.country) };
                self.found(Spot::City(city), *way, words, element);
                true
            }
            Meant::Several(countries) if is_dated => {
                self.page.unsure = Some((way.place.to_owned(), countries));
                true
            }
            Meant::Several(_) | Meant::Nothing => false,
        }
    }

    fn take(&mut self, words: &str, element: ElementRef<'_>, quote: &str) {
        let Some(city) = CityRef::read(words, self.known) else { return };
        if let Some(country) = city.country {
            self.country(country, element, quote);
        }
        if !city.name.is_empty() && city.name.chars().any(char::is_alphabetic) {
            self.push(city, element, quote);
        }
    }

    fn push(&mut self, city: CityRef, element: ElementRef<'_>, quote: &str) {
        if let Some(country) = city.country {
            self.country(country, element, quote);
        }
        let is_new = !self.page.cities.iter().any(|known| known.value.name == city.name);
        if is_new && self.page.cities.len() < 20 {
            self.page.cities.push(Traced { value: city, origin: origin(element, quote) });
        }
    }

    fn country(&mut self, country: Country, element: ElementRef<'_>, quote: &str) {
        if self.page.country.is_none() {
            self.page.country = Some(Traced { value: country, origin: origin(element, quote) });
        }
    }

    /// A city found without its country is in the country found, and the other way about.
    fn settle(&mut self) {
        let country = self.page.country.as_ref().map(|country| country.value);
        for city in &mut self.page.cities {
            if city.value.country.is_none() {
                let with_country = country.map(|country| format!("{}, {}", city.value.name, country.code()));
                let known = with_country.and_then(|words| self.known.find(&words));
                city.value = known.map_or_else(|| CityRef { country, ..city.value.clone() }, CityRef::of);
            }
            if city.value.country.is_none() {
                match WorldCity::find(&city.value.name, None) {
                    Meant::One(found) => city.value.country = Some(found.country),
                    Meant::Several(countries) => self.page.unsure = Some((city.value.name.clone(), countries)),
                    Meant::Nothing => {}
                }
            }
        }
        if country.is_none()
            && let Some(found) = self.page.cities.iter().find(|city| city.value.country.is_some())
        {
            self.page.country = found.value.country.map(|value| Traced { value, origin: found.origin.clone() });
        }
    }
}

/// The ways a line may begin with a country's name, and what follows it.
fn country_first(place: &str) -> impl Iterator<Item = (Country, String)> {
    let parts: Vec<&str> = place.split_whitespace().collect();
    let most = parts.len().min(5);
    (1..most).filter_map(move |at| {
        let country = parts[..at].join(" ");
        let country = (country.chars().count() > 3).then(|| Country::find(&country))??;
        Some((country, parts[at..].join(" ")))
    })
}

/// A name between its country and its years: a city, whether any list has it or not.
fn framed(place: &str) -> Option<CityRef> {
    let (country, name) = country_first(place).find(|(_, name)| line::may_be_name(name))?;
    Some(CityRef { id: None, name, country: Some(country) })
}

fn is_short(own: &str) -> bool {
    own.split_whitespace().count() <= 8 && !own.ends_with(['.', '!', '?'])
}

/// A code of two letters after a sign may be anything; a name is a country.
fn country_name_is_long(words: &str, separator: &str) -> bool {
    words.rsplit_once(separator).is_some_and(|(_, country)| {
        country.trim().chars().count() > 3 || matches!(country.trim(), "UK" | "USA" | "UAE")
    })
}

fn is_beside(element: ElementRef<'_>) -> bool {
    element.ancestors().filter_map(ElementRef::wrap).any(|above| matches!(above.value().name(), "footer" | "nav"))
}

/// The longest run of words in a line that is somewhere's name.
fn place_in<T>(line: &str, find: impl Fn(&[&str]) -> Option<T>) -> Option<T> {
    let words: Vec<&str> = line
        .split(|letter: char| letter.is_whitespace() || ",:;()|".contains(letter))
        .filter(|word| !word.is_empty())
        .take(MOST_WORDS)
        .collect();
    (1..=4).rev().find_map(|length| words.windows(length).find_map(&find))
}

/// The longest run of words in a line that the network's cities know.
fn city_in(line: &str, known: &Gazetteer) -> Option<CityRef> {
    place_in(line, |run| {
        let is_name = run[0].chars().next().is_some_and(char::is_uppercase) && run.concat().chars().count() > 2;
        is_name.then(|| known.find(&run.join(" ")))?.map(CityRef::of)
    })
}

/// The first country a line names.
fn country_in(line: &str) -> Option<Country> {
    place_in(line, |run| {
        let name = run.join(" ");
        (name.chars().count() > 3).then(|| Country::find(&name))?
    })
}
