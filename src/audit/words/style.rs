//! Style that only the whole document shows: one place for tone marks, marks in pairs.

use std::collections::BTreeMap;

use crate::audit::code::Code;
use crate::audit::context::Context;
use crate::audit::finding::Finding;
use crate::audit::texts::Stretch;
use crate::vn::text::is_letter;
use crate::vn::tone;

/// Where a word stands first, and how often it is there.
struct Seen {
    start: usize,
    times: usize,
}

pub fn check(context: &Context, out: &mut Vec<Finding>) {
    out.extend(tone_marks(context));
    pairs(context, out);
}

/// TERM-03: `hóa` or `hoá`, not both.
fn tone_marks(context: &Context) -> Option<Finding> {
    let mut found: BTreeMap<bool, BTreeMap<&str, Seen>> = BTreeMap::new();
    let mut start = 0;
    for piece in context.lowered.split_inclusive(|c: char| !is_letter(c)) {
        let word = piece.trim_end_matches(|c: char| !is_letter(c));
        if let Some(first) = tone::on_first(word) {
            let words = found.entry(first).or_default();
            words.entry(word).or_insert(Seen { start, times: 0 }).times += 1;
        }
        start += piece.len();
    }
    let (on_first, on_second) = (found.get(&true)?, found.get(&false)?);
    let count = |words: &BTreeMap<&str, Seen>| words.values().map(|seen| seen.times).sum::<usize>();
    let listed = |words: &BTreeMap<&str, Seen>| {
        let each = words.iter();
        let each = each.map(|(word, seen)| format!("{word} ×{}", seen.times));
        each.collect::<Vec<_>>().join(", ")
    };
    let rarer = if count(on_first) < count(on_second) {
        on_first
    } else {
        on_second
    };
    let (word, Seen { start, .. }) = rarer.iter().min_by_key(|(_, seen)| seen.start)?;
    let message = format!(
        "hai kiểu đặt dấu thanh: {} và {}",
        listed(on_first),
        listed(on_second)
    );
    let finding = context.at(Code::Term03, *start, start + word.len(), message);
    Some(finding.suggest(format!(
        "viết một kiểu; ít dùng hơn ở đây: {}",
        listed(rarer)
    )))
}

/// TERM-05: what is opened is closed.
fn pairs(context: &Context, out: &mut Vec<Finding>) {
    for Stretch {
        start, text: whole, ..
    } in (context.texts.iter()).filter(|stretch| !stretch.part.is_cell())
    {
        // The mark of a point, `a)`, closes nothing.
        let text = match whole.split_once(") ") {
            Some((mark, rest)) if mark.chars().count() <= 3 && !mark.contains('(') => rest,
            _ => whole,
        };
        let end = start + whole.len();
        // Behind a number a straight quote is an inch, or closes what another opened.
        let straight = text.match_indices('"');
        let (inches, straight): (Vec<_>, Vec<_>) = straight.partition(|(at, _)| {
            let before = text.get(..*at).unwrap_or_default();
            before.ends_with(|c: char| c.is_ascii_digit())
        });
        let straight = straight.len();
        let odd = straight % 2 == 1 && inches.is_empty();
        let lone = odd.then(|| format!("{straight} dấu nháy thẳng, không thành cặp,"));
        let pairs = [('“', '”'), ('(', ')')]
            .into_iter()
            .filter_map(|(open, close)| {
                let [opened, closed] = [open, close].map(|sign| text.matches(sign).count());
                let unequal = opened != closed;
                unequal.then(|| format!("{opened} dấu “{open}” mà {closed} dấu “{close}”"))
            });
        for found in pairs.chain(lone) {
            let words: String = text.chars().take(60).collect();
            let message = format!("{found} trong đoạn “{words}…”");
            out.push(
                context
                    .at(Code::Term05, end - text.len(), end, message)
                    .suggest("thêm hoặc bỏ dấu cho đủ cặp"),
            );
        }
    }
}
