//! Many practices from a file: what each row would become, what it became, and the same file once more.

use std::fmt::Write as _;

use axum::{
    body::Body,
    http::{Request, header},
};
use practice_commons::{
    domain::{Field, Lang, Role, review::Channel},
    press, store, text,
};

use super::{
    found::Town,
    house::{House, Page, Person},
};
use crate::{
    harvest::site::Site,
    support::store::{both_engines, sql},
};

const BOUNDARY: &str = "----a-boundary-that-no-file-holds";
const LEDE: &str = "Once a year the city closes three streets and opens its kitchens.";

/// The body of the form that brings a file to a new list.
fn form(filename: &str, bytes: &[u8], fields: &[(&str, &str)]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(part.as_bytes());
    }
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{filename}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
    );
    body.extend(head.as_bytes());
    body.extend(bytes);
    body.extend(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
    body
}

async fn send(house: &House, person: Option<&Person>, body: Vec<u8>) -> Page {
    let mut request = Request::post("/desk/imports")
        .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"))
        .header("sec-fetch-site", "same-origin");
    if let Some(person) = person {
        request = request.header(header::COOKIE, &person.cookie);
    }
    house.ask(request.body(Body::from(body)).unwrap()).await
}

const NEW: [(&str, &str); 3] =
    [("list", "new"), ("list_name", "Northern cities"), ("list_address", "https://north.example/list")];

impl Town {
    /// Brings a file; answers where it is shown.
    async fn brings(&self, filename: &str, bytes: &[u8], fields: &[(&str, &str)]) -> String {
        let page = send(&self.house, Some(&self.ines), form(filename, bytes, fields)).await;
        page.has_status(303).location().to_owned()
    }

    /// Brings it to the list of the name and has it filed.
    async fn files(&self, csv: &str) -> Page {
        let lists = store::import_lists(self.house.store()).await.unwrap();
        let list = lists.first().map(|(id, _)| id.to_string());
        let path = match &list {
            None => self.brings("practices.csv", csv.as_bytes(), &NEW).await,
            Some(id) => self.brings("practices.csv", csv.as_bytes(), &[("list", id)]).await,
        };
        self.post(&format!("{path}/go"), &[]).await.has_status(303);
        self.drain().await;
        self.sees(&path).await
    }

    async fn sees(&self, path: &str) -> Page {
        let page = self.house.get(path, Some(&self.ines)).await;
        page.has_status(200);
        page
    }

    async fn counts(&self) -> (i64, i64) {
        let count = |table: &str| format!("select count(*) from {table}");
        let (items, records) = (count("review_item"), count("source_record"));
        let store = self.house.store();
        let items = sql!(store, |c| sqlx::query_scalar(sqlx::AssertSqlSafe(items.clone())).fetch_one(c));
        let records = sql!(store, |c| sqlx::query_scalar(sqlx::AssertSqlSafe(records.clone())).fetch_one(c));
        (items, records)
    }
}

fn row(id: &str, title: &str, status: &str, summary: &str) -> String {
    format!(
        "{id},{title},Melitopol,Ukraine,2016,,{status},Éducation; roma,{summary},To let people meet.,The schools lend their kitchens.\r\n"
    )
}

const HEAD: &str = "No,Titre,Ville,Pays,Début,Fin,État,Thèmes,Résumé,Objectif,Déroulement\r\n";

both_engines!(every_row_is_seen_before_and_told_after, |bed| async move {
    let town = Town::on(&bed, &Site::start().await).await;
    town.house.city("Melitopol", "UA").await;
    let csv = [
        HEAD,
        &row("1", "A street that eats", "En cours", LEDE),
        &row("2", "Libraries of people", "ended", LEDE),
        &row("3", "'=HYPERLINK(1)", "perhaps", LEDE),
        &row("1", "The first once more", "ended", LEDE),
    ]
    .concat();
    let path = town.brings("practices.csv", csv.as_bytes(), &NEW).await;
    // Columns by their French names; the first rows as they would be read.
    town.sees(&path).await.says(&[
        "practices.csv",
        "4 rows.",
        "<option value=\"cities\" selected>",
        "<option value=\"from\" selected>",
        "Melitopol, Ukraine",
        "Still running",
        "status: “perhaps” is not one of the answers: still running, ended, regular service."
            .replace("status", "État")
            .as_str(),
    ]);
    let trial = town.sees(&format!("{path}/trial")).await;
    trial.says(&["2 new", "0 changed", "0 the same", "2 refused", "No: The same practice stands in row 2 already."]);
    town.sees(&format!("{path}/trial?only=refused")).await.says_not(&["Libraries of people"]).says(&["=HYPERLINK(1)"]);
    assert_eq!(town.counts().await, (0, 0), "nothing is kept by looking");

    // Said twice, it is done once.
    for _ in 0..2 {
        town.post(&format!("{path}/go"), &[]).await.has_status(303);
    }
    town.sees(&path).await.says(&["being filed"]);
    town.drain().await;
    town.post(&format!("{path}/go"), &[]).await.has_status(303);
    town.drain().await;
    let done = town.sees(&path).await;
    done.says(&["filed", "2 new", "2 refused", "Northern cities", "The refused rows as a table"]);
    assert_eq!(town.counts().await, (2, 2));

    let items = town.house.open_items(&town.ines).await;
    assert!(items.iter().all(|item| item.channel == Channel::Import && item.city_name == "Melitopol"));
    let street = items.iter().find(|item| item.title == "A street that eats").unwrap();
    let item = store::item_by_id(town.house.store(), street.id).await.unwrap().unwrap();
    assert_eq!(item.draft.get(Field::Topics), "education\nroma");
    assert_eq!((item.draft.get(Field::Period), item.draft.get(Field::Status)), ("2016-", "running"));
    done.says(&[&format!("/desk/items/{}", street.id)]);
    town.sees(&format!("/desk/items/{}?tab=source", street.id)).await.says(&[
        "As in the file",
        "Row 2 of practices.csv",
        &path,
        "New from a file",
    ]);
    let letters: i64 = sql!(town.house.store(), |c| sqlx::query_scalar(
        "select count(*) from notification where kind <> 'invitation'"
    )
    .fetch_one(c));
    assert_eq!(letters, 0, "no city is written to");
});

