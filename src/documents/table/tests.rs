use std::io::{Cursor, Write as _};

use zip::{ZipWriter, write::SimpleFileOptions};

use super::*;
use crate::documents::{Fillable, WordFormat};
use crate::domain::{Field, Lang, import::Mapping};

fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        package.start_file(*name, SimpleFileOptions::default()).unwrap();
        package.write_all(content).unwrap();
    }
    package.finish().unwrap().into_inner()
}

const PACKAGE: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="b" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Notes" sheetId="2" state="hidden" r:id="r2"/><sheet name="Practices" sheetId="1" r:id="r1"/></sheets></workbook>"#;
const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet2.xml"/></Relationships>"#;
/// The second format is a day, the third a duration.
const STYLES: &str = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="46"/></cellXfs></styleSheet>"#;
const STRINGS: &str = r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>Title</t></si><si><r><t xml:space="preserve">Soup </t></r><r><t>&amp; bread</t></r></si></sst>"#;

fn book(cells: &str) -> Vec<u8> {
    let sheet = format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/><sheetData>{cells}</sheetData></worksheet>"#
    );
    packed(&[
        ("_rels/.rels", PACKAGE.as_bytes()),
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("xl/styles.xml", STYLES.as_bytes()),
        ("xl/sharedStrings.xml", STRINGS.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ("xl/worksheets/sheet2.xml", b"<worksheet><sheetData/></worksheet>"),
    ])
}

fn rows(table: &Table) -> Vec<Vec<&str>> {
    table.rows.iter().map(|row| row.cells.iter().map(String::as_str).collect()).collect()
}

#[test]
fn a_table_is_the_same_in_every_encoding_and_with_every_separator() {
    let text = "Titre,Ville,Résumé\r\n\"Une, école\",Genève,\"d’été\r\net d’hiver\"\r\n,,\r\nÀ deux,Łódź,\n";
    let plain = read_table("a.csv", text.as_bytes()).unwrap();
    assert_eq!(plain.columns, ["Titre", "Ville", "Résumé"]);
    assert_eq!(rows(&plain), [["Une, école", "Genève", "d’été\r\net d’hiver"], ["À deux", "Łódź", ""]]);
    assert_eq!(plain.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [2, 4]);

    let with_mark = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    let utf16 = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let little = utf16(u16::to_le_bytes);
    let little_with_mark = [b"\xFF\xFE", little.as_slice()].concat();
    let big_with_mark = [b"\xFE\xFF", utf16(u16::to_be_bytes).as_slice()].concat();
    for bytes in [with_mark, little, little_with_mark, big_with_mark] {
        assert_eq!(read_table("a.csv", &bytes).unwrap(), plain);
    }
    let western = encoding_rs::WINDOWS_1252.encode(&text.replace("Łódź", "Lodz")).0.into_owned();
    assert_eq!(rows(&read_table("A.CSV", &western).unwrap())[0][2], "d’été\r\net d’hiver");

    for (separator, said) in [(';', ""), ('\t', ""), (';', "sep=;\r\n"), ('|', "sep=|\n")] {
        let text = format!("{said}a{separator}b, c{separator}d\n1{separator}2, 3{separator}4\n");
        let table = read_table("a.txt", text.as_bytes()).unwrap();
        assert_eq!(
            (table.columns.as_slice(), rows(&table)),
            (&["a", "b, c", "d"].map(str::to_owned)[..], vec![vec!["1", "2, 3", "4"]])
        );
    }
}

#[test]
fn cells_beyond_the_names_have_columns_of_their_own() {
    let table = read_table("a.csv", b"title\nSoup,Gent,x\n").unwrap();
    assert_eq!(table.columns, ["title", "B", "C"]);
    assert_eq!((letters(25), letters(26), letters(199)), ("Z".to_owned(), "AA".to_owned(), "GR".to_owned()));
}

