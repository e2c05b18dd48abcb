//! The names of a form's inputs: what is not listed here is not read.

use crate::{
    domain::{
        Field,
        submission::{DOCUMENTS_MOST, PICTURES_MOST},
    },
    web::site::views::submit::TRAP,
};

use super::files::Kind;

/// The hidden inputs.
pub(super) const KEY: &str = "key";
pub(super) const OPENED: &str = "opened";
pub(super) const SEEN: &str = "seen";

pub(super) const DOCUMENTS: &str = "documents";

/// How often an input may come, and what it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Once.
    Text,
    /// Any number of times.
    Texts,
    /// This many times, as files.
    Files { kind: Kind, most: usize },
}

impl Part {
    /// What an input is; none for a name that no form of ours has.
    pub fn named(name: &str) -> Option<Self> {
        const TEXTS: [&str; 8] = [KEY, OPENED, SEEN, TRAP, "consent", "contact_name", "contact_role", "contact_email"];
        if TEXTS.contains(&name) {
            return Some(Self::Text);
        }
        if let Ok(field) = name.parse::<Field>() {
            return Some(if matches!(field, Field::Cities | Field::Topics) { Self::Texts } else { Self::Text });
        }
        match name.strip_prefix(DOCUMENTS) {
            Some("") => return Some(Self::Files { kind: Kind::Document, most: DOCUMENTS_MOST }),
            Some("_kept" | "_drop") => return Some(Self::Texts),
            _ => {}
        }
        let (number, rest) = name.strip_prefix("picture_").map(|rest| rest.split_once('_').unwrap_or((rest, "")))?;
        (1..=PICTURES_MOST).find(|place| place.to_string() == number)?;
        match rest {
            "" => Some(Self::Files { kind: Kind::Picture, most: 1 }),
            "alt" | "credit" | "licence" | "kept" | "drop" => Some(Self::Text),
            _ => None,
        }
    }
}

/// The input for the file of a picture; with a part behind it, for the words that go with it.
pub(super) fn picture(number: usize) -> String {
    format!("picture_{number}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_inputs_of_the_form_are_read() {
        assert_eq!(Part::named("title"), Some(Part::Text));
        assert_eq!(Part::named("topics"), Some(Part::Texts));
        assert_eq!(Part::named("picture_6"), Some(Part::Files { kind: Kind::Picture, most: 1 }));
        assert_eq!(Part::named("picture_2_alt"), Some(Part::Text));
        for name in ["state", "role", "id", "picture_7", "picture_01", "picture_1_owner", "documents_x", "pictures", ""]
        {
            assert_eq!(Part::named(name), None, "{name}");
        }
    }
}