both_engines!(refused_rows_come_back_as_a_file_and_are_taken_when_they_are_right, |bed| async move {
    let town = Town::on(&bed, &Site::start().await).await;
    let csv = [HEAD, &row("1", "A street that eats", "running", LEDE), &row("2", "=1+1", "perhaps", LEDE)].concat();
    town.files(&csv).await.says(&["1 new", "1 refused"]);
    let import = store::import_list(town.house.store(), 1).await.unwrap().remove(0);
    let file = town.house.get(&format!("/desk/imports/{}/refused", import.id), Some(&town.ines)).await;
    let lines: Vec<&str> = file.body.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines.len(), 2, "{}", file.body);
    assert!(lines[0].ends_with("Déroulement,reason") && lines[1].contains("2,'=1+1,"), "{}", file.body);
    assert!(
        lines[1].ends_with("État: “perhaps” is not one of the answers: still running, ended, regular service.\""),
        "{}",
        file.body
    );

    let mended = file.body.replace("perhaps", "ended");
    town.files(&mended).await.says(&["1 new", "0 refused"]);
    let titles: Vec<_> = town.house.open_items(&town.ines).await.into_iter().map(|item| item.title).collect();
    assert!(titles.contains(&"=1+1".to_owned()), "the apostrophe was ours: {titles:?}");
});

both_engines!(the_same_file_once_more_makes_no_copies_and_keeps_corrections, |bed| async move {
    let town = Town::on(&bed, &Site::start().await).await;
    town.house.city("Melitopol", "UA").await;
    let two = |summary: &str| {
        [HEAD, &row("1", "A street that eats", "running", summary), &row("2", "B", "ended", LEDE)].concat()
    };
    town.files(&two(LEDE)).await.says(&["2 new"]);
    town.files(&two(LEDE)).await.says(&["2 the same", "0 new"]);
    assert_eq!(town.counts().await, (2, 2));

    // An editor corrects the title; the file says something new in the summary.
    let items = town.house.open_items(&town.ines).await;
    let street = items.iter().find(|item| item.title == "A street that eats").unwrap().id;
    let item = store::item_by_id(town.house.store(), street).await.unwrap().unwrap();
    let version = item.version.to_string();
    let edit = [
        ("version", version.as_str()),
        ("was_title", "A street that eats"),
        ("title", "A street that cooks"),
        ("do", "save"),
    ];
    town.post(&format!("/desk/items/{street}/edit"), &edit).await.has_status(303);

    town.files(&two("Twice a year the city closes three streets and opens its kitchens."))
        .await
        .says(&["1 changed", "1 the same"]);
    let item = store::item_by_id(town.house.store(), street).await.unwrap().unwrap();
    assert_eq!(item.draft.get(Field::Title), "A street that cooks");
    assert!(item.draft.get(Field::Summary).starts_with("Twice a year"));
    assert_eq!(town.counts().await, (2, 2));
});

both_engines!(without_an_id_a_practice_is_known_by_title_city_and_country, |bed| async move {
    let town = Town::on(&bed, &Site::start().await).await;
    let head = HEAD.replace("No,", "Remarque,");
    let csv = |note: &str, city: &str| {
        [head.as_str(), &row(note, "A street that eats", "running", LEDE).replace("Melitopol", city)].concat()
    };
    town.files(&csv("x", "Melitopol")).await.says(&["1 new"]);
    town.files(&csv("y", "Melitopol")).await.says(&["1 the same"]);
    town.files(&csv("y", "MELITOPOL")).await.says(&["1 changed"]);
    town.files(&csv("y", "Lviv")).await.says(&["1 new"]);
    assert_eq!(town.counts().await, (2, 2));
});

