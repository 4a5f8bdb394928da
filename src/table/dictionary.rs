//! How offices write the heads of tables: abbreviations, words that say nothing, words that tell
//! one column from another, heads of columns that every office has.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::words::fold;
use crate::fault::Faults;
use crate::form::{Fields, Form, Key, Node, Shape, parse};
use crate::vn::spelling::key;

const FILE: &str = include_str!("ten-cot.yaml");

static SHIPPED: OnceLock<Dictionary> = OnceLock::new();

/// What is known of heads.
#[derive(Debug)]
pub struct Dictionary {
    short: BTreeMap<String, String>,
    idle: BTreeSet<String>,
    distinguishing: BTreeSet<String>,
    heads: Vec<(String, String)>,
    totals: BTreeSet<String>,
    total_starts: Vec<String>,
    /// Names of rows of no unit, words that such names begin with, and words after those.
    aggregates: Aggregates,
    /// What stands in brackets behind the name of a unit and is no part of it.
    remarks: BTreeSet<String>,
    /// What stands before the number of a rank.
    rank_words: BTreeSet<String>,
    /// What stands before and behind the most points in a head, and in the name of their row.
    pub(super) maximum: Maximum,
    /// The same without accents, for who writes all so.
    plain_aggregates: Aggregates,
}

/// Words around the most points, folded.
#[derive(Debug)]
pub(super) struct Maximum {
    pub before: Vec<String>,
    pub behind: Vec<String>,
    pub rows: Vec<String>,
}

/// Words by which rows of no unit are known.
#[derive(Debug)]
struct Aggregates {
    names: BTreeSet<String>,
    starts: Vec<String>,
    nexts: Vec<String>,
}

impl Aggregates {
    fn of([names, starts, nexts]: [&[String]; 3], key: impl Fn(&str) -> String) -> Self {
        Self {
            names: names.iter().map(|words| key(words)).collect(),
            starts: starts.iter().map(|words| key(words)).collect(),
            nexts: nexts.iter().map(|words| key(words)).collect(),
        }
    }

    /// Whether a name, as [`key`] has it, is of such a row.
    fn say(&self, name: &str) -> bool {
        let next = |rest: &str| {
            let number = |c: char| c.is_ascii_digit() || matches!(c, 'i' | 'v' | 'x');
            let word = rest.split(' ').next().unwrap_or_default();
            let begins = |next: &String| {
                let rest = rest.strip_prefix(next.as_str());
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
            };
            word.chars().all(number) || self.nexts.iter().any(begins)
        };
        let after = |start: &String| name.strip_prefix(start.as_str())?.strip_prefix(' ');
        self.names.contains(name) || self.starts.iter().filter_map(after).any(next)
    }
}

/// The words of one level of a head, abbreviations written out, without what stands in brackets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// Its words as written.
    text: String,
    /// Its words, whatever their order.
    words: BTreeSet<String>,
    /// Those that no other head may lack: numbers, and words such as `đúng`, `quá`.
    distinguishing: BTreeSet<String>,
}