#[test]
fn a_spreadsheet_is_read_as_it_looks() {
    let bytes = book(
        r#"<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="inlineStr"><is><t>from</t></is></c><c r="C2" t="str"><v>n</v></c><c r="D2" t="str"><v>sum</v></c><c r="F2" t="str"><v>ok</v></c></row>
        <row r="4"><c r="A4" t="s"><v>1</v></c><c r="B4" s="1"><v>42502</v></c><c r="C4"><v>2016</v></c><c r="D4" t="str"><f>CONCATENATE("=1","+1")</f><v>=1+1</v></c><c r="E4" s="2"><v>0.5</v></c><c r="F4" t="b"><v>1</v></c></row>
        <row r="1048576"><c r="A1048576" t="e"><v>#N/A</v></c></row>"#,
    );
    let table = read_table("a.xlsx", &bytes).unwrap();
    assert_eq!(table.columns, ["Title", "from", "n", "sum", "E", "ok"]);
    assert_eq!(
        rows(&table),
        [["Soup & bread", "2016-05-12", "2016", "=1+1", "0.5", "true"], ["#N/A", "", "", "", "", ""]]
    );
    assert_eq!(table.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [4, 1_048_576]);
}

#[test]
fn what_is_too_much_or_no_table_is_told_so() {
    let wide = "a,".repeat(1_000_000) + "b\n1\n";
    let long = format!("a\n{}\n", "x\n".repeat(ROWS_MOST + 1));
    let cell = format!("a,b\n\"{}\",1\n", "x".repeat(70_000));
    let open = format!("a,b\n\"{}", "x,\n".repeat(30_000));
    let far = book(r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="XFD1" t="str"><v>x</v></c></row>"#);
    let broken = &book("")[..300];
    let garbled: Vec<u8> = b"\xFF\xFE".iter().copied().chain([0x00, 0xD8, b'a', 0, b'\n', 0]).collect();
    let stale = [COMPOUND, &[0; 600]].concat();
    let odd: Vec<u8> = b"\xFF\xFEa\0b".to_vec();
    for (name, bytes, fault) in [
        ("a.csv", &b""[..], TableFault::Empty),
        ("a.csv", b"\n \n", TableFault::Empty),
        ("a.csv", b"title\n", TableFault::NoRows),
        ("a.csv", wide.as_bytes(), TableFault::TooManyColumns),
        ("a.csv", long.as_bytes(), TableFault::TooManyRows),
        ("a.csv", cell.as_bytes(), TableFault::CellTooLong(2)),
        ("a.csv", open.as_bytes(), TableFault::CellTooLong(2)),
        ("a.csv", &garbled, TableFault::Encoding),
        ("a.csv", &odd, TableFault::Encoding),
        ("a.csv", b"a,\x81\n1,2\n", TableFault::Encoding),
        ("a.csv", b"MZ\0\x01\x02", TableFault::Encoding),
        ("a.pdf", b"%PDF-1.7", TableFault::OtherKind),
        ("a.xls", &stale, TableFault::Locked),
        ("a.xlsx", broken, TableFault::Broken),
        ("a.xlsx", &book(""), TableFault::Empty),
        ("a.xlsx", &far, TableFault::TooManyColumns),
        ("a.zip", &packed(&[("a.txt", b"words")]), TableFault::NoDocuments),
    ] {
        assert_eq!(
            read_table(name, bytes).unwrap_err(),
            fault,
            "{name} {}",
            String::from_utf8_lossy(&bytes[..bytes.len().min(20)])
        );
    }
    assert_eq!(read_table("a.csv", &vec![b'a'; TABLE_BYTES_MOST + 1]), Err(TableFault::TooLarge));
}

#[test]
fn what_unpacks_to_too_much_is_never_kept() {
    let noughts = vec![b' '; (crate::domain::import::UNPACKED_MOST / 2) + 1];
    let part = noughts.as_slice();
    let sheet = packed(&[("xl/workbook.xml", BOOK.as_bytes()), ("xl/a.xml", part), ("xl/b.xml", part)]);
    assert_eq!(read_table("a.xlsx", &sheet), Err(TableFault::Bomb));
    // In documents within a zip, each of which is small enough by itself.
    let document = packed(&[("word/document.xml", part)]);
    let zip = packed(&[("a.docx", &document), ("b.docx", &document)]);
    assert_eq!(read_table("a.zip", &zip), Err(TableFault::Bomb));
}

const QUESTIONS: &str = "Answer.\n\n## 1. Who\n\n- **Your name** – needed.\n- **Cities** – needed.\n\n## 2. What\n\n- **Title** – needed; say: what.\n- **Process** – needed.\n- **Documents and links** – one.\n- **Pictures** – as you like.\n\n## Hints\n\n- Write.\n";

/// The template with answers in the rooms below its questions: paragraphs of the style `Answer`, in their order.
fn filled(format: WordFormat, answers: &[&[&str]]) -> Vec<u8> {
    let fillable = Fillable { lang: Lang::En, title: "Prepare", version: "1", questions: QUESTIONS };
    let bytes = fillable.document(format).unwrap();
    let mut template = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let (part, room, paragraph): (_, _, fn(&str) -> String) = match format {
        WordFormat::Docx => ("word/document.xml", r#"<w:p><w:pPr><w:pStyle w:val="Answer"/></w:pPr></w:p>"#, |text| {
            format!(
                r#"<w:p><w:pPr><w:pStyle w:val="Answer"/></w:pPr><w:r><w:t>{text}</w:t></w:r><w:del><w:r><w:delText>old</w:delText></w:r></w:del></w:p>"#
            )
        }),
        // As the writer leaves it: the style is one of the document's own.
        WordFormat::Odt => ("content.xml", r#"<text:p text:style-name="Answer"></text:p>"#, |text| {
            format!(r#"<text:p text:style-name="P1">{text}<text:note><text:p>beside</text:p></text:note></text:p>"#)
        }),
    };
    let mut parts = Vec::new();
    for at in 0..template.len() {
        let mut file = template.by_index(at).unwrap();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut file, &mut text).unwrap();
        let name = file.name().unwrap().into_owned();
        if name == part {
            for answer in answers {
                let said: String = answer.iter().map(|text| paragraph(text)).collect();
                text = text.replacen(room, &said, 1);
            }
            text = text.replace(
                "<office:automatic-styles>",
                r#"<office:automatic-styles><style:style style:name="P1" style:parent-style-name="Answer"/>"#,
            );
        }
        parts.push((name, text));
    }
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    packed(&parts)
}

