//! Numbers that look like chance and are the same each time, and what is drawn with them.

/// Numbers that look like chance and are the same each time.
pub(crate) struct Dice(u64);

impl Dice {
    /// Dice that always fall alike for one seed.
    pub(crate) fn new(seed: u64) -> Self {
        let mut dice = Self(seed);
        // The first falls of neighbouring seeds are much alike.
        for _ in 0..3 {
            dice.roll(2);
        }
        dice
    }

    /// From 0 up to one less than so many sides.
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    /// One of these.
    pub(crate) fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.roll(of.len())]
    }

    /// Yes, once in so many times.
    pub(crate) fn once_in(&mut self, times: usize) -> bool {
        self.roll(times) == 0
    }

    /// A number between two, both of which may come.
    pub(crate) fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.roll(most - least + 1)
    }

    /// So many words.
    pub(crate) fn text(&mut self, words: usize) -> String {
        const WORDS: [&str; 40] = [
            "ủy",
            "ban",
            "nhân",
            "dân",
            "cơ",
            "quan,",
            "đơn",
            "vị",
            "địa",
            "bàn",
            "kiểm",
            "soát",
            "TTHC;",
            "số 12/TB-UBND",
            "2021-2025",
            "(một",
            "cửa)",
            "nghiêm",
            "túc.",
            "đạt 99,1%",
            "hướng",
            "trường",
            "điện",
            "tử",
            "ngày\u{a0}23/6/2022",
            "QĐ-TTg",
            "“một",
            "cửa”",
            "phục",
            "vụ",
            "- Tự",
            "do –",
            "Hạnh",
            "phúc",
            "giảm −1,5",
            "và/hoặc",
            "nghiệp:",
            "thôn/xóm",
            "Ủy",
            "nhân-dân",
        ];
        let words: Vec<&str> = (0..words).map(|_| WORDS[self.roll(WORDS.len())]).collect();
        words.join(" ")
    }
}
