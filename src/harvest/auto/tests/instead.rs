//! Pages that stand in a practice's place, and short pages that are one.

use super::*;

fn instead(html: &str) -> Option<Instead> {
    page(html).instead
}

#[test]
fn doors_shells_and_notices_are_no_practices() {
    let menu = "<nav>".to_owned() + &"<a href=/x>One of many words in a long menu</a> ".repeat(40) + "</nav>";
    for (html, expected) in [
        ("<title>Sign in</title><p>Please enter your name.</p>".to_owned(), Instead::Login),
        ("<title>Partner</title><h1>Partner</h1><form><input name=u><input type=password></form>".to_owned(), Instead::Login),
        (format!("<title>Partner</title>{menu}<div id=app></div><script src=/a.js></script>"), Instead::Scripts),
        ("<title>Market</title><h1>Loading…</h1><noscript>You need scripts to see this page.</noscript><script>go()</script>".to_owned(), Instead::Scripts),
        ("<title>We will be back soon</title><h1>We will be back soon</h1><p>Our site is being renewed. Come again tomorrow.</p>".to_owned(), Instead::Notice),
        ("<title>Page introuvable | Partner</title><p>Rien ici.</p>".to_owned(), Instead::Notice),
        ("<title>A market</title><body></body>".to_owned(), Instead::Nothing),
    ] {
        assert_eq!(instead(&html), Some(expected), "{html}");
    }
}

#[test]
fn a_short_practice_is_one_all_the_same() {
    for html in [
        "<title>A market</title><h1>A market</h1><p>Forty traders came in from the street and sell in the hall.</p>"
            .to_owned(),
        // Scripts and a place to sign in are on many a page.
        format!(
            "<title>A market</title><h1>A market</h1><form><input type=password></form>{STORY}<script>count()</script>"
        ),
        "<title>A market</title><h1>A market</h1><p><b>Purpose:</b> Sell.</p><script>count()</script>".to_owned(),
        format!(
            "<title>A market</title><div id=app></div><script>go()</script><script type='application/ld+json'>\
             {{\"@type\":\"Article\",\"headline\":\"A market\",\"articleBody\":\"{}\"}}</script>",
            "They met in the hall and cooked for all who came by. ".repeat(8)
        ),
    ] {
        let found = page(&html);
        assert_eq!(found.instead, None, "{html}");
        assert!(!found.draft().get(Field::Title).is_empty());
    }
}

#[test]
fn a_body_that_only_the_data_holds_is_the_text() {
    let body = "They met in the hall and cooked for all who came by. ".repeat(8);
    let found = page(&format!(
        "<title>A market</title><h1>A market</h1><p>Read more below.</p><script type='application/ld+json'>\
         {{\"@type\":\"Article\",\"headline\":\"A market\",\"articleBody\":\"{body}\",\"description\":\"Who cooks, meets.\",}}</script>"
    ));
    assert_eq!(found.extractor, Some(Extractor::Stated));
    assert_eq!(found.text.unwrap().value.plain().trim(), body.trim());
    assert_eq!(found.summary.unwrap().value.plain().trim(), "Who cooks, meets.");
    let shown = page(&format!("<h1>A market</h1><div itemprop=articleBody>{STORY}</div>"));
    assert_ne!(shown.extractor, Some(Extractor::Stated), "the readers' text has its paragraphs");
}
