//! People, organisations and places, as the text names them.
//!
//! Invariant: in the order of the text, without overlaps. Absent on purpose: days, peoples, works.

use super::briefing::{Mention, MentionKind};
use super::name::{Kind, Name};
use super::people::People;
use super::text::Text;

/// The names of `text` that name somebody, a body or a place.
pub(super) fn mentions(text: &Text<'_>, names: &[Name], people: &People) -> Vec<Mention> {
    let mut out = Vec::new();
    for (i, name) in names.iter().enumerate() {
        let joined = people.of_name[i].map_or(name.kind, |person| people.all[person].kind);
        let kind = match if name.kind == Kind::Unknown { joined } else { name.kind } {
            Kind::Person => MentionKind::Person,
            Kind::Organisation => MentionKind::Organisation,
            Kind::Place => MentionKind::Place,
            Kind::Unknown if name.range.len() > 1 => MentionKind::Person,
            Kind::Unknown => continue,
        };
        out.push(Mention { span: text.span(&name.range), kind });
    }
    out
}
