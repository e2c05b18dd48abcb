//! Texts nobody should send (reliability.md, W1, W2, W13): taken within stated limits, and shown as they were typed on every
//! page and in every file that tells them.

use std::{fs, path::Path, time::Duration};

use axum::{
    body::Body,
    http::{Request, header},
};
use practice_commons::domain::{clean_line, review::Decision};
use scraper::{Html, Selector};

use super::{
    Answer, House,
    city::{BOUNDARY, Form, a_jpeg, status_of},
};
use crate::support::store::both_engines;

/// What the page says to people, marks of HTML read as a browser reads them.
fn said(page: &str) -> String {
    Html::parse_document(page).root_element().text().collect()
}

fn heading(page: &Answer) -> String {
    let html = Html::parse_document(&page.body);
    html.select(&Selector::parse("h1").expect("a selector")).next().expect("a heading").text().collect()
}

/// What was typed into the title, as the form gives it back.
fn given_back(page: &Answer) -> String {
    let html = Html::parse_document(&page.body);
    let title = Selector::parse("input[name=title]").expect("a selector");
    html.select(&title).next().expect("the title's input").attr("value").unwrap_or_default().to_owned()
}

/// One more form, after as much time as people take.
async fn titled(house: &House, title: &str) -> Answer {
    house.pass(Duration::from_mins(4));
    Form::filled(house).await.text("title", title).submit(house).await
}

/// Sends a title; it is either shown to its city, or handed back, as it was typed. Editors and readers see it without the
/// characters that cannot be seen and those that turn the order of reading around (SECURITY.md, exceptions: W1).
async fn is_shown_or_given_back(house: &House, title: &str) {
    let answer = titled(house, title).await;
    let expected = clean_line(title);
    if answer.status == 303 {
        let shown = heading(&house.get(&status_of(&answer)).await);
        let typed = title.split_whitespace().eq(shown.split_whitespace());
        assert!(typed || shown == expected, "{title:?} is shown as {shown:?}");
        assert_eq!(clean_line(&shown), expected, "{title:?}");
    } else {
        assert_eq!(answer.status, 422, "{title:?}");
        // A line of an input has no line ends.
        let (back, typed) = (given_back(&answer), title.replace(['\r', '\n', '\0'], ""));
        assert!(back == typed || clean_line(&back) == expected, "{title:?} came back as {back:?}");
    }
}

both_engines!(titles_of_every_script_are_shown_as_typed, |bed| async move {
    let house = House::open(&bed).await;
    for title in [
        "👩‍👩‍👧‍👦 Families",
        "🏳️‍🌈 and 🇺🇦",
        "Zażółć gęślą jaźń",
        "Ω≈ç√∫˜µ≤≥÷",
        "العربية: مدينة للجميع",
        "עיר לכולם",
        "部落格 사회과학원",
        "क्‍ष ශ්‍රී",
        "(╯°□°）╯︵ ┻━┻",
        "Ṱ̺̺̕o͞ ̷i̲̬͇̪͙n̝̗͕v̟̜̘̦͟o̶̙̰̠kè͚̮̺̪̹̱̤",
        "1/0",
        "null",
        "undefined",
        "=1+1",
        "<b>bold</b> & \"quoted\"",
        "{% print 'x' * 64 %}",
        "%00 %n %s",
        "\u{a0}non-breaking\u{a0}",
        "ﬁ ligature ﬀ",
        "Ǆ İ ı ß ẞ ſ",
    ] {
        is_shown_or_given_back(&house, title).await;
    }
});

