//! The paragraphs of an `OpenDocument` text (1.3, part 3, 5), with the named style that each one's own was made from.

use std::collections::HashMap;

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::Paragraph;

pub(super) fn paragraphs(content: &str, styles: &str) -> Vec<Paragraph> {
    let mut named = HashMap::new();
    read(styles, &mut Styles(&mut named));
    read(content, &mut Styles(&mut named));
    let mut walk = Walk { styles: &named, done: Vec::new(), open: Vec::new(), lists: 0, left_out: 0 };
    read(content, &mut walk);
    walk.done
}

trait Reads {
    fn start(&mut self, tag: &BytesStart<'_>);
    fn single(&mut self, tag: &BytesStart<'_>);
    fn end(&mut self, name: &str);
    fn text(&mut self, text: &str);
}

fn read(xml: &str, reads: &mut impl Reads) {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => reads.start(&tag),
            Ok(Event::Empty(tag)) => reads.single(&tag),
            Ok(Event::End(tag)) => reads.end(tag.name().0),
            Ok(Event::Text(text)) => reads.text(&text.xml10_content()),
            Ok(Event::CData(text)) => reads.text(&text.into_inner()),
            Ok(Event::GeneralRef(reference)) => match reference.resolve_char_ref() {
                Ok(Some(letter)) => reads.text(letter.encode_utf8(&mut [0; 4])),
                _ => reads
                    .text(quick_xml::escape::resolve_predefined_entity(&reference.into_inner()).unwrap_or_default()),
            },
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

/// Which style each was made from.
struct Styles<'a>(&'a mut HashMap<String, String>);

impl Reads for Styles<'_> {
    fn start(&mut self, tag: &BytesStart<'_>) {
        self.single(tag);
    }

    fn single(&mut self, tag: &BytesStart<'_>) {
        if tag.name().0 == "style:style"
            && let (Some(name), Some(parent)) =
                (attribute(tag, "style:name"), attribute(tag, "style:parent-style-name"))
        {
            self.0.insert(name, parent);
        }
    }

    fn end(&mut self, _: &str) {}

    fn text(&mut self, _: &str) {}
}

struct Walk<'a> {
    styles: &'a HashMap<String, String>,
    done: Vec<Paragraph>,
    /// A paragraph may hold a frame with others.
    open: Vec<Paragraph>,
    lists: usize,
    left_out: usize,
}

impl Reads for Walk<'_> {
    fn start(&mut self, tag: &BytesStart<'_>) {
        let name = tag.name().0.to_owned();
        // What was deleted and kept, remarks and footnotes.
        let is_beside = matches!(name.as_str(), "text:tracked-changes" | "office:annotation" | "text:note");
        if self.left_out > 0 || is_beside {
            self.left_out += 1;
            return;
        }
        match name.as_str() {
            "text:p" | "text:h" => {
                let style = self.named(attribute(tag, "text:style-name").unwrap_or_default());
                let style = if name == "text:h" { "Heading".to_owned() } else { style };
                self.open.push(Paragraph { style, text: String::new(), is_item: self.lists > 0 });
            }
            "text:list" => self.lists += 1,
            _ => self.single(tag),
        }
    }

    fn single(&mut self, tag: &BytesStart<'_>) {
        let Some(open) = self.open.last_mut().filter(|_| self.left_out == 0) else { return };
        match tag.name().0 {
            "text:s" | "text:tab" => open.text.push(' '),
            "text:line-break" => open.text.push('\n'),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if self.left_out > 0 {
            self.left_out -= 1;
            return;
        }
        match name {
            "text:p" | "text:h" => self.done.extend(self.open.pop()),
            "text:list" => self.lists = self.lists.saturating_sub(1),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(open) = self.open.last_mut().filter(|_| self.left_out == 0) {
            open.text.push_str(text);
        }
    }
}

impl Walk<'_> {
    /// The first of the styles it was made from that the template has. Files may say that two were made from each other.
    fn named(&self, own: String) -> String {
        let mut style = own;
        for _ in 0..20 {
            if matches!(style.as_str(), "Question" | "Answer" | "Title") || style.starts_with("Heading") {
                break;
            }
            match self.styles.get(&style) {
                Some(parent) => style.clone_from(parent),
                None => break,
            }
        }
        style
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|one| one.key.0 == name)?;
    Some(found.value.into_owned())
}
