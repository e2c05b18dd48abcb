//! The forms a page is sent in: as it is, or compressed as the reader's program asks (RFC 9110, 8.4 and 12.5.3).

use std::io::{Read, Write};

use axum::{
    body::Bytes,
    http::{HeaderMap, HeaderValue, header},
};
use flate2::{Compression, read::GzDecoder, write::GzEncoder};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Plain,
    Gzip,
    Brotli,
}

/// Smaller ones gain nothing.
const WORTH_IT: usize = 256;
/// Of brotli's 0 to 11. Quickly packed, a page is a third larger and takes a sixth of the time.
const QUICK: i32 = 1;
const THOROUGH: i32 = 6;
const BUFFER: usize = 16 << 10;

/// How much time is spent on packing a page: most addresses with a question in them are asked for once, and who asks waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effort {
    Quick,
    Thorough,
}

impl Form {
    pub const ALL: [Self; 3] = [Self::Plain, Self::Gzip, Self::Brotli];

    /// What the asker likes best; among equals the smallest.
    pub fn wanted(headers: &HeaderMap) -> Self {
        let wishes = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
        let mut best = (0.0, Self::Plain);
        for wish in wishes.flat_map(|value| value.split(',')).take(16) {
            let mut parts = wish.split(';');
            let form = match parts.next().unwrap_or_default().trim() {
                name if name.eq_ignore_ascii_case("br") => Self::Brotli,
                name if name.eq_ignore_ascii_case("gzip") => Self::Gzip,
                name if name.eq_ignore_ascii_case("identity") => Self::Plain,
                _ => continue,
            };
            let weight = parts
                .find_map(|part| part.trim().strip_prefix("q="))
                .map_or(1.0, |weight| weight.trim().parse::<f32>().unwrap_or(0.0));
            if weight > best.0 || (weight > 0.0 && weight >= best.0 && form as u8 > best.1 as u8) {
                best = (weight, form);
            }
        }
        best.1
    }

    /// As `Content-Encoding` names it.
    pub fn coding(self) -> Option<HeaderValue> {
        match self {
            Self::Plain => None,
            Self::Gzip => Some(HeaderValue::from_static("gzip")),
            Self::Brotli => Some(HeaderValue::from_static("br")),
        }
    }

    /// The form a page of this length is kept in when this one is wanted.
    pub fn for_length(self, length: usize) -> Self {
        if length < WORTH_IT { Self::Plain } else { self }
    }

    /// None only where memory cannot be written to.
    pub fn pack(self, plain: &Bytes, effort: Effort) -> Option<Bytes> {
        match self {
            Self::Plain => Some(plain.clone()),
            Self::Gzip => {
                let level = match effort {
                    Effort::Quick => Compression::fast(),
                    Effort::Thorough => Compression::default(),
                };
                let mut encoder = GzEncoder::new(Vec::new(), level);
                encoder.write_all(plain).ok()?;
                encoder.finish().ok().map(shrunk)
            }
            Self::Brotli => {
                let quality = match effort {
                    Effort::Quick => QUICK,
                    Effort::Thorough => THOROUGH,
                };
                let parameters = brotli::enc::BrotliEncoderParams { quality, ..Default::default() };
                let mut packed = Vec::new();
                brotli::BrotliCompress(&mut plain.as_ref(), &mut packed, &parameters).ok()?;
                Some(shrunk(packed))
            }
        }
    }

    /// What was packed.
    pub fn unpack(self, packed: &Bytes) -> Option<Bytes> {
        let mut plain = Vec::new();
        match self {
            Self::Plain => return Some(packed.clone()),
            Self::Gzip => GzDecoder::new(packed.as_ref()).read_to_end(&mut plain).ok()?,
            Self::Brotli => brotli::Decompressor::new(packed.as_ref(), BUFFER).read_to_end(&mut plain).ok()?,
        };
        Some(plain.into())
    }
}

/// Kept for long: without the room a growing list leaves at its end.
fn shrunk(bytes: Vec<u8>) -> Bytes {
    bytes.into_boxed_slice().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_liked_form_is_sent() {
        for (wish, form) in [
            ("gzip, deflate, br, zstd", Form::Brotli),
            ("gzip", Form::Gzip),
            ("br;q=0.5, gzip;q=0.9", Form::Gzip),
            ("br;q=0, gzip;q=0", Form::Plain),
            ("identity, gzip;q=0.5", Form::Plain),
            ("GZIP; q=1.0", Form::Gzip),
            ("br;q=x, ;;,,", Form::Plain),
            ("", Form::Plain),
        ] {
            let headers = [(header::ACCEPT_ENCODING, HeaderValue::from_static(wish))].into_iter().collect();
            assert_eq!(Form::wanted(&headers), form, "{wish}");
        }
        assert_eq!(Form::wanted(&HeaderMap::new()), Form::Plain);
    }

    #[test]
    fn what_is_packed_can_be_read() {
        let plain = Bytes::from("A page, a page, and one more page. ".repeat(50));
        for (form, effort) in Form::ALL.into_iter().flat_map(|it| [(it, Effort::Quick), (it, Effort::Thorough)]) {
            let packed = form.pack(&plain, effort).unwrap();
            assert_eq!(form.unpack(&packed).unwrap(), plain, "{form:?}");
            assert!(form == Form::Plain || packed.len() * 4 < plain.len(), "{form:?}");
        }
        assert!(Form::Gzip.unpack(&Bytes::from_static(b"no gzip")).is_none());
    }
}
