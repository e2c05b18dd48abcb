//! The paragraphs of a document of Office Open XML (ISO/IEC 29500-1, 17.3), without what was deleted and kept in sight.

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::Paragraph;

pub(super) fn paragraphs(xml: &str) -> Vec<Paragraph> {
    let mut reader = Reader::from_str(xml);
    let mut walk = Walk::default();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => walk.start(&tag),
            Ok(Event::Empty(tag)) => walk.single(&tag),
            Ok(Event::End(tag)) => walk.end(tag.local_name().into_inner()),
            Ok(Event::Text(text)) => walk.text(&text.xml10_content()),
            Ok(Event::CData(text)) => walk.text(&text.into_inner()),
            Ok(Event::GeneralRef(reference)) => match reference.resolve_char_ref() {
                Ok(Some(letter)) => walk.text(letter.encode_utf8(&mut [0; 4])),
                _ => {
                    walk.text(
                        quick_xml::escape::resolve_predefined_entity(&reference.into_inner()).unwrap_or_default(),
                    );
                }
            },
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    walk.close();
    walk.done
}

#[derive(Default)]
struct Walk {
    done: Vec<Paragraph>,
    open: Option<Paragraph>,
    /// Within `w:t`.
    is_text: bool,
    /// Within what older programs are shown instead, or what was there before: so many elements deep.
    left_out: usize,
}

impl Walk {
    fn start(&mut self, tag: &BytesStart<'_>) {
        let name = tag.local_name();
        if self.left_out > 0 || matches!(name.into_inner(), "Fallback" | "pPrChange" | "del" | "moveFrom") {
            self.left_out += 1;
            return;
        }
        match name.into_inner() {
            "p" => {
                self.close();
                self.open = Some(Paragraph::default());
            }
            "t" => self.is_text = true,
            _ => self.single(tag),
        }
    }

    fn single(&mut self, tag: &BytesStart<'_>) {
        let Some(open) = self.open.as_mut().filter(|_| self.left_out == 0) else { return };
        match tag.local_name().into_inner() {
            "pStyle" => open.style = value(tag).unwrap_or_default(),
            "numPr" => open.is_item = true,
            "tab" => open.text.push(' '),
            "br" | "cr" => open.text.push('\n'),
            "noBreakHyphen" => open.text.push('-'),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if self.left_out > 0 {
            self.left_out -= 1;
            return;
        }
        match name {
            "p" => self.close(),
            "t" => self.is_text = false,
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(open) = self.open.as_mut().filter(|_| self.is_text && self.left_out == 0) {
            open.text.push_str(text);
        }
    }

    fn close(&mut self) {
        self.done.extend(self.open.take());
    }
}

/// `w:val`, whatever the prefix.
fn value(tag: &BytesStart<'_>) -> Option<String> {
    let found = tag.attributes().flatten().find(|one| one.key.local_name().into_inner() == "val")?;
    Some(found.value.into_owned())
}