static HEADS: Form = Form::new("tên cột").keys(&[
    Key::required::<Node>("viet_tat", "Chữ viết tắt và chữ đầy đủ")
        .shaped(|| Shape::map("viet_tat", &[], Shape::Text)),
    Key::required::<Vec<String>>("bo_qua", "Chữ không phân biệt được cột này với cột khác"),
    Key::required::<Vec<String>>(
        "phan_biet",
        "Chữ mà tiêu đề có thì tiêu đề kia cũng phải có",
    ),
    Key::required::<Vec<String>>("dong_tong", "Tên dòng tổng"),
    Key::required::<Vec<String>>("dong_tong_mo_dau", "Tên mở đầu thế này là dòng tổng"),
    Key::required::<Vec<Vec<String>>>("dong_tong_hop", "Tên dòng không phải của một đơn vị"),
    Key::required::<Vec<String>>("dong_tong_hop_mo_dau", "Chữ mở đầu tên dòng như thế"),
    Key::required::<Vec<String>>("dong_tong_hop_tiep", "Chữ đứng ngay sau chữ mở đầu đó"),
    Key::required::<Vec<String>>("loi_ghi", "Lời ghi trong ngoặc sau tên đơn vị"),
    Key::required::<Vec<String>>("chu_hang", "Chữ trước số trong ô xếp hạng"),
    Key::required::<Vec<String>>("toi_da", "Chữ trước số điểm tối đa trong tiêu đề"),
    Key::required::<Vec<String>>("chu_diem", "Chữ sau số điểm tối đa trong tiêu đề"),
    Key::required::<Vec<String>>("dong_toi_da", "Chữ trong tên dòng ghi điểm tối đa"),
    Key::required::<Node>("cot", "Mã cột và những tiêu đề mà các nơi hay dùng")
        .shaped(|| Shape::map("cot", &[], Shape::list(Shape::Text))),
]);

