//! Rows R1 to R17 of reliability.md that no other test here shows whole. Elsewhere: R1, R2 (lengths), R3 and R8 in
//! `hostile`, R6, R7 (calendars, numbers) and R11 in `pages`, R12 to R15 in `hostile` and `feeds`, R17 in `data` too,
//! R18 in `politeness` and in the room's own tests of robots.txt.

use std::time::{Duration, Instant};

use practice_commons::domain::{
    CleanText, Field,
    reading::{FetchFault, Outcome},
    source::{Pagination, SourceKind},
};

use super::site::{
    Page, Site, feed_at, list, phrases_of, practice, raw_server, read, reader, reader_to, source, source_at,
};

fn rss(items: &str) -> Page {
    Page::of("application/rss+xml", format!("<rss version='2.0'><channel><title>P</title>{items}</channel></rss>"))
}

#[tokio::test]
async fn r1_bombs_of_every_packing_and_packings_that_end_too_early_are_refused() {
    let site = Site::start().await;
    let (reader, settings) = (reader(&site), source(&site));
    let blank = vec![b' '; 12 * 1024 * 1024];
    let brotli = {
        let mut packer = brotli::CompressorWriter::new(Vec::new(), 4_096, 9, 22);
        std::io::Write::write_all(&mut packer, &blank).unwrap();
        packer.into_inner()
    };
    let deflate = {
        let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        std::io::Write::write_all(&mut packer, &blank).unwrap();
        packer.finish().unwrap()
    };
    let cut = zstd::encode_all(list(&[1]).as_bytes(), 3).unwrap();
    for (encoding, body, faults) in [
        ("br", brotli, [FetchFault::Bomb, FetchFault::TooLarge]),
        ("deflate", deflate, [FetchFault::Bomb, FetchFault::TooLarge]),
        ("zstd", cut[..cut.len() - 4].to_vec(), [FetchFault::Interrupted, FetchFault::Encoding]),
    ] {
        site.put("/list", Page::of("text/html", body).with("content-encoding", encoding));
        let reading = read(&reader, &settings).await;
        assert!(
            faults.iter().any(|fault| reading.outcome == Outcome::Failed(fault.clone())),
            "{encoding}: {:?}",
            reading.outcome
        );
        assert!(reading.candidates.is_empty());
    }
}

#[tokio::test]
async fn r2_a_length_beside_chunks_is_bounded_or_refused() {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n";
    let raw = format!("{head}5\r\n<p>ab\r\n0\r\n\r\n").into_bytes();
    let address = raw_server(raw, Duration::ZERO).await;
    let reading = read(&reader_to(&[address]), &source_at(&format!("http://{address}/list"))).await;
    assert!(!reading.outcome.is_complete() && reading.candidates.is_empty(), "{:?}", reading.outcome);
}

#[tokio::test]
async fn r3_endless_headers_end_at_their_bound() {
    let endless = [b"HTTP/1.1 200 OK\r\n".to_vec(), b"X-More: and more\r\n".repeat(200_000)].concat();
    let address = raw_server(endless, Duration::from_mins(1)).await;
    let started = Instant::now();
    let reading = read(&reader_to(&[address]), &source_at(&format!("http://{address}/list"))).await;
    assert!(
        matches!(reading.outcome, Outcome::Failed(FetchFault::Protocol | FetchFault::Interrupted)),
        "{:?}",
        reading.outcome
    );
    assert!(started.elapsed() < Duration::from_secs(8));
}

