//! The desk in a browser, for whoever changes how it looks:
//! `PREVIEW=127.0.0.1:8091 cargo test --test all desk::look -- --ignored`.

use practice_commons::domain::{Clock, Field, Role};

use super::house::{House, a_practice};

#[tokio::test]
#[ignore = "serves until it is stopped"]
async fn a_filled_desk_can_be_looked_at() {
    let address = std::env::var("PREVIEW").expect("PREVIEW names an address to listen at");
    let house = House::at(&format!("http://{address}"), Clock::System).await;
    for (name, country) in [
        ("Reggio Emilia", "IT"),
        ("Melitopol", "UA"),
        ("Amadora", "PT"),
        ("Fermo", "IT"),
        ("Paris", "FR"),
        ("Lutsk", "UA"),
    ] {
        house.city(name, country).await;
    }
    let ines = house.person("Ines", Role::Admin).await;
    let jo = house.person("Jo", Role::Editor).await;
    let slug = house.source("Northern Harbour Cities").await;
    let first = a_practice("A city international policy", "Reggio Emilia, Italy");
    house.found(&slug, &[("one", first.clone()), ("two", a_practice("Welcome guide", "Amadora, Portugal"))]).await;
    let item = house.open_items(&ines).await.into_iter().find(|line| line.title.starts_with("A city")).unwrap();
    house
        .app
        .desk()
        .decide(
            &jo.editor,
            item.id,
            item.version,
            &practice_commons::domain::review::Decision::Approve { publish_at: None },
        )
        .await
        .unwrap();
    tokio::time::sleep(std::time::Duration::from_secs(31)).await;
    let mut second = first;
    second.set(Field::Period, "2016 to 2024");
    second.set(
        Field::Process,
        "The library asks politely, the schools lend their **kitchens**, the neighbours of Morocco cook.",
    );
    second.set(Field::Topics, "education\nmultilingualism");
    house.found(&slug, &[("one", second)]).await;
    house.sent(a_practice("Weeks of culture", "Melitopol, Ukraine")).await;
    let mut poor = a_practice("Households welcome migrants!", "Fermo, Italy");
    poor.set(Field::Impact, "");
    poor.set(Field::Links, "");
    house.sent(poor).await;
    house.sent(a_practice("Participatory budget", "Paris, France")).await;
    house.sent(a_practice("Identity map", "Nowhere at all")).await;
    println!("SESSION {}", ines.cookie);
    let listener = tokio::net::TcpListener::bind(&address).await.unwrap();
    axum::serve(listener, house.router.clone()).await.unwrap();
}