impl Dictionary {
    /// The shipped one.
    ///
    /// # Errors
    /// If its file is damaged.
    pub fn shared() -> Result<&'static Self, Faults> {
        if let Some(known) = SHIPPED.get() {
            return Ok(known);
        }
        let node = parse("ten-cot.yaml", FILE)?;
        let mut faults = Faults::none();
        let read = Self::of(&node, &mut faults);
        let read = faults.or(read)?;
        Ok(SHIPPED.get_or_init(|| read))
    }

    fn of(node: &Node, faults: &mut Faults) -> Option<Self> {
        let fields = Fields::of(node, &HEADS, faults)?;
        let short: Node = fields.get("viet_tat", faults)?;
        let idle: Vec<String> = fields.get("bo_qua", faults)?;
        let distinguishing: Vec<String> = fields.get("phan_biet", faults)?;
        let totals: Vec<String> = fields.get("dong_tong", faults)?;
        let starts: Vec<String> = fields.get("dong_tong_mo_dau", faults)?;
        let aggregates: Vec<Vec<String>> = fields.get("dong_tong_hop", faults)?;
        let aggregate_starts: Vec<String> = fields.get("dong_tong_hop_mo_dau", faults)?;
        let aggregate_nexts: Vec<String> = fields.get("dong_tong_hop_tiep", faults)?;
        let remarks: Vec<String> = fields.get("loi_ghi", faults)?;
        let rank_words: Vec<String> = fields.get("chu_hang", faults)?;
        let mut folded = |key: &str| {
            let words: Option<Vec<String>> = fields.get(key, faults);
            words.map(|words| words.iter().map(|word| fold(word)).collect())
        };
        let maximum = Maximum {
            before: folded("toi_da")?,
            behind: folded("chu_diem")?,
            rows: folded("dong_toi_da")?,
        };
        let heads: Node = fields.get("cot", faults)?;
        let aggregates: Vec<String> = aggregates.concat();
        let words = [&*aggregates, &*aggregate_starts, &*aggregate_nexts];
        Some(Self {
            short: texts(&short)
                .map(|(key, text)| (fold(&key), fold(&text)))
                .collect(),
            idle: idle.iter().map(|word| fold(word)).collect(),
            distinguishing: distinguishing.iter().map(|word| fold(word)).collect(),
            heads: texts(&heads).collect(),
            totals: totals.iter().map(|words| fold(words)).collect(),
            total_starts: starts.iter().map(|words| fold(words)).collect(),
            aggregates: Aggregates::of(words, key),
            remarks: remarks.iter().map(|words| fold(words)).collect(),
            maximum,
            rank_words: rank_words.iter().map(|word| fold(word)).collect(),
            plain_aggregates: Aggregates::of(words, |words| key(&fold(words))),
        })
    }

    /// The heads under which offices have a common name, such as `don_vi`.
    pub fn common(&self, name: &str) -> impl Iterator<Item = Vec<String>> {
        let heads = self.heads.iter().filter(move |(known, _)| known == name);
        heads.map(|(_, head)| vec![head.clone()])
    }

    /// Whether words are the name of a total row.
    pub fn says_total(&self, text: &str) -> bool {
        let words = fold(text);
        let words = words.trim_end_matches([':', '.']).trim_end();
        let begins = |start: &String| {
            let rest = words.strip_prefix(start.as_str());
            rest.is_some_and(|rest| start.ends_with('(') || rest.starts_with(' '))
        };
        self.totals.contains(words) || self.total_starts.iter().any(begins)
    }

    /// Whether words are the name of a row that is of no unit: of a sum, a mean, a limit.
    pub fn says_aggregate(&self, text: &str) -> bool {
        let name = text.split(['(', ':']).next().unwrap_or_default();
        let known = match name.is_ascii() {
            true => &self.plain_aggregates,
            false => &self.aggregates,
        };
        known.say(&key(name))
    }

    /// The name of a unit without the serial number before it, and remarks and the signs of notes
    /// behind it: `1. Xã Lam Vỹ (điều chỉnh)*`.
    pub fn bare_name<'t>(&self, text: &'t str) -> &'t str {
        let is_number = |words: &str| {
            (1..4).contains(&words.len()) && words.bytes().all(|b| b.is_ascii_digit())
        };
        let mut name = text.trim();
        if let Some((number, rest)) = name.split_once(['.', ')'])
            && is_number(number)
            && rest.starts_with(char::is_whitespace)
            && rest.trim_start().starts_with(char::is_alphabetic)
        {
            name = rest.trim_start();
        }
        loop {
            let shorter = name.trim_end_matches(['*', '¹', '²', '³']).trim_end();
            let inside = shorter
                .strip_suffix(')')
                .and_then(|rest| rest.rsplit_once('('));
            let shorter = match inside {
                Some((before, words))
                    if is_number(words)
                        || words.chars().all(|c| c == '*')
                        || self.remarks.contains(&fold(words)) =>
                {
                    before.trim_end()
                }
                _ => shorter,
            };
            if shorter == name || !shorter.contains(char::is_alphabetic) {
                return name;
            }
            name = shorter;
        }
    }

    /// What stands behind the words before a rank, from a digit on or its sign: `14/102` of `Hạng
    /// thứ 14/102`. Nothing if there are other words, or no number.
    pub fn rank_of<'t>(&self, text: &'t str) -> Option<&'t str> {
        let digit = text.find(|c: char| c.is_ascii_digit())?;
        let (before, _) = text.split_at_checked(digit)?;
        let words = before.split(|c: char| !c.is_alphabetic());
        let mut words = words.filter(|word| !word.is_empty());
        let end = before.rfind(char::is_alphabetic).unwrap_or(0);
        let behind = text.get(end..)?.trim_start_matches(char::is_alphabetic);
        let known = words.all(|word| self.rank_words.contains(&fold(word)));
        known.then(|| behind.trim_start_matches([' ', ':']))
    }

    /// Whether words are the head of the column of serial numbers.
    pub fn says_serial(&self, text: &str) -> bool {
        let plain = |text: &str| fold(text).replace('.', "");
        let said = plain(text);
        let heads = self.heads.iter().filter(|(name, _)| name == "tt");
        heads.into_iter().any(|(_, head)| plain(head) == said)
    }

    /// The levels of a head that have any words.
    pub fn levels(&self, path: &[String]) -> Vec<Level> {
        let levels = path.iter().map(|text| self.level(text));
        levels.filter(|level| !level.words.is_empty()).collect()
    }

    fn level(&self, text: &str) -> Level {
        let mut depth = 0_u32;
        let mut kept = String::new();
        for c in fold(text).chars() {
            match c {
                '(' | '[' => depth += 1,
                ')' | ']' => depth = depth.saturating_sub(1),
                c if depth == 0 && c.is_alphanumeric() => kept.push(c),
                _ => kept.push(' '),
            }
        }
        let full = |word| self.short.get(word).map_or(word, String::as_str);
        let words = kept
            .split_whitespace()
            .flat_map(|word| full(word).split(' '));
        let words: Vec<&str> = words.filter(|word| !self.idle.contains(*word)).collect();
        let distinguishes = |word: &&&str| {
            self.distinguishing.contains(**word) || word.chars().all(|c| c.is_ascii_digit())
        };
        let own = |word: &&str| (*word).to_owned();
        Level {
            text: words.join(" "),
            distinguishing: words.iter().filter(distinguishes).map(own).collect(),
            words: words.iter().map(own).collect(),
        }
    }
}

