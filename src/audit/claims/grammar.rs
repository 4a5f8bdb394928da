//! How sentences are read (`checks/cau.yaml`): which part each word plays in one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::phrases::{Lexicon, begins, each_word, learn, words};
use super::vocabulary::{HINTS, Hint, OTHERS, PHRASES, Role};
use crate::fault::Faults;
use crate::form::{self, Fields, Form};
use crate::lately::Lately;
use crate::vn::text::{has_word, is_lower_of};

const GRAMMAR: &str = include_str!("../../../checks/cau.yaml");

static FORM: Form = Form::new("cách đọc câu").and(&[PHRASES, HINTS, OTHERS]);

/// What lacks to the whole of a line.
pub struct Opposite {
    /// The telling words of phrases of which a line has the first and perhaps others.
    pub of: Vec<Arc<BTreeSet<String>>>,
    /// The phrase of what lacks to it.
    pub other: String,
    /// Its telling words.
    pub telling: Arc<BTreeSet<String>>,
}

/// The parts that words play in sentences.
pub struct Grammar {
    /// Phrases with their parts.
    pub phrases: Lexicon<Role>,
    /// Words that are looked for in a clause, by their number in the list.
    hints: Vec<Vec<String>>,
    /// How a sentence begins that orders something.
    commands: Lexicon<()>,
    /// What the title of a section says that is about what is to be done.
    planned: Lexicon<()>,
    /// Numbers in words, from one.
    numbers: Vec<String>,
    /// Words that do not tell lines of an appendix apart.
    pub common: BTreeSet<String>,
    /// Words of a head that only say that something is counted.
    pub counting: BTreeSet<String>,
    /// All words of the phrases.
    vocabulary: BTreeSet<String>,
    /// What lacks to the whole of lines.
    pub opposite: Vec<Opposite>,
    /// Nouns of what is counted, and that which stands for them.
    same_things: BTreeMap<String, String>,
    /// Words of names, each with what it is abbreviated to.
    pub short: Vec<Vec<String>>,
    /// Phrases, and those that stand for them.
    pub alike: Lexicon<Vec<String>>,
    /// The telling words of the texts that many documents have.
    lately: Lately<BTreeSet<String>>,
}

/// Nouns, each with the first of its group.
fn same_things(groups: &[Vec<String>]) -> BTreeMap<String, String> {
    let mut same = BTreeMap::new();
    for group in groups {
        if let [first, others @ ..] = group.as_slice() {
            let others = others.iter();
            same.extend(others.map(|other| (plain_phrase(other), plain_phrase(first))));
        }
    }
    same
}

/// All words of phrases and these.
fn vocabulary(phrases: &Lexicon<Role>, common: &BTreeSet<String>) -> BTreeSet<String> {
    let rests = phrases.values().flatten().flat_map(|(rest, _)| rest);
    phrases.keys().chain(rests).chain(common).cloned().collect()
}

impl Grammar {
    /// The shipped one.
    ///
    /// # Errors
    /// If its file is damaged, which a test rules out.
    pub fn shipped() -> Result<Self, Faults> {
        let node = form::parse("checks/cau.yaml", GRAMMAR)?;
        let mut faults = Faults::none();
        let read =
            Fields::of(&node, &FORM, &mut faults).map(|fields| Self::of(&fields, &mut faults));
        faults.or(read)
    }