const ANSWERS: &[&[&str]] = &[
    &["Olena"],
    &["Gent, Belgium", "Bergen, Norway"],
    &["Soup &amp; bread"],
    &["First – this.", "", "Then that."],
    &["https://city.example/report"],
    &["None"],
];

#[test]
fn filled_in_templates_are_rows() {
    for format in WordFormat::ALL {
        let document = filled(format, ANSWERS);
        let one = read_table("a", &document).unwrap();
        assert_eq!(one.columns.len(), Field::ALL.len() + 1);
        let at = |field: Field| Mapping::guess(&one.columns).place_of(field.name()).unwrap();
        let cell = |field| one.rows[0].cells[at(field)].as_str();
        assert_eq!(cell(Field::Title), "Soup & bread", "{format:?}");
        assert_eq!(cell(Field::Cities), "Gent, Belgium\nBergen, Norway");
        assert_eq!(cell(Field::Process), "First – this.\n\nThen that.");
        assert_eq!(cell(Field::Links), "https://city.example/report");
        assert_eq!(one.rows[0].cells.iter().filter(|cell| !cell.is_empty()).count(), 5, "{:?}", one.rows);

        let name = format!("b/practice.{}", format.ending());
        let empty = filled(format, &[]);
        let zip = packed(&[
            (name.as_str(), &document),
            ("__MACOSX/b/._practice.docx", b"x"),
            ("c.docx", &empty),
            ("d.pdf", b"%PDF-1.7"),
        ]);
        let table = read_table("all.zip", &zip).unwrap();
        let faults: Vec<_> =
            table.rows.iter().map(|row| row.fault.as_ref().map(|fault| fault.phrase.as_str())).collect();
        assert_eq!(faults, [None, Some("error-table-document-empty"), Some("error-table-document")]);
        assert_eq!(table.rows[0].cells[1..], one.rows[0].cells[1..]);
        assert_eq!(table.rows[0].cells[0], name);
    }
}
