//! Pictures as pages show them: drawn smaller, in a few listed widths.

use std::io::Cursor;

use image::{
    DynamicImage, ExtendedColorType, ImageEncoder, ImageReader, ImageResult, Limits, codecs::jpeg::JpegEncoder,
    imageops::FilterType,
};

use crate::domain::record;

/// The qualities tried, until a file is light enough.
const QUALITIES: [u8; 6] = [80, 72, 64, 54, 44, 34];
/// Bytes that a drawing may weigh for each pixel of its width: a page with a picture stays within its 220 KB.
const BYTES_A_PIXEL: u32 = 40;
/// As much as a picture of our own making can need: 3,000 by 3,000 pixels in 16 bits and four channels take 72 MB.
const MEMORY_MOST: u64 = 100 << 20;

/// A picture drawn no wider than one of the listed widths: a JPEG file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Smaller {
    pub width: u32,
    pub bytes: Vec<u8>,
}

impl From<Smaller> for (u32, Vec<u8>) {
    fn from(Smaller { width, bytes }: Smaller) -> Self {
        (width, bytes)
    }
}

/// The picture for pages: in each listed width up to its own, as JPEG, whose files are light whatever the picture shows. What
/// is see-through is drawn on white, as on paper. The smallest first.
///
/// # Errors
/// When it cannot be written as JPEG.
pub fn smaller(picture: DynamicImage) -> ImageResult<Vec<Smaller>> {
    let mut picture = on_white(picture);
    let mut drawn = Vec::new();
    let own = picture.width();
    let needed = record::Picture::WIDTHS.iter().position(|width| *width >= own).map_or(usize::MAX, |at| at + 1);
    // From the largest down, each out of the one before.
    for width in record::Picture::WIDTHS.into_iter().take(needed).rev() {
        if width < picture.width() {
            let height = u64::from(picture.height()) * u64::from(width) / u64::from(picture.width());
            let height = u32::try_from(height).unwrap_or(u32::MAX).max(1);
            picture = picture.resize_exact(width, height, FilterType::Triangle);
        }
        drawn.push(Smaller { width, bytes: light(&picture, width)? });
    }
    drawn.reverse();
    Ok(drawn)
}

/// The same of a picture as it is kept.
///
/// # Errors
/// When it cannot be opened.
pub fn smaller_of(kept: &[u8]) -> ImageResult<Vec<Smaller>> {
    smaller(opened(kept)?)
}

/// A picture as it is kept.
pub(super) fn opened(kept: &[u8]) -> ImageResult<DynamicImage> {
    let mut reader = ImageReader::new(Cursor::new(kept)).with_guessed_format()?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY_MOST);
    reader.limits(limits);
    reader.decode()
}

/// As good as its weight allows. What is too heavy in the lowest quality (sand, leaves, noise) loses detail: it is drawn with
/// fewer pixels, and a browser stretches it.
fn light(picture: &DynamicImage, width: u32) -> ImageResult<Vec<u8>> {
    let most = (width * BYTES_A_PIXEL) as usize;
    let bytes = lightest(picture, most)?;
    let sides = (picture.width() * 2 / 3, picture.height() * 2 / 3);
    if bytes.len() <= most || sides.0.min(sides.1) == 0 {
        return Ok(bytes);
    }
    light(&picture.resize_exact(sides.0, sides.1, FilterType::Triangle), width)
}

/// In the best quality that weighs no more, or in the lowest.
fn lightest(picture: &DynamicImage, most: usize) -> ImageResult<Vec<u8>> {
    let pixels = picture.to_rgb8();
    let mut bytes = Vec::new();
    for quality in QUALITIES {
        bytes.clear();
        JpegEncoder::new_with_quality(&mut bytes, quality).write_image(
            &pixels,
            picture.width(),
            picture.height(),
            ExtendedColorType::Rgb8,
        )?;
        if bytes.len() <= most {
            break;
        }
    }
    Ok(bytes)
}

fn on_white(picture: DynamicImage) -> DynamicImage {
    if !picture.color().has_alpha() {
        return picture;
    }
    let mut pixels = picture.into_rgba8();
    for pixel in pixels.pixels_mut() {
        let alpha = u16::from(pixel[3]);
        for channel in 0..3 {
            let mixed = (u16::from(pixel[channel]) * alpha + 255 * (255 - alpha)) / 255;
            pixel[channel] = u8::try_from(mixed).unwrap_or(u8::MAX);
        }
    }
    DynamicImage::ImageRgba8(pixels)
}

#[cfg(test)]
mod tests {
    use image::ImageFormat;

    use super::*;

    #[test]
    fn a_picture_is_drawn_in_each_listed_width_up_to_its_own() {
        for (own, widths) in [(40, vec![352]), (352, vec![352]), (353, vec![352, 704]), (3_200, vec![352, 704, 1408])] {
            let mut bytes = Cursor::new(Vec::new());
            DynamicImage::new_rgba8(own, 30).write_to(&mut bytes, ImageFormat::Png).unwrap();
            let drawn = smaller_of(&bytes.into_inner()).unwrap();
            assert_eq!(drawn.iter().map(|it| it.width).collect::<Vec<_>>(), widths, "{own}");
            for smaller in drawn {
                let drawn = image::load_from_memory_with_format(&smaller.bytes, ImageFormat::Jpeg).unwrap();
                assert_eq!(drawn.width(), smaller.width.min(own));
                // See-through becomes white.
                assert!(drawn.to_rgb8().get_pixel(0, 0).0.iter().all(|channel| *channel > 250));
            }
        }
    }

    #[test]
    fn what_pages_show_is_light_whatever_it_shows() {
        // Noise is the worst there is for JPEG; a seeded generator of pixels.
        let mut state = 7_u32;
        let mut noise = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state.to_be_bytes()[0]
        };
        let pixels = image::RgbImage::from_fn(1_000, 700, |x, y| {
            let soft = u8::try_from((x + y) / 10).unwrap_or(u8::MAX);
            image::Rgb([noise(), soft / 2 + noise() / 8, noise()])
        });
        for smaller in smaller(DynamicImage::ImageRgb8(pixels)).unwrap() {
            assert!(smaller.bytes.len() <= (smaller.width * BYTES_A_PIXEL) as usize, "{}", smaller.bytes.len());
        }
    }
}
