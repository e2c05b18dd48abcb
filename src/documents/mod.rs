//! Documents of word processors: a text of questions to fill in, with room for an answer under each; what comes back filled
//! in, and tables. Must not know who asks for one, where its text comes from, nor what becomes of what was read.

mod archive;
mod blocks;
mod docx;
mod filled;
mod odt;
mod package;
mod table;

use self::blocks::blocks;
pub use self::table::read_table;
use crate::domain::Lang;

/// What a document to fill in says.
#[derive(Clone, Copy, Debug)]
pub struct Fillable<'a> {
    pub lang: Lang,
    pub title: &'a str,
    /// Of which day it is, in words.
    pub version: &'a str,
    /// The questions, in Markdown: each an item of a list that begins with what it is called, in bold.
    pub questions: &'a str,
}

/// What word processors read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordFormat {
    /// Office Open XML (ISO/IEC 29500-1), transitional.
    Docx,
    /// `OpenDocument` 1.3 (OASIS).
    Odt,
}

#[derive(Debug, thiserror::Error)]
#[error("could not put a document together")]
pub struct DocumentError(#[from] zip::result::ZipError);

impl WordFormat {
    pub const ALL: [Self; 2] = [Self::Docx, Self::Odt];

    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Odt => odt::MEDIA_TYPE,
        }
    }

    /// Of its file's name, and in its address.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Odt => "odt",
        }
    }
}

impl Fillable<'_> {
    /// The document's bytes, the same for the same words.
    ///
    /// # Errors
    /// When the package could not be put together.
    pub fn document(&self, format: WordFormat) -> Result<Vec<u8>, DocumentError> {
        let blocks = blocks(self.questions);
        match format {
            WordFormat::Docx => docx::document(self, &blocks),
            WordFormat::Odt => odt::document(self, &blocks),
        }
    }
}

/// With the country whose habits its spelling checkers know (BCP 47).
const fn locale(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "en-GB",
        Lang::Fr => "fr-FR",
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read as _};

    use quick_xml::{Reader, events::Event};

    use super::*;

    fn parts(format: WordFormat, questions: &str) -> Vec<(String, String)> {
        let fillable = Fillable { lang: Lang::Fr, title: "Préparer <ici>", version: "12 mai 2026", questions };
        let bytes = fillable.document(format).unwrap();
        assert_eq!(bytes, fillable.document(format).unwrap());
        let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut parts = Vec::new();
        for at in 0..package.len() {
            let mut part = package.by_index(at).unwrap();
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            parts.push((part.name().unwrap().into_owned(), text));
        }
        parts
    }

    fn words(xml: &str) -> String {
        let mut reader = Reader::from_str(xml);
        let mut words = String::new();
        loop {
            match reader.read_event().unwrap() {
                Event::Text(text) => words.push_str(&text),
                Event::GeneralRef(name) => words.push_str(match name.as_ref() {
                    "lt" => "<",
                    "gt" => ">",
                    "amp" => "&",
                    _ => "?",
                }),
                Event::End(_) => words.push(' '),
                Event::Eof => return words,
                _ => {}
            }
        }
    }

    #[test]
    fn each_question_has_room_for_its_answer() {
        let text = "Répondez & envoyez.\n\n## 1. Qui\n\n- **Titre** – *nécessaire* ; a < b.\n- **Ville** – une.\n\n## Conseils\n\n- Écrivez.";
        for (format, part, answer) in [
            (WordFormat::Docx, "word/document.xml", "w:val=\"Answer\""),
            (WordFormat::Odt, "content.xml", "\"Answer\""),
        ] {
            let parts = parts(format, text);
            for (name, xml) in parts.iter().filter(|(name, _)| name != "mimetype") {
                assert!(!words(xml).contains('?'), "{name}");
            }
            let (_, content) = parts.iter().find(|(name, _)| name == part).unwrap();
            let said = words(content).split_whitespace().collect::<Vec<_>>().join(" ");
            for words in
                ["Préparer <ici>", "12 mai 2026", "Répondez & envoyez.", "1. Qui", "Titre", "a < b.", "Écrivez."]
            {
                assert!(said.contains(words), "{words}: {said}");
            }
            assert_eq!(content.matches(answer).count(), 2, "{content}");
        }
    }

    #[test]
    fn a_package_says_first_what_it_is() {
        let odt = parts(WordFormat::Odt, "- **A** – b");
        assert_eq!(odt[0], ("mimetype".to_owned(), odt::MEDIA_TYPE.to_owned()));
        let docx = parts(WordFormat::Docx, "- **A** – b");
        assert_eq!(docx[0].0, "[Content_Types].xml");
        for (name, _) in docx.iter().skip(1).filter(|(name, _)| !name.contains("rels")) {
            assert!(docx[0].1.contains(&format!("/{name}")), "{name} has no type");
        }
    }
}
