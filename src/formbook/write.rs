//! The writing of the sheets: texts as texts, whatever they begin with; what is offered; what each
//! head is for.

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DocProperties, Format, FormatAlign,
    FormatBorder, Note, Workbook, Worksheet, XlsxError,
};
use time::Date;

use super::input::{Held, Input, Shown};
use super::key;
use super::size::set_height;
use super::tab::{HELP, InputRow, Tab, VALUE};
use crate::vn::text::capitalise;
use crate::workbook::{self, float, sheet_names};

const A4: u8 = 9;
/// How long the name of a sheet may grow, beside a number.
const NAME: usize = 27;
/// Excel's most for the texts of a drop-down, together.
const OFFERED: usize = 255;

/// The workbook's bytes.
pub fn write(tabs: &[Tab], day: Date) -> Result<Vec<u8>, XlsxError> {
    let mut file = Workbook::new();
    let created = workbook::day(day)?;
    file.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let names: Vec<String> = tabs.iter().map(|tab| shortened(&tab.name)).collect();
    let names = sheet_names(names.iter().map(String::as_str));
    for (tab, name) in tabs.iter().zip(names) {
        tab.write(file.add_worksheet().set_name(name)?)?;
    }
    file.save_to_buffer()
}

/// The first words of a name, as many as Excel takes for a sheet.
fn shortened(name: &str) -> String {
    let mut short = String::new();
    for word in name.split_whitespace() {
        if !short.is_empty() && short.chars().count() + word.chars().count() > NAME {
            break;
        }
        short.push_str(if short.is_empty() { "" } else { " " });
        short.push_str(word);
    }
    capitalise(&short)
}

impl Tab {
    /// Whether it is one of keys with one value each.
    pub(super) fn is_of_keys(&self) -> bool {
        matches!(self.columns.as_slice(), [only] if only.head == VALUE)
    }

    fn write(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let widths = self.widths();
        for (column, width) in (0..).zip(&widths) {
            sheet.set_column_width(column, f64::from(*width))?;
        }
        let head = head();
        write_label(sheet, (0, 0), &self.first, &head)?;
        for (column, one) in (1..).zip(&self.columns) {
            write_label(sheet, (0, column), &one.head, &head)?;
            if !one.help.is_empty() {
                let note = Note::new(&one.help)
                    .set_author("vanthu")
                    .add_author_prefix(false);
                sheet.insert_note(0, column, &note)?;
            }
        }
        let caption = self.has_help();
        if caption {
            let last = u16::try_from(self.columns.len() + 1).unwrap_or(u16::MAX);
            sheet.write_with_format(0, last, HELP, &head)?;
        }
        let heads = self.columns.iter().map(|column| column.head.as_str());
        set_height(
            sheet,
            0,
            std::iter::once(self.first.as_str()).chain(heads),
            &widths,
        )?;
        for (number, row) in (1..).zip(&self.rows) {
            self.write_row(sheet, number, row, caption)?;
            set_height(sheet, number, row.texts(self.columns.len()), &widths)?;
        }
        self.write_spare(sheet)?;
        sheet.set_freeze_panes(1, 1)?;
        sheet.set_repeat_rows(0, 0)?;
        sheet
            .set_landscape()
            .set_paper_size(A4)
            .set_print_fit_to_pages(1, 0);
        Ok(())
    }

    /// Whether something is told of its rows.
    pub(super) fn has_help(&self) -> bool {
        self.is_of_keys() || self.rows.iter().any(|row| !row.help.is_empty())
    }

    fn write_row(
        &self,
        sheet: &mut Worksheet,
        number: u32,
        row: &InputRow,
        caption: bool,
    ) -> Result<(), XlsxError> {
        let heading = row.cells.is_empty();
        let plain = bordered().set_text_wrap().set_align(FormatAlign::Top);
        let format = match heading {
            true => plain
                .set_bold()
                .set_background_color(Color::RGB(0x00DC_E6F1)),
            false => plain,
        };
        write_label(sheet, (number, 0), &row.label, &format)?;
        if heading {
            for column in (1..).take(self.columns.len()) {
                sheet.write_blank(number, column, &format)?;
            }
        }
        for (column, cell) in (1..).zip(&row.cells) {
            write_cell(sheet, (number, column), cell.text.as_deref(), &cell.input)?;
            offer(sheet, (number, number, column), &cell.input)?;
        }
        if caption {
            let column = u16::try_from(self.columns.len() + 1).unwrap_or(u16::MAX);
            let format = Format::new()
                .set_text_wrap()
                .set_align(FormatAlign::Top)
                .set_font_color(Color::RGB(0x0059_5959));
            sheet.write_with_format(number, column, row.help.as_str(), &format)?;
        }
        Ok(())
    }

