//! The XML of agencies: IPTC NITF, and NewsML-G2 around it or around XHTML.
//!
//! Sources: IPTC NITF 3.6, NewsML-G2 2.x (`newsItem`, `newsMessage`). Invariant: a desk's note, an embargo and a
//! withdrawal are never lost. Absent on purpose: pictures, sound and film, packages, and events.

use super::draft::Draft;
use super::html;
use super::json::Record;
use super::xml::{Node, Tree};
use super::{Failure, Place};
use crate::article::{Status, Tagged, Withdrawn};

/// The articles of a file called `name`.
pub(super) fn drafts(name: &str, tree: &Tree<'_>) -> Vec<Record> {
    let root = tree.root();
    let mut lines = tree.lines();
    let mut drafts = Vec::new();
    let items: Vec<Node<'_>> = root.within().filter(|node| node.name() == "newsItem").collect();
    // NITF stands alone or within an item, whose fields go before its own.
    let alone = root.child("nitf").filter(|_| items.is_empty());
    for (at, node) in items.into_iter().chain(alone).enumerate() {
        let draft = if node.name() == "nitf" { nitf(node) } else { item(node) };
        let origin = if at == 0 { name.to_owned() } else { format!("{name}#{}", at + 1) };
        let place = Some(Place::Line(lines.of(node.start())));
        // An item of a message may be a picture; it is passed over where it has neither words nor text.
        if !draft.body.trim().is_empty() {
            drafts.push(Ok((Draft { origin, ..draft }, place)));
        }
    }
    if let Some((line, fault)) = &tree.broken {
        let reason = format!("the file is broken here and was read up to here: {fault}");
        drafts.push(Err(Failure::new(name, Some(Place::Line(*line)), reason)));
    } else if drafts.is_empty() {
        drafts.push(Err(Failure::new(name, None, "there is no text in it")));
    }
    drafts
}

/// A NITF document.
fn nitf(nitf: Node<'_>) -> Draft {
    let attribute =
        |node: &str, key: &str| nitf.find(node)?.attribute(key).filter(|v| !v.is_empty()).map(str::to_owned);
    let head = nitf.find("body.head").unwrap_or(nitf);
    let content = nitf.find("body.content");
    let title = || nitf.child("head")?.child("title")?.words();
    Draft {
        uri: attribute("doc-id", "id-string"),
        language: nitf.inherited("xml:lang").map(str::to_owned),
        source: head.find("distributor").or(head.find("copyrite.holder")).and_then(Node::words),
        headline: head.find("hl1").or(head.find("hedline")).and_then(Node::words).or_else(title),
        byline: head.find("byline").and_then(byline),
        slugline: attribute("du-key", "key"),
        located: head.find("dateline").and_then(|line| line.find("location").unwrap_or(line).words()),
        published: attribute("date.issue", "norm").or_else(|| attribute("pubdata", "date.publication")),
        status: Status {
            embargo: attribute("date.release", "norm"),
            withdrawn: match attribute("docdata", "management-status").as_deref() {
                Some("canceled" | "cancelled") => Some(Withdrawn::Canceled),
                Some("withheld" | "embargoed") => Some(Withdrawn::Withheld),
                _ => None,
            },
            partial: false,
            note: attribute("ed-msg", "info").or_else(|| nitf.find("ed-msg")?.words()),
        },
        tagged: content.map(marked).unwrap_or_default(),
        body: content.map(text).unwrap_or_default(),
        ..Draft::default()
    }
}

/// A byline, without the office of a writer that stands in an element of its own.
fn byline(node: Node<'_>) -> Option<String> {
    let people: Vec<String> = node.within().filter(|n| n.name() == "person").filter_map(Node::words).collect();
    if people.is_empty() { node.words() } else { Some(people.join(", ")) }
}

/// A NewsML-G2 item.
fn item(item: Node<'_>) -> Draft {
    let meta = item.child("itemMeta").unwrap_or(item);
    let about = item.child("contentMeta").unwrap_or(item);
    let words = |of: Node<'_>, name: &str| of.child(name).and_then(Node::words);
    // Values are codes of a scheme (`stat:canceled`); the scheme's prefix is the sender's choice.
    let code = |name: &str| Some(meta.child(name)?.attribute("qcode")?.rsplit(':').next()?.to_ascii_lowercase());
    let content = item.child("contentSet");
    let inner = content.and_then(|content| content.find("nitf")).map(nitf).unwrap_or_default();
    let headlines = || about.children().filter(|node| node.name() == "headline");
    let main = headlines().find(|node| node.attribute("role").is_some_and(|role| role.ends_with("main")));
    let named = |node: Node<'_>| words(node, "name").or_else(|| node.attribute("literal").map(str::to_owned));
    let plain = content.and_then(|content| content.find("inlineData")).map(|data| data.text().to_owned());
    let markup = || content?.find("body").or(content?.find("inlineXML")).map(text);
    let body = Some(inner.body).filter(|body| !body.is_empty()).or_else(markup).or(plain).unwrap_or_default();
    let first = |name: &str| about.child(name).and_then(named);
    Draft {
        uri: item.attribute("guid").map(str::to_owned).or(inner.uri),
        language: about
            .child("language")
            .and_then(|node| node.attribute("tag"))
            .or(item.inherited("xml:lang"))
            .map(str::to_owned),
        source: meta.child("provider").and_then(named).or_else(|| first("infoSource")).or(inner.source),
        headline: main.or(headlines().next()).and_then(Node::words).or(inner.headline),
        byline: words(about, "by").or_else(|| first("creator")).or(inner.byline),
        slugline: words(about, "slugline").or(inner.slugline),
        located: first("located").or_else(|| words(about, "dateline")).or(inner.located),
        published: words(meta, "versionCreated").or_else(|| words(meta, "firstCreated")).or(inner.published),
        status: Status {
            embargo: words(meta, "embargoed").or(inner.status.embargo),
            withdrawn: match code("pubStatus").as_deref() {
                Some("canceled" | "cancelled") => Some(Withdrawn::Canceled),
                Some("withheld") => Some(Withdrawn::Withheld),
                _ => inner.status.withdrawn,
            },
            partial: false,
            note: words(meta, "edNote").or(inner.status.note),
        },
        tagged: subjects(about, inner.tagged),
        body,
        ..Draft::default()
    }
}

