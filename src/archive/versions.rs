//! The versions of a story, as they were taken in.

use super::{Archive, Trouble, story};
use crate::app::story::StoryId;
use crate::article::Article;
use crate::brief::Briefing;

impl Archive {
    /// The stories that have more than one version, those whose newest came last first.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn changed(&self) -> Result<Vec<StoryId>, Trouble> {
        let sql = "SELECT key FROM texts JOIN stories USING (identity)
            WHERE before IS NOT NULL AND id = stories.text ORDER BY id DESC";
        let changed = self.db.prepare_cached(sql).and_then(|mut statement| {
            let ids = statement.query_map((), |row| Ok(StoryId(row.get(0)?)))?;
            ids.collect()
        });
        self.told(changed)
    }

    /// The last versions of a story, so many at the most, the newest first; damaged ones are left out.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn versions(&self, id: StoryId, most: usize) -> Result<Vec<(Article, Briefing)>, Trouble> {
        let versions = self.told(story::versions(&self.db, id.0, most))?;
        Ok(versions.into_iter().map(|whole| (whole.article, whole.briefing)).collect())
    }
}
