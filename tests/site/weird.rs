//! Questions nobody should ask (reliability.md, W7, W15, W18): bounded, answered, and never an error of ours.

use super::*;
use crate::support::store::both_engines;

const NAMES: [&str; 10] = ["q", "topic", "country", "city", "year", "collection", "sort", "page", "from", "to"];

fn values() -> Vec<String> {
    let fixed = [
        "",
        " ",
        "-1",
        "0",
        "+1",
        "01",
        "1e3",
        "999999999999999999999999",
        "9223372036854775808",
        "-9223372036854775809",
        "NaN",
        "(select 1)",
        "' or 1=1 --",
        "\"unbalanced",
        "\"\"",
        "AND OR NOT NEAR",
        "title:school*",
        "(a+)+$",
        "***",
        "the of and a",
        "\0",
        "\u{202e}evil",
        "\u{feff}",
        "../../etc/passwd",
        "<script>alert(1)</script>",
        "{{7*7}}",
        "%s%n%00",
        "🏳️‍🌈",
        "ﷺ",
        "İıſẞ",
    ];
    let long = ["word ".repeat(10_000), "ž".repeat(5_000)];
    fixed.into_iter().map(str::to_owned).chain(long).collect()
}

both_engines!(no_question_is_too_weird, |bed| async move {
    let site = Site::filled(&bed).await;
    let values = values();
    assert_eq!(NAMES.len() * values.len(), 320);
    for (name, value) in NAMES.iter().flat_map(|name| values.iter().map(move |value| (name, value))) {
        let query = url::form_urlencoded::Serializer::new(String::new()).append_pair(name, value).finish();
        let shown: String = query.chars().take(60).collect();
        let (address, answer) = site.follow(&format!("/en/practices?{query}")).await;
        assert_eq!(answer.status, 200, "{shown}");
        assert!(address.len() < 3_000, "{shown}: {} bytes", address.len());
        assert!(!answer.text().contains("<script>alert"), "{shown}");
        assert_eq!(site.get(&format!("/fr/practices.atom?{query}")).await.status, 200, "feed {shown}");
    }
});

both_engines!(no_address_is_too_weird, |bed| async move {
    let site = Site::filled(&bed).await;
    let many: String = (0..3_000).map(|number| format!("topic=roma&x{number}=%")).collect::<Vec<_>>().join("&");
    for query in ["%", "%%%", "&&&&", "=", "a=b=c", "q=%ff%fe", "topic[]=roma", many.as_str(), "q=a;topic=roma", "?"] {
        let (_, answer) = site.follow(&format!("/en/practices?{query}")).await;
        assert_eq!(answer.status, 200, "{}", &query[..query.len().min(40)]);
    }
    let names = [
        "+1",
        "-1",
        "0",
        "9223372036854775808",
        "1e3",
        "01",
        "%00",
        "0198c0de-0000-7000-8000-000000000000",
        "..",
        "%2e%2e%2f",
        "a%2fb",
        "A",
        "%F0%9F%98%80",
        "%c3%28",
    ];
    for name in names {
        for path in ["practices", "cities", "collections", "nothing"] {
            let answer = site.get(&format!("/en/{path}/{name}")).await;
            assert_eq!(answer.status, 404, "{path}/{name}");
            assert_eq!(word(&answer.html(), "h1"), "There is no page here", "{path}/{name}");
        }
    }
});
