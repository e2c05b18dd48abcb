//! Which of a practice's texts a list shows to somebody who asked for words: the first that holds most of them, whatever
//! its language.

use super::showing::Showing;
use crate::{
    domain::{CityRef, Field, Lang, LanguageTag, Record},
    press::{STORY, Telling},
    search::Marking,
    web::site::views::{TextLanguage, list::Told},
};

/// None where the row says by itself what was found, or where only names of topics and countries answered.
pub fn of(showing: &Showing<'_>, record: &Record, asked: &Marking) -> Option<Told> {
    let told = Telling::of(record, showing.lang);
    let mut best = Best { asked, found: None, most: 0 };
    let original = Telling::original(record, showing.lang).original_language();
    let facts = facts(record).into_iter().map(|text| (text, original.clone()));
    best.look(story(told).chain(facts));
    // Elsewhere only what the reader does not see already.
    best.most = best.most.max(best.holds(told.title(), &told.language()));
    let others =
        [Telling::original(record, showing.lang)].into_iter().chain(Lang::ALL.map(|lang| Telling::of(record, lang)));
    for other in others.filter(|other| other.language().tag != told.language().tag) {
        best.look([(other.title().to_owned(), other.language())].into_iter().chain(story(other)));
    }
    best.look(record.cities.iter().flat_map(|city| names(showing, city)));
    best.found
}

struct Best<'a> {
    asked: &'a Marking,
    found: Option<Told>,
    /// How many of the words asked for it holds.
    most: usize,
}

impl Best<'_> {
    fn look(&mut self, texts: impl Iterator<Item = (String, TextLanguage)>) {
        for (text, language) in texts {
            let tag = LanguageTag::parse(&language.tag).ok();
            if self.most >= self.asked.parts(tag.as_ref()) {
                continue;
            }
            if let Some(passage) = self.asked.passage(&text, tag.as_ref()).filter(|passage| passage.holds > self.most) {
                self.most = passage.holds;
                self.found = Some(Told { runs: passage.runs, language });
            }
        }
    }

    fn holds(&self, text: &str, language: &TextLanguage) -> usize {
        let passage = self.asked.passage(text, LanguageTag::parse(&language.tag).ok().as_ref());
        passage.map_or(0, |passage| passage.holds)
    }
}

fn story(telling: Telling<'_>) -> impl Iterator<Item = (String, TextLanguage)> + '_ {
    let fields = STORY.into_iter().chain([Field::Beneficiaries, Field::Funding]);
    let statement = (telling.statement().to_owned(), telling.language());
    let parts = fields.filter_map(move |field| telling.part(field)).map(|(text, language)| (text.plain(), language));
    [statement].into_iter().chain(parts)
}

fn facts(record: &Record) -> Vec<String> {
    let links = record.links.iter().map(|link| link.title.as_str()).collect::<Vec<_>>().join("; ");
    let pictures = record.pictures.iter().map(|picture| picture.alt.as_str()).collect::<Vec<_>>().join("; ");
    vec![record.lead.clone(), record.partners.join("; "), links, pictures]
}

/// What a city is called elsewhere, each name in its language.
fn names(showing: &Showing<'_>, city: &CityRef) -> Vec<(String, TextLanguage)> {
    let known = showing.city(city).into_iter().flat_map(|known| &known.names);
    known.filter_map(|(tag, name)| Some((name.clone(), TextLanguage::from(&LanguageTag::parse(tag).ok()?)))).collect()
}