#[tokio::test]
async fn r4_pages_are_decoded_by_the_rules_of_browsers() {
    let site = Site::start().await;
    site.put("/list", Page::html(list(&[1])));
    let page = |head: &str, title: &[u8]| {
        [format!("<html><head>{head}</head><body><h1>").as_bytes(), title, b"</h1></body></html>"].concat()
    };
    let wide: Vec<u8> =
        String::from_utf8(page("", "Café".as_bytes())).unwrap().encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (name, content_type, body, title) in [
        ("missing", "text/html", page("", "Café für alle Nachbarn".as_bytes()), "Café für alle Nachbarn"),
        ("utf-7", "text/html; charset=utf-7", page("", b"+ADw-b+AD4-"), "+ADw-b+AD4-"),
        ("utf-16 without mark", "text/html", wide, "Café"),
        ("windows-1252 as utf-8", "text/html; charset=utf-8", page("", b"Caf\xE9 x"), "Caf\u{FFFD} x"),
        ("two metas", "text/html", page("<meta charset=windows-1252><meta charset=utf-8>", b"Caf\xE9"), "Café"),
        ("header before meta", "text/html; charset=iso-8859-1", page("<meta charset=utf-8>", b"Caf\xE9"), "Café"),
        ("gb18030", "text/html; charset=gb18030", page("", b"\xC4\xE3"), "你"),
        ("unknown label", "text/html; charset=klingon", page("<meta charset=windows-1252>", b"Caf\xE9"), "Café"),
    ] {
        site.put("/p/1", Page::of(content_type, body));
        let reading = read(&reader(&site), &source(&site)).await;
        assert_eq!(reading.candidates[0].draft.get(Field::Title), title, "{name}");
    }
}

#[tokio::test]
async fn r5_what_is_no_page_is_known_by_its_type_and_by_its_bytes() {
    let site = Site::start().await;
    let (reader, settings) = (reader(&site), source(&site));
    site.put("/p/1", practice(1, "Weekly."));
    for page in [
        Page::of("image/png", list(&[1])),
        Page::of("text/html", "%PDF-1.7 and so on"),
        Page::of("text/html", b"\x89PNG\r\n".to_vec()),
    ] {
        site.put("/list", page);
        let outcome = read(&reader, &settings).await.outcome;
        assert!(matches!(outcome, Outcome::Failed(FetchFault::MediaType { .. })), "{outcome:?}");
    }
    site.put("/list", Page { headers: Vec::new(), ..Page::html(list(&[1])) });
    assert_eq!(read(&reader, &settings).await.outcome, Outcome::Ok, "a page that states no type is sniffed");
}

#[tokio::test]
async fn r7_sessions_circles_and_endless_numbers_end() {
    let site = Site::start().await;
    let card = |href: &str| format!("<div class=card><a href='{href}'>x</a></div>");
    let links = ["/p/1?PHPSESSID=1", "/p/1?sid=2", "/p/1;jsessionid=3", "/a/a/a/a", "/x/../a/b/a/c/a/", "/p/1#top"];
    site.put("/list", Page::html(links.map(card).concat())).put("/p/1", practice(1, "Weekly."));
    let reading = read(&reader(&site), &source(&site)).await;
    assert_eq!(reading.candidates.len(), 1, "sessions name nothing new");
    assert!(phrases_of(&reading).contains(&"source-note-circles"));
    assert!(site.asked().iter().all(|path| !path.contains("/a/")));

    // Every page brings something new, for ever.
    for page in 1..=20 {
        let path = if page == 1 { "/list".to_owned() } else { format!("/list?page={page}") };
        site.put(&path, Page::html(card(&format!("/p/{page}")))).put(&format!("/p/{page}"), practice(page, "Weekly."));
    }
    let mut settings = source(&site);
    settings.limits.pages = 4;
    if let SourceKind::Pages { listing } = &mut settings.kind {
        listing.pagination = Some(Pagination::Numbered { address: site.url("/list?page={page}"), first: 2 });
    }
    let reading = read(&reader(&site), &settings).await;
    assert_eq!(reading.candidates.len(), 4);
    settings.limits.pages = 501;
    assert_eq!(settings.faults().0[0].place, "limits.pages", "no source may ask for more than 500");
}

