//! City and country: what the page states as data, what it labels, what its title and first lines name, then what its
//! first sentences say. The network's cities come before others of the world; a name of several countries is left open.

use scraper::{ElementRef, Selector};

use super::{
    document::{Document, css, origin},
    json_ld,
    labels::Meaning,
    layout::Entry,
    told::{self, Told},
    types::{AutoPage, Hints, Traced},
};
use crate::{
    domain::{CityRef, Country, Gazetteer, Meant, WorldCity, candidate::Origin},
    harvest::prose,
};

/// Words looked at in one line for the name of a place.
const MOST_WORDS: usize = 40;

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
    if finder.page.cities.is_empty() || finder.page.country.is_none() {
        finder.first_lines(document);
    }
    if finder.page.cities.is_empty() {
        finder.told(words);
    }
    finder.settle();
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
        for element in document.select(css!("h1, h2, h3, h4, p, span, div, li, time, strong, b, em, i, a, small, td")) {
            if lines >= 25 {
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
            if own.split_whitespace().count() <= 8 && !own.ends_with(['.', '!', '?']) {
                self.city_and_country(&own, element);
                self.years(&own, &own, element);
            }
            if !self.page.cities.is_empty() && self.page.country.is_some() {
                break;
            }
        }
    }

    /// A line above the title: only what is a place and says when, or names both city and country.
    fn place_with_years(&mut self, own: &str, element: ElementRef<'_>) {
        let is_short = own.split_whitespace().count() <= 8 && !own.ends_with(['.', '!', '?']);
        if is_short && (own.contains(|letter: char| letter.is_ascii_digit()) || own.contains([',', '/'])) {
            self.city_and_country(own, element);
        }
    }

    /// Years beside a place, or in a line of their own.
    fn years(&mut self, words: &str, quote: &str, element: ElementRef<'_>) {
        let words = words.trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '-' && letter != '–');
        let words = words.rsplit_once(':').map_or(words, |(_, words)| words.trim());
        if self.page.period.is_none() && told::is_span(words) {
            self.page.period = Some(Traced { value: words.to_owned(), origin: origin(element, quote) });
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

    /// Words that are a place, or a place with years after it; others are passed over.
    fn city_and_country(&mut self, words: &str, element: ElementRef<'_>) {
        let bare = words.split(|letter: char| letter.is_ascii_digit()).next().unwrap_or_default();
        let rest = &words[bare.len()..];
        let bare = bare.trim_end_matches(|letter: char| !letter.is_alphanumeric() && letter != ')');
        if bare.is_empty() {
            return;
        }
        if let Some(city) = self.known.find(bare) {
            self.push(CityRef::of(city), element, words);
            return self.years(rest, words, element);
        }
        if let Some(country) = Country::find(bare) {
            self.country(country, element, words);
            return;
        }
        for separator in [",", "/", "("] {
            if let Some((city, country)) = bare.rsplit_once(separator)
                && let Some(country) = Country::find(country.trim_end_matches(')').trim())
                && country_name_is_long(bare, separator)
            {
                let city = format!("{}, {}", city.trim(), country.code());
                self.take(&city, element, words);
                self.country(country, element, words);
                return self.years(rest, words, element);
            }
        }
        // "Country City": the card of the programme's own site.
        let parts: Vec<&str> = bare.split_whitespace().collect();
        for at in 1..parts.len().min(5) {
            let (country, city) = (parts[..at].join(" "), parts[at..].join(" "));
            if country.chars().count() > 3
                && let Some(country) = Country::find(&country)
                && let Some(city) = self.city_of(&city, country)
            {
                self.push(city, element, words);
                self.country(country, element, words);
                return self.years(rest, words, element);
            }
        }
        self.world(bare, rest, words, element);
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
    fn world(&mut self, bare: &str, rest: &str, words: &str, element: ElementRef<'_>) {
        let country = self.page.country.as_ref().map(|country| country.value);
        let is_dated = told::is_span(rest.trim());
        if !self.page.cities.is_empty() || (!is_dated && country.is_none()) {
            return;
        }
        match WorldCity::find(bare, country) {
            Meant::One(city) => {
                let city = CityRef { id: None, name: bare.to_owned(), country: Some(city.country) };
                self.push(city, element, words);
                self.years(rest, words, element);
            }
            Meant::Several(countries) if is_dated => self.page.unsure = Some((bare.to_owned(), countries)),
            Meant::Several(_) | Meant::Nothing => {}
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
