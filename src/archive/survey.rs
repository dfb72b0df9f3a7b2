//! The archive's stories as pages are made of them.

use jiff::civil::Date;
use rusqlite::params;

use super::shelf::told;
use super::speakers::{Quoted as Named, speaking, theirs};
use super::{Archive, fold, keys};
use crate::app::shelf::Answer;
use crate::app::story::{StoryId, Totals};
use crate::article::Article;
use crate::brief::Briefing;
use crate::survey::{Held, Quoted, Saying, Stories, VERSIONS};

/// Of so many of the newest stories the sources are counted.
const COUNTED: i64 = 10_000;
/// Of so many the days: each is asked for the day it tells, a hundred thousand in a fifth of a second.
const DATED: i64 = 100_000;
/// Seconds of a day.
const DAY: i64 = 86_400;

impl Archive {
    /// A story, and whether it or its newest version came after this moment.
    fn hold(&self, id: StoryId, looked: Option<i64>) -> Answer<Option<Held>> {
        let Some(story) = self.story_of(id).map_err(told)? else { return Ok(None) };
        let sql = "SELECT imported FROM stories JOIN texts ON texts.id = stories.text WHERE key = ?1";
        let imported =
            self.db.prepare_cached(sql).and_then(|mut sql| sql.query_one([id.0], |row| row.get::<_, i64>(0)));
        let imported = self.told(imported).map_err(told)?;
        Ok(Some(Held { story, is_new: looked.is_some_and(|looked| imported > looked) }))
    }
}

impl Stories for Archive {
    fn newest(&self, most: usize) -> Answer<Vec<Held>> {
        let ids = self.rows(0, most).map_err(told)?.into_iter().map(|row| row.id);
        let looked = self.looked().map_err(told)?;
        let held = ids.map(|id| self.hold(id, looked)).collect::<Answer<Vec<_>>>()?;
        Ok(held.into_iter().flatten().collect())
    }

    fn held(&self, id: StoryId) -> Answer<Option<Held>> {
        self.hold(id, self.looked().map_err(told)?)
    }

    fn quoted(&self, name: &str, most: usize) -> Answer<(Vec<Quoted>, usize)> {
        let all = self.speakers(name).map_err(told)?;
        let of = all.len();
        let quoted = |Named { name, quotes, stories, .. }: Named| Quoted {
            name,
            quotes: quotes as usize,
            stories: stories as usize,
        };
        Ok((all.into_iter().take(most).map(quoted).collect(), of))
    }

    fn sayings(&self, name: &str, most: usize) -> Answer<Vec<Saying>> {
        let wanted = fold::folded(name);
        let keys = speaking(&self.db, &wanted, true, most);
        let (mut sayings, mut left) = (Vec::new(), most);
        for key in self.told(keys).map_err(told)? {
            let Some(story) = self.story_of(StoryId(key)).map_err(told)? else { continue };
            let quotes: Vec<usize> = theirs(&story.article.body, &story.briefing, &wanted, true).collect();
            if quotes.is_empty() {
                continue;
            }
            left = left.saturating_sub(quotes.len());
            sayings.push((story, quotes));
            if left == 0 {
                break;
            }
        }
        Ok(sayings)
    }

    fn editions(&self, id: StoryId) -> Answer<Vec<(Article, Briefing)>> {
        self.versions(id, VERSIONS).map_err(told)
    }

    fn a_day(&self, most: usize) -> Answer<Vec<(Date, usize)>> {
        let Some(newest) = self.rows(0, 1).map_err(told)?.first().map(|row| keys::second(row.id.0)) else {
            return Ok(Vec::new());
        };
        // A day that is told lies within a day of the key's.
        let first = keys::first(newest - (most as i64 + 2) * DAY);
        let sql = "SELECT substr(coalesce(published, date(key >> 4, 'unixepoch')), 1, 10) AS day, count(*)
            FROM (SELECT key, text FROM stories WHERE key >= ?1 ORDER BY key DESC LIMIT ?2) JOIN texts ON texts.id = text
            GROUP BY day ORDER BY day DESC";
        let days = self.db.prepare_cached(sql).and_then(|mut sql| {
            let rows = sql.query_map((first, DATED), |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))?;
            rows.collect::<Result<Vec<_>, _>>()
        });
        let mut days = self.told(days).map_err(told)?;
        if days.len() > 1 && days.iter().map(|(_, count)| count).sum::<i64>() == DATED {
            // Of the last not all stories were asked.
            days.pop();
        }
        Ok(days.into_iter().filter_map(|(day, count)| Some((day.parse().ok()?, count as usize))).collect())
    }

    fn sources(&self, most: usize) -> Answer<Vec<(String, usize)>> {
        let sql = "SELECT source, count(*) AS stories
            FROM (SELECT text FROM stories ORDER BY key DESC LIMIT ?1) JOIN texts ON texts.id = text
            WHERE source IS NOT NULL GROUP BY source ORDER BY stories DESC, source LIMIT ?2";
        let sources = self.db.prepare_cached(sql).and_then(|mut sql| {
            let rows =
                sql.query_map(params![COUNTED, most as i64], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as usize)))?;
            rows.collect::<Result<Vec<_>, _>>()
        });
        self.told(sources).map_err(told)
    }

    fn searches(&self) -> Answer<Vec<Totals>> {
        Archive::searches(self).map_err(told)
    }

    fn tags(&self) -> Answer<Vec<(String, usize)>> {
        Archive::tags(self).map_err(told)
    }
}
