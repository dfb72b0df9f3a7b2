//! Which language a text is in: whatlang's trigrams on its beginning, and the function words of the packs where those
//! are not sure.
//!
//! The pack of a language may name strangers, words that a near language has and it has not: whatlang takes Malay for
//! Indonesian, `kerana` and `bahawa` do not. Invariant: `und` rather than a guess. Absent on purpose: mixed texts; an
//! article is in one language.

use super::compile::STRANGERS;
use super::folding::{Folding, LOWER, UPPER};
use super::{Languages, TELLING};

/// How much of a text is looked at, in bytes: its beginning, and more of it where that does not tell. Words of 600 tell
/// most stories; those of 6,000, which tell nearly every story, cost a tenth of the trigrams of 600.
const WORDS: [usize; 3] = [600, 2_000, 6_000];
const TRIGRAMS: [usize; 2] = [600, 2_000];
/// The share of function words above which a text is surely in a language, in percent. Running text has 25 to 50.
const SHARE: usize = 15;
/// The share above which whatlang's guess holds even where it is not sure: short texts.
const SURE: usize = 25;
/// Fewer function words than this do not tell neighbours apart.
const FEW: usize = 3;
/// Of how many words one may be a stranger.
const CITED: usize = 50;

/// Codes of whatlang (ISO 639-3) and of BCP 47, where the latter is shorter. Javanese is left out: of a sentence or two
/// in Indonesian whatlang is often sure that they are in it.
const CODES: [(&str, &str); 39] = [
    ("ind", "id"),
    ("eng", "en"),
    ("deu", "de"),
    ("nld", "nl"),
    ("fra", "fr"),
    ("spa", "es"),
    ("por", "pt"),
    ("ita", "it"),
    ("tgl", "tl"),
    ("vie", "vi"),
    ("tha", "th"),
    ("cmn", "zh"),
    ("jpn", "ja"),
    ("kor", "ko"),
    ("ara", "ar"),
    ("pes", "fa"),
    ("urd", "ur"),
    ("heb", "he"),
    ("hin", "hi"),
    ("ben", "bn"),
    ("tam", "ta"),
    ("tel", "te"),
    ("rus", "ru"),
    ("ukr", "uk"),
    ("bel", "be"),
    ("bul", "bg"),
    ("srp", "sr"),
    ("hrv", "hr"),
    ("pol", "pl"),
    ("ces", "cs"),
    ("slk", "sk"),
    ("hun", "hu"),
    ("ron", "ro"),
    ("ell", "el"),
    ("tur", "tr"),
    ("fin", "fi"),
    ("swe", "sv"),
    ("dan", "da"),
    ("nob", "nb"),
];

/// The BCP 47 code of the language of `text`, `und` where it cannot be told.
///
/// ```
/// use kilas::language::{Languages, detect::language};
/// let languages = Languages::new();
/// assert_eq!(language("Harga beras di pasar itu turun sejak kemarin karena panen raya.", &languages), "id");
/// assert_eq!(language("The price of rice in the market has fallen since the harvest.", &languages), "en");
/// assert_eq!(language("42", &languages), "und");
/// ```
pub fn language(text: &str, languages: &Languages) -> &'static str {
    let by_words = || WORDS.iter().find_map(|length| plainly(&count(beginning(text, *length), languages)));
    let by_trigrams = || TRIGRAMS.iter().find_map(|length| doubtfully(beginning(text, *length), languages));
    by_words().or_else(by_trigrams).unwrap_or("und")
}

/// Words, and function words in a hundred of them, from which on trigrams are not asked, where no other pack knows a
/// third as many. Danish, Dutch, Afrikaans, Tagalog and Javanese share up to 9 in a hundred with a pack; Malay shares
/// more, and strangers tell it.
const ENOUGH: usize = 40;
const PLAIN: usize = 18;

fn beginning(text: &str, length: usize) -> &str {
    let mut end = text.len().min(length);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The language by trigrams, which cost as much as a whole briefing, or by few words.
fn doubtfully(sample: &str, languages: &Languages) -> Option<&'static str> {
    let counted = count(sample, languages);
    let guess = whatlang::detect(sample);
    let known = guess.as_ref().and_then(|info| CODES.iter().find(|(long, _)| *long == info.lang().code()));
    if let (Some(info), Some((_, code))) = (&guess, known) {
        let words = counted.iter().find(|(known, _)| known == code).map(|(_, words)| *words).unwrap_or_default();
        if words.is_at_home() && (info.is_reliable() || words.share() >= SURE) {
            return Some(code);
        }
    }
    by_function_words(&counted)
}

