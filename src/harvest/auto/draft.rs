//! What was found on a page as a draft of a record.

use std::collections::{BTreeSet, HashMap};

use super::{
    labels::{Meaning, meaning},
    types::{AutoPage, LinkFound, Traced},
};
use crate::domain::{
    CleanText, Draft, Field, Lang,
    candidate::{Origin, Origins, OtherReading},
    field::Limit,
    record::Link,
};

/// Where the parts hold less than this share of the main text, the main text is kept beside them.
const COVERED: f32 = 0.6;
/// Texts that share more of their words are no choice for an editor.
const ALIKE: f32 = 0.92;

impl AutoPage {
    /// The fields that were found, in a draft's text forms. What of the main text stands in no part is the process.
    #[must_use]
    pub fn draft(&self) -> Draft {
        let mut draft = Draft::default();
        if let Some(title) = &self.title {
            draft.set(Field::Title, title.value.clone());
        }
        if let Some(summary) = &self.summary {
            draft.set(Field::Summary, summary.value.markdown());
        }
        if let Some(language) = &self.language {
            draft.set(Field::Language, language.value.as_str());
        }
        if let Some(period) = &self.period {
            draft.set(Field::Period, period.value.clone());
        }
        draft.set(Field::Cities, self.places());
        if let Some(body) = &self.author_body {
            draft.set(Field::Lead, body.value.clone());
        }
        for (field, part) in &self.parts {
            draft.set(*field, text_form(*field, &part.value));
        }
        if let Some(text) = &self.text
            && self.covered(&text.value) < COVERED
        {
            draft.set(Field::Process, cut(&self.rest_of(text.value.markdown())));
        }
        draft.set(Field::Links, self.link_lines());
        draft
    }

    /// The fields of the draft whose text stood under a heading or label that names them.
    #[must_use]
    pub fn named(&self, draft: &Draft) -> BTreeSet<Field> {
        let is_whole =
            |(field, part): &(&Field, &Traced<CleanText>)| draft.get(**field) == text_form(**field, &part.value);
        self.parts.iter().filter(is_whole).map(|(field, _)| *field).collect()
    }

    /// Where each field of the draft that [`AutoPage::draft`] gave was found.
    #[must_use]
    pub fn origins(&self, draft: &Draft) -> Origins {
        let mut origins = Origins::new();
        let mut note = |field: Field, found: Vec<Origin>| {
            if !found.is_empty() {
                origins.insert(field, found);
            }
        };
        let one = |origin: Option<&Origin>| origin.cloned().into_iter().collect::<Vec<_>>();
        note(Field::Title, one(self.title.as_ref().map(|found| &found.origin)));
        note(Field::Summary, one(self.summary.as_ref().map(|found| &found.origin)));
        note(Field::Language, one(self.language.as_ref().map(|found| &found.origin)));
        note(Field::Period, one(self.period.as_ref().map(|found| &found.origin)));
        note(Field::Lead, one(self.author_body.as_ref().map(|found| &found.origin)));
        note(Field::Process, one(self.text.as_ref().map(|found| &found.origin)));
        let places: Vec<Origin> = self.cities.iter().map(|found| found.origin.clone()).take(Origin::MOST).collect();
        note(
            Field::Cities,
            if places.is_empty() { one(self.country.as_ref().map(|found| &found.origin)) } else { places },
        );
        let links = self.links.iter().map(|link| Origin::new(link.element.clone(), &link.title));
        note(Field::Links, links.take(Origin::MOST).collect());
        for (field, part) in &self.parts {
            note(*field, vec![part.origin.clone()]);
        }
        origins.retain(|field, _| !draft.get(*field).is_empty());
        for origin in origins.values_mut().flatten() {
            origin.quote.truncate(self.before_contacts(&origin.quote).len());
        }
        origins
    }

