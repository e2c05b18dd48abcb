//! Readers are told when the text they see was read at its source, and where it lies.

use practice_commons::domain::{Draft, Field, Role};

use super::house::{House, Person, a_practice};
use crate::support::store::both_engines;

const DAY: u64 = 24 * 60 * 60;

/// After the undo window.
const LATER: u64 = 11 * 60;

struct Read {
    house: House,
    ines: Person,
    source: String,
}

impl Read {
    /// A session does not last for days.
    async fn signed_in(&self) -> Person {
        let session = self.house.app.desk().sign_in_demo(self.ines.editor.id).await.unwrap();
        Person { cookie: format!("__Host-session={}", session.reveal()), ..self.ines.clone() }
    }

    async fn brings(&self, draft: &Draft) {
        self.house.found(&self.source, &[("one", draft.clone())]).await;
    }

    async fn press(&self, item: &str, act: &str) {
        let ines = self.signed_in().await;
        let page = self.house.get(&format!("/desk/items/{item}"), Some(&ines)).await;
        let version =
            page.body.split_once("name=\"version\" value=\"").map_or("1", |(_, rest)| rest.split_once('"').unwrap().0);
        let pressed = self.house.post(&format!("/desk/items/{item}/{act}"), &[("version", version)], Some(&ines)).await;
        pressed.has_status(303);
    }

    async fn open(&self) -> String {
        self.house.open_items(&self.ines).await[0].id.to_string()
    }

    async fn says(&self, day: &str) {
        // With a session a page is made anew each time.
        let page = self.house.get("/en/practices/soup-nights", Some(&self.signed_in().await)).await;
        page.has_status(200).says(&[&format!("Read from Partner on {day}")]);
    }
}

both_engines!(an_update_tells_the_day_its_text_was_read, |bed| async move {
    let house = House::on(&bed).await;
    let ines = house.person("Ines", Role::Editor).await;
    let source = house.source("Partner").await;
    let town = Read { house, ines, source };
    let text = |advice: &str| {
        let mut draft = a_practice("Soup nights", "Gent, Belgium");
        draft.set(Field::Advice, advice);
        draft
    };
    town.brings(&text("Begin with one street.")).await;
    town.press(&town.open().await, "approve").await;
    town.house.pass(LATER);
    town.says("12 March 2026").await;

    town.house.pass(10 * DAY);
    town.brings(&text("Begin with two streets.")).await;
    let update = town.open().await;
    town.house
        .get(&format!("/desk/items/{update}/preview"), Some(&town.signed_in().await))
        .await
        .says(&["Read from Partner on 22 March 2026"]);
    town.says("12 March 2026").await;
    // Decided days after it was read, and seen by nobody while it may be undone.
    town.house.pass(3 * DAY);
    town.press(&update, "approve").await;
    town.says("12 March 2026").await;
    town.house.pass(LATER);
    town.says("22 March 2026").await;

    town.house.pass(10 * DAY);
    town.brings(&text("Begin with bread.")).await;
    let undone = town.open().await;
    town.press(&undone, "approve").await;
    town.press(&undone, "undo").await;
    town.house.pass(LATER);
    town.says("22 March 2026").await;
});
