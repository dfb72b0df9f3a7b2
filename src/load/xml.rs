//! XML as a tree, read as far as it goes.
//!
//! Invariant: no entity is expanded but those of XML and HTML, nothing outside is opened, and elements lie in one list,
//! so that a tower of them costs no stack. What is broken ends the reading and is told; all before it stands. Absent on
//! purpose: namespaces as such. Feeds use the prefixes that everybody uses, and the prefix of the root is taken off.

use quick_xml::Reader;
use quick_xml::escape::{resolve_html5_entity, resolve_predefined_entity, unescape_with};
use quick_xml::events::{BytesStart, Event};

use super::failure::Lines;

/// The most elements of one file; a feed of 10,000 entries has 150,000.
const MOST: usize = 2_000_000;
/// The most elements within each other; NewsML has 30. What lies deeper is taken for empty, else a tower of entries
/// would each hold all those within.
const DEEPEST: usize = 64;
/// How far up an end is looked for that is not the last one's.
const FAR: usize = 16;

/// An element.
#[derive(Debug, Default)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    parent: usize,
    /// The element behind this one and all within it.
    next: usize,
    /// Text directly within it.
    text: String,
    /// Where its content stands in the source.
    start: usize,
    end: usize,
}

/// The elements of a text.
#[derive(Debug)]
pub(super) struct Tree<'a> {
    source: &'a str,
    elements: Vec<Element>,
    /// What ended the reading before the end: the line, and what is wrong there.
    pub(super) broken: Option<(usize, String)>,
}

/// An element of a tree.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node<'t> {
    tree: &'t Tree<'t>,
    at: usize,
}

/// Reads a text.
pub(super) fn read(source: &str) -> Tree<'_> {
    let mut reader = Reader::from_str(source);
    let config = reader.config_mut();
    // Ends are matched here, as forgivingly as readers of feeds must.
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut builder = Builder { elements: vec![Element::default()], open: vec![0], prefix: String::new() };
    let mut broken = None;
    loop {
        let before = reader.buffer_position() as usize;
        let event = reader.read_event();
        let after = reader.buffer_position() as usize;
        let fault = match event {
            Ok(Event::Start(tag)) => builder.start(&tag, after),
            Ok(Event::Empty(tag)) => builder.empty(&tag, after),
            Ok(Event::End(tag)) => builder.end(tag.name().as_ref(), before),
            Ok(Event::Text(text)) => builder.text(&text.into_inner()),
            Ok(Event::CData(text)) => builder.text(&text.into_inner()),
            Ok(Event::GeneralRef(name)) => builder.text(&resolved(&format!("&{};", name.into_inner()))),
            Ok(Event::Eof) => break,
            Ok(Event::Comment(_) | Event::PI(_) | Event::Decl(_) | Event::DocType(_)) => None,
            Err(error) => Some(error.to_string()),
        };
        if let Some(fault) = fault {
            let at = (reader.error_position() as usize).max(before).min(source.len());
            broken = Some((1 + memchr::memchr_iter(b'\n', &source.as_bytes()[..at]).count(), fault));
            break;
        }
    }
    if broken.is_none() && builder.open.len() > 1 {
        let lines = 1 + memchr::memchr_iter(b'\n', source.trim_end().as_bytes()).count();
        broken = Some((lines, "it ends too early".to_owned()));
    }
    builder.close(0, source.len());
    Tree { source, elements: builder.elements, broken }
}

struct Builder {
    elements: Vec<Element>,
    /// The elements that are open, the root of all first, which stays.
    open: Vec<usize>,
    /// The prefix of the first element, with its colon.
    prefix: String,
}

impl Builder {
    fn start(&mut self, tag: &BytesStart<'_>, after: usize) -> Option<String> {
        if self.elements.len() == MOST {
            return Some(format!("more than {MOST} elements"));
        }
        let name = tag.name();
        let name: &str = name.as_ref();
        if self.elements.len() == 1 {
            self.prefix = name.split_once(':').map(|(prefix, _)| format!("{prefix}:")).unwrap_or_default();
        }
        let mut attributes = tag.attributes();
        let attributes = attributes.with_checks(false).flatten();
        let attributes = attributes.map(|a| (a.key.as_ref().to_owned(), resolved(&a.value))).collect();
        let parent = self.innermost();
        let (at, name) = (self.elements.len(), self.own(name).to_owned());
        let next = at + 1;
        self.elements.push(Element { name, attributes, parent, next, start: after, end: after, ..Element::default() });
        self.open.push(at);
        None
    }

    /// The last open element that is not too deep to hold anything.
    fn innermost(&self) -> usize {
        self.open[self.open.len().min(DEEPEST + 1) - 1]
    }

    /// An element without content.
    fn empty(&mut self, tag: &BytesStart<'_>, after: usize) -> Option<String> {
        let depth = self.open.len();
        let fault = self.start(tag, after);
        self.close(depth, after);
        fault
    }