    fn of(fields: &Fields, faults: &mut Faults) -> Self {
        let mut list = |key| -> Vec<String> { fields.get(key, faults).unwrap_or_default() };
        let mut phrases = Lexicon::new();
        for (key, role) in Role::ALL {
            for phrase in list(key) {
                learn(&mut phrases, &phrase, *role);
            }
        }
        let hints = Hint::ALL.iter().map(|(key, _)| list(key)).collect();
        let mut plain = |key| {
            let mut lexicon = Lexicon::new();
            for phrase in list(key) {
                learn(&mut lexicon, &phrase, ());
            }
            lexicon
        };
        let (commands, planned) = (plain("sai_khien"), plain("muc_du_kien"));
        let numbers = list("so_chu");
        let common: BTreeSet<String> = list("chu_chung").into_iter().collect();
        let counting = list("chu_dem").into_iter().collect();
        let vocabulary = vocabulary(&phrases, &common);
        let things: Option<Vec<Vec<String>>> = fields.get("cung_thu", faults);
        let same_things = same_things(&things.unwrap_or_default());
        let short: Option<Vec<Vec<String>>> = fields.get("viet_tat", faults);
        let mut alike = Lexicon::new();
        let opposite: Option<Vec<Vec<String>>> = fields.get("trai_nghia", faults);
        let opposite = opposite.unwrap_or_default();
        let groups: Option<Vec<Vec<String>>> = fields.get("dong_nghia", faults);
        for group in groups.unwrap_or_default() {
            if let [first, others @ ..] = group.as_slice() {
                for other in others {
                    learn(&mut alike, other, words(first));
                }
            }
        }
        let mut grammar = Self {
            phrases,
            hints,
            commands,
            planned,
            numbers,
            common,
            counting,
            vocabulary,
            same_things,
            short: short.unwrap_or_default(),
            opposite: Vec::new(),
            alike,
            lately: Lately::new(512),
        };
        let opposite = opposite.iter().filter_map(|phrases| {
            let (other, phrases) = phrases.split_last()?;
            Some(Opposite {
                of: phrases.iter().map(|one| grammar.telling(one)).collect(),
                other: other.clone(),
                telling: grammar.telling(other),
            })
        });
        grammar.opposite = opposite.collect();
        grammar
    }

    /// The words of a hint.
    pub fn hint(&self, hint: Hint) -> &[String] {
        self.hints.get(hint as usize).map_or(&[], Vec::as_slice)
    }

    /// Whether words are one of a hint.
    pub fn is(&self, words: &str, hint: Hint) -> bool {
        let mut known = self.hint(hint).iter();
        known.any(|known| is_lower_of(known, words))
    }

    /// Whether words begin with those of a hint.
    pub fn begins(&self, words: &str, hint: Hint) -> bool {
        let mut known = self.hint(hint).iter();
        known.any(|known| (words.get(..known.len())).is_some_and(|own| is_lower_of(known, own)))
    }

    /// Whether words end with those of a hint.
    pub fn ends(&self, words: &str, hint: Hint) -> bool {
        let mut known = self.hint(hint).iter();
        known.any(|known| {
            let from = words.len().checked_sub(known.len());
            let own = from.and_then(|from| words.get(from..));
            own.is_some_and(|own| is_lower_of(known, own))
        })
    }

    /// What stands among the telling words of what is not so.
    pub fn not_yet(&self) -> impl Iterator<Item = &String> {
        self.hint(Hint::NotYet).iter().take(1)
    }

    /// Whether telling words are of what is not so.
    pub fn is_not_yet(&self, telling: &BTreeSet<String>) -> bool {
        self.not_yet().any(|word| telling.contains(word))
    }

    /// The number that a word is.
    pub fn number(&self, word: &str) -> Option<usize> {
        let at = self.numbers.iter().position(|number| number == word)?;
        Some(at + 1)
    }

    /// Whether the words of a part stand among others.
    pub fn says(&self, words: &[String], role: Role) -> bool {
        let mut rests = (0..words.len()).filter_map(|at| words.get(at..)?.split_first());
        rests.any(|(first, rest)| {
            let mut known = self.phrases.get(first).into_iter().flatten();
            known.any(|(known, own)| *own == role && rest.starts_with(known))
        })
    }

    /// Whether a text in small letters has words of a hint.
    pub fn has(&self, text: &str, hint: Hint) -> bool {
        self.hint(hint).iter().any(|known| has_word(text, known))
    }

