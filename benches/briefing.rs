//! How fast each stage is in bytes and articles a second, and how the time grows with the length of an article:
//! `cargo bench`. The text is made here, of invented news with quotations, names and dates.

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use kilas::article::Article;
use kilas::brief::brief;
use kilas::export::{self, Format};
use kilas::language::{Languages, detect, sentence};
use kilas::load;

fn main() {
    divan::main();
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

#[divan::bench(args = LENGTHS)]
fn cleaning(bencher: Bencher<'_, '_>, length: usize) {
    let text = news(length);
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| load::paragraphs(black_box(&text)));
}

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
    let (article, languages) = (article(length), Languages::new());
    let language = languages.get_or_neutral("id");
    let counters = bencher.counter(BytesCount::of_str(&article.body)).counter(ItemsCount::new(1usize));
    counters.bench_local(|| brief(black_box(&article), language));
}

#[divan::bench(args = LENGTHS)]
fn marks_that_never_close(bencher: Bencher<'_, '_>, length: usize) {
    let languages = Languages::new();
    let article = Article { body: "“ kata ".repeat(length / 9), ..Article::default() };
    let language = languages.get_or_neutral("id");
    bencher.counter(BytesCount::of_str(&article.body)).bench_local(|| brief(black_box(&article), language));
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
