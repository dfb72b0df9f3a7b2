//! The elements of HTML that matter here, and how they are written.

use html5gum::StartTag;

/// Elements whose content is no text of a page.
pub(super) const NO_TEXT: [&[u8]; 9] =
    [b"script", b"style", b"svg", b"noscript", b"template", b"iframe", b"textarea", b"xmp", b"noembed"];
/// Elements that a drawing cannot hold: where one begins, a drawing that was never closed has ended.
pub(super) const NO_DRAWING: [&[u8]; 8] = [b"p", b"div", b"li", b"ul", b"h1", b"h2", b"body", b"table"];
/// Elements that only dress words. Left in, a parser opens them anew in every paragraph until they are closed.
pub(super) const DRESS: [&[u8]; 17] = [
    b"b", b"i", b"em", b"strong", b"u", b"font", b"big", b"small", b"code", b"nobr", b"s", b"strike", b"tt", b"mark",
    b"wbr", b"sup", b"sub",
];
/// Elements that lead elsewhere, which every search for an article leaves out first.
pub(super) const ELSEWHERE: [&[u8]; 3] = [b"nav", b"select", b"button"];
/// Elements that end those that were left open within.
pub(super) const BLOCKS: [&[u8]; 8] =
    [b"div", b"section", b"article", b"main", b"header", b"footer", b"aside", b"body"];
/// Elements without words and without an end, which no search for an article looks at: what is not built need not be
/// passed over a hundred times.
pub(super) const WORDLESS: [&[u8]; 9] =
    [b"img", b"input", b"link", b"area", b"base", b"embed", b"source", b"track", b"param"];
/// Elements without an end.
pub(super) const VOID: [&[u8]; 12] =
    [b"br", b"img", b"hr", b"meta", b"link", b"input", b"area", b"base", b"col", b"embed", b"source", b"track"];
/// Elements that the next of their kind closes: pages leave their ends out, and they lie in no depth of their own.
pub(super) const SELF_ENDING: [&[u8]; 10] =
    [b"p", b"li", b"dd", b"dt", b"option", b"tr", b"td", b"th", b"tbody", b"thead"];
/// Attributes that tell what an element is. Addresses do not: half of a page's markup is where it leads.
pub(super) const TELLING: [&[u8]; 9] =
    [b"class", b"id", b"itemprop", b"itemtype", b"role", b"lang", b"hidden", b"aria-hidden", b"style"];
/// Attributes of what a page says of itself.
pub(super) const SAYING: [&[u8]; 4] = [b"name", b"property", b"itemprop", b"content"];

/// How many levels deeper an element's content lies, with the rows and cells or the items that stand between.
pub(super) fn levels(name: &[u8]) -> usize {
    match name {
        b"table" => 4,
        b"ul" | b"ol" | b"dl" => 2,
        _ => usize::from(!VOID.contains(&name) && !SELF_ENDING.contains(&name)),
    }
}

/// Names that may be written as they are.
pub(super) fn is_plain_name(name: &[u8]) -> bool {
    !name.is_empty() && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
}

/// The value of an attribute, where it has one.
pub(super) fn value(tag: &StartTag<()>, name: &[u8]) -> Option<String> {
    let value = tag.attributes.get(name)?;
    let value = String::from_utf8_lossy(value).trim().to_owned();
    (!value.is_empty()).then_some(value)
}

pub(super) fn escape(text: &str, into: &mut String) {
    let mut rest = text;
    while let Some(at) = memchr::memchr3(b'&', b'<', b'"', rest.as_bytes()) {
        into.push_str(&rest[..at]);
        into.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            _ => "&quot;",
        });
        rest = &rest[at + 1..];
    }
    into.push_str(rest);
}
