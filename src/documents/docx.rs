//! A document of Office Open XML: the parts that Word needs (ISO/IEC 29500-1, 11 and 15.2), and no more.

use std::fmt::Write as _;

use quick_xml::escape::escape;

use super::{
    DocumentError, Fillable,
    blocks::{Block, Kind, Run},
    locale,
    package::package,
};
use crate::domain::Lang;

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>"#;

const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="document" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="core" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#;

const DOCUMENT_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="styles" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="numbering" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/></Relationships>"#;

const NUMBERING: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#;

const WORDS: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

pub(super) fn document(fillable: &Fillable<'_>, blocks: &[Block]) -> Result<Vec<u8>, DocumentError> {
    package(&[
        ("[Content_Types].xml", TYPES.to_owned()),
        ("_rels/.rels", RELATIONS.to_owned()),
        ("word/document.xml", body(fillable, blocks)),
        ("word/_rels/document.xml.rels", DOCUMENT_RELATIONS.to_owned()),
        ("word/styles.xml", styles(fillable.lang)),
        ("word/numbering.xml", NUMBERING.to_owned()),
        ("docProps/core.xml", core(fillable)),
    ])
}

fn body(fillable: &Fillable<'_>, blocks: &[Block]) -> String {
    let mut body = paragraph("Title", &run(fillable.title, ""));
    body.push_str(&paragraph("Version", &run(fillable.version, "")));
    for block in blocks {
        let words: String = block.runs.iter().map(styled).collect();
        match block.kind {
            Kind::Heading(level) => body.push_str(&paragraph(&format!("Heading{}", level.min(3)), &words)),
            Kind::Paragraph => body.push_str(&paragraph("Normal", &words)),
            Kind::Item => body.push_str(&paragraph("ListBullet", &words)),
            Kind::Question => {
                body.push_str(&paragraph("Question", &words));
                body.push_str(&paragraph("Answer", ""));
            }
        }
    }
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="{WORDS}"><w:body>{body}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>"#
    )
}

fn paragraph(style: &str, runs: &str) -> String {
    format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>"#)
}

fn styled(run_of: &Run) -> String {
    let strong = if run_of.is_strong { "<w:b/>" } else { "" };
    let emphasised = if run_of.is_emphasised { "<w:i/>" } else { "" };
    run(&run_of.text, &format!("{strong}{emphasised}"))
}

fn run(text: &str, properties: &str) -> String {
    let properties = if properties.is_empty() { String::new() } else { format!("<w:rPr>{properties}</w:rPr>") };
    format!(r#"<w:r>{properties}<w:t xml:space="preserve">{}</w:t></w:r>"#, escape(text))
}

fn styles(lang: Lang) -> String {
    let locale = locale(lang);
    let mut styles = format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="{WORDS}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/><w:sz w:val="22"/><w:lang w:val="{locale}"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>"#
    );
    for (id, name, paragraph, words) in [
        ("Title", "Title", "", r#"<w:b/><w:sz w:val="40"/>"#),
        ("Version", "Version", "", r#"<w:color w:val="595959"/>"#),
        (
            "Heading1",
            "heading 1",
            r#"<w:keepNext/><w:spacing w:before="360"/><w:outlineLvl w:val="0"/>"#,
            r#"<w:b/><w:sz w:val="30"/>"#,
        ),
        (
            "Heading2",
            "heading 2",
            r#"<w:keepNext/><w:spacing w:before="240"/><w:outlineLvl w:val="1"/>"#,
            r#"<w:b/><w:sz w:val="26"/>"#,
        ),
        ("Heading3", "heading 3", r#"<w:keepNext/><w:spacing w:before="240"/><w:outlineLvl w:val="2"/>"#, "<w:b/>"),
        ("Question", "Question", r#"<w:keepNext/><w:spacing w:before="240"/>"#, ""),
        (
            "Answer",
            "Answer",
            r#"<w:pBdr><w:top w:val="single" w:sz="4" w:space="6" w:color="737373"/><w:left w:val="single" w:sz="4" w:space="6" w:color="737373"/><w:bottom w:val="single" w:sz="4" w:space="6" w:color="737373"/><w:right w:val="single" w:sz="4" w:space="6" w:color="737373"/></w:pBdr><w:ind w:left="120" w:right="120"/>"#,
            "",
        ),
        ("ListBullet", "List Bullet", r#"<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>"#, ""),
    ] {
        // Writing to a String cannot fail.
        let _ = write!(
            styles,
            r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:pPr>{paragraph}</w:pPr><w:rPr>{words}</w:rPr></w:style>"#
        );
    }
    styles + "</w:styles>"
}

fn core(fillable: &Fillable<'_>) -> String {
    let (title, version) = (escape(fillable.title), escape(fillable.version));
    let locale = locale(fillable.lang);
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:language>{locale}</dc:language><cp:version>{version}</cp:version></cp:coreProperties>"#
    )
}