/// Names that an item says it is about, beside those marked in its text.
fn subjects(about: Node<'_>, mut tagged: Tagged) -> Tagged {
    for subject in about.children().filter(|node| node.name() == "subject") {
        let kind = subject.attribute("type").and_then(|kind| kind.rsplit(':').next()).unwrap_or_default();
        let Some(name) = subject.child("name").and_then(Node::words) else { continue };
        match kind {
            "person" => tagged.people.push(name),
            "organisation" | "organization" => tagged.organisations.push(name),
            "geoArea" | "poi" => tagged.places.push(name),
            _ => {}
        }
    }
    tagged
}

/// Names that NITF marks in the text.
fn marked(content: Node<'_>) -> Tagged {
    let names = |kind: &str| content.within().filter(|node| node.name() == kind).filter_map(Node::words).collect();
    Tagged { people: names("person"), places: names("location"), organisations: names("org") }
}

/// The text of a body, without its pictures and what stands under them.
fn text(body: Node<'_>) -> String {
    let pictures = body.within().filter(|node| matches!(node.name(), "media" | "figure" | "fn"));
    let mut markup = String::new();
    let mut rest = body.markup();
    for picture in pictures {
        // Their content is cut out; the tags themselves say nothing.
        let inner = picture.markup();
        let at = (inner.as_ptr().addr()).wrapping_sub(rest.as_ptr().addr());
        if inner.is_empty() || at > rest.len() {
            continue;
        }
        markup.push_str(&rest[..at]);
        rest = rest.get(at + inner.len()..).unwrap_or_default();
    }
    markup.push_str(rest);
    html::text(&markup)
}

#[cfg(test)]
mod tests {
    use super::super::xml;
    use super::*;

    const NITF: &str = "<nitf><head><title>T</title><docdata management-status='usable'><doc-id id-string='n1'/>\
        <date.issue norm='20240705T213000+0700'/><ed-msg info='Periksa angka.'/><du-key key='BERAS'/></docdata></head>\
        <body><body.head><hedline><hl1>Harga turun</hl1></hedline><byline>Oleh <person>Ratna</person></byline>\
        <dateline><location>SURABAYA</location></dateline></body.head><body.content><block><p>Harga <person>Siti \
        Rahma</person> turun.</p><media><media-caption>Foto pasar.</media-caption></media><p>Stok cukup.</p></block>\
        </body.content></body></nitf>";

    fn one(text: &str) -> Draft {
        drafts("a", &xml::read(text)).remove(0).unwrap().0
    }

    #[test]
    fn nitf_alone() {
        let draft = one(NITF);
        assert_eq!(draft.headline.as_deref(), Some("Harga turun"));
        assert_eq!((draft.byline.as_deref(), draft.located.as_deref()), (Some("Ratna"), Some("SURABAYA")));
        assert_eq!(draft.status.note.as_deref(), Some("Periksa angka."));
        assert_eq!(draft.tagged.people, ["Siti Rahma"]);
        assert!(draft.body.contains("Stok cukup.") && !draft.body.contains("Foto"), "{}", draft.body);
    }

    #[test]
    fn an_item_goes_before_what_it_holds() {
        let of = |content: &str| {
            format!(
                "<newsMessage><itemSet><newsItem guid='g' xml:lang='id'><itemMeta><provider><name>KABAR</name></provider>\
                 <versionCreated>2024-07-06</versionCreated><pubStatus qcode='stat:canceled'/><edNote>N</edNote></itemMeta>\
                 <contentMeta><headline>H</headline><subject type='cpnat:person'><name>P</name></subject>\
                 <subject type='cpnat:organization'><name>O</name></subject></contentMeta>\
                 <contentSet>{content}</contentSet></newsItem><newsItem guid='p'><contentSet><remoteContent/></contentSet>\
                 </newsItem></itemSet></newsMessage>"
            )
        };
        for content in [
            format!("<inlineXML>{NITF}</inlineXML>"),
            "<inlineXML><html xmlns='x'><head><title>T</title></head><body><p>Stok cukup.</p></body></html></inlineXML>"
                .to_owned(),
            "<inlineData>Stok cukup.</inlineData>".to_owned(),
        ] {
            let text = of(&content);
            let records = drafts("a", &xml::read(&text));
            assert_eq!(records.len(), 1, "{content}");
            let draft = one(&text);
            assert!(draft.body.contains("Stok cukup."), "{content}");
            assert_eq!((draft.uri.as_deref(), draft.headline.as_deref()), (Some("g"), Some("H")));
            assert_eq!((draft.source.as_deref(), draft.language.as_deref()), (Some("KABAR"), Some("id")));
            assert_eq!(draft.published.as_deref(), Some("2024-07-06"));
            assert_eq!((draft.tagged.people.last(), draft.tagged.organisations), (Some(&"P".to_owned()), vec!["O".to_owned()]));
            assert_eq!(draft.status.withdrawn, Some(Withdrawn::Canceled));
        }
    }
}
