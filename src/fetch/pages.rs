//! The pages behind a feed that has only a teaser of its stories.
//!
//! Invariant: a story keeps its name, headline and what else its feed says; the page gives the text. Where the page is
//! no better, the story stays as it was. Absent on purpose: fetching any of it unasked.

use super::refresh::by_host;
use super::{Answer, Client, Fault, Version};
use crate::article::{Article, Status, Tagged};
use crate::language::Languages;
use crate::load;

/// Asks for the pages of articles that have only a part of their text, and gives each article with what came of it to
/// `each` as it comes; one connection a host.
pub fn complete(
    articles: Vec<Article>,
    client: &Client,
    languages: &Languages,
    mut each: impl FnMut(Article, Result<(), Fault>),
) {
    let links: Vec<&str> = articles.iter().map(|article| article.link.as_deref().unwrap_or_default()).collect();
    let work = |at: usize| page(links[at], client, languages).map(|page| completed(&articles[at], page));
    by_host(&links, work, |at, done| match done {
        Ok(Some(article)) => each(article, Ok(())),
        Ok(None) => each(articles[at].clone(), Err(Fault::new("its page has no more of it than the feed"))),
        Err(fault) => each(articles[at].clone(), Err(fault)),
    });
}

/// The article of a page.
fn page(link: &str, client: &Client, languages: &Languages) -> Result<Article, Fault> {
    match client.get(link, &Version::default())? {
        Answer::Fresh(part, _) => {
            let (articles, failures) = load::part(part, languages);
            let why = || failures.first().map_or("there is no article in its page", |failure| failure.reason.as_str());
            articles.into_iter().next().ok_or_else(|| Fault::new(why()))
        }
        Answer::Unchanged => Err(Fault::new("the server says that nothing has changed")),
    }
}

/// An article with the text of its page, where that has more.
fn completed(article: &Article, page: Article) -> Option<Article> {
    let teaser = article.clone();
    (page.words() > article.words()).then(|| Article {
        language: page.language,
        byline: teaser.byline.or(page.byline),
        located: teaser.located.or(page.located),
        published: teaser.published.or(page.published),
        status: Status { partial: page.status.partial, ..teaser.status },
        tagged: if teaser.tagged == Tagged::default() { page.tagged } else { teaser.tagged },
        body: page.body,
        boilerplate: page.boilerplate,
        ..teaser
    })
}
