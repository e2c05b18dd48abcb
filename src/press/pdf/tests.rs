use std::process::Command;

use super::*;
use crate::{
    domain::{CleanText, Lang, Timestamp, mosaic::Mosaic},
    press::{Part, Practice, practice::tests::a_practice},
};

fn sheet(change: impl FnOnce(&mut Practice)) -> Sheet {
    let mut practice = a_practice();
    change(&mut practice);
    Sheet { practice, subhead: None, mosaic: Mosaic::of_bytes(b"a city"), pictures: Vec::new() }
}

const MADE_AT: Timestamp = Timestamp::from_micros(1_795_392_000_000_000);

fn set(title: Option<&str>, sheets: &[Sheet]) -> Result<Pdf, PdfError> {
    let cover = title.map(|title| Cover { title: title.to_owned(), ..Cover::default() });
    document(cover.as_ref(), sheets).to_pdf()
}

fn document(cover: Option<&Cover>, sheets: &[Sheet]) -> Document {
    let (id, cover, sheets) = ("practice".to_owned(), cover.cloned(), sheets.to_vec());
    Document { id, cover, sheets, lang: Lang::En, made_at: MADE_AT }
}

fn part(language: &str, markdown: &str) -> Part {
    let (name, heading) = ("process".to_owned(), "What was done".to_owned());
    Part { name, heading, language: language.to_owned(), text: CleanText::from_markdown(markdown) }
}

