//! Which key does what, in which pane.
//!
//! Invariant: made from [`TABLE`]; one key means one thing in one pane. Absent on purpose: text
//! being typed into a prompt, which is not looked up here.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::action::{Action, Pane, TABLE};
use super::key::Key;

/// The bindings of a session.
#[derive(Clone, Debug)]
pub struct Keymap {
    actions: HashMap<(Pane, Key), Action>,
    /// The keys of each action, in the order of the table.
    keys: Vec<Vec<Key>>,
}

/// The keys of the table, read from their names once: a state begins with them, whatever it is given instead.
static DEFAULT: LazyLock<Keymap> = LazyLock::new(|| {
    let keys = TABLE.iter().map(|entry| entry.keys.iter().filter_map(|name| name.parse().ok()).collect());
    Keymap::of(keys.collect())
});

impl Default for Keymap {
    fn default() -> Self {
        DEFAULT.clone()
    }
}

/// Two actions that want the same key in the same pane.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the key {key} is given to both \"{first}\" and \"{second}\"")]
pub struct Clash {
    /// The key.
    pub key: String,
    /// The one action.
    pub first: &'static str,
    /// The other.
    pub second: &'static str,
}

impl Keymap {
    fn of(keys: Vec<Vec<Key>>) -> Self {
        let count = TABLE.iter().zip(&keys).map(|(entry, keys)| entry.panes.len() * keys.len()).sum();
        let mut actions = HashMap::with_capacity(count);
        for (entry, keys) in TABLE.iter().zip(&keys) {
            for key in keys {
                for pane in entry.panes {
                    actions.insert((*pane, *key), entry.action);
                }
            }
        }
        Self { actions, keys }
    }

    /// The same with these actions on other keys. A key that is given away leaves the action it had by default.
    ///
    /// # Errors
    /// When two of `bindings` want one key in one pane.
    ///
    /// ```
    /// use kilas::app::{action::{Action, Pane}, key::Key, keymap::Keymap};
    /// let keymap = Keymap::default().rebound(&[(Action::NextQuote, vec![Key::char('n')])]).unwrap();
    /// assert_eq!(keymap.action(Pane::Text, Key::char('n')), Some(Action::NextQuote));
    /// assert_eq!(keymap.keys(Action::NextMatch), []);
    /// ```
    pub fn rebound(mut self, bindings: &[(Action, Vec<Key>)]) -> Result<Self, Clash> {
        let is_bound = |action: Action| bindings.iter().any(|(bound, _)| *bound == action);
        for (action, keys) in bindings {
            let panes = action.entry().panes;
            for other in TABLE.iter().filter(|other| other.action != *action) {
                if !other.panes.iter().any(|pane| panes.contains(pane)) {
                    continue;
                }
                let wanted =
                    bindings.iter().find(|(bound, _)| *bound == other.action).map_or(&[][..], |(_, keys)| keys);
                if let Some(key) = keys.iter().find(|key| wanted.contains(key)) {
                    let [first, second] = [action.entry().id, other.id];
                    return Err(Clash { key: key.to_string(), first, second });
                }
                if !is_bound(other.action) {
                    self.keys[other.action as usize].retain(|key| !keys.contains(key));
                }
            }
            self.keys[*action as usize] = keys.clone();
        }
        Ok(Self::of(self.keys))
    }

    /// What `key` does in `pane`.
    pub fn action(&self, pane: Pane, key: Key) -> Option<Action> {
        self.actions.get(&(pane, key)).copied()
    }

    /// The keys of an action, the one to show first.
    pub fn keys(&self, action: Action) -> &[Key] {
        &self.keys[action as usize]
    }

    /// The key that ends a search and closes what lies over the panes, as it is shown.
    pub fn closing(&self) -> String {
        let keys = [Action::Clear, Action::Back, Action::Leave].into_iter().flat_map(|action| self.keys(action));
        keys.map(Key::to_string).next().unwrap_or_default()
    }

    /// The keys of an action as they are shown: `j Down Ctrl-n`; a run of digits as `1-9`.
    pub fn shown(&self, action: Action) -> String {
        let names: Vec<String> = self.keys(action).iter().map(Key::to_string).collect();
        match (names.first(), names.last()) {
            (Some(first), Some(last)) if names.len() > 3 => format!("{first}-{last}"),
            _ => names.join(" "),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_key_of_the_table_parses_and_means_one_thing_in_a_pane() {
        let mut seen = HashSet::new();
        for entry in TABLE {
            for name in entry.keys {
                let key: Key = name.parse().unwrap();
                for pane in entry.panes {
                    assert!(seen.insert((*pane, key)), "{name} means two things in {pane:?}: {}", entry.id);
                }
            }
        }
    }

    #[test]
    fn every_action_can_be_reached() {
        let keymap = Keymap::default();
        for entry in TABLE {
            assert!(!keymap.keys(entry.action).is_empty(), "{} has no key", entry.id);
        }
    }
}
