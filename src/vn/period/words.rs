//! Periods in words, and as they are written in files.

use std::fmt;

use time::Date;

use super::PartOfYear::{Half, Month, NineMonths, Quarter, Week, Year};
use super::{Moment, Period, Span};
use crate::vn::date::{self, month_number};
use crate::vn::number::roman;

impl Moment {
    /// `11 giờ 00 ngày 06/11/2025`.
    fn words(self) -> String {
        let day = date::short(self.day);
        match self.time {
            Some((hour, minute)) => format!("{hour:02} giờ {minute:02} ngày {day}"),
            None => format!("ngày {day}"),
        }
    }
}

impl Period {
    /// What it is, as prose calls it with “này”, “trước”: `tuần`, `tháng`, `quý`, `năm`, or `kỳ`.
    pub fn noun(self) -> &'static str {
        match self.part() {
            _ if self.is_week() => "tuần",
            Some(Month(_)) => "tháng",
            Some(Quarter(_)) => "quý",
            Some(Year) => "năm",
            Some(Week(_) | Half(_) | NineMonths) | None => "kỳ",
        }
    }

    /// What it is called within its year: `tháng 02`, `quý IV`, `tuần 45`, `6 tháng đầu năm`.
    pub fn within_year(self) -> String {
        match self.part() {
            Some(Week(week)) => format!("tuần {week}"),
            Some(Month(month)) => format!("tháng {}", month_number(month)),
            Some(Quarter(quarter)) => format!("quý {}", roman(quarter.into())),
            Some(Half(1)) => "6 tháng đầu năm".to_owned(),
            Some(Half(_)) => "6 tháng cuối năm".to_owned(),
            Some(NineMonths) => "9 tháng".to_owned(),
            Some(Year) | None => self.short(),
        }
    }

    /// `tháng 02/2024`, with the decree's zero for the first two months (ND30-DD-03, DD-06);
    /// `quý IV/2026`, `tuần 45/2026`, `6 tháng đầu năm 2026`.
    pub fn short(self) -> String {
        match self.span {
            Span::Part(year, Week(week)) => format!("tuần {week}/{year}"),
            Span::Part(year, Month(month)) => format!("tháng {}/{year}", month_number(month)),
            Span::Part(year, Quarter(quarter)) => format!("quý {}/{year}", roman(quarter.into())),
            Span::Days(first, last) => {
                let (first, last) = (date::short(first), date::short(last));
                format!("{} từ {first} đến {last}", self.noun())
            }
            Span::ToDate => format!("thời điểm {}", self.counted_until().unwrap_or_default()),
            Span::Part(..) => self.span_in_words(),
        }
    }

    /// `tháng 02 năm 2024`, `quý IV năm 2026`, `tuần 45 (từ ngày 02/11/2026 đến ngày 08/11/2026)`;
    /// with the moment up to which it was counted, if one is stated.
    pub fn long(self) -> String {
        let span = self.span_in_words();
        match (self.until, self.span) {
            (None, _) | (_, Span::ToDate) => span,
            (Some(until), _) => format!("{span} (tính đến {})", until.words()),
        }
    }

    fn span_in_words(self) -> String {
        let days = |first: Date, last: Date| {
            let (first, last) = (date::short(first), date::short(last));
            format!("từ ngày {first} đến ngày {last}")
        };
        match self.span {
            Span::Part(year, part) => match part {
                Week(week) => {
                    let (first, last) = self.whole();
                    format!("tuần {week} ({})", days(first, last))
                }
                Month(month) => format!("tháng {} năm {year}", month_number(month)),
                Quarter(quarter) => format!("quý {} năm {year}", roman(quarter.into())),
                Half(1) => format!("6 tháng đầu năm {year}"),
                Half(_) => format!("6 tháng cuối năm {year}"),
                NineMonths => format!("9 tháng năm {year}"),
                Year => format!("năm {year}"),
            },
            Span::Days(first, last) if self.is_week() => format!("tuần {}", days(first, last)),
            Span::Days(first, last) => days(first, last),
            Span::ToDate => format!("tính đến {}", self.counted_until().unwrap_or_default()),
        }
    }

    /// `11 giờ 00 ngày 06/11/2025`: up to when it was counted, if that is stated.
    pub fn counted_until(self) -> Option<String> {
        self.until.map(Moment::words)
    }

    /// Up to when it was counted is left out.
    #[must_use]
    pub fn without_moment(self) -> Self {
        match self.span {
            Span::ToDate => self,
            span => Self { span, until: None },
        }
    }

    /// The ways to write it: as prose does, and of days also with or without “ngày” and the first
    /// year.
    pub fn written(self) -> Vec<String> {
        let mut forms = vec![self.short(), self.long()];
        if let Span::Days(first, last) = self.span {
            let [from, to] = [first, last].map(date::short);
            let bare = from.rsplit_once('/').map_or(from.as_str(), |(day, _)| day);
            forms.push(format!("từ {from} đến {to}"));
            forms.push(format!("từ ngày {from} đến ngày {to}"));
            forms.push(format!("từ {bare} đến {to}"));
            forms.push(format!("từ ngày {bare} đến ngày {to}"));
            forms.push(format!("tuần từ ngày {bare} đến ngày {to}"));
        }
        forms
    }

    /// The next one, written as this one was: `quý III/2026` becomes `quý IV/2026`.
    pub fn write_like(self, other: Self, written: &str) -> String {
        let forms = other.written().into_iter().zip(self.written());
        let form = forms.into_iter().find(|(form, _)| form == written.trim());
        // Days of two years are written whole.
        let form = form.filter(|(_, own)| Self::parse(own) == Some(self));
        form.map_or_else(|| self.to_string(), |(_, own)| own)
    }
}

/// As in a hồ sơ, in JSON and in names of files: `2024-02`, `2026-quy-4`, `2026-tuan-45`,
/// `2026-6-thang-dau`, `2026-9-thang`, `2026`, `2026-10-15_2026-11-14`; with a moment
/// `2025-11_den_2025-11-06_11h00`.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.span {
            Span::Part(year, part) => match part {
                Week(week) => write!(f, "{year}-tuan-{week:02}"),
                Month(month) => write!(f, "{year}-{month:02}"),
                Quarter(quarter) => write!(f, "{year}-quy-{quarter}"),
                Half(1) => write!(f, "{year}-6-thang-dau"),
                Half(_) => write!(f, "{year}-6-thang-cuoi"),
                NineMonths => write!(f, "{year}-9-thang"),
                Year => write!(f, "{year}"),
            },
            Span::Days(first, last) => write!(f, "{first}_{last}"),
            Span::ToDate => Ok(()),
        }?;
        let Some(until) = self.until else {
            return Ok(());
        };
        let before = if self.span == Span::ToDate { "" } else { "_" };
        write!(f, "{before}den_{}", until.day)?;
        match until.time {
            Some((hour, minute)) => write!(f, "_{hour:02}h{minute:02}"),
            None => Ok(()),
        }
    }
}
