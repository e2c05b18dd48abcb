//! What the form says about itself is what it does: how many answers are needed, how much a file may weigh, which file a
//! box removes, and where the errors are.

use practice_commons::domain::rules::{For, answers_needed};

use super::{
    Answer, House,
    city::{Form, a_jpeg},
};
use crate::support::store::both_engines;

/// The ids the summary links to.
fn summary(page: &Answer) -> Vec<String> {
    let list =
        page.body.split_once("id=\"errors\"").and_then(|(_, rest)| rest.split_once("</ul>")).expect("a summary").0;
    list.split("href=\"#").skip(1).map(|rest| rest.split_once('"').expect("an id ends").0.to_owned()).collect()
}

fn place_of(page: &Answer, id: &str) -> usize {
    page.body.find(&format!(" id=\"{id}\"")).unwrap_or_else(|| panic!("nothing on the page is {id}"))
}

both_engines!(the_form_needs_as_many_answers_as_it_says, |bed| async move {
    let house = House::open(&bed).await;
    let said = format!("{} answers and your consent are enough", answers_needed(For::Submit));
    house.get("/en/submit").await.says(&said);
    house.get("/fr/submit").await.says(&format!("{} réponses et votre accord", answers_needed(For::Submit)));
    // An empty form misses exactly those.
    let answer = Form::opened(&house).await.submit(&house).await;
    assert_eq!(answer.status, 422);
    assert_eq!(summary(&answer).len(), answers_needed(For::Submit) + 1);
    let needed = ["cities", "contact_name", "contact_role", "contact_email", "title", "period", "status", "topics"];
    let needed = [&needed[..], &["summary", "purpose", "process", "consent"]].concat();
    assert_eq!(summary(&answer), needed);
});

both_engines!(errors_are_listed_in_the_order_of_the_form, |bed| async move {
    let house = House::open(&bed).await;
    let answer = Form::opened(&house)
        .await
        .text("links", "nowhere")
        .text("statement", &"x".repeat(300))
        .text("advice", &"word ".repeat(200))
        .text("contact_email", "olena")
        .text("picture_2_alt", "Drums")
        .picture(1, "parade.jpg", a_jpeg())
        .text("picture_1_credit", "")
        .file("documents", "a.exe", "MZ")
        .submit(&house)
        .await;
    assert_eq!(answer.status, 422);
    let listed = summary(&answer);
    for id in ["links", "statement", "advice", "contact_email", "picture_1_credit", "picture_2", "documents", "consent"]
    {
        assert!(listed.iter().any(|other| other == id), "{id} is not among {listed:?}");
    }
    let places: Vec<usize> = listed.iter().map(|id| place_of(&answer, id)).collect();
    assert!(places.is_sorted(), "{listed:?} are at {places:?}");
});

both_engines!(the_limits_of_files_are_said_before_anybody_meets_them, |bed| async move {
    let house = House::open(&bed).await;
    let page = house.get("/en/submit").await;
    page.says("at most 6 files of 25 MB each");
    page.says("at most 25 MB and 40 million pixels");
    page.says("may weigh 60 MB together");
    house.get("/fr/submit").await.says("6 fichiers de 25\u{a0}Mo au plus");
});

both_engines!(the_box_that_removes_a_file_names_it, |bed| async move {
    let house = House::open(&bed).await;
    let answer = Form::opened(&house)
        .await
        .picture(1, "parade.jpg", a_jpeg())
        .file("documents", "plan.txt", "A plan")
        .file("documents", "costs.txt", "Costs")
        .submit(&house)
        .await;
    for (input, name) in [("picture_1", "parade.jpg"), ("documents", "plan.txt"), ("documents", "costs.txt")] {
        let tokens = answer.values(&format!("{input}_drop"));
        let named = tokens.iter().filter(|token| {
            let label = format!("aria-labelledby=\"{token}-drop {token}-file\"");
            let (drop, file) =
                (format!("id=\"{token}-drop\">Remove this file<"), format!("id=\"{token}-file\">{name}, "));
            answer.body.contains(&label) && answer.body.contains(&drop) && answer.body.contains(&file)
        });
        assert_eq!(named.count(), 1, "{name}");
    }
});
