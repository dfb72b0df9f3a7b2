//! A list of words as a pack writes it.
//!
//! Invariant: the entries stand in the order of the file. Absent on purpose: what the words mean.

use serde::{Deserialize, Serialize};

/// A list of words or phrases: an array, or one long text in which blanks separate single words.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Words(pub Vec<String>);

impl Words {
    /// The entries in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Words;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a list of strings, or one string of words apart by blanks")
            }
            fn visit_str<E>(self, text: &str) -> Result<Words, E> {
                Ok(Words(text.split_ascii_whitespace().map(str::to_owned).collect()))
            }
            fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut seq: A) -> Result<Words, A::Error> {
                let mut words = Vec::new();
                while let Some(word) = seq.next_element::<String>()? {
                    words.push(word);
                }
                Ok(Words(words))
            }
        }
        from.deserialize_any(Visitor)
    }
}
