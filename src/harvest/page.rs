//! Parses HTML within bounds: of depth, of nodes, and of time. What is outside is refused as too complex.
//!
//! The parser's own tree builder takes time and memory with the square of some inputs (deep nesting, thousands of
//! attributes, formatting elements that are opened again in every block), so it is fed in small pieces and stopped.

use std::{
    borrow::Cow,
    cell::{Cell, Ref, RefCell},
    time::{Duration, Instant},
};

use ego_tree::{NodeId, NodeRef};
use html5ever::{
    Attribute, ParseOpts, QualName, driver,
    tendril::{StrTendril, TendrilSink},
    tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeBuilderOpts, TreeSink},
};
use scraper::{ElementRef, Html, HtmlTreeSink, Node, Selector};

use super::prose;
use crate::domain::{candidate::Origins, clean_text::marks, reading::FetchFault, source::Part};

/// Browsers stop at 512 too.
const MOST_DEPTH: usize = 512;
/// Elements, attributes, texts and comments.
const MOST_NODES: usize = 300_000;
/// Bytes fed between two looks at the bounds.
const PIECE: usize = 1_024;
/// What parsing and selecting one page may take.
const MOST_TIME: Duration = Duration::from_millis(1_500);

/// A parsed page and what is left of its time.
pub(super) struct Page {
    html: Html,
    deadline: Instant,
}

impl Page {
    pub(super) fn parse(text: &str) -> Result<Self, FetchFault> {
        let deadline = Instant::now() + MOST_TIME;
        let sink = BoundedSink::new(Html::new_document());
        // Without scripting, as we read it: what is in `noscript` is part of the page.
        let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
        let mut parser = driver::parse_document(sink, ParseOpts { tree_builder, ..ParseOpts::default() });
        let mut rest = text;
        while !rest.is_empty() {
            let (piece, after) = rest.split_at(rest.floor_char_boundary(PIECE.min(rest.len())));
            parser.process(StrTendril::from_slice(piece));
            if parser.tokenizer.sink.sink.is_broken() || Instant::now() > deadline {
                return Err(FetchFault::TooComplex);
            }
            rest = after;
        }
        Ok(Self { html: parser.finish(), deadline })
    }

    pub(super) fn root(&self) -> ElementRef<'_> {
        self.html.root_element()
    }

    /// Whether its time is over: who still looks for something gives up.
    pub(super) fn is_late(&self) -> bool {
        Instant::now() > self.deadline
    }

    /// Whether it has more nodes than so many.
    pub(super) fn is_large(&self, most: usize) -> bool {
        self.html.tree.nodes().nth(most).is_some()
    }

    /// Marks the words of the elements that fields were read from, as far as its time goes.
    pub(super) fn mark(&mut self, origins: &Origins) {
        for (field, places) in origins {
            for place in places.iter().filter(|place| place.from == Part::Page) {
                let Ok(selector) = Selector::parse(&place.element) else { continue };
                let Ok(found) = self.select(self.root(), &selector) else { return };
                let Some(element) = found.first() else { continue };
                let words =
                    |node: &NodeRef<'_, Node>| matches!(node.value(), Node::Text(text) if !text.trim().is_empty());
                let is_shown = |node: &NodeRef<'_, Node>| {
                    !node.ancestors().filter_map(ElementRef::wrap).any(|above| prose::is_skipped(above.value()))
                };
                let mut texts: Vec<NodeId> =
                    element.descendants().filter(words).filter(is_shown).map(|node| node.id()).collect();
                if texts.is_empty() {
                    // Read from data or a meta element: the page may say the same in words.
                    let says = |node: &NodeRef<'_, Node>| matches!(node.value(), Node::Text(text) if !place.quote.is_empty() && prose::collapse(&text.text).contains(&place.quote));
                    let same = self.root().descendants().filter(says).find(is_shown).map(|node| node.id());
                    texts.extend(same);
                }
                for id in texts {
                    if let Some(mut node) = self.html.tree.get_mut(id)
                        && let Node::Text(text) = node.value()
                    {
                        text.text = marks::around(*field, &text.text).into();
                    }
                }
            }
        }
    }

    /// The element with an id of the tree's.
    pub(super) fn element(&self, id: NodeId) -> Option<ElementRef<'_>> {
        self.html.tree.get(id).and_then(ElementRef::wrap)
    }

    /// Everything a node of the tree lies in.
    pub(super) fn above(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        self.html.tree.get(id).into_iter().flat_map(|node| node.ancestors().map(|above| above.id()).collect::<Vec<_>>())
    }

    /// As [`Page::select`] for selectors of ours, whose work grows with the page and no faster: it needs no clock.
    pub(super) fn find<'a>(within: ElementRef<'a>, selector: &'a Selector) -> impl Iterator<Item = ElementRef<'a>> {
        within.descendants().filter_map(ElementRef::wrap).filter(move |element| selector.matches(element))
    }

    /// The elements a selector finds, an element itself and those in it, in the order of the page.
    pub(super) fn select<'a>(
        &'a self,
        within: ElementRef<'a>,
        selector: &Selector,
    ) -> Result<Vec<ElementRef<'a>>, FetchFault> {
        let mut found = Vec::new();
        for (count, element) in within.descendants().filter_map(ElementRef::wrap).enumerate() {
            // `a ~ b` and `:has()` look at many elements for each: the clock is watched, not the count.
            if count % 64 == 0 && Instant::now() > self.deadline {
                return Err(FetchFault::TooComplex);
            }
            if selector.matches_with_scope(&element, Some(within)) {
                found.push(element);
            }
        }
        Ok(found)
    }
}