    /// Whether a sentence orders something.
    pub fn is_command(&self, sentence: &str) -> bool {
        // No command is longer.
        const MOST: usize = 12;
        let mut words = each_word(sentence);
        // Few sentences begin as commands do.
        let first = words.next();
        let Some(first) = first.filter(|first| self.commands.contains_key(first)) else {
            return false;
        };
        let rest = words.take(MOST - 1);
        let words: Vec<String> = std::iter::once(first).chain(rest).collect();
        begins(&self.commands, &words)
    }

    /// Whether a section of this title is about what is to be done.
    pub fn is_planned(&self, title: &str) -> bool {
        let words = words(title);
        (0..words.len()).any(|at| {
            words
                .get(at..)
                .is_some_and(|rest| begins(&self.planned, rest))
        })
    }

    /// The words of a text without its numbers, each with one word for all that mean the same;
    /// those that stand for a phrase apart.
    fn meant(&self, text: &str) -> (BTreeSet<String>, BTreeSet<String>) {
        let mut words = words(text);
        words.retain(|word| word.chars().all(char::is_alphabetic));
        let (mut single, mut joined) = (BTreeSet::new(), BTreeSet::new());
        let mut at = 0;
        while let Some(word) = words.get(at) {
            let rest = words.get(at + 1..).unwrap_or_default();
            let alike = self.alike.get(word).into_iter().flatten();
            let mut alike = alike.filter(|(phrase, _)| rest.starts_with(phrase));
            match alike.next() {
                Some((phrase, meant)) => {
                    joined.extend(meant.iter().cloned());
                    at += phrase.len();
                }
                None => {
                    single.insert(word.clone());
                }
            }
            at += 1;
        }
        (single, joined)
    }

    /// The words of a text by which it can be told from others.
    pub fn telling(&self, text: &str) -> Arc<BTreeSet<String>> {
        self.lately.of(text.as_bytes(), || self.told_by(text))
    }

    fn told_by(&self, text: &str) -> BTreeSet<String> {
        let (mut telling, joined) = self.meant(text);
        telling.extend(joined.iter().cloned());
        telling.retain(|word| !self.common.contains(word) && !self.idle(word));
        // “Số hồ sơ tiếp nhận” has nothing else to be known by.
        if telling.is_empty() { joined } else { telling }
    }

    /// Whether words are something that is counted.
    pub fn counts(&self, phrase: &str) -> bool {
        let words = words(phrase);
        let Some((first, rest)) = words.split_first() else {
            return false;
        };
        let known = self.phrases.get(first).into_iter().flatten();
        known
            .clone()
            .any(|(known, role)| known == rest && *role == Role::Counted)
    }

    /// What a text counts, in one word for all that mean the same: the first of such nouns.
    pub fn noun(&self, text: &str) -> Option<String> {
        let words = words(text);
        let mut rests = (0..words.len()).filter_map(|at| words.get(at..)?.split_first());
        rests.find_map(|(first, rest)| {
            let known = self.phrases.get(first).into_iter().flatten();
            let mut known =
                known.filter(|(known, role)| *role == Role::Counted && rest.starts_with(known));
            let (known, _) = known.next()?;
            let phrase = std::iter::once(first).chain(known);
            let phrase: Vec<&str> = phrase.map(String::as_str).collect();
            let phrase = phrase.join(" ");
            Some(self.same_things.get(&phrase).cloned().unwrap_or(phrase))
        })
    }

    /// Whether a word stands in a phrase.
    pub fn knows(&self, word: &str) -> bool {
        self.vocabulary.contains(word)
    }

    /// Whether words, with a blank around each, are of a part, of other bodies or of what is to be.
    pub fn is_part(&self, words: &str) -> bool {
        let other = |role: &Role| matches!(role, Role::Part | Role::Plan | Role::Other);
        self.phrases.iter().any(|(first, phrases)| {
            let mut phrases = phrases.iter().filter(|(_, role)| other(role));
            words.contains(&format!(" {first} "))
                && phrases.any(|(rest, _)| {
                    let phrase = [std::slice::from_ref(first), rest.as_slice()].concat();
                    words.contains(&format!(" {} ", phrase.join(" ")))
                })
        })
    }

