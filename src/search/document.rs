//! What is put into the index.

use std::hash::{DefaultHasher, Hash, Hasher};

use uuid::Uuid;

use super::{fold, stem::Tongue};
use crate::domain::{CleanText, Lang, Record, Slug, Timestamp, record::Translation};

/// A published practice with what the record alone does not say.
#[derive(Clone, Debug)]
pub struct Document {
    pub id: Uuid,
    pub record: Record,
    /// Those of its cities that belong to the network.
    pub cities: Vec<Slug>,
    pub collections: Vec<Slug>,
    /// Words it is found by besides its own: names of its topics, countries and cities in each language.
    pub keywords: Vec<(Lang, String)>,
    pub published_at: Timestamp,
    pub keys: Keys,
}

/// By what a practice is put in order, in the order of [`Lang::ALL`]: keys of its title and of the name of its first city as
/// readers of the language see them. Compared byte by byte (UTS #10); what makes them knows each language's order.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    pub titles: [Vec<u8>; Lang::ALL.len()],
    /// None when it has no city.
    pub cities: Option<[Vec<u8>; Lang::ALL.len()]>,
}

/// A document's words, by how they are compared: each entry a run of terms joined by spaces.
#[derive(Default)]
pub(super) struct Terms {
    pub title: Vec<String>,
    pub title_stems: Vec<String>,
    pub words: Vec<String>,
    pub stems: Vec<String>,
    pub tongues: Vec<Tongue>,
}

impl Document {
    /// A mark of all that its terms are made from.
    pub(super) fn stamp(&self) -> u64 {
        // Other releases of the compiler may reckon otherwise: then everything is indexed once more.
        let mut hasher = DefaultHasher::new();
        (&self.record, &self.keywords).hash(&mut hasher);
        hasher.finish()
    }

    /// The languages of its texts, each once.
    pub(super) fn tongues(&self) -> Vec<Tongue> {
        let mut tongues = vec![Tongue::of(self.record.language.as_ref())];
        for translation in &self.record.translations {
            let tongue = Tongue::by_tag(translation.language.tag());
            if !tongues.contains(&tongue) {
                tongues.push(tongue);
            }
        }
        tongues
    }

    pub(super) fn terms(&self) -> Terms {
        let record = &self.record;
        let tongue = Tongue::of(record.language.as_ref());
        let mut terms = Terms { tongues: self.tongues(), ..Terms::default() };
        terms.add_title(tongue, &record.title);
        for text in texts(record) {
            terms.add(tongue, &text);
        }
        for city in &record.cities {
            terms.add(Tongue::OTHER, &city.name);
        }
        for translation in &record.translations {
            let tongue = Tongue::by_tag(translation.language.tag());
            terms.add_title(tongue, &translation.title);
            for text in translated(translation) {
                terms.add(tongue, &text);
            }
        }
        for (lang, text) in &self.keywords {
            terms.add(Tongue::by_tag(lang.tag()), text);
        }
        terms
    }
}

impl Terms {
    fn add_title(&mut self, tongue: Tongue, text: &str) {
        let words = fold::words(text);
        self.title.push(joined(&words));
        self.title_stems.push(tongue.stems(&words).join(" "));
        self.add(tongue, text);
    }

    fn add(&mut self, tongue: Tongue, text: &str) {
        let words = fold::words(text);
        self.words.push(joined(&words));
        self.stems.push(tongue.stems(&words).join(" "));
    }
}

fn joined(words: &[fold::Word]) -> String {
    words.iter().map(|word| word.folded.as_str()).collect::<Vec<_>>().join(" ")
}

/// All a record says besides its title, in its own language.
fn texts(record: &Record) -> Vec<String> {
    let stories = [
        &record.summary,
        &record.purpose,
        &record.rationale,
        &record.process,
        &record.impact,
        &record.evaluation,
        &record.beneficiaries,
        &record.funding,
        &record.difficulties,
        &record.advice,
    ];
    let mut texts = vec![record.statement.clone(), record.lead.clone()];
    texts.extend(stories.map(CleanText::plain));
    texts.extend(record.partners.iter().cloned());
    texts.extend(record.links.iter().map(|link| link.title.clone()));
    texts.extend(record.pictures.iter().map(|picture| picture.alt.clone()));
    texts
}

fn translated(translation: &Translation) -> Vec<String> {
    let stories = [
        &translation.summary,
        &translation.purpose,
        &translation.rationale,
        &translation.process,
        &translation.impact,
        &translation.advice,
    ];
    let mut texts = vec![translation.statement.clone()];
    texts.extend(stories.map(CleanText::plain));
    texts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::LanguageTag;

    #[test]
    fn terms_are_made_as_in_the_format_that_folders_are_named_by() {
        let terms = |tag: &str, title: &str| {
            let language = LanguageTag::parse(tag).ok();
            let record = Record { title: title.to_owned(), language, ..Record::default() };
            let document = Document {
                id: Uuid::nil(),
                record,
                cities: Vec::new(),
                collections: Vec::new(),
                keywords: Vec::new(),
                published_at: Timestamp::from_micros(0),
                keys: Keys::default(),
            };
            let terms = document.terms();
            (terms.title.join(" "), terms.title_stems.join(" "))
        };
        let told = [
            terms("en", "Neighbours’ Cafés, meeting"),
            terms("fr", "L’accueil des réfugiés à Saint-Étienne"),
            terms("de", "Straßenfeste für Nachbarn"),
            terms("el", "Γειτονιές της Αθήνας"),
            terms("uk", "Сусіди Києва"),
            terms("ja", "浜松市"),
        ];
        // When this fails because terms are made better now: raise `FORMAT` in `words.rs`, then write what they are now.
        assert_eq!(super::super::words::FORMAT, 1);
        let expected = [
            ("neighbours cafes meeting", "en:neighbour en:cafe en:meet"),
            (
                "l accueil des refugies a saint etienne",
                "fr:l fr:accueil fr:de fr:refugi fr:refug fr:a fr:saint fr:etien",
            ),
            ("strassenfeste fur nachbarn", "de:strassenf de:fur de:nachbarn"),
            ("γειτονιεσ τησ αθηνασ", "el:γειτονι el:τ el:αθην"),
            ("сусіди києва", ""),
            ("浜 松 市", ""),
        ];
        assert_eq!(told, expected.map(|(words, stems)| (words.to_owned(), stems.to_owned())));
    }
}
