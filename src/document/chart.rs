//! A chart between paragraphs: what it shows, of which figures, and in words for those who cannot
//! see it.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::form::choice;
use crate::source::Words;

/// A chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// How it shows its figures.
    pub look: ChartLook,
    /// Its title.
    pub title: Words,
    /// What its values are of: `điểm`. May be empty.
    pub unit: Words,
    /// The classes that its figures may lie in, the best first.
    pub classes: Vec<String>,
    /// Its figures.
    pub figures: Vec<ChartFigure>,
}

choice! {
    /// How a chart shows its figures.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum ChartLook: "dạng biểu đồ" {
        /// A bar for each, one below the other.
        Bars = "cột": "mỗi dòng một cột nằm ngang",
        /// A line from one to the next.
        Line = "đường": "qua các tháng, nhiều nhất 13 điểm",
    }
}

/// A figure of a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartFigure {
    /// What it is of: a unit, a group, a month.
    pub name: Words,
    /// Its value; none if there is none.
    pub value: Option<Decimal>,
    /// Its value as it is written.
    pub written: Words,
    /// The class it lies in; empty for none.
    pub class: Words,
}

/// Stands where there is no value.
const NO_VALUE: &str = "chưa có số liệu";

impl ChartFigure {
    /// What stands at its bar or point: `91,40 (Xuất sắc)`.
    pub fn shown(&self) -> Words {
        match (self.value.is_some(), self.class.is_empty()) {
            (false, _) => NO_VALUE.into(),
            (true, true) => self.written.clone(),
            (true, false) => {
                let parts = [
                    self.written.clone(),
                    " (".into(),
                    self.class.clone(),
                    ")".into(),
                ];
                parts.into_iter().collect()
            }
        }
    }
}

impl Chart {
    /// What some of its figures show, told to those who cannot see them.
    pub fn summary(&self, part: Range<usize>) -> String {
        let figures = self.figures.get(part.clone()).unwrap_or_default();
        let (look, each) = match self.look {
            ChartLook::Bars => ("Biểu đồ cột", "cột"),
            ChartLook::Line => ("Biểu đồ đường", "điểm"),
        };
        let count = figures.len();
        let of = match count == self.figures.len() {
            true => format!("{count} {each}"),
            false => format!(
                "{each} {} đến {} trong {}",
                part.start + 1,
                part.end,
                self.figures.len()
            ),
        };
        let mut summary = format!("{look}: {}; {of}", self.title);
        let with_value = || figures.iter().filter(|figure| figure.value.is_some());
        // Of equal ones the first.
        let highest = with_value().rev().max_by_key(|figure| figure.value);
        let lowest = with_value().min_by_key(|figure| figure.value);
        for (what, figure) in [("cao nhất", highest), ("thấp nhất", lowest)] {
            if let Some(figure) = figure {
                summary.push_str(&format!("; {what}: {}", self.in_words(figure)));
            }
        }
        if self.look == ChartLook::Line
            && let (Some(first), Some(last)) = (figures.first(), figures.last())
        {
            summary.push_str(&format!(
                "; từ {} đến {}",
                self.in_words(first),
                self.in_words(last)
            ));
        }
        summary.push('.');
        summary
    }

    /// `xã Mỹ Đức 93,77 điểm (Xuất sắc)`.
    fn in_words(&self, figure: &ChartFigure) -> String {
        let mut words = figure.name.to_string();
        match figure.value {
            None => words.push_str(&format!(" {NO_VALUE}")),
            Some(_) => {
                words.push_str(&format!(" {}", figure.written));
                if !self.unit.is_empty() {
                    words.push_str(&format!(" {}", self.unit));
                }
            }
        }
        if !figure.class.is_empty() {
            words.push_str(&format!(" ({})", figure.class));
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(name: &str, value: Option<i64>, class: &str) -> ChartFigure {
        ChartFigure {
            name: name.into(),
            value: value.map(Decimal::from),
            written: value
                .map(|value| value.to_string())
                .unwrap_or_default()
                .into(),
            class: class.into(),
        }
    }

    #[test]
    fn the_alternative_text_follows_from_the_figures() {
        let chart = Chart {
            look: ChartLook::Bars,
            title: "Điểm của các xã".into(),
            unit: "điểm".into(),
            classes: Vec::new(),
            figures: vec![
                figure("xã A", Some(90), "Tốt"),
                figure("xã B", Some(90), "Tốt"),
                figure("xã C", None, ""),
                figure("xã D", Some(60), "Khá"),
            ],
        };
        assert_eq!(
            chart.summary(0..4),
            "Biểu đồ cột: Điểm của các xã; 4 cột; cao nhất: xã A 90 điểm (Tốt); \
             thấp nhất: xã D 60 điểm (Khá)."
        );
        assert_eq!(
            chart.summary(2..3),
            "Biểu đồ cột: Điểm của các xã; cột 3 đến 3 trong 4."
        );
        let line = Chart {
            look: ChartLook::Line,
            ..chart
        };
        let told = line.summary(0..4);
        assert!(
            told.ends_with("; từ xã A 90 điểm (Tốt) đến xã D 60 điểm (Khá)."),
            "{told}"
        );
    }

    #[test]
    fn a_figure_shows_its_class_by_word_and_a_blank_says_so() {
        assert_eq!(figure("a", Some(7), "Khá").shown().as_str(), "7 (Khá)");
        assert_eq!(figure("a", Some(7), "").shown().as_str(), "7");
        assert_eq!(figure("a", None, "").shown().as_str(), NO_VALUE);
    }
}