impl Level {
    /// How alike two levels are, of a thousand: by the words that they share, or by the letters
    /// that would have to be changed; not at all if a word that tells columns apart differs.
    pub fn likeness(&self, other: &Self) -> usize {
        if self.distinguishing != other.distinguishing {
            return 0;
        }
        let both = self.words.intersection(&other.words).count();
        let words = (2000 * both).checked_div(self.words.len() + other.words.len());
        let longest = self.text.chars().count().max(other.text.chars().count());
        let changed = (1000 * strsim::levenshtein(&self.text, &other.text)).checked_div(longest);
        let letters = changed.map_or(0, |changed| 1000_usize.saturating_sub(changed));
        words.unwrap_or(0).max(letters)
    }

    /// Whether it is the other one shortened to first letters, in whole or in part: `CKMB` of “công
    /// khai, minh bạch”, `DVC TT`, `Mức độ HL`.
    pub fn shortens(&self, full: &Self) -> bool {
        /// Two letters are those of many names.
        const FEWEST: usize = 3;
        let full: Vec<&str> = full.text.split(' ').collect();
        let short: Vec<&str> = self.text.split(' ').collect();
        full.len() >= FEWEST && shortens(&short, &full) == Some(full.len())
    }

    /// Whether it may be a part of the other shortened to first letters: `CK` of “công khai, minh
    /// bạch”.
    pub fn may_shorten(&self, full: &Self) -> bool {
        let full: Vec<&str> = full.text.split(' ').collect();
        let short: Vec<&str> = self.text.split(' ').collect();
        let from = |start| full.get(start..).and_then(|rest| shortens(&short, rest));
        (0..full.len()).any(|start| from(start).is_some_and(|words| words > 1))
    }

    /// Whether they have the same words.
    pub fn is(&self, other: &Self) -> bool {
        self.words == other.words
    }
}

/// What stands behind the words before a rank, as the shipped dictionary knows them.
pub fn rank_of(text: &str) -> Option<&str> {
    Dictionary::shared().ok()?.rank_of(text)
}

/// How many words from the first on some words say: each the same word, or the first letters of
/// several.
fn shortens(short: &[&str], full: &[&str]) -> Option<usize> {
    let Some((word, rest)) = short.split_first() else {
        return Some(0);
    };
    let (first, others) = full.split_first()?;
    if word == first {
        return Some(1 + shortens(rest, others)?);
    }
    let letters = word.chars().count();
    let (said, unsaid) = full.split_at_checked(letters)?;
    let initials = said.iter().filter_map(|word| word.chars().next());
    if letters < 2 || !word.chars().eq(initials) {
        return None;
    }
    Some(letters + shortens(rest, unsaid)?)
}