both_engines!(a_file_that_is_no_table_is_told_and_nothing_is_kept, |bed| async move {
    let town = Town::on(&bed, &Site::start().await).await;
    let wide = "a,".repeat(500) + "b\n1\n";
    for (name, bytes, said) in [
        ("a.csv", &b""[..], "There is nothing in this file."),
        ("a.csv", wide.as_bytes(), "The file has more than 200 columns."),
        ("a.csv", b"\xFF\xFEa\0b", "The letters of this file cannot be read."),
        ("a.exe", b"MZ", "This is no table that can be read."),
        ("a.xlsx", b"PK\x03\x04nothing", "The file cannot be opened"),
        ("a.csv", &vec![b'a'; (20 << 20) + 1], "The file is larger than 20 MB."),
    ] {
        let page = send(&town.house, Some(&town.ines), form(name, bytes, &NEW)).await;
        page.has_status(422).says(&[said, "value=\"Northern cities\""]);
    }
    let page = send(
        &town.house,
        Some(&town.ines),
        form("a.csv", b"title\nx\n", &[("list", "new"), ("list_address", "ftp://x")]),
    )
    .await;
    page.has_status(422).says(&["Choose the file again: browsers do not keep it."]);
    assert!(store::import_lists(town.house.store()).await.unwrap().is_empty());
    let kept: i64 = sql!(town.house.store(), |c| sqlx::query_scalar("select count(*) from import").fetch_one(c));
    assert_eq!(kept, 0);

    // Nor is anything for strangers.
    send(&town.house, None, form("a.csv", b"title\nx\n", &NEW)).await.has_status(403);
    town.house.get("/desk/imports", None).await.has_status(303);
});

both_engines!(columns_can_be_taken_for_something_else_and_a_file_thrown_away, |bed| async move {
    let town = Town::on(&bed, &Site::start().await).await;
    let path = town.brings("a.csv", b"Headline,Short\nA,B\n", &NEW).await;
    let twice = town.post(&path, &[("column-0", "title"), ("column-1", "title")]).await;
    twice.has_status(422).says(&["Two columns are taken for the same."]);
    town.post(&path, &[("column-1", "summary")]).await.has_status(422).says(&["No column is taken for the title."]);
    let mapped = [("column-0", "title"), ("column-1", "summary"), ("next", "again")];
    assert_eq!(town.post(&path, &mapped).await.has_status(303).location(), path);
    town.sees(&path).await.says(&["<option value=\"summary\" selected>"]);
    town.post(&format!("{path}/discard"), &[]).await.has_status(303);
    town.house.get(&path, Some(&town.ines)).await.has_status(404);
    town.house
        .get("/desk/imports", Some(&town.house.person("Jo", Role::Editor).await))
        .await
        .has_status(200)
        .says(&["None yet."]);
});

both_engines!(our_own_table_brought_back_changes_nothing_and_copies_nothing, |bed| async move {
    let town = Town::on(&bed, &Site::start().await).await;
    let practice = crate::support::practice::a_practice("A street that reads");
    practice.published(crate::support::practice::day(2024, 1, 1)).put(town.house.store()).await;
    let live = store::practice_live_list(town.house.store(), town.house.app.clock().now()).await.unwrap().remove(0);
    let words = town.house.app.desk().words().await.unwrap();
    let mut csv = "id,status,cities,topics,period,title,summary,purpose,process\n".to_owned();
    let draft = words.draft_of(&live.record);
    let cell = |field: Field, or: &str| {
        let text = draft.get(field);
        format!("\"{}\"", if text.is_empty() { or } else { text }.replace('"', "\"\""))
    };
    let fields = [
        Field::Status,
        Field::Cities,
        Field::Topics,
        Field::Period,
        Field::Title,
        Field::Summary,
        Field::Purpose,
        Field::Process,
    ];
    let or = ["running", "Gent", "roma", "2016", "x", "Short.", "Why.", "How."];
    let cells: Vec<String> = fields.iter().zip(or).map(|(field, or)| cell(*field, or)).collect();
    let _ = writeln!(csv, "{},{}", live.id, cells.join(","));
    let page = town.files(&csv).await;
    page.says(&["0 new", "0 refused"]);
    let items = town.house.open_items(&town.ines).await;
    assert!(items.iter().all(|item| item.practice_id == Some(live.id)), "it is the practice it was");
});

#[test]
fn every_field_is_found_by_what_the_form_calls_it() {
    use practice_commons::domain::import::{Mapping, Target};
    for lang in Lang::ALL {
        for field in Field::ALL.iter().copied() {
            let label = text::phrase::<&str, &str>(lang, field.label(), &[]);
            assert_eq!(Mapping::guess(std::slice::from_ref(&label)).0, [Target::Field(field)], "{label}");
        }
        for target in Target::all() {
            assert!(text::has_phrase(target.label()), "{}", target.name());
        }
    }
    let ours = press::COLUMNS.map(str::to_owned);
    let mapping = Mapping::guess(&ours);
    assert!(Field::ALL.iter().all(|field| mapping.column(Target::Field(*field)).is_some()));
}