/// The pack whose function words are so many, and those of every other it can be so few, that nothing else is possible;
/// or that other one has not some words of the text, and this one has them all.
fn plainly(counted: &[(&'static str, Words)]) -> Option<&'static str> {
    let mut at_home = counted.iter().filter(|(_, words)| words.is_at_home());
    let (code, best) = at_home.next()?;
    let beats = |other: &Words| best.share() >= 3 * other.share() || best.strangers == 0 && other.strangers > 1;
    let plain = best.all >= ENOUGH && best.share() >= PLAIN && at_home.all(|(_, other)| beats(other));
    plain.then_some(*code)
}

/// The pack whose function words make up most of the sample, where they make up enough and more than those of others.
/// Of neighbours that share most of them it is the one that knows all words, where so many cannot be chance.
fn by_function_words(counted: &[(&'static str, Words)]) -> Option<&'static str> {
    let at_home = || counted.iter().filter(|(_, words)| words.is_at_home());
    let best = at_home().next()?.1.share();
    let rivals = || at_home().filter(|(_, words)| 3 * words.share() > 2 * best);
    let (code, words) = rivals().min_by_key(|(_, words)| words.strangers)?;
    let is_alone = rivals().count() == 1 && best >= SHARE;
    (is_alone || words.function >= FEW && words.share() >= SURE).then_some(*code)
}

/// What each pack knows of the words of a sample, the one that knows the most function words first.
fn count(sample: &str, languages: &Languages) -> Vec<(&'static str, Words)> {
    let mut counted: Vec<_> = languages.codes().map(|code| (code, Words::default())).collect();
    let mut all = 0;
    for word in words(sample) {
        all += 1;
        let mut bits = TELLING.word(word).class;
        while bits != 0 {
            let bit = bits.trailing_zeros() as usize;
            bits &= bits - 1;
            let (_, words) = &mut counted[bit % STRANGERS];
            *(if bit < STRANGERS { &mut words.function } else { &mut words.strangers }) += 1;
        }
    }
    counted.iter_mut().for_each(|(_, words)| words.all = all);
    counted.sort_by_key(|(_, words)| std::cmp::Reverse(words.share()));
    counted
}

/// The hashes of the words of a text: letters, and digits among them.
fn words(text: &str) -> impl Iterator<Item = u64> {
    let mut rest = text;
    std::iter::from_fn(move || {
        while !rest.is_empty() {
            let (mut word, mut kinds) = (Folding::default(), 0);
            loop {
                let (length, of) = word.plain(rest.as_bytes());
                kinds |= of;
                rest = &rest[length..];
                let mut chars = rest.chars();
                let Some(c) = chars.next() else { break };
                rest = chars.as_str();
                if c.is_ascii() || !c.is_alphabetic() {
                    break;
                }
                word.char(c);
                kinds |= LOWER;
            }
            if kinds & (LOWER | UPPER) != 0 {
                return Some(word.finish());
            }
        }
        None
    })
}

/// What a pack knows of the words of a sample.
#[derive(Clone, Copy, Debug, Default)]
struct Words {
    all: usize,
    function: usize,
    strangers: usize,
}

impl Words {
    /// Function words in a hundred.
    fn share(self) -> usize {
        100 * self.function / self.all.max(1)
    }

    /// Whether words that the language does not have are as rare as in a text that cites a neighbour.
    fn is_at_home(self) -> bool {
        self.strangers < 2 || CITED * self.strangers < self.all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_told_or_left_open() {
        let languages = Languages::new();
        for (text, code) in [
            ("Presiden mengatakan bahwa harga beras akan turun dalam waktu dekat karena panen.", "id"),
            ("Warga Sagara menolak.", "und"),
            ("“Kami senang,” kata Ahmad Rifai kepada wartawan di Sagara, Senin (5/7).", "id"),
            ("Pelabuhan Sagara dibuka lagi. “Kami senang dengan itu,” kata Ahmad Rifai.", "id"),
            (
                "Kerajaan mahu harga beras turun kerana ia terlalu mahal, iaitu bahawa rakyat tidak mampu membelinya.",
                "ms",
            ),
            (
                "Jurulatih skuad itu menyifatkan kekalahan semalam sebagai pengajaran untuk pemainnya pada kejohanan akan datang.",
                "ms",
            ),
            (
                "Pemerintah ingin harga beras turun karena terlalu mahal, yaitu bahwa warga tidak mampu membelinya.",
                "id",
            ),
            ("La alcaldesa dijo que el muelle no se abrirá hasta el verano, porque faltan dos grúas.", "es"),
            ("A prefeita disse que o cais não será aberto até o verão, porque faltam dois guindastes.", "pt"),
            ("La maire a dit que le quai ne sera pas ouvert avant cet été, parce qu'il manque deux grues.", "fr"),
            ("De burgemeester zei dat de kade niet voor de zomer opengaat, omdat er twee kranen ontbreken.", "nl"),
            ("Il sindaco ha detto che il porto non riapre prima dell'estate, perché mancano due gru.", "it"),
            ("Die Regierung hat am Montag beschlossen, dass die Preise nicht mehr steigen dürfen.", "de"),
            ("The government said on Monday that prices must not rise any further this year.", "en"),
            ("Правительство решило, что цены больше не должны расти в этом году.", "ru"),
            ("1 2 3", "und"),
            ("", "und"),
        ] {
            assert_eq!(language(text, &languages), code, "{text}");
        }
    }
}
