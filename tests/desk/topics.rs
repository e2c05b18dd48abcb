//! Topics that an item's words speak for: suggested with these words, taken or left by an editor.

use practice_commons::{
    domain::{Field, Role},
    store,
};

use super::house::{House, Person, a_practice};
use crate::support::store::{Bed, both_engines};

struct Desk {
    house: House,
    ines: Person,
    id: String,
}

impl Desk {
    /// With one item in the queue, found at a partner's.
    async fn with(bed: &Bed, fields: &[(Field, &str)]) -> Self {
        let house = House::on(bed).await;
        let ines = house.person("Ines", Role::Editor).await;
        let slug = house.source("Harbour cities").await;
        let mut draft = a_practice("Street kitchen", "Gent, Belgium");
        draft.set(Field::Topics, "");
        for (field, text) in fields {
            draft.set(*field, *text);
        }
        house.found(&slug, &[("1", draft)]).await;
        let id = house.open_items(&ines).await.remove(0).id.to_string();
        Self { house, ines, id }
    }

    async fn item(&self) -> store::Item {
        store::item_by_id(self.house.store(), self.id.parse().unwrap()).await.unwrap().unwrap()
    }

    async fn page(&self) -> super::house::Page {
        let page = self.house.get(&format!("/desk/items/{}", self.id), Some(&self.ines)).await;
        page.has_status(200);
        page
    }

    async fn press(&self, what: &str, topic: &str, version: i64) -> super::house::Page {
        let version = version.to_string();
        let form = [("do", what), ("topic", topic), ("version", version.as_str())];
        self.house.post(&format!("/desk/items/{}/topics", self.id), &form, Some(&self.ines)).await
    }
}

const MOSQUE: [(Field, &str); 3] = [
    (Field::Title, "A mosque opens its doors"),
    (Field::Summary, "Neighbours of other faiths come in for tea, and every pupil of the school brings a question."),
    (Field::Language, "en"),
];

both_engines!(topics_are_suggested_with_the_words_that_speak_for_them_and_an_editor_decides, |bed| async move {
    let desk = Desk::with(&bed, &MOSQUE).await;
    let page = desk.page().await;
    page.says(&[
        "nothing is added by itself",
        "Add “Religion and Interfaith”",
        "data-key=\"t\"",
        "Words of the text: <q lang=\"en\" dir=\"ltr\">mosque</q>, <q lang=\"en\" dir=\"ltr\">faiths</q>.",
    ]);
    let before = desk.item().await;
    assert_eq!(before.draft.get(Field::Topics), "");

    // One press, and it is an edit like any other: over the version seen, in the history, and off again.
    desk.press("add", "religion-and-interfaith", before.version).await.has_status(303);
    let item = desk.item().await;
    assert_eq!((item.draft.get(Field::Topics), item.version), ("religion-and-interfaith", before.version + 1));
    let page = desk.page().await;
    page.says(&["<b>Religion and Interfaith</b>", "Take off"]).says_not(&["Add “Religion and Interfaith”"]);
    let history = desk.house.get(&format!("/desk/items/{}?tab=history", desk.id), Some(&desk.ines)).await;
    history.says(&["Ines edited the text."]);
    desk.press("add", "education", before.version).await.has_status(409).says(&["saved a newer version"]);
    assert_eq!(desk.item().await.draft.get(Field::Topics), "religion-and-interfaith");
    desk.press("off", "religion-and-interfaith", item.version).await.has_status(303);
    assert_eq!(desk.item().await.draft.get(Field::Topics), "");
    desk.page().await.says(&["Add “Religion and Interfaith”"]);

    // What is not wanted is not suggested again; nor is anything of the item changed by that.
    let version = desk.item().await.version;
    desk.press("not", "religion-and-interfaith", version).await.has_status(303);
    desk.page().await.says_not(&["Religion and Interfaith”"]);
    assert_eq!(desk.item().await.version, version);
    let history = desk.house.get(&format!("/desk/items/{}?tab=history", desk.id), Some(&desk.ines)).await;
    history.says(&["Ines did not want a suggested topic."]);
    desk.press("add", "no-such-topic", version).await.has_status(400);
});

both_engines!(what_the_partner_files_it_under_is_a_reason_too, |bed| async move {
    let fields = [
        (Field::Title, "Un samedi au parc"),
        (Field::Topics, "Enseignement scolaire"),
        (Field::Language, "fr"),
        (Field::Summary, "Ils sont venus, et tout s’est bien passé."),
    ];
    let desk = Desk::with(&bed, &fields).await;
    let page = desk.page().await;
    page.says(&["Add “Education”", "The partner’s category: <q lang=\"fr\" dir=\"ltr\">Enseignement scolaire</q>."]);
    desk.press("add", "education", desk.item().await.version).await.has_status(303);
    assert_eq!(desk.item().await.draft.get(Field::Topics), "education");
});

both_engines!(with_three_topics_none_is_suggested, |bed| async move {
    let topics = [(Field::Topics, "roma\nrefugees\neducation")];
    let desk = Desk::with(&bed, &[&MOSQUE[..], &topics].concat()).await;
    desk.page().await.says(&["<b>Roma</b>", "Take off"]).says_not(&["nothing is added by itself"]);
});
