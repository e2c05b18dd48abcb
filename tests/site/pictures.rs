//! Pictures on a page: in a few listed widths, and in no other.

use practice_commons::{
    store::{self, PictureSize},
    web::submit::files::{Kind, judge},
};

use super::*;
use crate::support::store::both_engines;

fn a_png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let drawn = image::RgbImage::from_fn(width, height, |x, y| {
        // A view over hills: soft, with an edge here and there.
        let hill = u8::from(y * 3 > height + (x / 40) % 7 * 20);
        let shade = |of: u32, whole: u32| u8::try_from(of * 200 / whole).unwrap();
        image::Rgb([shade(x, width), shade(y, height), 80 * hill])
    });
    drawn.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A practice whose picture came as the file of a form does.
async fn put(site: &Site, width: u32) -> (String, usize) {
    let judged = judge(Kind::Picture, "parade.png", a_png(width, 600)).await.unwrap();
    let blobs = site.store.blobs();
    let whole = judged.bytes.len();
    let blob = blobs.put(judged.bytes, Kept::Plain).await.unwrap().to_string();
    let mut tx = site.store.begin().await.unwrap();
    for smaller in judged.smaller {
        let file = blobs.put(smaller.bytes, Kept::Plain).await.unwrap().to_string();
        let drawn = PictureSize { width: i64::from(smaller.width), file };
        for _ in 0..2 {
            store::picture_size_insert(&mut tx, &blob, &drawn).await.unwrap();
        }
    }
    tx.commit().await.unwrap();
    let picture = record::Picture {
        blob: blob.clone(),
        media_type: judged.media_type.to_owned(),
        width,
        height: 600,
        alt: "A parade".to_owned(),
        credit: "A. Person".to_owned(),
        licence: "CC BY 4.0".to_owned(),
    };
    a_practice("Parade").at("parade").with_picture(picture).put(&site.store).await;
    site.app.build_index().await.unwrap();
    (blob, whole)
}

both_engines!(a_page_offers_its_pictures_in_the_listed_widths, |bed| async move {
    let site = Site::filled(&bed).await;
    let (blob, whole) = put(&site, 1_200).await;
    let page = site.page("/en/practices/parade").await;
    let [image] = attributes(&page, "figure img", "srcset").try_into().expect("one picture");
    assert_eq!(image, format!("/files/{blob}-352 352w, /files/{blob}-704 704w, /files/{blob}-1408 1200w"));
    assert_eq!(attributes(&page, "figure img", "src"), [format!("/files/{blob}-704")]);
    for (name, value) in [("width", "1200"), ("height", "600"), ("loading", "lazy"), ("alt", "A parade")] {
        assert_eq!(attributes(&page, "figure img", name), [value]);
    }
    assert!(attributes(&page, "figure img", "sizes")[0].contains("44em"));
    let mut before = 0;
    for width in [352, 704, 1408] {
        let answer = site.get(&format!("/files/{blob}-{width}")).await;
        assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "image/jpeg"));
        assert_eq!(answer.header("content-disposition"), "attachment");
        let drawn = image::load_from_memory(&answer.body).unwrap();
        assert_eq!((drawn.width(), drawn.height()), (width.min(1_200), width.min(1_200) / 2));
        assert!(answer.body.len() > before && answer.body.len() <= 40 * width as usize);
        before = answer.body.len();
        let again =
            site.ask("GET", &format!("/files/{blob}-{width}"), &[("if-none-match", answer.header("etag"))]).await;
        assert_eq!(again.status, 304);
    }
    let original = site.get(&format!("/files/{blob}")).await;
    assert_eq!((original.header("content-type"), original.body.len()), ("image/png", whole));
});

// W19
both_engines!(no_other_width_is_ever_made, |bed| async move {
    let site = Site::filled(&bed).await;
    let (blob, _) = put(&site, 500).await;
    for width in
        ["0", "1", "353", "703", "1408", "1000000000", "-352", "+352", "0352", "352.0", "352e0", "", "352-352", "%00"]
    {
        let answer = site.get(&format!("/files/{blob}-{width}")).await;
        assert_eq!(answer.status, 404, "{width}");
    }
    for query in ["?width=1000000000", "?w=401&h=7", "?size=10000x10000"] {
        let answer = site.get(&format!("/files/{blob}-352{query}")).await;
        assert_eq!(image::load_from_memory(&answer.body).unwrap().width(), 352, "{query}");
    }
    let sizes = store::picture_size_list(&site.store, &blob).await.unwrap();
    assert_eq!(sizes.iter().map(|size| size.width).collect::<Vec<_>>(), [352, 704]);
});

both_engines!(a_picture_that_is_forgotten_leaves_no_drawing, |bed| async move {
    let site = Site::filled(&bed).await;
    let (blob, _) = put(&site, 500).await;
    let files: Vec<String> =
        store::picture_size_list(&site.store, &blob).await.unwrap().into_iter().map(|size| size.file).collect();
    let mut tx = site.store.begin().await.unwrap();
    // Another picture happens to have one of the same drawings.
    let shared = PictureSize { width: 352, file: files[0].clone() };
    store::picture_size_insert(&mut tx, "another", &shared).await.unwrap();
    assert_eq!(store::picture_size_forget(&mut tx, &blob).await.unwrap(), files[1..]);
    tx.commit().await.unwrap();
    assert!(store::picture_size_list(&site.store, &blob).await.unwrap().is_empty());
});