both_engines!(titles_beyond_every_limit_are_answered, |bed| async move {
    let house = House::open(&bed).await;
    let marks = format!("e{}", "\u{301}".repeat(10_000));
    for (what, title, status) in [
        ("a megabyte", "x".repeat(1 << 20), 422),
        ("only spaces", "   \u{2003}\t ".to_owned(), 422),
        ("nothing visible", "\u{200b}\u{feff}\u{202e}".to_owned(), 422),
    ] {
        let answer = titled(&house, &title).await;
        assert_eq!(answer.status, status, "{what}");
        assert!(answer.body.contains("href=\"#title\""), "{what}");
    }
    is_shown_or_given_back(&house, &marks).await;
    // A bell and a NUL are no letters: the form says so, and gives back the rest.
    for title in ["Weeks\0 of culture", "Weeks\u{7} of culture"] {
        let answer = titled(&house, title).await;
        assert_eq!((answer.status.as_u16(), given_back(&answer).as_str()), (422, "Weeks of culture"), "{title:?}");
        assert!(answer.body.contains("href=\"#title\""), "{title:?}");
    }
    // An override turns nothing around; right-to-left letters need none.
    let answer = titled(&house, "Weeks \u{202e}erutluc fo\u{202c}").await;
    assert_eq!(answer.status, 303);
    house.settle().await;
    let queue = house.queue().await;
    let titles: Vec<&str> = queue.iter().map(|item| item.title.as_str()).collect();
    assert!(titles.contains(&"Weeks erutluc fo"), "{titles:?}");
    // No letter carries more marks than any script needs.
    assert!(titles.iter().all(|title| title.chars().count() < 100 && !title.contains('\0')), "{titles:?}");
    // Half of a surrogate pair is no UTF-8, in a form as anywhere.
    house.pass(Duration::from_mins(4));
    let mut body = Form::filled(&house).await.text("title", "HALF").body();
    let at = body.windows(4).position(|four| four == b"HALF").expect("the title is in the form");
    body.splice(at..at + 4, [0xED, 0xA0, 0x80]);
    let answer = house.post("/en/submit", &format!("multipart/form-data; boundary={BOUNDARY}"), body).await;
    assert_eq!(answer.status, 400);
});

both_engines!(every_naughty_string_is_shown_or_given_back, |bed| async move {
    let Some(corpora) = std::env::var_os("CORPORA") else {
        eprintln!("left out: CORPORA is not set, so the big list of naughty strings is not at hand");
        return;
    };
    let list = fs::read_to_string(Path::new(&corpora).join("sanitizing/naughty-strings.json")).unwrap();
    let strings: Vec<String> = serde_json::from_str(&list).unwrap();
    assert!(strings.len() > 400);
    let house = House::open(&bed).await;
    for string in &strings {
        is_shown_or_given_back(&house, string).await;
    }
});

const PAYLOADS: [&str; 8] = [
    "<script>alert(1)</script>",
    "{{7*7}}",
    "${7*7}",
    "%s%n",
    "' OR 1=1--",
    "\"; DROP TABLE practice;--",
    "$(id)",
    "../../etc/passwd",
];

/// The payload in every field that takes words.
async fn filled_with(house: &House, payload: &str) -> Form {
    let mut form = Form::filled(house).await.picture(1, "parade.jpg", a_jpeg());
    for field in ["contact_name", "contact_role", "title", "statement", "lead", "partners"] {
        form = form.text(field, &format!("About {payload} here"));
    }
    for words in ["alt", "credit", "licence"] {
        form = form.text(&format!("picture_1_{words}"), &format!("About {payload} here"));
    }
    for field in [
        "summary",
        "purpose",
        "rationale",
        "process",
        "impact",
        "evaluation",
        "difficulties",
        "advice",
        "beneficiaries",
        "funding",
    ] {
        form = form.text(field, &format!("The {field} tells {payload} in words enough."));
    }
    form.text("links", &format!("About {payload} here | https://melitopol.example/weeks"))
}

