//! Pages that take many parsers, and ours if they had no bounds, more than any page is worth.

/// A name and a page each.
pub(super) fn pages() -> [(&'static str, String); 5] {
    let attributes: Vec<String> = (0..100_000).map(|number| format!("a{number}='1'")).collect();
    let attributes = attributes.join(" ");
    [
        ("200,000 nested elements", "<div>".repeat(200_000)),
        ("an attribute of 1 MB", format!("<h1>A</h1><p title='{}'>x", "x".repeat(1_000_000))),
        ("100,000 attributes", format!("<h1>A</h1><p {attributes}>x")),
        ("a comment without end", format!("<h1>A</h1><!-- {}", "-".repeat(1_000_000))),
        ("5 MB on one line", format!("<h1>A</h1><p>{}", "word ".repeat(1_000_000))),
    ]
}
