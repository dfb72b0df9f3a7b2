//! A reader's session without a terminal: keys in, frames out, the pile answering as the host would.

use jiff::civil::date;
use jiff::tz::{TimeZone, offset};
use kilas::app::State;
use kilas::app::key::{Input, Key};
use kilas::app::message::{Effect, Message};
use kilas::app::shelf::Shelf;
use kilas::app::today::Today;
use kilas::article::{Article, Span};
use kilas::brief::{Attribution, Briefing, KeyPoint, Mention, MentionKind, Quote, QuoteKind, ResolvedBy, Speaker};
use kilas::language::Languages;
use kilas::pile::{Entry, Pile};
use kilas::survey;
use kilas::view::spoken::Spoken;
use kilas::view::theme::Theme;
use kilas::view::words::Words;
use kilas::view::{Look, draw};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

/// A session and what it asked for beyond the stories.
pub(crate) struct Session {
    pub(crate) state: State,
    pub(crate) pile: Pile,
    pub(crate) outside: Vec<Effect>,
    pub(crate) look: Look,
    spoken: Spoken,
}

impl Session {
    /// Opens the stories on a screen of this size.
    pub(crate) fn open(size: (u16, u16), locale: &str, stories: Vec<(Article, Briefing)>) -> Self {
        let look = Look { theme: Theme::named("dark").unwrap(), words: Words::new(locale).unwrap() };
        let mut session = Session {
            state: State { helps: look.words.helps(), ..State::default() },
            pile: Pile::default(),
            outside: Vec::new(),
            look,
            spoken: Spoken::default(),
        };
        for (article, briefing) in stories {
            session.pile.add(Entry::new(article, briefing));
        }
        session.tell(Message::Today(Today { date: date(2024, 7, 5), zone: TimeZone::fixed(offset(7)) }));
        session.tell(Message::Input(Input::Resize(size.0, size.1)));
        session.tell(Message::List(session.pile.totals()));
        session.tell(Message::Loading(None));
        session
    }

    pub(crate) fn tell(&mut self, message: Message) {
        for effect in self.pile.settle(&mut self.state, message) {
            match effect {
                Effect::Page(topic) => {
                    let (items, of) = survey::page(&self.pile.snapshot(), &topic, &Languages::new()).unwrap();
                    self.tell(Message::Page { topic, items, of });
                }
                effect => self.outside.push(effect),
            }
        }
    }

    /// Types keys by their names, apart by blanks.
    pub(crate) fn press(&mut self, keys: &str) -> &mut Self {
        for name in keys.split(' ') {
            let key: Key = name.parse().unwrap_or_else(|error| panic!("{error}"));
            self.tell(Message::Input(Input::Key(key)));
        }
        self
    }

    /// What is said when these keys are typed, each heard before the next.
    pub(crate) fn hear(&mut self, keys: &str) -> String {
        let mut said = String::new();
        for key in keys.split_whitespace() {
            self.spoken.heard();
            self.press(key);
            said += &self.spoken.say(&self.state, &self.look);
        }
        said
    }

    /// What is said without a key.
    pub(crate) fn listen(&mut self) -> String {
        self.spoken.say(&self.state, &self.look)
    }

    pub(crate) fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.tell(Message::Input(Input::Resize(columns, rows)));
        self
    }

    /// The cells of the screen.
    pub(crate) fn buffer(&self) -> Buffer {
        self.terminal().backend().buffer().clone()
    }

    fn terminal(&self) -> Terminal<TestBackend> {
        let (columns, rows) = self.state.size;
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
        terminal.draw(|frame| draw(&self.state, &self.look, frame)).unwrap();
        terminal
    }

    /// The screen as text, blanks at the ends of lines off.
    pub(crate) fn text(&self) -> String {
        self.grid(|cell| cell.symbol().to_owned())
    }

    /// The screen as text, and below it a letter for the style of each cell: a highlight that moves must break it.
    pub(crate) fn frame(&self) -> String {
        format!("{}\n{}", self.text(), self.grid(style))
    }

    fn grid(&self, show: impl Fn(&Cell) -> String) -> String {
        let terminal = self.terminal();
        let buffer = terminal.backend().buffer();
        let rows = (0..buffer.area.height).map(|y| {
            let row: String = (0..buffer.area.width).map(|x| show(&buffer[(x, y)])).collect();
            row.trim_end().to_owned() + "\n"
        });
        rows.collect()
    }
}

