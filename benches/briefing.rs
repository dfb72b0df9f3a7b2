//! How many bytes and articles a second each stage takes and all of them together, and how the time grows with the
//! length of an article: `cargo bench`, a second a row at the most. `cargo bench briefing` runs those whose name has that word.
//!
//! The text is made here, of invented news with quotations, names and dates. What grows as it should has the same bytes
//! a second in every row of a table. Absent on purpose: threads; one core is what is measured.

use std::time::Duration;

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, Divan, black_box};
use kilas::article::Article;
use kilas::brief::brief;
use kilas::export::{self, Format};
use kilas::language::{Languages, detect, sentence};
use kilas::load;

fn main() {
    Divan::default().max_time(Duration::from_secs(1)).config_with_args().main();
}

/// Lengths of articles, in bytes: a usual one, a long read, a book.
const LENGTHS: [usize; 4] = [3_000, 30_000, 300_000, 1_000_000];

/// Invented news of about `length` bytes. Numbers keep the paragraphs apart.
fn news(length: usize) -> String {
    let mut text = String::with_capacity(length + 1_000);
    for day in (1..).take_while(|day| day * 560 < length + 560) {
        text += &format!(
            "Kepala Dinas Perdagangan Kota Sagara Siti Rahma, Senin ({}/2/2024), menyatakan harga beras di pasar induk turun \
             {day} persen setelah panen raya di tiga kabupaten.\n\n\"Stok cukup untuk {day} bulan. Warga tidak perlu \
             cemas,\" kata Siti di Balai Kota, kemarin.\n\nMenurut Direktur Utama PT Lumbung Raya Budi Santoso, gudang di \
             Jalan Melati No. {day} terisi penuh. “Kami siap,” ujarnya.\n\nNamun, pedagang bernama Rudi mengaku \
             pembeli masih sepi. Ia berharap pasar kembali ramai minggu depan.\n\n",
            day % 28 + 1
        );
    }
    text
}

fn article(length: usize) -> Article {
    Article { body: news(length).trim_end().to_owned(), language: "id".to_owned(), ..Article::default() }
}

/// A line of JSON Lines that names no language.
fn line(length: usize) -> String {
    serde_json::json!({"uri": "warta-1", "headline": "Harga beras turun", "body_text": news(length)}).to_string()
}

/// All of it: a line of JSON Lines in, a briefing on a line out.
#[divan::bench(args = LENGTHS)]
fn all_stages(bencher: Bencher<'_, '_>, length: usize) {
    let (line, languages) = (line(length), Languages::new());
    let mut out = Vec::new();
    bencher.counter(BytesCount::new(news(length).len())).counter(ItemsCount::new(1usize)).bench_local(|| {
        out.clear();
        let (articles, _) = load::record("-", 1, black_box(line.as_bytes()), &languages);
        articles.iter().try_for_each(|article| {
            let briefing = brief(article, languages.get_or_neutral(&article.language));
            export::write(Format::JsonLines, article, &briefing, &mut out)
        })
    });
}

/// A line of JSON Lines to an article: parsed, cleaned, its language told, boilerplate and dateline taken out.
#[divan::bench(args = LENGTHS)]
fn loading(bencher: Bencher<'_, '_>, length: usize) {
    let (line, languages) = (line(length), Languages::new());
    let counters = bencher.counter(BytesCount::new(news(length).len())).counter(ItemsCount::new(1usize));
    counters.bench_local(|| load::record("-", 1, black_box(line.as_bytes()), &languages));
}

#[divan::bench(args = LENGTHS)]
fn cleaning(bencher: Bencher<'_, '_>, length: usize) {
    let text = news(length);
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| load::paragraphs(black_box(&text)));
}

/// Looks at the beginning alone, so that its time is the same for any length.
#[divan::bench(args = LENGTHS)]
fn detection(bencher: Bencher<'_, '_>, length: usize) {
    let (text, languages) = (news(length), Languages::new());
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| detect::language(black_box(&text), &languages));
}

#[divan::bench(args = LENGTHS)]
fn sentences(bencher: Bencher<'_, '_>, length: usize) {
    let (text, languages) = (news(length), Languages::new());
    let language = languages.get_or_neutral("id");
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| sentence::sentences(black_box(&text), language));
}

#[divan::bench(args = LENGTHS)]
fn briefing(bencher: Bencher<'_, '_>, length: usize) {
    bench_brief(bencher, &article(length));
}

/// Marks that are opened and never closed.
#[divan::bench(args = [10_000, 80_000])]
fn marks_that_never_close(bencher: Bencher<'_, '_>, count: usize) {
    bench_brief(bencher, &Article { body: "“ kata ".repeat(count), ..Article::default() });
}

/// A line of one sentence.
#[divan::bench(args = [125_000, 1_000_000])]
fn a_line_without_a_full_stop(bencher: Bencher<'_, '_>, length: usize) {
    let body = "Siti Rahma mengatakan harga beras turun dan ".repeat(length / 44);
    bench_brief(bencher, &Article { body, ..Article::default() });
}

fn bench_brief(bencher: Bencher<'_, '_>, article: &Article) {
    let languages = Languages::new();
    let language = languages.get_or_neutral("id");
    let counters = bencher.counter(BytesCount::of_str(&article.body)).counter(ItemsCount::new(1usize));
    counters.bench_local(|| brief(black_box(article), language));
}

#[divan::bench(args = LENGTHS)]
fn printing_json_lines(bencher: Bencher<'_, '_>, length: usize) {
    let (article, languages) = (article(length), Languages::new());
    let briefing = brief(&article, languages.get_or_neutral("id"));
    let mut out = Vec::new();
    bencher.counter(BytesCount::of_str(&article.body)).bench_local(|| {
        out.clear();
        export::write(Format::JsonLines, black_box(&article), &briefing, &mut out)
    });
}