type Handle = <HtmlTreeSink as TreeSink>::Handle;

/// Builds the tree and keeps count.
struct BoundedSink {
    tree: HtmlTreeSink,
    nodes: Cell<usize>,
    broken: Cell<bool>,
}

impl BoundedSink {
    const fn new(html: Html) -> Self {
        Self { tree: HtmlTreeSink(RefCell::new(html)), nodes: Cell::new(0), broken: Cell::new(false) }
    }

    const fn is_broken(&self) -> bool {
        self.broken.get()
    }

    fn count(&self, nodes: usize) {
        self.nodes.set(self.nodes.get() + nodes);
        if self.nodes.get() > MOST_NODES {
            self.broken.set(true);
        }
    }

    fn check_depth(&self, parent: Handle) {
        let html = self.tree.0.borrow();
        if html.tree.get(parent).is_some_and(|node| node.ancestors().nth(MOST_DEPTH).is_some()) {
            self.broken.set(true);
        }
    }
}

/// Everything goes to the tree; what makes it grow is counted first.
impl TreeSink for BoundedSink {
    type Output = Html;
    type Handle = Handle;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Html {
        self.tree.finish()
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, flags: ElementFlags) -> Handle {
        self.count(1 + attributes.len());
        // Past the bound the piece in hand is still parsed, but costs no more memory than it must.
        let attributes = if self.is_broken() { Vec::new() } else { attributes };
        self.tree.create_element(name, attributes, flags)
    }

    fn create_comment(&self, _text: StrTendril) -> Handle {
        self.count(1);
        self.tree.create_comment(StrTendril::new())
    }

    fn create_pi(&self, target: StrTendril, data: StrTendril) -> Handle {
        self.count(1);
        self.tree.create_pi(target, data)
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.count(1);
        self.check_depth(*parent);
        self.tree.append(parent, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        self.count(1);
        self.check_depth(*element);
        self.tree.append_based_on_parent_node(element, previous, child);
    }

    fn append_before_sibling(&self, sibling: &Handle, node: NodeOrText<Handle>) {
        self.count(1);
        self.check_depth(*sibling);
        self.tree.append_before_sibling(sibling, node);
    }

    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<Attribute>) {
        self.count(attributes.len());
        self.tree.add_attrs_if_missing(target, attributes);
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        self.tree.get_document()
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> Ref<'a, QualName> {
        self.tree.elem_name(target)
    }

    fn append_doctype_to_document(&self, name: StrTendril, public_id: StrTendril, system_id: StrTendril) {
        self.tree.append_doctype_to_document(name, public_id, system_id);
    }

    fn get_template_contents(&self, target: &Handle) -> Handle {
        self.tree.get_template_contents(target)
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        self.tree.same_node(one, other)
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.tree.set_quirks_mode(mode);
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.tree.remove_from_parent(target);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        self.tree.reparent_children(node, new_parent);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<usize, FetchFault> {
        let start = Instant::now();
        let parsed = Page::parse(text).map(|page| page.root().descendants().count());
        assert!(start.elapsed() < Duration::from_secs(4), "took {:?}", start.elapsed());
        parsed
    }

    #[test]
    fn hostile_pages_are_refused_in_time_and_without_overflowing_the_stack() {
        let attributes = (0..100_000).fold(String::new(), |all, n| all + &format!(" a{n}=1"));
        let formats = (0..10_000).fold(String::new(), |all, n| all + &format!("<b a{n}>"));
        for (name, page) in [
            ("nesting", "<div>".repeat(200_000)),
            ("attributes", format!("<p{attributes}>x")),
            ("formatting", format!("<p>{formats}</p>{}", "<div>x</div>".repeat(10_000))),
            ("tables", "<table><tr><td>".repeat(50_000)),
            ("lists", "<ul><li>".repeat(50_000)),
            ("svg", "<svg>".repeat(50_000)),
            ("templates", "<template>".repeat(50_000)),
        ] {
            assert_eq!(parse(&page), Err(FetchFault::TooComplex), "{name}");
        }
    }

    #[test]
    fn large_but_simple_pages_are_read() {
        for (name, page) in [
            ("attribute", format!("<p title='{}'>x", "a".repeat(1_000_000))),
            ("comment", format!("<p>x<!-- {}", "-".repeat(500_000))),
            ("one line", "x ".repeat(500_000)),
            ("paragraphs", "<p>x".repeat(5_000)),
            ("nothing", String::new()),
            ("no markup", "a < b & c".to_owned()),
        ] {
            assert!(parse(&page).is_ok(), "{name}");
        }
    }

    #[test]
    fn selecting_watches_the_clock() {
        let page = Page::parse(&"<i></i>".repeat(40_000)).unwrap();
        let selector = Selector::parse("b ~ i ~ i:has(u)").unwrap();
        let start = Instant::now();
        let _ = page.select(page.root(), &selector);
        assert!(start.elapsed() < Duration::from_secs(4), "took {:?}", start.elapsed());
    }
}