#[tokio::test]
async fn r9_what_could_act_on_a_page_is_left_out_and_its_words_stay() {
    let site = Site::start().await;
    site.put("/list", Page::html(list(&[1])));
    let attacks = "<script>alert(1)</script><p onclick=alert(2)>kept</p><img src=x onerror=alert(3)>\
        <a href='java\tscript:alert(4)'>one</a><a href='&#106;avascript:alert(5)'>two</a><a href='vbscript:x'>three</a>\
        <a href='data:text/html,<script>alert(6)</script>'>four</a><p style='background:url(javascript:x)'>styled</p>\
        <meta http-equiv=refresh content='0;url=javascript:x'><base href='http://evil.example/'>\
        <form action='//evil.example'><input name=q><button formaction='javascript:x'>go</button></form>\
        <iframe srcdoc='<script>x</script>'></iframe><object data=x></object><svg><animate onbegin=x attributeName=href values='javascript:x'/><a><text>s</text></a></svg>\
        <math><annotation-xml encoding='text/html'><script>x</script></annotation-xml></math>\
        <template><script>x</script></template><p id=body name=cookie>clobbers</p><noscript><p title='</noscript><img src=x onerror=alert(7)>'></noscript>";
    let page =
        format!("<html><body><h1>Practice <script>x</script>one</h1><div class=body>{attacks}</div></body></html>");
    site.put("/p/1", Page::html(page));
    let reading = read(&reader(&site), &source(&site)).await;
    let draft = &reading.candidates[0].draft;
    assert_eq!(draft.get(Field::Title), "Practice one");
    let text = draft.get(Field::Process);
    for word in ["kept", "one", "two", "three", "four", "styled", "clobbers"] {
        assert!(text.contains(word), "{word} is not in {text}");
    }
    let html = CleanText::from_markdown(text).to_html().as_str().to_ascii_lowercase();
    for forbidden in [
        "<script",
        "onerror=",
        "onclick",
        "javascript:",
        "vbscript:",
        "data:",
        "<iframe",
        "<object",
        "<svg",
        "<math",
        "<form",
        "style=",
        " id=",
        "<meta",
        "<base",
    ] {
        assert!(!html.contains(forbidden), "{forbidden} in {html}");
    }
}

#[tokio::test]
async fn r10_pictures_are_neither_fetched_nor_kept() {
    let site = Site::start().await;
    let pictures =
        "<img src='/inner.png'><img src='http://tracker.example/p.gif' width=1><img width=20000 src='/wide.png'>"
            .repeat(1_700);
    site.put("/list", Page::html(list(&[1]))).put("/p/1", practice(1, &format!("Weekly.{pictures}")));
    let reading = read(&reader(&site), &source(&site)).await;
    assert_eq!(reading.candidates[0].draft.get(Field::Process), "Weekly.");
    assert_eq!(site.asked(), ["/robots.txt", "/list", "/p/1"]);
}

#[tokio::test]
async fn r12_document_types_are_refused_and_nothing_they_name_is_looked_up() {
    let site = Site::start().await;
    let (reader, settings) = (reader(&site), feed_at(&site.url("/feed")));
    let item = "<rss version='2.0'><channel><item><guid>1</guid><title>T &x;</title></item></channel></rss>";
    for doctype in [
        format!("<!DOCTYPE r [<!ENTITY % p SYSTEM '{}'> %p;]>", site.url("/evil.dtd")),
        format!("<!DOCTYPE r [<!ENTITY x SYSTEM '{}'>]>", site.url("/evil.txt")),
        "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>".to_owned(),
        "<!doctype r [<!ELEMENT r ANY>]>".to_owned(),
    ] {
        site.put("/feed", Page::of("text/xml", format!("{doctype}{item}")));
        assert_eq!(read(&reader, &settings).await.outcome, Outcome::Failed(FetchFault::Dtd), "{doctype}");
    }
    let odd = format!(
        "<?xml-stylesheet href='{0}/x.xsl'?><!DOCTYPE rss SYSTEM '{0}/evil.dtd'><rss version='2.0'><channel><item><guid>1</guid><title>T</title>\
         <description><xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='file:///etc/passwd' parse='text'/></description></item></channel></rss>",
        site.url("")
    );
    site.put("/feed", Page::of("text/xml", odd.clone()));
    assert_eq!(read(&reader, &settings).await.outcome, Outcome::Failed(FetchFault::Dtd), "declarations from elsewhere");
    // What includes another file, and what old feeds call themselves, is read without a look at either.
    let doctype = format!("<!DOCTYPE rss SYSTEM '{}/evil.dtd'>", site.url(""));
    let known = "<!DOCTYPE rss PUBLIC '-//Netscape Communications//DTD RSS 0.91//EN' 'http://my.netscape.com/publish/formats/rss-0.91.dtd'>";
    for instead in ["", known] {
        site.put("/feed", Page::of("text/xml", odd.replace(&doctype, instead)));
        let reading = read(&reader, &settings).await;
        assert_eq!(reading.outcome, Outcome::Ok, "{instead}");
        assert_eq!(reading.candidates[0].draft.get(Field::Title), "T");
        assert!(reading.candidates.iter().all(|candidate| !format!("{candidate:?}").contains("root:")));
    }
    assert!(site.asked().iter().all(|path| path == "/feed" || path == "/robots.txt"));
}

