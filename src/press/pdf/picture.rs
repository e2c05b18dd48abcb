//! Pictures on paper: no finer than a printer shows.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, codecs::jpeg::JpegEncoder, imageops::FilterType};

use crate::{domain::record, press::smaller::opened};

/// A picture with its file, as it is kept.
#[derive(Clone, Debug)]
pub struct Figure {
    pub picture: record::Picture,
    pub bytes: Vec<u8>,
}

/// What stands in the document.
pub(super) struct Printed {
    pub bytes: Vec<u8>,
    /// As typst names it.
    pub format: &'static str,
    /// Width as a share of the column, in percent: a tall picture stands narrower, so that it fits a page.
    pub share: i64,
}

/// The longer side in pixels: 220 dots an inch over the width of the column.
const SIDE_MOST: u32 = 1_400;
const QUALITY: u8 = 82;

impl Figure {
    /// The picture as it is printed; none when the file is none, in which case the document goes without it.
    pub(super) fn printed(&self) -> Option<Printed> {
        let picture = opened(&self.bytes).ok()?;
        let picture = if picture.width().max(picture.height()) > SIDE_MOST {
            picture.resize(SIDE_MOST, SIDE_MOST, FilterType::Triangle)
        } else {
            picture
        };
        let share = if picture.height() > picture.width() { 55 } else { 100 };
        let (bytes, format) = written(&picture)?;
        Some(Printed { bytes, format, share })
    }
}

/// Photographs as JPEG; what may be see-through needs PNG.
fn written(picture: &DynamicImage) -> Option<(Vec<u8>, &'static str)> {
    let mut bytes = Cursor::new(Vec::new());
    if picture.color().has_alpha() {
        DynamicImage::from(picture.to_rgba8()).write_to(&mut bytes, ImageFormat::Png).ok()?;
        return Some((bytes.into_inner(), "png"));
    }
    JpegEncoder::new_with_quality(&mut bytes, QUALITY).encode_image(&DynamicImage::from(picture.to_rgb8())).ok()?;
    Some((bytes.into_inner(), "jpg"))
}