    /// The rows that are ready to be filled in.
    fn write_spare(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let first = u32::try_from(self.rows.len() + 1).unwrap_or(u32::MAX);
        let spare = u32::try_from(self.spare).unwrap_or_default();
        for number in first..first.saturating_add(spare) {
            sheet.write_blank(number, 0, &bordered())?;
            for (column, one) in (1..).zip(&self.columns) {
                write_cell(sheet, (number, column), None, &one.input)?;
            }
        }
        if spare > 0 {
            let last = first + spare - 1;
            for (column, one) in (1..).zip(&self.columns) {
                offer(sheet, (first, last, column), &one.input)?;
            }
            if !self.levels.is_empty() {
                offer(sheet, (1, last, 0), &Input::Choice(self.levels.clone()))?;
            }
        }
        Ok(())
    }
}

fn bordered() -> Format {
    Format::new().set_border(FormatBorder::Thin)
}

fn head() -> Format {
    bordered()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(Color::RGB(0x00DC_E6F1))
}

/// Words with their key in small grey letters.
fn write_label(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    let (words, way) = key::read(text);
    let rest = text.get(words.len()..).unwrap_or_default();
    if way.is_none() || words.is_empty() {
        sheet.write_with_format(row, column, text, format)?;
        return Ok(());
    }
    let small = Format::new()
        .set_font_size(8)
        .set_font_color(Color::RGB(0x0080_8080));
    let plain = Format::new();
    sheet.write_rich_string_with_format(row, column, &[(&plain, words), (&small, rest)], format)?;
    Ok(())
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    text: Option<&str>,
    input: &Input,
) -> Result<(), XlsxError> {
    let format = bordered().set_align(FormatAlign::Top);
    let words = format.clone().set_num_format("@").set_text_wrap();
    let Some(text) = text else {
        let format = match input {
            Input::Words | Input::Choice(_) => words,
            Input::Day => format
                .set_num_format("dd/mm/yyyy")
                .set_align(FormatAlign::Left),
            Input::Free | Input::Number | Input::Count => format.set_align(FormatAlign::Right),
        };
        sheet.write_blank(row, column, &format)?;
        return Ok(());
    };
    match input.held(text) {
        Held::Words(text) => sheet.write_string_with_format(row, column, &text, &words)?,
        Held::Number(number, shown) => {
            let code = match shown {
                Shown::Thousands => "#,##0".to_owned(),
                Shown::Decimals(0) => "0".to_owned(),
                Shown::Decimals(count) => {
                    format!(
                        "0.{}",
                        "0".repeat(usize::try_from(count).unwrap_or_default())
                    )
                }
            };
            let format = format.set_num_format(code).set_align(FormatAlign::Right);
            sheet.write_number_with_format(row, column, float(number), &format)?
        }
        Held::Day(day) => {
            let day = workbook::day(day)?;
            let format = format
                .set_num_format("dd/mm/yyyy")
                .set_align(FormatAlign::Left);
            sheet.write_datetime_with_format(row, column, &day, &format)?
        }
    };
    Ok(())
}

/// Offers what may be chosen; what else is typed is let through and told by the program.
fn offer(
    sheet: &mut Worksheet,
    (first, last, column): (u32, u32, u16),
    input: &Input,
) -> Result<(), XlsxError> {
    let Input::Choice(choices) = input else {
        return Ok(());
    };
    let letters: usize = choices.iter().map(|c| c.encode_utf16().count() + 1).sum();
    if letters > OFFERED || choices.iter().any(|choice| choice.contains(',')) {
        return Ok(());
    }
    let rule = DataValidation::new()
        .allow_list_strings(choices)?
        .set_error_style(DataValidationErrorStyle::Warning)
        .set_error_message("Chọn một tên trong danh sách.")?;
    sheet.add_data_validation(first, column, last, column, &rule)?;
    Ok(())
}