#[tokio::test]
async fn r13_xml_a_hundred_thousand_deep_is_refused() {
    let site = Site::start().await;
    let (reader, settings) = (reader(&site), feed_at(&site.url("/feed")));
    for inner in ["<a>".repeat(100_000), "<item>".repeat(100_000), format!("<item><title>{}", "<b>".repeat(100_000))] {
        site.put("/feed", Page::of("text/xml", format!("<rss version='2.0'><channel>{inner}")));
        let outcome = read(&reader, &settings).await.outcome;
        assert_eq!(outcome, Outcome::Failed(FetchFault::TooComplex));
    }
}

#[tokio::test]
async fn r15_two_sources_may_share_an_id() {
    let site = Site::start().await;
    let item = |title: &str| format!("<item><guid>1</guid><title>{title}</title></item>");
    site.put("/a", rss(&item("First"))).put("/b", rss(&item("Second")));
    let reader = reader(&site);
    let (a, b) = (read(&reader, &feed_at(&site.url("/a"))).await, read(&reader, &feed_at(&site.url("/b"))).await);
    assert_eq!(a.candidates[0].external_id, b.candidates[0].external_id);
    let again = reader.read(&feed_at(&site.url("/a")), &a.known).await;
    assert_eq!(again.outcome, Outcome::NothingNew, "each source is known for itself");
}

#[tokio::test]
async fn r16_dates_that_cannot_be_are_no_dates() {
    let site = Site::start().await;
    let nest = format!("{}Fri, 31 May 2024 10:00:00 GMT", "(".repeat(10_000));
    let dates = ["0000-00-00", "Fri, 31 May 2099 10:00:00 GMT", "yesterday", nest.as_str(), "2024-05-31T10:00:00", ""];
    let items = dates
        .iter()
        .enumerate()
        .map(|(at, date)| format!("<item><guid>{at}</guid><title>T{at}</title><pubDate>{date}</pubDate></item>"));
    site.put("/feed", rss(&items.collect::<String>()));
    let started = Instant::now();
    let reading = read(&reader(&site), &feed_at(&site.url("/feed"))).await;
    assert!(started.elapsed() < Duration::from_secs(4));
    assert_eq!(reading.candidates.len(), dates.len());
    for (candidate, date) in reading.candidates.iter().zip(dates) {
        let at = candidate.published_at;
        assert!(at.is_none_or(|at| at <= reading.finished_at), "{date}: {at:?}");
        if matches!(date, "yesterday" | "" | "0000-00-00") {
            assert_eq!(at, None, "{date}");
        }
    }
}

#[tokio::test]
async fn r17_json_feeds_made_to_break_parsers_are_refused_and_of_equal_keys_the_first_counts() {
    let site = Site::start().await;
    let (reader, settings) = (reader(&site), feed_at(&site.url("/feed")));
    let feed = |items: &str| {
        Page::of(
            "application/feed+json",
            format!("{{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"P\",\"items\":{items}}}"),
        )
    };
    for items in
        ["[".repeat(10_000), "[{\"id\": 1e400}]".to_owned(), "[{\"id\": \"1\", \"title\": \"\\ud800\"}]".to_owned()]
    {
        site.put("/feed", feed(&items));
        assert_eq!(read(&reader, &settings).await.outcome, Outcome::Failed(FetchFault::NotAFeed));
    }
    site.put("/feed", feed("[{\"id\": \"1\", \"title\": \"First\", \"title\": \"Second\", \"content_text\": \"x\"}]"));
    assert_eq!(read(&reader, &settings).await.candidates[0].draft.get(Field::Title), "First");
}
