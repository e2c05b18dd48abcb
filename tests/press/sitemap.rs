use std::{env, fs, path::PathBuf, process::Command};

use practice_commons::{
    domain::Lang,
    press::{Page, SITEMAP_URLS, sitemap, sitemap_index},
};

use super::at;

fn pages() -> Vec<Page> {
    let page = |name: &str, updated_at| Page {
        urls: Lang::ALL.map(|lang| (lang, format!("https://commons.example/{lang}/{name}?a=1&b=2"))).to_vec(),
        updated_at,
    };
    let file = Page { urls: vec![(Lang::En, "https://commons.example/en/\u{1}only".to_owned())], updated_at: None };
    vec![page("practices", Some(at(0))), page("about", None), file]
}

#[test]
fn each_language_of_a_page_names_the_others() {
    insta::assert_snapshot!(sitemap(&pages()).unwrap().replace("><", ">\n<"));
}

#[test]
fn an_index_names_the_files() {
    let files = [("https://commons.example/sitemap-1.xml".to_owned(), Some(at(0)))];
    insta::assert_snapshot!(sitemap_index(&files).unwrap().replace("><", ">\n<"));
}

#[test]
fn a_file_holds_no_more_than_it_may() {
    let page = Page { urls: vec![(Lang::En, "https://commons.example/".to_owned())], updated_at: None };
    let xml = sitemap(&vec![page; SITEMAP_URLS + 1]).unwrap();
    assert_eq!(xml.matches("<loc>").count(), SITEMAP_URLS);
}

/// The sitemap's own schema wants everything of other namespaces declared.
const LINKS: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/1999/xhtml">
  <xs:element name="link"><xs:complexType>
    <xs:attribute name="rel" use="required" fixed="alternate"/>
    <xs:attribute name="hreflang" use="required" type="xs:language"/>
    <xs:attribute name="href" use="required" type="xs:anyURI"/>
  </xs:complexType></xs:element>
</xs:schema>"#;

#[test]
fn the_sitemap_is_valid_by_its_schema() {
    let schema = env::var_os("CORPORA").map(|corpora| PathBuf::from(corpora).join("standards/sitemap.xsd"));
    let (Some(schema), true) =
        (schema.filter(|schema| schema.exists()), Command::new("xmllint").arg("--version").output().is_ok())
    else {
        eprintln!("left out: needs xmllint, and $CORPORA with standards/sitemap.xsd");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let both = format!(
        r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:import namespace="http://www.sitemaps.org/schemas/sitemap/0.9" schemaLocation="{}"/>
  <xs:import namespace="http://www.w3.org/1999/xhtml" schemaLocation="links.xsd"/>
</xs:schema>"#,
        schema.display()
    );
    fs::write(folder.path().join("links.xsd"), LINKS).unwrap();
    fs::write(folder.path().join("both.xsd"), both).unwrap();
    fs::write(folder.path().join("sitemap.xml"), sitemap(&pages()).unwrap()).unwrap();
    let checked = Command::new("xmllint")
        .args(["--noout", "--nonet", "--schema", "both.xsd", "sitemap.xml"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
}
