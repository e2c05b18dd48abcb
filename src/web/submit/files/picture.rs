//! Pictures are drawn anew from their pixels: what was hidden in the file (place, device, scripts, other files) is gone.

use std::io::Cursor;

use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Limits,
    codecs::{jpeg::JpegEncoder, png::PngEncoder},
    imageops::FilterType,
};

use super::Fault;
use crate::{
    domain::submission::PIXELS_MOST,
    press::{Smaller, smaller},
};

/// The longer side of what is kept: enough for a page on a large screen and in print.
const SIDE_MOST: u32 = 3_000;
const QUALITY: u8 = 88;
/// 40 megapixels in 16 bits and four channels.
const MEMORY_MOST: u64 = 400 << 20;

/// A picture as kept.
pub(super) struct Picture {
    pub bytes: Vec<u8>,
    pub media_type: &'static str,
    pub ending: &'static str,
    pub dimensions: (u32, u32),
    pub smaller: Vec<Smaller>,
}

/// The picture as its name and its first bytes agree it is, drawn anew.
pub(super) fn redraw(ending: &str, bytes: &[u8]) -> Result<Picture, Fault> {
    let format = match ending {
        "jpg" | "jpeg" | "jpe" | "jfif" => ImageFormat::Jpeg,
        "png" => ImageFormat::Png,
        "webp" => ImageFormat::WebP,
        _ => return Err(Fault::NotAPicture),
    };
    if image::guess_format(bytes).ok() != Some(format) {
        return Err(Fault::OtherContent);
    }
    let picture = open(format, bytes)?;
    // Photographs stay JPEG; what may be see-through needs PNG.
    let has_alpha = picture.color().has_alpha();
    let (format, media_type, ending) = match format {
        ImageFormat::Png => (ImageFormat::Png, "image/png", "png"),
        _ if has_alpha => (ImageFormat::Png, "image/png", "png"),
        _ => (ImageFormat::Jpeg, "image/jpeg", "jpg"),
    };
    let bytes = draw(&picture, format).map_err(|_| Fault::Broken)?;
    let dimensions = (picture.width(), picture.height());
    let smaller = smaller(picture).map_err(|_| Fault::Broken)?;
    Ok(Picture { bytes, media_type, ending, dimensions, smaller })
}

/// Decoded upright, and no larger than we keep. The header is asked first: it costs nothing and cannot lie for long.
fn open(format: ImageFormat, bytes: &[u8]) -> Result<DynamicImage, Fault> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY_MOST);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| Fault::Broken)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels > PIXELS_MOST as u64 {
        return Err(Fault::TooManyPixels);
    }
    let upright = decoder.orientation().map_err(|_| Fault::Broken)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| Fault::Broken)?;
    picture.apply_orientation(upright);
    if picture.width().max(picture.height()) > SIDE_MOST {
        picture = picture.resize(SIDE_MOST, SIDE_MOST, FilterType::Triangle);
    }
    Ok(picture)
}

fn draw(picture: &DynamicImage, format: ImageFormat) -> image::ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    let (width, height) = (picture.width(), picture.height());
    if format == ImageFormat::Jpeg {
        let pixels = picture.to_rgb8();
        JpegEncoder::new_with_quality(&mut bytes, QUALITY).write_image(
            &pixels,
            width,
            height,
            ExtendedColorType::Rgb8,
        )?;
    } else if picture.color().has_alpha() {
        let pixels = picture.to_rgba8();
        PngEncoder::new(&mut bytes).write_image(&pixels, width, height, ExtendedColorType::Rgba8)?;
    } else {
        let pixels = picture.to_rgb8();
        PngEncoder::new(&mut bytes).write_image(&pixels, width, height, ExtendedColorType::Rgb8)?;
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn a_picture(format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::new_rgb8(40, 20).write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    /// A JPEG whose EXIF block says that it lies on its side (orientation 6) and where it was taken.
    fn with_exif() -> Vec<u8> {
        let tiff: &[u8] = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0GPS-SECRET";
        let jpeg = a_picture(ImageFormat::Jpeg);
        let length = u16::try_from(tiff.len() + 2).unwrap().to_be_bytes();
        [&jpeg[..2], b"\xFF\xE1", &length, tiff, &jpeg[2..]].concat()
    }

    #[test]
    fn pictures_are_drawn_anew() {
        for (ending, format, media_type) in [
            ("jpg", ImageFormat::Jpeg, "image/jpeg"),
            ("png", ImageFormat::Png, "image/png"),
            ("webp", ImageFormat::WebP, "image/jpeg"),
        ] {
            let picture = redraw(ending, &a_picture(format)).ok().unwrap();
            assert_eq!((picture.media_type, picture.dimensions), (media_type, (40, 20)), "{ending}");
        }
    }

    #[test]
    fn what_a_camera_wrote_is_gone_and_the_picture_stands_upright() {
        let sent = with_exif();
        let picture = redraw("jpeg", &sent).ok().unwrap();
        assert_eq!(picture.dimensions, (20, 40));
        assert!(!super::super::holds(&picture.bytes, b"GPS-SECRET") && !super::super::holds(&picture.bytes, b"Exif"));
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        let png = a_picture(ImageFormat::Png);
        let mut huge = png.clone();
        // Width and height of the header, whose checksum follows.
        huge[16..24].copy_from_slice(&[0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60]);
        let checksum = crc32(&huge[12..29]).to_be_bytes();
        huge[29..33].copy_from_slice(&checksum);
        for (ending, bytes, fault) in [
            ("svg", &b"<svg xmlns='http://www.w3.org/2000/svg'/>"[..], Fault::NotAPicture),
            ("gif", b"GIF89a", Fault::NotAPicture),
            ("heic", b"....ftypheic", Fault::NotAPicture),
            ("png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", Fault::OtherContent),
            ("jpg", &png, Fault::OtherContent),
            ("png", &png[..40], Fault::Broken),
            ("png", &huge, Fault::TooManyPixels),
            ("jpg", &a_picture(ImageFormat::Jpeg)[..60], Fault::Broken),
        ] {
            assert_eq!(redraw(ending, bytes).err(), Some(fault), "{ending}");
        }
    }

    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 })
        })
    }
}
