//! The lines of what stands below an item's words.
//!
//! Invariant: nothing is left out, so that a long office or headline pushes neither source nor other wording off the
//! page. What the view has words of its own for is reckoned as wide as it gets in any of its languages, which a test of
//! the view holds. Absent on purpose: those words.

use std::iter;

use super::Fact;
use crate::app::wrap;

/// Columns between two facts of a line.
const BETWEEN: usize = 3;
/// Columns of a day and its time.
const MOMENT: usize = 27;

impl Fact {
    /// Columns that it takes at the most.
    pub fn columns(&self) -> usize {
        match self {
            Fact::Text(text) => wrap::columns(text),
            Fact::Day(_) | Fact::Published(_) => 15,
            Fact::Moment(_) => MOMENT,
            Fact::Withdrawn(_) => 24,
            Fact::Embargo(until) => 9 + wrap::columns(until).max(MOMENT),
            Fact::Stories(_) | Fact::New(_) => 14,
            Fact::Found(_) => 54,
            Fact::Nobody => 25,
            Fact::Otherwise(source) => 2 + wrap::columns(source),
        }
    }

    /// What it is in lines of so many columns; what is no name or words of a story is one.
    fn broken(&self, width: usize) -> Vec<Fact> {
        let (text, begin): (&str, fn(String) -> Fact) = match self {
            Fact::Text(text) => (text, Fact::Text),
            Fact::Otherwise(source) => (source, Fact::Otherwise),
            _ => return vec![self.clone()],
        };
        let columns = width.saturating_sub(self.columns() - wrap::columns(text)).max(1);
        let parts = wrap::lines(text, columns).into_iter().map(|part| text[part].to_owned());
        iter::once(begin)
            .chain(iter::repeat(Fact::Text as fn(String) -> Fact))
            .zip(parts)
            .map(|(as_fact, part)| as_fact(part))
            .collect()
    }
}

/// The facts in lines of so many columns.
pub(super) fn lines(facts: &[Fact], width: usize) -> Vec<Vec<Fact>> {
    let mut lines: Vec<Vec<Fact>> = Vec::new();
    let mut taken = 0;
    for fact in facts {
        if let Some(line) = lines.last_mut() {
            taken += BETWEEN + fact.columns();
            if taken <= width {
                line.push(fact.clone());
                continue;
            }
        }
        let parts = fact.broken(width);
        taken = parts.last().map_or(0, Fact::columns);
        lines.extend(parts.into_iter().map(|part| vec![part]));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines as the view writes them.
    fn shown(facts: &[Fact], width: usize) -> Vec<String> {
        let name = |fact: &Fact| match fact {
            Fact::Text(text) => text.clone(),
            Fact::Otherwise(source) => format!("≠ {source}"),
            other => format!("{other:?}"),
        };
        lines(facts, width).iter().map(|facts| facts.iter().map(name).collect::<Vec<_>>().join(" · ")).collect()
    }

    #[test]
    fn a_long_office_pushes_nobody_off_the_page() {
        let office = Fact::Text("Siti Rahma, kepala dinas perumahan kota".into());
        let facts = [office, Fact::Text("Warta".into()), Fact::Otherwise("Harian Sagara".into())];
        assert_eq!(shown(&facts, 80), ["Siti Rahma, kepala dinas perumahan kota · Warta · ≠ Harian Sagara"]);
        assert_eq!(
            shown(&facts, 35),
            ["Siti Rahma, kepala dinas perumahan", "kota · Warta · ≠ Harian Sagara"],
            "what is left of a line is not wasted"
        );
        assert_eq!(shown(&facts[2..], 12), ["≠ Harian", "Sagara"]);
        assert_eq!(shown(&[Fact::Nobody, Fact::Nobody], 9), ["Nobody", "Nobody"], "the view's own words stay whole");
        assert!(shown(&[], 40).is_empty());
        for width in 0..50 {
            let all: String = shown(&facts, width).concat();
            assert!(all.replace([' ', '·'], "").ends_with("kotaWarta≠HarianSagara"), "{width}: {all}");
            let is_within = |facts: &Vec<Fact>| facts.iter().map(Fact::columns).sum::<usize>() <= width.max(5);
            assert!(lines(&facts, width).iter().all(is_within), "{width}");
        }
    }
}
