//! Undoes content encodings as the bytes come in, and stops at the first byte too many.
//! A body that ends before its packing does is a fault, never half a page.

use std::io::{self, Write};

use brotli::DecompressorWriter;
use flate2::{Decompress, FlushDecompress, Status, write::MultiGzDecoder};
use zstd::stream::raw::{DParameter, Decoder as ZstdDecoder, InBuffer, Operation, OutBuffer};

use crate::domain::reading::FetchFault;

/// What may be asked for, in the words of `Accept-Encoding`.
pub(super) const ACCEPTED: &str = "gzip, deflate, br, zstd";

/// Unpacking to more than this many times the size is an attack, once it is worth speaking of.
const MOST_RATIO: usize = 100;
const RATIO_FROM: usize = 64 * 1024;

/// Windows of zstd up to 8 MiB (RFC 9659, 3).
const ZSTD_WINDOW_LOG: u32 = 23;

const STEP: usize = 32 * 1024;

/// Takes packed bytes, holds unpacked ones.
pub(super) struct Unpacker {
    coding: Coding,
    taken: usize,
}

enum Coding {
    Plain(Bounded),
    Gzip(Box<MultiGzDecoder<Bounded>>),
    Deflate(Option<Box<Decompress>>, bool, Bounded),
    Brotli(Box<DecompressorWriter<Bounded>>),
    Zstd(Box<ZstdDecoder<'static>>, bool, Bounded),
}

/// Bytes up to a limit; the one beyond it is an error that says which limit.
struct Bounded {
    bytes: Vec<u8>,
    most: usize,
    allowed: usize,
    over: Option<FetchFault>,
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let total = self.bytes.len() + bytes.len();
        if total > self.allowed {
            self.over = Some(if total > self.most { FetchFault::TooLarge } else { FetchFault::Bomb });
            return Err(io::Error::other("over the limit"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Unpacker {
    /// For the value of a `Content-Encoding` header; at most one coding, one of [`ACCEPTED`].
    pub(super) fn new(encoding: &str, most: usize) -> Result<Self, FetchFault> {
        let sink = Bounded { bytes: Vec::new(), most, allowed: most, over: None };
        let coding = match encoding.trim().to_ascii_lowercase().as_str() {
            "" | "identity" => Coding::Plain(sink),
            "gzip" | "x-gzip" => Coding::Gzip(Box::new(MultiGzDecoder::new(sink))),
            "deflate" => Coding::Deflate(None, false, sink),
            "br" => Coding::Brotli(Box::new(DecompressorWriter::new(sink, STEP))),
            "zstd" => {
                let mut decoder = ZstdDecoder::new().map_err(|_| FetchFault::Encoding)?;
                decoder.set_parameter(DParameter::WindowLogMax(ZSTD_WINDOW_LOG)).map_err(|_| FetchFault::Encoding)?;
                Coding::Zstd(Box::new(decoder), false, sink)
            }
            _ => return Err(FetchFault::Encoding),
        };
        Ok(Self { coding, taken: 0 })
    }

    pub(super) fn push(&mut self, packed: &[u8]) -> Result<(), FetchFault> {
        self.taken += packed.len();
        let ratio_bound = self.taken.saturating_mul(MOST_RATIO).max(RATIO_FROM);
        let plain = matches!(self.coding, Coding::Plain(_));
        let sink = self.sink();
        sink.allowed = if plain { sink.most } else { ratio_bound.min(sink.most) };
        let done = match &mut self.coding {
            Coding::Plain(sink) => sink.write_all(packed),
            Coding::Gzip(decoder) => decoder.write_all(packed),
            Coding::Deflate(decoder, ended, sink) => inflate(decoder, ended, sink, packed),
            Coding::Brotli(decoder) => decoder.write_all(packed),
            Coding::Zstd(decoder, ended, sink) => unzstd(decoder, ended, sink, packed),
        };
        done.map_err(|_| self.fault())
    }

    /// How many bytes are unpacked so far.
    pub(super) fn len(&mut self) -> usize {
        self.sink().bytes.len()
    }

    /// What there is, whether the packing ended or not.
    pub(super) fn into_start(mut self) -> Vec<u8> {
        std::mem::take(&mut self.sink().bytes)
    }

    pub(super) fn finish(mut self) -> Result<Vec<u8>, FetchFault> {
        let ended = match &mut self.coding {
            _ if self.taken == 0 => true,
            Coding::Plain(_) => true,
            Coding::Gzip(decoder) => decoder.try_finish().is_ok(),
            Coding::Brotli(decoder) => decoder.close().is_ok(),
            Coding::Deflate(_, ended, _) | Coding::Zstd(_, ended, _) => *ended,
        };
        if !ended {
            let fault = self.fault();
            return Err(if fault == FetchFault::Encoding { FetchFault::Interrupted } else { fault });
        }
        Ok(self.into_start())
    }

    fn sink(&mut self) -> &mut Bounded {
        match &mut self.coding {
            Coding::Plain(sink) | Coding::Deflate(_, _, sink) | Coding::Zstd(_, _, sink) => sink,
            Coding::Gzip(decoder) => decoder.get_mut(),
            Coding::Brotli(decoder) => decoder.get_mut(),
        }
    }

    fn fault(&mut self) -> FetchFault {
        self.sink().over.take().unwrap_or(FetchFault::Encoding)
    }
}

/// How a gzip file begins (RFC 1952, 2.3.1).
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// A file that is packed in itself, as `sitemap.xml.gz` is, and not for the way; others as they are.
pub(super) fn unpack_file(bytes: Vec<u8>, most: usize) -> Result<Vec<u8>, FetchFault> {
    if !bytes.starts_with(&GZIP) {
        return Ok(bytes);
    }
    let mut unpacker = Unpacker::new("gzip", most)?;
    unpacker.push(&bytes)?;
    unpacker.finish()
}

/// `deflate` is the zlib format (RFC 9110, 8.4.1.2), but some servers send it bare: the first byte tells.
fn inflate(
    decoder: &mut Option<Box<Decompress>>,
    ended: &mut bool,
    sink: &mut Bounded,
    mut packed: &[u8],
) -> io::Result<()> {
    let Some(first) = packed.first() else { return Ok(()) };
    let decoder = decoder.get_or_insert_with(|| Box::new(Decompress::new(first & 0x0f == 8 && first >> 4 <= 7)));
    let mut step = vec![0; STEP];
    loop {
        if *ended {
            return if packed.is_empty() { Ok(()) } else { Err(io::Error::other("more after the end")) };
        }
        let (taken, given) = (decoder.total_in(), decoder.total_out());
        let status = decoder.decompress(packed, &mut step, FlushDecompress::None)?;
        let taken = usize::try_from(decoder.total_in() - taken).unwrap_or(usize::MAX);
        let given = usize::try_from(decoder.total_out() - given).unwrap_or(usize::MAX);
        sink.write_all(&step[..given])?;
        packed = &packed[taken..];
        *ended = status == Status::StreamEnd;
        if !*ended && taken == 0 && given == 0 {
            return if packed.is_empty() { Ok(()) } else { Err(io::Error::other("stuck")) };
        }
    }
}

fn unzstd(decoder: &mut ZstdDecoder<'static>, ended: &mut bool, sink: &mut Bounded, packed: &[u8]) -> io::Result<()> {
    let mut input = InBuffer::around(packed);
    let mut step = vec![0; STEP];
    loop {
        let before = input.pos();
        let mut output = OutBuffer::around(step.as_mut_slice());
        // A hint of nought says that a frame has ended; another may follow.
        let hint = decoder.run(&mut input, &mut output)?;
        let given = output.pos();
        sink.write_all(&step[..given])?;
        let idle = given == 0 && input.pos() == before;
        if !idle {
            *ended = hint == 0;
        }
        if idle || (input.pos() == packed.len() && given < step.len()) {
            return if input.pos() == packed.len() { Ok(()) } else { Err(io::Error::other("stuck")) };
        }
    }
}

#[cfg(test)]
mod tests {
    use flate2::{Compression, write};

    use super::*;

    const MOST: usize = 1024 * 1024;

    fn packed(encoding: &str, text: &[u8]) -> Vec<u8> {
        match encoding {
            "gzip" => {
                let mut encoder = write::GzEncoder::new(Vec::new(), Compression::best());
                encoder.write_all(text).unwrap();
                encoder.finish().unwrap()
            }
            "deflate" => {
                let mut encoder = write::ZlibEncoder::new(Vec::new(), Compression::best());
                encoder.write_all(text).unwrap();
                encoder.finish().unwrap()
            }
            "bare" => {
                let mut encoder = write::DeflateEncoder::new(Vec::new(), Compression::best());
                encoder.write_all(text).unwrap();
                encoder.finish().unwrap()
            }
            "br" => {
                let mut encoder = brotli::CompressorWriter::new(Vec::new(), 4096, 9, 22);
                encoder.write_all(text).unwrap();
                encoder.into_inner()
            }
            "zstd" => zstd::encode_all(text, 19).unwrap(),
            _ => text.to_vec(),
        }
    }

    fn unpack(encoding: &str, bytes: &[u8], chunk: usize) -> Result<Vec<u8>, FetchFault> {
        let mut unpacker = Unpacker::new(if encoding == "bare" { "deflate" } else { encoding }, MOST)?;
        for chunk in bytes.chunks(chunk) {
            unpacker.push(chunk)?;
        }
        unpacker.finish()
    }

    #[test]
    fn every_coding_gives_back_what_was_packed_in_chunks_of_any_size() {
        let text: Vec<u8> =
            (0..30_000_u32).flat_map(|n| (n.wrapping_mul(2_654_435_761) >> 13).to_string().into_bytes()).collect();
        for encoding in ["", "gzip", "deflate", "bare", "br", "zstd"] {
            let packed = packed(encoding, &text);
            for chunk in [1_000, 16_384, usize::MAX] {
                assert!(unpack(encoding, &packed, chunk).as_ref() == Ok(&text), "{encoding} {chunk}");
            }
            assert_eq!(unpack(encoding, &[], 1), Ok(Vec::new()));
        }
    }

    #[test]
    fn what_ends_too_early_is_no_page() {
        let text = b"The city opens its libraries. ".repeat(500);
        for encoding in ["gzip", "deflate", "bare", "br", "zstd"] {
            let packed = packed(encoding, &text);
            for end in [1, packed.len() / 2, packed.len() - 1] {
                assert!(unpack(encoding, &packed[..end], 100).is_err(), "{encoding} {end}");
            }
        }
    }

    #[test]
    fn a_bomb_is_stopped_by_its_ratio_or_its_size() {
        for encoding in ["gzip", "deflate", "bare", "br", "zstd"] {
            let bomb = packed(encoding, &vec![b'a'; MOST + 1]);
            assert!(
                matches!(unpack(encoding, &bomb, 4096), Err(FetchFault::Bomb | FetchFault::TooLarge)),
                "{encoding}"
            );
        }
        assert_eq!(unpack("", &vec![0; MOST + 1], 4096), Err(FetchFault::TooLarge));
    }

    #[test]
    fn a_packing_that_lies_or_was_not_offered_is_a_fault() {
        for encoding in ["gzip", "deflate", "br", "zstd"] {
            assert!(unpack(encoding, b"<html>plain after all</html>", 100).is_err(), "{encoding}");
        }
        for encoding in ["gzip, gzip", "compress", "aes128gcm", "br, gzip"] {
            assert_eq!(unpack(encoding, b"x", 1), Err(FetchFault::Encoding), "{encoding}");
        }
    }
}
