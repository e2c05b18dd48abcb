//! A document of `OpenDocument` 1.3 (part 2, 3: packages; part 3: content).

use quick_xml::escape::escape;

use super::{
    DocumentError, Fillable,
    blocks::{Block, Kind, Run},
    locale,
    package::package,
};
use crate::domain::Lang;

pub(super) const MEDIA_TYPE: &str = "application/vnd.oasis.opendocument.text";

const MANIFEST: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/></manifest:manifest>"#;

const NAMESPACES: &str = r#"xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3""#;

pub(super) fn document(fillable: &Fillable<'_>, blocks: &[Block]) -> Result<Vec<u8>, DocumentError> {
    package(&[
        ("mimetype", MEDIA_TYPE.to_owned()),
        ("content.xml", content(fillable, blocks)),
        ("styles.xml", styles(fillable.lang)),
        ("meta.xml", meta(fillable)),
        ("META-INF/manifest.xml", MANIFEST.to_owned()),
    ])
}

fn content(fillable: &Fillable<'_>, blocks: &[Block]) -> String {
    let mut body = paragraph("Title", &escaped(fillable.title));
    body.push_str(&paragraph("Version", &escaped(fillable.version)));
    for run in blocks.chunk_by(|one, next| one.kind == Kind::Item && next.kind == Kind::Item) {
        if run[0].kind == Kind::Item {
            let items = run
                .iter()
                .map(|item| format!("<text:list-item>{}</text:list-item>", paragraph("Standard", &words(&item.runs))));
            body.push_str("<text:list>");
            body.extend(items);
            body.push_str("</text:list>");
        } else {
            body.extend(run.iter().map(one));
        }
    }
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document-content {NAMESPACES}><office:automatic-styles><style:style style:name="Strong" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style><style:style style:name="Emphasis" style:family="text"><style:text-properties fo:font-style="italic"/></style:style></office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"#
    )
}

fn one(block: &Block) -> String {
    let words = words(&block.runs);
    match block.kind {
        Kind::Heading(level) => {
            let level = level.min(3);
            format!(r#"<text:h text:style-name="Heading{level}" text:outline-level="{level}">{words}</text:h>"#)
        }
        Kind::Paragraph | Kind::Item => paragraph("Standard", &words),
        Kind::Question => paragraph("Question", &words) + &paragraph("Answer", ""),
    }
}

fn paragraph(style: &str, words: &str) -> String {
    format!(r#"<text:p text:style-name="{style}">{words}</text:p>"#)
}

fn words(runs: &[Run]) -> String {
    let word = |run: &Run| {
        let text = escaped(&run.text);
        match (run.is_strong, run.is_emphasised) {
            (true, _) => format!(r#"<text:span text:style-name="Strong">{text}</text:span>"#),
            (false, true) => format!(r#"<text:span text:style-name="Emphasis">{text}</text:span>"#),
            (false, false) => text,
        }
    };
    runs.iter().map(word).collect()
}

fn escaped(text: &str) -> String {
    escape(text).into_owned()
}

fn styles(lang: Lang) -> String {
    let locale = locale(lang);
    let (language, country) = locale.split_once('-').unwrap_or((locale, "none"));
    let style = |(name, paragraph, words): (&str, &str, &str)| {
        format!(
            r#"<style:style style:name="{name}" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties {paragraph}/><style:text-properties {words}/></style:style>"#
        )
    };
    let others: String = [
        ("Title", "", r#"fo:font-size="20pt" fo:font-weight="bold""#),
        ("Version", "", r##"fo:color="#595959""##),
        (
            "Heading1",
            r#"fo:margin-top="18pt" fo:keep-with-next="always""#,
            r#"fo:font-size="15pt" fo:font-weight="bold""#,
        ),
        (
            "Heading2",
            r#"fo:margin-top="12pt" fo:keep-with-next="always""#,
            r#"fo:font-size="13pt" fo:font-weight="bold""#,
        ),
        ("Heading3", r#"fo:margin-top="12pt" fo:keep-with-next="always""#, r#"fo:font-weight="bold""#),
        ("Question", r#"fo:margin-top="12pt" fo:keep-with-next="always""#, ""),
        ("Answer", r#"fo:border="0.5pt solid #737373" fo:padding="6pt""#, ""),
    ]
    .map(style)
    .concat();
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document-styles {NAMESPACES}><office:styles><style:default-style style:family="paragraph"><style:paragraph-properties fo:margin-bottom="6pt"/><style:text-properties fo:font-size="11pt" fo:language="{language}" fo:country="{country}"/></style:default-style><style:style style:name="Standard" style:family="paragraph"/>{others}</office:styles></office:document-styles>"#
    )
}

fn meta(fillable: &Fillable<'_>) -> String {
    let (title, version, locale) = (escaped(fillable.title), escaped(fillable.version), locale(fillable.lang));
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document-meta {NAMESPACES}><office:meta><dc:title>{title}</dc:title><dc:subject>{version}</dc:subject><dc:language>{locale}</dc:language></office:meta></office:document-meta>"#
    )
}
