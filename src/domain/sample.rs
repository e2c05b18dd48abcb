//! What a page of a source is known to say: a reading that contradicts it is no usual one.

use serde::{Deserialize, Serialize};

use super::{Candidate, Draft, Field, language};

/// What is expected of one practice of a source. Kept with the source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Expectation {
    pub title: String,
    /// As read: a city with its country on each line.
    pub cities: String,
    pub period: String,
    /// Of all its texts together.
    pub characters: usize,
    /// How the longest of them begins: in another language a title is another one, too.
    pub beginning: String,
}

/// A practice of a source with what it is expected to say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    pub external_id: String,
    pub url: String,
    pub expected: Expectation,
}

impl Sample {
    #[must_use]
    pub fn of(candidate: &Candidate) -> Self {
        Self {
            external_id: candidate.external_id.clone(),
            url: candidate.url.clone(),
            expected: Expectation::of(&candidate.draft),
        }
    }
}

/// How much a practice says, in classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    Short,
    Middling,
    Long,
}

/// What of an expectation a reading does not bear out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contradiction {
    TitleGone,
    /// Less than half of it is left.
    TextLost,
    PlaceLost,
}

/// A shorter text may well be halved.
const TELLING: usize = 200;
/// Enough to tell a language by.
const BEGINNING: usize = 400;
/// Below this likeness it is another title, and not the same one corrected.
const ALIKE: f64 = 0.5;

impl Expectation {
    #[must_use]
    pub fn of(draft: &Draft) -> Self {
        let line = |field| draft.get(field).trim().to_owned();
        Self {
            title: line(Field::Title),
            cities: line(Field::Cities),
            period: line(Field::Period),
            characters: characters(draft),
            beginning: beginning(draft),
        }
    }

    #[must_use]
    pub const fn length(&self) -> Length {
        match self.characters {
            0..500 => Length::Short,
            500..3_000 => Length::Middling,
            _ => Length::Long,
        }
    }

    /// What a reading of the same practice lacks; none when it may well be the same.
    #[must_use]
    pub fn contradicted_by(&self, draft: &Draft) -> Option<Contradiction> {
        let title = draft.get(Field::Title).trim();
        if !self.title.is_empty() && (title.is_empty() || !self.is_still_named(title, draft)) {
            Some(Contradiction::TitleGone)
        } else if self.characters >= TELLING && characters(draft) * 2 < self.characters {
            Some(Contradiction::TextLost)
        } else if !self.cities.is_empty() && draft.get(Field::Cities).trim().is_empty() {
            Some(Contradiction::PlaceLost)
        } else {
            None
        }
    }

    fn is_still_named(&self, title: &str, draft: &Draft) -> bool {
        language::turned(&self.beginning, &beginning(draft)).is_some()
            || strsim::normalized_levenshtein(&self.title.to_lowercase(), &title.to_lowercase()) >= ALIKE
            || draft.fields().any(|(_, text)| text.contains(&self.title))
    }
}

fn beginning(draft: &Draft) -> String {
    let longest =
        Field::STORY.iter().map(|field| draft.get(*field).trim()).max_by_key(|text| text.len()).unwrap_or_default();
    longest.chars().take(BEGINNING).collect()
}

fn characters(draft: &Draft) -> usize {
    Field::STORY.iter().map(|field| draft.get(*field).trim().chars().count()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn a_draft() -> Draft {
        let mut draft = Draft::default();
        draft.set(Field::Title, "Soup nights in three streets");
        draft.set(Field::Cities, "Gent, Belgium");
        draft.set(Field::Process, "They meet every week. ".repeat(20));
        draft
    }

    fn with(field: Field, text: &str) -> Draft {
        let mut draft = a_draft();
        draft.set(field, text);
        draft
    }

    #[test]
    fn what_is_lost_contradicts_and_what_is_corrected_does_not() {
        let expected = Expectation::of(&a_draft());
        assert_eq!(expected.length(), Length::Short);
        for (draft, found) in [
            (a_draft(), None),
            (with(Field::Title, "Soup evenings in three streets"), None),
            (with(Field::Title, ""), Some(Contradiction::TitleGone)),
            (with(Field::Title, "Northern Harbour Cities"), Some(Contradiction::TitleGone)),
            (with(Field::Process, &"They meet every week. ".repeat(11)), None),
            (with(Field::Process, "They meet."), Some(Contradiction::TextLost)),
            (with(Field::Cities, "Ghent, Belgium"), None),
            (with(Field::Cities, " "), Some(Contradiction::PlaceLost)),
        ] {
            assert_eq!(expected.contradicted_by(&draft), found, "{draft:?}");
        }
    }

    #[test]
    fn what_was_never_said_is_not_missed() {
        let expected = Expectation::of(&with(Field::Cities, ""));
        assert_eq!(expected.contradicted_by(&with(Field::Cities, "")), None);
        assert_eq!(Expectation::default().contradicted_by(&Draft::default()), None);
    }
}