/// The text of a file as a reader's program takes it out, where poppler is there.
fn text_of(pdf: &Pdf) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("it.pdf");
    std::fs::write(&path, &pdf.bytes).unwrap();
    let text = Command::new("pdftotext").arg(&path).arg("-").output().ok()?;
    Some(String::from_utf8(text.stdout).unwrap().split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn a_practice_is_set_with_all_its_marks() {
    let markdown = "A *first* and **strong** `word` with a [link](https://a.example).\n\n1. one\n2. two\n   - inner\n\n\
                    > said\n\n### Deeper\n\n| a | b |\n|---|---|\n| c | d |\n\n---\n\n```\ncode\n```";
    let pdf = set(None, &[sheet(|it| it.texts = vec![part("en", markdown)])]).unwrap();
    assert!(pdf.bytes.starts_with(b"%PDF-1.7"));
    assert_eq!(pdf.pages, 1);
    let marks = String::from_utf8_lossy(&pdf.bytes);
    for mark in ["/StructTreeRoot", "pdfuaid:part", "pdfaid:conformance>A<", "/Lang"] {
        assert!(marks.contains(mark), "{mark}");
    }
    if let Some(text) = text_of(&pdf) {
        for words in ["A library {of} people & \"others\"", "A first and strong word with a link.", "Deeper", "inner"] {
            assert!(text.contains(words), "{words}: {text}");
        }
    }
}

#[test]
fn greek_cyrillic_and_arabic_are_set_in_their_letters() {
    let texts = [("el", "Η πόλη της Λεμεσού."), ("uk", "Місто Мелітополь."), ("ar", "مدينة الشارقة تفتح مكتباتها.")];
    let pdf = set(None, &[sheet(|it| it.texts = texts.map(|(tag, text)| part(tag, text)).into())]).unwrap();
    if let Some(text) = text_of(&pdf) {
        for words in ["Λεμεσού", "Мелітополь", "مدينة"] {
            assert!(text.contains(words), "{words}: {text}");
        }
    }
}

#[test]
fn what_is_written_is_never_read_as_markup() {
    let typed = "#panic(1) $x$ @ref <label> \\ = head *a* [b] `c` // d /* e */ https://x.test";
    let pdf = set(None, &[sheet(|it| typed.clone_into(&mut it.title))]).unwrap();
    if let Some(text) = text_of(&pdf) {
        assert!(text.contains("#panic(1) $x$ @ref <label> \\ = head *a* [b] `c` // d /* e */"), "{text}");
    }
}

#[test]
fn a_booklet_has_contents_and_every_practice_on_a_page_of_its_own() {
    let sheets: Vec<Sheet> = (1..=3).map(|nth| sheet(|it| it.title = format!("Practice {nth}"))).collect();
    let pdf = set(Some("Three of them"), &sheets).unwrap();
    assert_eq!(pdf.pages, 4);
    if let Some(text) = text_of(&pdf) {
        assert!(text.starts_with("Three of them") && text.matches("Practice 2").count() == 2, "{text}");
    }
}

#[test]
fn a_stray_sign_is_shown_as_missing_and_an_unreadable_text_is_refused() {
    assert!(set(None, &[sheet(|it| it.texts = vec![part("en", &format!("{} 🎉", "word ".repeat(60)))])]).is_ok());
    let refused = set(None, &[sheet(|it| it.texts = vec![part("ja", "浜松市の取り組み")])]);
    assert!(matches!(refused, Err(PdfError::Letters(letters)) if letters.contains('浜')));
}

#[test]
fn the_same_document_is_the_same_file() {
    let sheets = [sheet(|_| {})];
    assert_eq!(set(None, &sheets).unwrap(), set(None, &sheets).unwrap());
}

/// A picture of one colour, as a city's is kept.
fn figure(width: u32, height: u32, alt: &str) -> Figure {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(width, height).write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    let picture = crate::domain::record::Picture {
        blob: String::new(),
        media_type: "image/jpeg".to_owned(),
        width,
        height,
        alt: alt.to_owned(),
        credit: "A. Person".to_owned(),
        licence: "CC BY 4.0".to_owned(),
    };
    Figure { picture, bytes: bytes.into_inner() }
}

#[test]
fn pictures_are_printed_with_their_description_and_no_finer_than_needed() {
    let mut sheet = sheet(|_| {});
    let plain = set(None, std::slice::from_ref(&sheet)).unwrap();
    let broken = Figure { bytes: b"no picture".to_vec(), ..figure(1, 1, "Broken") };
    sheet.pictures = vec![figure(3000, 2000, "Children reading"), broken, figure(40, 80, "A tall house")];
    let pdf = set(None, &[sheet]).unwrap();
    let drawn = |pdf: &Pdf| {
        String::from_utf8_lossy(&pdf.bytes).matches("/Subtype /Image").count()
            + String::from_utf8_lossy(&pdf.bytes).matches("/Subtype/Image").count()
    };
    assert_eq!(drawn(&pdf) - drawn(&plain), 2, "what is no picture is left out");
    let printed = figure(3000, 2000, "").printed().unwrap();
    let read = image::load_from_memory(&printed.bytes).unwrap();
    assert_eq!((read.width(), read.height(), printed.share), (1400, 933, 100));
    assert_eq!(figure(40, 80, "").printed().unwrap().share, 55);
    if let Some(text) = text_of(&pdf) {
        assert_eq!(text.matches("Picture: A. Person, CC BY 4.0").count(), 2, "{text}");
    }
}

#[test]
fn a_collection_is_printed_with_its_introduction_and_subheads() {
    let title = |nth: usize| sheet(|it| it.title = format!("Practice {nth}"));
    let mut sheets = [title(1), title(2), title(3)];
    sheets[0].subhead = Some(("At first".to_owned(), Lang::En.into()));
    sheets[2].subhead = Some(("Pour finir".to_owned(), Lang::Fr.into()));
    let cover = Cover {
        title: "Three of them".to_owned(),
        introduction: CleanText::from_markdown("What **cities** did.\n\n## How\n\n- one"),
        ..Cover::default()
    };
    let pdf = document(Some(&cover), &sheets).to_pdf().unwrap();
    assert_eq!(pdf.pages, 4);
    if let Some(text) = text_of(&pdf) {
        let places = ["Three of them", "What cities did.", "How", "At first", "Practice 1", "Pour finir", "Practice 3"];
        assert!(places.iter().all(|words| text.contains(words)), "{text}");
        assert!(text.matches("At first").count() == 2 && text.matches("Pour finir").count() == 2, "{text}");
    }
}

#[test]
fn whatever_is_printed_makes_another_document() {
    use crate::press::Said;
    let first = document(None, &[sheet(|_| {})]).fingerprint();
    assert_eq!(first, document(None, &[sheet(|_| {})]).fingerprint());
    let changes: [fn(&mut Practice); 11] = [
        |it| it.title.push('!'),
        |it| "https://other.example/en/practices/library".clone_into(&mut it.url),
        |it| "Lodz".clone_into(&mut it.cities[0].name),
        |it| (it.cities[0].country, it.cities[0].country_name) = (Some("PL".to_owned()), Some("Poland".to_owned())),
        |it| it.texts = vec![part("en", "Other words")],
        |it| "In short".clone_into(&mut it.texts[0].heading),
        |it| it.said = Said { confirmed: Some("3 May 2026".to_owned()), ..it.said.clone() },
        |it| it.said = Said { source: "Read from a partner".to_owned(), ..it.said.clone() },
        |it| it.said = Said { note: Some("A machine translated it".to_owned()), ..it.said.clone() },
        |it| "fr".clone_into(&mut it.language),
        |it| {
            it.collections = vec![crate::press::Collection {
                slug: "a".to_owned(),
                title: "A collection".to_owned(),
                language: Lang::En.into(),
            }];
        },
    ];
    let others = changes.iter().map(|change| document(None, &[sheet(change)]).fingerprint());
    let mut all: Vec<String> = others.chain([first]).collect();
    let cover = Cover::default();
    all.push(document(Some(&cover), &[sheet(|_| {})]).fingerprint());
    let mut grouped = [sheet(|_| {})];
    grouped[0].subhead = Some(("At first".to_owned(), Lang::En.into()));
    all.push(document(Some(&cover), &grouped).fingerprint());
    let introduced = Cover { introduction: CleanText::from_markdown("What cities did."), ..Cover::default() };
    all.push(document(Some(&introduced), &[sheet(|_| {})]).fingerprint());
    let many = all.len();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), many);
}

#[test]
fn a_text_is_marked_with_its_own_language_and_a_note_says_why() {
    let mut it = sheet(|it| {
        it.original_language = Some("ar".to_owned());
        "بلدية حيفا".clone_into(&mut it.lead);
        it.said.note = Some("This text is in Arabic.".to_owned());
    });
    "ar".clone_into(&mut it.practice.language);
    "مكتبة على الدرج".clone_into(&mut it.practice.title);
    let pdf = set(None, &[it]).unwrap();
    assert!(String::from_utf8_lossy(&pdf.bytes).contains("/Lang (ar)") || pdf.bytes.windows(3).any(|at| at == b"(ar"));
    if let Some(text) = text_of(&pdf) {
        assert!(text.contains("This text is in Arabic.") && text.contains("بلدية"), "{text}");
    }
}