    /// A piece of text, or a quote of a whole element, as far as it holds nothing of what stands under a heading of contacts:
    /// readers may have run it together with the paragraph before.
    fn before_contacts<'a>(&self, text: &'a str) -> &'a str {
        let begins = |contact: &String| {
            let beginning = contact.split(' ').take(2).collect::<Vec<_>>().join(" ");
            text.find(&beginning).filter(|_| !beginning.is_empty())
        };
        self.contacts.iter().filter_map(begins).min().map_or(text, |at| &text[..at])
    }

    /// What other readers made of the main text, where it is materially another than the draft's: at most two.
    #[must_use]
    pub fn readings(&self, draft: &Draft) -> Vec<OtherReading> {
        let process = draft.get(Field::Process);
        if self.text.is_none() || process.is_empty() || self.parts.contains_key(&Field::Process) {
            return Vec::new();
        }
        let mut found: Vec<OtherReading> = Vec::new();
        for other in &self.alternatives {
            let text = cut(&self.rest_of(other.text.markdown())).to_owned();
            let is_new = |known: &str| likeness(known, &text) < ALIKE;
            if !text.is_empty() && is_new(process) && found.iter().all(|known| is_new(&known.text)) {
                found.push(OtherReading { field: Field::Process, reader: other.extractor.name().to_owned(), text });
            }
        }
        found.truncate(2);
        found
    }

    fn places(&self) -> String {
        let cities: Vec<String> = self.cities.iter().map(|city| city.value.words()).collect();
        match &self.country {
            Some(country) if cities.is_empty() => country.value.name(Lang::En).to_owned(),
            _ => cities.join("\n"),
        }
    }

    fn covered(&self, text: &CleanText) -> f32 {
        let in_parts: usize = self.parts.values().map(|part| part.value.word_count()).sum();
        let all = text.word_count().max(1);
        f32::from(u16::try_from((in_parts * 100 / all).min(1_000)).unwrap_or(u16::MAX)) / 100.0
    }

    /// The main text without what stands in other fields and without contacts: no part of the story is lost because its
    /// heading is not known.
    pub(in crate::harvest) fn rest_of(&self, markdown: &str) -> String {
        let others = self.parts.iter().filter(|(field, _)| **field != Field::Process);
        let others: Vec<String> = others.map(|(_, part)| words(part.value.markdown())).collect();
        let (mut rest, mut heading, mut is_private) = (Vec::new(), None, false);
        for block in markdown.split("\n\n").filter(|block| !block.trim().is_empty()) {
            let plain = words(block);
            if block.starts_with('#') {
                is_private = meaning(&plain) == Some(Meaning::Private);
                heading = Some(block);
            } else if !is_private && !others.iter().chain(&self.contacts).any(|part| part.contains(&plain)) {
                let block = self.before_contacts(block);
                if !block.trim().is_empty() {
                    rest.extend(heading.take());
                    rest.push(block);
                }
            }
        }
        rest.join("\n\n")
    }

    fn link_lines(&self) -> String {
        let line = |link: &LinkFound| Link { title: link.title.replace('|', "–"), url: link.url.clone() }.line();
        self.links.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

/// The share of words that two texts have in common, however often each stands there (Sørensen–Dice over bags).
fn likeness(one: &str, other: &str) -> f32 {
    let mut counts: HashMap<&str, i32> = HashMap::new();
    for word in one.split_whitespace() {
        *counts.entry(word).or_default() += 1;
    }
    let (mut all, mut common) = (one.split_whitespace().count(), 0_u16);
    for word in other.split_whitespace() {
        all += 1;
        if let Some(left) = counts.get_mut(word).filter(|left| **left > 0) {
            *left -= 1;
            common = common.saturating_add(1);
        }
    }
    f32::from(common) * 2.0 / f32::from(u16::try_from(all.max(1)).unwrap_or(u16::MAX))
}

/// A text's words alone, to tell whether it stands in another.
pub(in crate::harvest) fn words(markdown: &str) -> String {
    CleanText::from_markdown(markdown).plain().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A part in the form its field has.
fn text_form(field: Field, part: &CleanText) -> String {
    match field {
        Field::Lead | Field::Statement => part.plain().split_whitespace().collect::<Vec<_>>().join(" "),
        Field::Partners => {
            part.plain().lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
        }
        _ => cut(part.markdown()).to_owned(),
    }
}

/// As many whole paragraphs as a field holds.
fn cut(markdown: &str) -> &str {
    if markdown.len() <= Limit::BYTES {
        return markdown;
    }
    let most = &markdown[..markdown.floor_char_boundary(Limit::BYTES)];
    most.rfind("\n\n").map_or(most, |end| &most[..end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harvest::auto::types::{Alternative, Extractor};

    #[test]
    fn other_readings_are_kept_where_they_differ() {
        let story = "Every week neighbours meet in the library and cook together for whoever comes by. ".repeat(6);
        let with_menu = format!("{}\n\n{story}", "Home News Contact Login Search ".repeat(12));
        let text = |words: &str| CleanText::from_markdown(words);
        let page = AutoPage {
            text: Some(Traced { value: text(&story), origin: Origin::new("body", "") }),
            alternatives: vec![
                Alternative { extractor: Extractor::Trafilatura, text: text(&story.replacen("week", "month", 1)) },
                Alternative { extractor: Extractor::RsTrafilatura, text: text(&with_menu) },
                Alternative { extractor: Extractor::Readability, text: text(&with_menu) },
            ],
            ..AutoPage::default()
        };
        let readings = page.readings(&page.draft());
        let readers: Vec<&str> = readings.iter().map(|reading| reading.reader.as_str()).collect();
        assert_eq!(readers, ["rs-trafilatura"], "neither what is nearly the same, nor the same twice");
        assert_eq!(readings[0].field, Field::Process);
        assert!(AutoPage::default().readings(&Draft::default()).is_empty());
    }
}
