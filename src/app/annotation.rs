//! What a reader writes beside a story: tags and a note.
//!
//! Invariant: no tag stands twice, whatever its case and accents, and none is without a letter or a digit. Absent on
//! purpose: where it is kept.

use crate::find::fold::folded;

/// What a reader wrote beside a story.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotation {
    /// The tags, by their folded words.
    pub tags: Vec<String>,
    /// The note; empty where there is none.
    pub note: String,
}

impl Annotation {
    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.tags.is_empty() && self.note.is_empty()
    }

    /// The tags as they are typed: apart by blanks or commas, with or without `#`.
    ///
    /// ```
    /// use kilas::app::annotation::Annotation;
    /// let mut annotation = Annotation::default();
    /// annotation.set_tags("tanggul-laut #Energi, energi —");
    /// assert_eq!(annotation.tags, ["Energi", "tanggul-laut"]);
    /// assert_eq!(annotation.tags_shown(), "#Energi #tanggul-laut");
    /// ```
    pub fn set_tags(&mut self, typed: &str) {
        self.tags.clear();
        for tag in typed.split(|c: char| c == ',' || c.is_whitespace()) {
            let tag = tag.trim_start_matches('#');
            let words = folded(tag);
            if !words.is_empty() && self.tags.iter().all(|known| folded(known) != words) {
                self.tags.push(tag.to_owned());
            }
        }
        self.tags.sort_by_cached_key(|tag| folded(tag));
    }

    /// The tags as they are shown.
    pub fn tags_shown(&self) -> String {
        self.tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" ")
    }
}
