use std::{fs, path::Path, sync::LazyLock};

use proptest::prelude::*;
use regex::Regex;

use super::*;

fn clean(text: &str) -> String {
    CleanText::from_markdown(text).markdown().to_owned()
}

fn html(text: &str) -> String {
    CleanText::from_markdown(text).to_html().as_str().to_owned()
}

/// Tags that are none of those a text may have, each with just the attributes it may have. `SafeHtml` is serialized by
/// html5ever, so that every `<` outside an attribute opens a tag.
fn faults(html: &str) -> Vec<String> {
    static ALLOWED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(concat!(
            r#"</?(blockquote|br|code|em|h[2-6]|hr|li|ol|p|pre|strong|table|tbody|td|th|thead|tr|ul|a)>|<ol start="\d+">|"#,
            r#"<a( href="(?i:https?://|mailto:)[^"]*"| title="[^"]*"| rel="nofollow noopener")+>"#
        ))
        .unwrap()
    });
    ALLOWED.replace_all(html, "").split('<').skip(1).map(str::to_owned).collect()
}

#[test]
fn markdown_stays_as_written() {
    for text in [
        "Two *words* and **more**, [a page](https://example.org/a?b=c \"title\").\n\n- one\n- two\n  - three\n\n> quoted",
        "| Year | People |\n|------|-------:|\n| 2016 | 120 |",
        "5 < 6 and 7 > 6, AT&T, a_b_c, `<b>` and \\<i>",
        "Mail <mail@example.org> or <https://example.org>",
        "Élèves\u{202F}: «\u{A0}oui\u{A0}»",
        "نامه‌ای به شهر",
        "👩‍👧 and ❤️",
        "[ref]\n\n[ref]: https://example.org",
    ] {
        assert_eq!(clean(text), text);
    }
}

#[test]
fn raw_html_loses_its_tags_and_keeps_its_words() {
    assert_eq!(clean("a <b>bold</b> word<br>here <!-- secret -->"), "a bold wordhere");
    assert_eq!(
        clean("<div><p>One</p><p>Two &amp; &lt;b&gt;</p><script>alert(1)</script></div>"),
        "One\n\n\n\nTwo &amp; &lt;b&gt;"
    );
    assert_eq!(clean("> <div>\n> quoted\n> </div>\n\nafter"), "> quoted\n\nafter");
    assert_eq!(clean("<scr<b>ipt>alert(1)</scr</b>ipt>"), "");
}

#[test]
fn pictures_and_odd_links_go_and_words_stay() {
    assert_eq!(clean("before ![a picture](https://example.org/a.png) after"), "before  after");
    assert_eq!(clean("[![logo](a.png)](https://example.org) x"), "x");
    assert_eq!(clean("[press *here*](javascript:alert(1))"), "press *here*");
    assert_eq!(clean("[here](/relative) [there](//example.org) [me](https://a:b@example.org)"), "here there me");
    assert_eq!(clean("<javascript:alert(1)>"), "javascript:alert(1)");
    assert_eq!(clean("[x][bad]\n\n[bad]: data:text/html,x"), "x");
    assert_eq!(clean("[mail](mailto:a@example.org)"), "[mail](mailto:a@example.org)");
}

#[test]
fn hidden_characters_go() {
    assert_eq!(clean("a\0b\u{200B}c\u{202E}d\u{2066}e\u{FEFF}f\u{AD}g\u{1B}h\u{200D}i\u{E0041}"), "abcdefghi");
    assert_eq!(clean("one\r\ntwo\rthree\u{2028}four"), "one\ntwo\nthree\nfour");
    assert_eq!(clean("cafe\u{301}"), "café");
    assert_eq!(clean("\n\n  text \n\n"), "text");
    assert_eq!(clean("x\u{200F}y"), "xy");
    assert_eq!(clean("שלום\u{200F}!"), "שלום\u{200F}!");
    assert!(clean(&format!("z{}", "\u{301}\u{302}".repeat(500))).chars().count() < 12);
    assert_eq!(clean_line("  A\ttitle\n of\u{200B} two   lines\u{202F}! "), "A title of two lines\u{202F}!");
}

#[test]
fn html_begins_at_the_third_heading() {
    assert_eq!(html("# A\n\n## B\n\n##### C"), "<h3>A</h3>\n<h4>B</h4>\n<h5>C</h5>\n");
    assert_eq!(html("## A\n\n#### B\n\n## C"), "<h3>A</h3>\n<h4>B</h4>\n<h3>C</h3>\n");
    assert_eq!(CleanText::from_markdown("## A\n\n# B").to_page_html().as_str(), "<h2>A</h2>\n<h2>B</h2>\n");
    assert_eq!(
        html("[a](https://example.org \"t\") & <b>c</b>"),
        "<p><a href=\"https://example.org\" title=\"t\" rel=\"nofollow noopener\">a</a> &amp; c</p>\n"
    );
    assert!(html("|a|b|\n|-|-:|\n|1|2|").contains("<td>2</td>"));
}