both_engines!(whatever_is_typed_is_shown_as_typed_everywhere, |bed| async move {
    let house = House::open(&bed).await;
    // What another thread said before anybody listened would never be heard here.
    house.get("/en/practices").await;
    let log = tempfile::NamedTempFile::new().unwrap();
    let listener = tracing_subscriber::fmt().compact().with_ansi(false).with_writer(log.reopen().unwrap()).finish();
    let _listening = tracing::subscriber::set_default(listener);
    for payload in PAYLOADS {
        let line = format!("About {payload} here");
        // Of long texts a tag is taken out with its script (SECURITY.md, exceptions: W2).
        let within = if payload.starts_with('<') { String::new() } else { payload.to_owned() };
        let text = |field: &str| format!("The {field} tells {within}").trim_end().to_owned();

        let answer = filled_with(&house, payload).await.submit(&house).await;
        let status = house.get(&status_of(&answer)).await;
        assert_eq!(heading(&status), line);
        assert_eq!(status.body.matches("<script>alert").count(), 0);
        assert!(said(&status.body).matches(&line).count() >= 5, "{payload}: {}", said(&status.body));
        house.settle().await;

        let session = house.desk.sign_in_demo(house.editor.id).await.unwrap();
        let [item] = &house.queue().await[..] else { panic!("one item") };
        for page in ["", "?tab=source", "/preview?lang=en"] {
            let request = Request::get(format!("/desk/items/{}{page}", item.id))
                .header(header::COOKIE, format!("__Host-session={}", session.reveal()));
            let desk = house.ask(request.body(Body::empty()).unwrap()).await;
            assert_eq!(desk.status, 200, "{page}");
            assert_eq!(desk.body.matches("<script>alert").count(), 0, "{payload} {page}");
            assert!(said(&desk.body).contains(&line), "{payload} {page}");
        }
        house.decide(&Decision::Approve { publish_at: None }).await;
        house.pass(Duration::from_mins(2));
        house.settle().await;
        house.app.build_index().await.unwrap();

        let letters = house.subjects();
        assert_eq!(letters.iter().filter(|subject| subject.contains(&line)).count(), 2, "{payload}: {letters:?}");
        let shelf = house.app.shelf();
        let practice = shelf.practices.values().find(|it| it.record.title == line).expect("it is published");
        let page = house.get(&format!("/en/practices/{}", practice.slug)).await;
        let shown = said(&page.body);
        assert_eq!((heading(&page), page.body.matches("<script>alert").count()), (line.clone(), 0));
        for field in
            ["summary", "purpose", "rationale", "process", "impact", "evaluation", "difficulties", "advice", "funding"]
        {
            assert!(shown.contains(&text(field)), "{payload}: {field} in {shown}");
        }
        let html = Html::parse_document(&page.body);
        let image = html.select(&Selector::parse("figure img").unwrap()).next().expect("the picture");
        assert_eq!(image.attr("alt"), Some(line.as_str()), "{payload}");

        let list = house.get("/en/practices").await;
        assert!(said(&list.body).contains(&line), "{payload}");
        let csv = house.get("/en/practices.csv").await;
        let mut rows = csv::Reader::from_reader(csv.body.trim_start_matches('\u{feff}').as_bytes());
        let mut rows = rows.records().map(|row| row.expect("RFC 4180"));
        // With the apostrophe before what would begin a formula (W3), which a reader takes away again.
        let is_line = |cell: &str| cell.replace(";'", ";") == line;
        let row = rows.find(|row| row.iter().any(is_line)).expect("its row");
        assert!(row.iter().filter(|cell| is_line(cell)).count() >= 4, "{payload}: {row:?}");
        for path in ["/en/practices.json", "/data/practices.json", "/api/v1/practices", "/en/practices.feed.json"] {
            let json: serde_json::Value = serde_json::from_str(&house.get(path).await.body).expect("JSON");
            let list = json.get("practices").or(json.get("items")).and_then(|list| list.as_array()).expect("a list");
            assert!(list.iter().any(|told| told["title"] == line), "{payload} {path}");
        }
        let atom = atom_syndication::Feed::read_from(house.get("/en/practices.atom").await.body.as_bytes()).unwrap();
        assert!(atom.entries.iter().any(|entry| entry.title.value == line), "{payload}");
        let oai = house.get("/oai?verb=ListRecords&metadataPrefix=oai_dc").await.body;
        let titles = oai.split("<dc:title").skip(1).filter_map(|rest| rest.split('<').next());
        assert!(titles.map(said).any(|title| title.ends_with(&line)), "{payload}: {oai}");
        for path in ["/en/practices.ris", "/en/practices.bib"] {
            assert!(house.get(path).await.body.contains("here"), "{path}");
        }
    }
    // Each line of the log begins with its time, and holds nothing that was typed.
    let log = fs::read_to_string(log.path()).unwrap();
    assert!(log.lines().filter(|line| line.contains("answered")).count() > PAYLOADS.len(), "{log}");
    assert!(log.lines().all(|line| line.starts_with("20")), "{log}");
    assert!(!PAYLOADS.iter().any(|payload| log.contains(payload)), "{log}");
});

// W13
both_engines!(links_in_letters_come_from_the_configuration_whatever_host_was_asked, |bed| async move {
    let house = House::open(&bed).await;
    let form = Form::filled(&house).await;
    let request = Request::post("/en/submit")
        .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"))
        .header(header::HOST, "evil.test")
        .header("x-forwarded-host", "evil.test")
        .header("forwarded", "host=evil.test;proto=http");
    let answer = house.ask(request.body(Body::from(form.body())).unwrap()).await;
    assert!(status_of(&answer).starts_with("/en/status/"), "{}", answer.location());
    house.settle().await;
    let letters = house.outbox.all();
    assert_eq!(letters.len(), 1);
    let text = String::from_utf8_lossy(&letters[0].bytes).into_owned();
    assert!(!text.contains("evil.test"), "{text}");
    assert!(text.contains("practices.example"), "{text}");

    // Two hosts are one too many.
    let request =
        Request::post("/en/submit").header(header::HOST, "practices.example").header(header::HOST, "evil.test");
    assert_eq!(house.ask(request.body(Body::empty()).unwrap()).await.status, 400);
});