    /// Whether a word by itself denies something.
    pub fn denies(&self, word: &str) -> bool {
        let phrases = self.phrases.get(word).into_iter().flatten();
        phrases
            .clone()
            .any(|(rest, role)| rest.is_empty() && *role == Role::Not)
    }

    /// Whether a text denies something.
    pub fn negates(&self, text: &str) -> bool {
        let words: Vec<String> = each_word(text).collect();
        let denies = |at: usize| words.get(at).is_some_and(|word| self.denies(word));
        (0..words.len()).any(|at| denies(at) && !self.bounds(words.get(at..).unwrap_or_default()))
    }

    /// Whether a text only says that a number is not reached: “chưa đến 1”.
    pub fn only_bounds(&self, text: &str) -> bool {
        let words: Vec<String> = each_word(text).collect();
        let bounds = |at: &usize| self.bounds(words.get(*at..).unwrap_or_default());
        let led = (0..words.len()).find(bounds).and_then(|at| words.get(..at));
        led.is_some_and(|led| self.telling(&led.join(" ")).is_empty())
    }

    /// Whether words begin with ones that say that the number behind them is not reached: “chưa tới 1%”.
    fn bounds(&self, words: &[String]) -> bool {
        let Some((first, words)) = words.split_first() else {
            return false;
        };
        let mut known = self.phrases.get(first).into_iter().flatten();
        known.any(|(rest, role)| {
            let next = words
                .strip_prefix(rest.as_slice())
                .and_then(<[String]>::first);
            let number = next.is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()));
            number && *role == Role::Below
        })
    }

    /// Whether a word by itself tells nothing of what is counted.
    fn idle(&self, word: &str) -> bool {
        let roles = [
            Role::Filler,
            Role::Achieves,
            Role::Exists,
            Role::Is,
            Role::And,
            Role::OfWhom,
            Role::Near,
            Role::About,
            Role::Below,
        ];
        let phrases = self.phrases.get(word).into_iter().flatten();
        let mut alone = phrases.filter(|(rest, _)| rest.is_empty());
        alone.any(|(_, role)| roles.contains(role))
    }

    /// How many telling words of a label a text has.
    pub fn shared(&self, label: &str, text: &str) -> usize {
        let (single, joined) = self.meant(text);
        let telling = self.telling(label);
        let said = |word: &&String| single.contains(*word) || joined.contains(*word);
        telling.iter().filter(said).count()
    }
}

/// The words of a phrase, as they are compared.
fn plain_phrase(phrase: &str) -> String {
    words(phrase).join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_grammar_gives_each_phrase_one_part() {
        let grammar = Grammar::shipped().unwrap();
        for (first, phrases) in &grammar.phrases {
            for (i, (rest, role)) in phrases.iter().enumerate() {
                let twice = phrases.iter().skip(i + 1).any(|(other, _)| other == rest);
                assert!(!twice, "{first} {rest:?} {role:?}");
            }
        }
    }

    #[test]
    fn hints_are_known_in_any_letters_and_at_either_end() {
        let grammar = Grammar::shipped().unwrap();
        assert!(grammar.is("Trong số", Hint::Among) && !grammar.is("trong đó", Hint::Among));
        assert!(grammar.begins("Trong đó", Hint::Among) && !grammar.begins("tro", Hint::Among));
        assert!(grammar.ends("cao HƠN", Hint::Than) && !grammar.ends("ơn", Hint::Than));
        assert!(grammar.says(&words("có tỷ lệ số hóa"), Role::Rate));
    }

    #[test]
    fn words_of_one_meaning_tell_the_same() {
        let grammar = Grammar::shipped().unwrap();
        assert_eq!(
            grammar.telling("Hồ sơ trễ hạn"),
            grammar.telling("hồ sơ quá hạn")
        );
    }
}