#[test]
fn plain_text_has_no_marks() {
    let text =
        CleanText::from_markdown("## A *b*\n\n- one\n- two\n  - three\n\n|a|b|\n|-|-|\n|1|2|\n\nlast `code`\nline");
    assert_eq!(text.plain(), "A b\none\ntwo\nthree\na b\n1 2\nlast code line");
    assert_eq!(text.word_count(), 12);
}

#[test]
fn hostile_texts_end_quickly() {
    for piece in [
        "> ",
        "- ",
        "1. ",
        "[",
        "![",
        "<",
        "<b>",
        "*a **b ",
        "`",
        "[a](",
        "[a]: <",
        "&#0;",
        "|-",
        "<a href=\"",
        "](x",
        "\t",
        "<!--",
        "~~~\n",
    ] {
        let text = CleanText::from_markdown(&piece.repeat(100_000));
        assert_eq!(clean(text.markdown()), text.markdown(), "{piece}");
        assert_eq!(faults(text.to_html().as_str()), Vec::<String>::new());
    }
}

#[test]
fn kept_text_is_cleaned_again_when_read() {
    let text: CleanText = serde_json::from_str("\"a <script>b</script>\"").unwrap();
    assert_eq!(text.markdown(), "a b");
    assert_eq!(serde_json::to_string(&text).unwrap(), "\"a b\"");
}

#[test]
fn known_attacks_leave_nothing_to_run() {
    let Ok(corpora) = std::env::var("CORPORA") else {
        println!("corpora left out");
        return;
    };
    let mut seen = 0;
    for payload in payloads(&Path::new(&corpora).join("sanitizing")) {
        for text in [
            payload.clone(),
            format!("some words {payload} and more"),
            format!("[{payload}]({payload})"),
            format!("> - {payload}"),
        ] {
            let clean = CleanText::from_markdown(&text);
            assert_eq!(faults(clean.to_html().as_str()), Vec::<String>::new(), "{text}");
            assert_eq!(CleanText::from_markdown(clean.markdown()), clean, "{text}");
        }
        seen += 1;
    }
    assert!(seen > 1_000, "only {seen} payloads read");
}

fn payloads(folder: &Path) -> Vec<String> {
    let mut payloads = Vec::new();
    for file in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let text = fs::read_to_string(&file).unwrap();
        if file.extension().is_some_and(|extension| extension == "json") {
            payloads.extend(serde_json::from_str::<Vec<String>>(&text).unwrap());
            continue;
        }
        for line in text.lines() {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            payloads.push(line["payload"].as_str().unwrap().to_owned());
        }
    }
    payloads
}

proptest! {
    #[test]
    fn cleaning_twice_changes_nothing(text in ".{0,80}") {
        let once = CleanText::from_markdown(&text);
        prop_assert_eq!(CleanText::from_markdown(once.markdown()), once);
    }

    #[test]
    fn markup_cleaned_twice_changes_nothing(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..30)) {
        let once = CleanText::from_markdown(&pieces.concat());
        prop_assert_eq!(CleanText::from_markdown(once.markdown()), once.clone());
        prop_assert_eq!(faults(once.to_html().as_str()), Vec::<String>::new());
    }
}

const PIECES: &[&str] = &[
    "<b>",
    "</b>",
    "<div>",
    "</div>\n",
    "<script>",
    "</script>",
    "<",
    ">",
    "![",
    "[",
    "]",
    "](",
    ")",
    "(javascript:x)",
    "(https://example.org)",
    "\n",
    "\n\n",
    "    ",
    "- ",
    "1. ",
    "> ",
    "`",
    "```\n",
    "*",
    "**",
    "_",
    "\\",
    "&lt;",
    "&",
    "#",
    "a",
    "word ",
    "[r]: x:y\n",
    "[r]: https://e.org\n",
    "[r]",
    "<!--",
    "-->",
    "|",
    "|-|\n",
    "\u{200D}",
    "\u{301}",
    "é",
    "\u{202E}",
    "<a@b.c>",
    "<x:y>",
    "\"",
    "=",
    "---\n",
    "\t",
    "<?",
    "<![CDATA[",
    "\u{1FEF}",
    "!",
    "ש",
    "\u{200F}",
    "\r",
];