/// `a` accent, `b` bold, `d` dim, `r` reversed, `R` reversed and bold, `u` underlined, `w` warning, blank plain.
fn style(cell: &Cell) -> String {
    let letter = match (cell.fg, cell.modifier) {
        (Color::Cyan, m) if m.is_empty() => 'a',
        (Color::Yellow, _) => 'w',
        (_, m) if m.contains(Modifier::REVERSED | Modifier::BOLD) => 'R',
        (_, m) if m.contains(Modifier::REVERSED) => 'r',
        (_, m) if m.contains(Modifier::UNDERLINED) => 'u',
        (_, m) if m.contains(Modifier::BOLD) => 'b',
        (_, m) if m.contains(Modifier::DIM) => 'd',
        _ => ' ',
    };
    letter.to_string()
}

/// A story whose findings are written into its text: `[[words|Name]]` is a quotation in marks by somebody of that
/// name, `((Name))` a person, `{{Place}}` a place, `**sentence**` a key point. The first form of a name is the speaker's.
pub(crate) fn story(headline: &str, marked: &str) -> (Article, Briefing) {
    let mut body = String::new();
    let mut briefing = Briefing::default();
    let mut names: Vec<String> = Vec::new();
    let mut said: Vec<(Span, String)> = Vec::new();
    let mut opened = 0;
    let mut rest = marked;
    let mut point = None;
    while let Some(next) = rest
        .char_indices()
        .map(|(at, _)| at)
        .find(|at| ["[[", "]]", "((", "))", "{{", "}}", "**"].iter().any(|mark| rest[*at..].starts_with(mark)))
    {
        let (before, mark) = (&rest[..next], &rest[next..next + 2]);
        rest = &rest[next + 2..];
        match mark {
            "]]" => {
                let (words, name) = before.rsplit_once('|').expect("a quotation names its speaker");
                body.push_str(words);
                said.push((Span::new(opened, body.len()), name.to_owned()));
                body.push('”');
            }
            _ => body.push_str(before),
        }
        let here = body.len();
        match mark {
            "[[" => {
                body.push('“');
                opened = body.len();
            }
            "((" | "{{" => opened = here,
            "))" | "}}" => {
                let span = Span::new(opened, here);
                let kind = if mark == "))" { MentionKind::Person } else { MentionKind::Place };
                briefing.mentions.push(Mention { span, kind });
                if mark == "))" && !names.contains(&span.of(&body).to_owned()) {
                    names.push(span.of(&body).to_owned());
                    briefing.speakers.push(Speaker { name: span, role: None, mentions: vec![span] });
                }
            }
            "**" => match point.take() {
                None => point = Some(here),
                Some(start) => {
                    briefing.key_points.push(KeyPoint { sentence: Span::new(start, here), score: 1.0 });
                }
            },
            _ => {}
        }
    }
    body.push_str(rest);
    for (span, name) in said {
        let speaker = names.iter().position(|known| *known == name).map(|at| at as u32);
        let cue = body[span.end as usize..].find("kata").map(|at| span.end as usize + at);
        let attribution = cue.map(|at| Attribution { cue: Span::new(at, at + 4), source: None });
        let resolved_by = speaker.map(|_| ResolvedBy::Named);
        briefing.quotes.push(Quote { content: vec![span], kind: QuoteKind::Direct, attribution, speaker, resolved_by });
    }
    (Article { headline: headline.into(), body, language: "id".into(), ..Article::default() }, briefing)
}

/// Three stories of the tests: two with quotations, one without.
pub(crate) fn stories() -> Vec<(Article, Briefing)> {
    let mut first = story(
        "Pasar apung Lok Bintang dibuka kembali setelah banjir",
        "**Pasar apung di {{Lok Bintang}} kembali dibuka pada Sabtu pagi.** Sekitar dua ratus pedagang datang dengan \
         perahu mereka, lebih banyak daripada sebelum banjir.\n\n\
         [[Kami sudah menunggu hari ini selama tiga minggu,|Siti Aminah]] kata ((Siti Aminah)), pedagang jeruk.\n\n\
         [[Air memang surut lebih cepat daripada perkiraan,|Rahmat Hidayat]] kata ((Rahmat Hidayat)), kepala desa. \
         **Dermaga yang rusak sudah diperbaiki warga secara gotong royong.**\n\n\
         [[Besok kami datang lagi,|Siti Aminah]] kata Siti Aminah.",
    );
    first.0.link = Some("https://contoh.example/pasar-apung".into());
    first.0.source = Some("Contoh".into());
    first.0.published = "2024-07-05".parse().ok();
    let second = story(
        "Jalur kereta baru menghubungkan dua kota",
        "**Jalur kereta sepanjang 40 kilometer mulai dipakai.** Perjalanan kini memakan waktu setengah jam.",
    );
    let long: String =
        (1..=30).map(|n| format!("Paragraf {n} bercerita tentang panen kopi di lereng gunung.\n\n")).collect();
    let third = story(
        "Panen kopi melimpah",
        &format!("{long}[[Tahun ini panen terbaik,|Made Wirawan]] kata ((Made Wirawan)), petani kopi."),
    );
    vec![first, second, third]
}