    /// A name without the prefix of the root.
    fn own<'n>(&self, name: &'n str) -> &'n str {
        name.strip_prefix(&self.prefix).unwrap_or(name)
    }

    fn end(&mut self, name: &str, before: usize) -> Option<String> {
        let name = self.own(name.trim());
        let near = self.open.len().saturating_sub(FAR).max(1);
        let depth = (near..self.open.len()).rev().find(|depth| self.elements[self.open[*depth]].name == name)?;
        self.close(depth, before)
    }

    /// Closes the open elements from a depth on.
    fn close(&mut self, depth: usize, end: usize) -> Option<String> {
        let next = self.elements.len();
        // What lies deeper stays empty.
        for at in self.open.drain(depth..).take((DEEPEST + 1).saturating_sub(depth)) {
            let element = &mut self.elements[at];
            element.end = end.max(element.start);
            element.next = next;
        }
        None
    }

    fn text(&mut self, text: &str) -> Option<String> {
        let at = self.innermost();
        self.elements[at].text.push_str(text);
        None
    }
}

/// Text with its references to characters resolved; what is none stays as written.
fn resolved(text: &str) -> String {
    let known = |name: &str| resolve_predefined_entity(name).or_else(|| resolve_html5_entity(name));
    unescape_with(text, known).map_or_else(|_| text.to_owned(), |text| text.into_owned())
}

impl Tree<'_> {
    /// What holds the first element.
    pub(super) fn root(&self) -> Node<'_> {
        Node { tree: self, at: 0 }
    }

    /// Tells lines of places in the source.
    pub(super) fn lines(&self) -> Lines<'_> {
        Lines::new(self.source)
    }
}

impl<'t> Node<'t> {
    fn element(self) -> &'t Element {
        &self.tree.elements[self.at]
    }

    /// Its name, with a prefix where that is not the root's.
    pub(super) fn name(self) -> &'t str {
        &self.element().name
    }

    /// Where its content begins in the source.
    pub(super) fn start(self) -> usize {
        self.element().start
    }

    /// The elements directly within it.
    pub(super) fn children(self) -> impl Iterator<Item = Node<'t>> {
        let (tree, end) = (self.tree, self.element().next);
        let mut at = self.at + 1;
        std::iter::from_fn(move || {
            let node = Node { tree, at };
            (at < end).then(|| {
                at = node.element().next;
                node
            })
        })
    }

    /// All elements within it, in order.
    pub(super) fn within(self) -> impl Iterator<Item = Node<'t>> {
        (self.at + 1..self.element().next).map(move |at| Node { tree: self.tree, at })
    }

    /// The first element of a name directly within it.
    pub(super) fn child(self, name: &str) -> Option<Node<'t>> {
        self.children().find(|child| child.name() == name)
    }

    /// The first element of a name anywhere within it.
    pub(super) fn find(self, name: &str) -> Option<Node<'t>> {
        self.within().find(|node| node.name() == name)
    }

    /// An attribute.
    pub(super) fn attribute(self, name: &str) -> Option<&'t str> {
        self.element().attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// An attribute of it or of the nearest element around it that has one.
    pub(super) fn inherited(self, name: &str) -> Option<&'t str> {
        let mut node = self;
        loop {
            match node.attribute(name) {
                None if node.at == 0 => return None,
                None => node.at = node.element().parent,
                found => return found,
            }
        }
    }

    /// The text directly within it, without blanks around.
    pub(super) fn text(self) -> &'t str {
        self.element().text.trim()
    }

    /// The text within it and all its elements, in order, where it has any.
    pub(super) fn words(self) -> Option<String> {
        let markup = self.markup();
        let words = if markup.contains('<') { super::html::text(markup) } else { self.text().to_owned() };
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        (!words.is_empty()).then_some(words)
    }

    /// Its content as written.
    pub(super) fn markup(self) -> &'t str {
        let element = self.element();
        self.tree.source.get(element.start..element.end).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_of_the_file_itself_are_not_expanded() {
        let tree = read(
            "<!DOCTYPE a [<!ENTITY b \"boom\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]><a>&b;&f;&amp;&nbsp;&#x41;</a>",
        );
        assert_eq!(tree.root().child("a").unwrap().text(), "&b;&f;&\u{a0}A");
        assert!(tree.broken.is_none());
    }

    #[test]
    fn what_is_broken_is_read_up_to_there() {
        let tree = read("<r><i>1</i>\n<i>2 & 3</i>\n<i>x</j><i>4 <");
        assert_eq!(
            tree.root().find("r").unwrap().children().map(|i| i.text()).collect::<Vec<_>>(),
            ["1", "2 & 3", "x"]
        );
        assert_eq!(tree.broken.as_ref().unwrap().0, 3);
        let tree = read("<a:r><a:i b='c'>1</a:i></a:r>");
        assert_eq!(tree.root().find("i").unwrap().attribute("b"), Some("c"));
    }

    #[test]
    fn what_lies_too_deep_ends_itself_and_nothing_around_it() {
        for depth in [DEEPEST - 3, DEEPEST, DEEPEST + 1, DEEPEST + 20, 3 * DEEPEST] {
            let source = format!("<r><i>{}{}<t>1</t></i><t>2</t></r>", "<i>".repeat(depth), "</i>".repeat(depth));
            let tree = read(&source);
            let root = tree.root().child("r").unwrap();
            let texts = [root.child("i").and_then(|i| i.child("t")), root.child("t")].map(|t| t.map(Node::text));
            assert_eq!(texts, [Some("1"), Some("2")], "{depth}");
            assert!(tree.broken.is_none(), "{depth}");
        }
    }

    #[test]
    fn a_tower_costs_no_stack() {
        let tower = "<a>".repeat(200_000);
        let tree = read(&tower);
        assert_eq!(tree.root().within().count(), 200_000);
    }
}
