//! A city filling in the form: what it types, and the files it chooses.

use std::{io::Cursor, time::Duration};

use image::{DynamicImage, ImageFormat};

use super::{Answer, House};

pub const BOUNDARY: &str = "----a-boundary-that-no-file-holds";

/// A form being filled in.
#[derive(Clone, Debug, Default)]
pub struct Form {
    parts: Vec<(String, Part)>,
}

#[derive(Clone, Debug)]
enum Part {
    Text(String),
    File { name: String, bytes: Vec<u8> },
}

impl Form {
    /// Everything needed to submit and to publish, in a form as the site hands it out.
    pub async fn filled(house: &House) -> Self {
        Self::opened(house).await.text_all(&[
            ("cities", "Melitopol, Ukraine"),
            ("contact_name", "Olena Koval"),
            ("contact_role", "Head of culture"),
            ("contact_email", "olena@melitopol.example"),
            ("title", "Weeks of culture"),
            ("statement", "Every month another community shows its kitchen, its songs and its work."),
            ("period", "since 2019"),
            ("status", "running"),
            ("topics", "education"),
            ("language", "en"),
            ("summary", "Each month one of the communities of the city opens its doors to all others."),
            ("purpose", "Neighbours who know each other by sight alone should meet and work together."),
            ("process", "The city gives rooms and a small budget; a committee of residents chooses."),
            ("impact", "Three schools joined; about two thousand people come each year."),
            ("beneficiaries", "All residents"),
            ("lead", "Department of culture"),
            ("advice", "Let the communities choose the day."),
            ("links", "https://melitopol.example/weeks"),
            ("consent", "yes"),
        ])
    }

    /// The empty form, read for a minute.
    pub async fn opened(house: &House) -> Self {
        let page = house.get("/en/submit").await;
        assert_eq!(page.status, 200, "{}", page.body);
        house.pass(Duration::from_mins(1));
        Self::of(&page)
    }

    /// A form with the hidden inputs of a page.
    pub fn of(page: &Answer) -> Self {
        let mut form = Self::default();
        for name in ["key", "opened", "seen", "consent_version"] {
            for value in page.values(name) {
                form = form.text(name, &value);
            }
        }
        form
    }

    pub fn text(mut self, name: &str, text: &str) -> Self {
        self.parts.retain(|(other, _)| other != name);
        self.and(name, text)
    }

    /// One more answer of the same name.
    pub fn and(mut self, name: &str, text: &str) -> Self {
        self.parts.push((name.to_owned(), Part::Text(text.to_owned())));
        self
    }

    fn text_all(mut self, texts: &[(&str, &str)]) -> Self {
        for (name, text) in texts {
            self = self.text(name, text);
        }
        self
    }

    pub fn file(mut self, input: &str, name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.parts.push((input.to_owned(), Part::File { name: name.to_owned(), bytes: bytes.into() }));
        self
    }

    pub fn picture(self, number: usize, name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        let input = format!("picture_{number}");
        self.file(&input, name, bytes)
            .text(&format!("{input}_alt"), "Children with drums on a square")
            .text(&format!("{input}_credit"), "City of Melitopol")
            .text(&format!("{input}_licence"), "CC BY 4.0")
    }

    /// As `multipart/form-data` (RFC 7578).
    pub fn body(&self) -> Vec<u8> {
        let mut body = Vec::new();
        for (name, part) in &self.parts {
            body.extend(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"").bytes());
            match part {
                Part::Text(text) => body.extend(format!("\r\n\r\n{text}").bytes()),
                Part::File { name, bytes } => {
                    let head = format!("; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n");
                    body.extend(head.bytes());
                    body.extend(bytes);
                }
            }
            body.extend(b"\r\n");
        }
        body.extend(format!("--{BOUNDARY}--\r\n").bytes());
        body
    }

    pub async fn send(&self, house: &House, path: &str) -> Answer {
        house.post(path, &format!("multipart/form-data; boundary={BOUNDARY}"), self.body()).await
    }

    pub async fn submit(&self, house: &House) -> Answer {
        self.send(house, "/en/submit").await
    }
}

/// The path of the status page that a sent form leads to.
pub fn status_of(answer: &Answer) -> String {
    assert_eq!(answer.status, 303, "{}", answer.body);
    answer.location().trim_end_matches("?sent=1").to_owned()
}

/// A small photograph.
pub fn a_jpeg() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::new_rgb8(64, 48).write_to(&mut bytes, ImageFormat::Jpeg).expect("a small picture is written");
    bytes.into_inner()
}