/// Names with texts; a name with a list has each of its texts.
fn texts(node: &Node) -> impl Iterator<Item = (String, String)> {
    node.entries().iter().flat_map(|entry| {
        let texts = entry.value.items().iter().filter_map(Node::text);
        texts.map(|text| (entry.key.clone(), text.to_owned()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_are_told_from_names() {
        let says_total = |text| Dictionary::shared().unwrap().says_total(text);
        for text in [
            "TỔNG",
            "Tổng số",
            "TỔNG CỘNG:",
            "Cộng",
            "Tổng cộng toàn xã",
            "Tổng số (19 xã)",
        ] {
            assert!(says_total(text), "{text}");
        }
        for text in [
            "Công an xã",
            "Tổng số hồ sơ tiếp nhận",
            "Tổng Cọt",
            "Cộng Hòa",
        ] {
            assert!(!says_total(text), "{text}");
        }
    }

    #[test]
    fn names_are_read_without_what_is_written_around_them() {
        let bare = |text| Dictionary::shared().unwrap().bare_name(text);
        for text in [
            "1. Xã Lam Vỹ",
            "12) Xã Lam Vỹ",
            "Xã Lam Vỹ*",
            "Xã Lam Vỹ (1)",
            "Xã Lam Vỹ (**)",
            "2. Xã Lam Vỹ (điều chỉnh) *",
            "Xã Lam Vỹ (Đã sửa)",
        ] {
            assert_eq!(bare(text), "Xã Lam Vỹ", "{text}");
        }
        for text in [
            "Xã Tân An (huyện Vĩnh Cửu)",
            "Phường 1",
            "1.1 Số hồ sơ",
            "Chi nhánh (cơ sở 2)",
            "*",
        ] {
            assert_eq!(bare(text), text);
        }
    }

    #[test]
    fn first_letters_stand_for_words() {
        let known = Dictionary::shared().unwrap();
        let level = |text: &str| known.level(text);
        for (short, full) in [
            ("CKMB", "Công khai, minh bạch"),
            ("TĐGQ", "Tiến độ giải quyết"),
            ("DVCTT", "Dịch vụ công trực tuyến"),
            ("DVC TT", "Dịch vụ công trực tuyến"),
            ("TTTT", "Thanh toán trực tuyến"),
            ("TT trực tuyến", "Thanh toán trực tuyến"),
            ("Mức độ HL", "Mức độ hài lòng"),
            ("SHHS", "Số hóa hồ sơ"),
        ] {
            assert!(
                level(short).shortens(&level(full)) || level(short).is(&level(full)),
                "{short}"
            );
        }
        for (short, full) in [
            ("TT", "Thanh toán trực tuyến"),
            ("TĐ", "Tổng điểm"),
            ("CKMB", "Công khai"),
        ] {
            assert!(!level(short).shortens(&level(full)), "{short}");
        }
        assert!(level("CK").may_shorten(&level("Công khai, minh bạch")));
        assert!(level("HL").may_shorten(&level("Mức độ hài lòng")));
        assert!(!level("Ghi chú").may_shorten(&level("Mức độ hài lòng")));
    }

    #[test]
    fn names_of_sums_and_means_are_told_from_those_of_units() {
        let says = |text| Dictionary::shared().unwrap().says_aggregate(text);
        for text in [
            "TRUNG BÌNH",
            "Trung binh",
            "Trung bình chung toàn huyện",
            "Bình quân 19 xã, thị trấn",
            "Toàn huyện",
            "TOÀN TỈNH",
            "Tổng điểm:",
            "Điểm tối đa (100)",
            "Luỹ kế từ đầu năm",
            "Cộng khối xã",
            "Tổng các xã",
            "Khối xã",
            "Nguồn: Cổng Dịch vụ công quốc gia",
        ] {
            assert!(says(text), "{text}");
        }
        for text in [
            "Xã Trung Bình",
            "xã Tổng Cọt",
            "Tổng Cọt",
            "Cộng Hòa",
            "Toàn Thắng",
            "Trung tâm Phục vụ hành chính công",
            "Trung Bính",
            "Điểm Hy",
            "Khối Đảng",
            "Xã Bình Quân",
        ] {
            assert!(!says(text), "{text}");
        }
    }
}
