//! The writing of workbooks.

use rust_decimal::Decimal;
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties, ExcelDateTime,
    Format, FormatAlign, FormatBorder, Formula, XlsxError,
};
use time::Date;

use super::{Cell, Kind, Workbook, Worksheet, bounds, head, sheet_names};

/// The hidden sheet that holds what drop-downs offer.
const LISTS: &str = "Danh mục";
/// A4 in Excel's numbering.
const A4: u8 = 9;

/// What drop-downs offer, each list in a column of a hidden sheet.
struct Lists {
    sheet: String,
    columns: Vec<Vec<String>>,
}

/// The workbook's file. Names of sheets become such as Excel takes; a text that is too long for a
/// cell is cut, and rows that are too many for a sheet are left out, which it says there.
///
/// # Errors
/// If there are more columns than Excel's, or the writer fails.
pub fn write(workbook: &Workbook) -> Result<Vec<u8>, XlsxError> {
    let mut file = rust_xlsxwriter::Workbook::new();
    let created = day(workbook.day)?;
    file.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let names = workbook.sheets.iter().map(|sheet| sheet.name.as_str());
    let mut names = sheet_names(names.chain([LISTS]));
    let mut lists = Lists {
        sheet: names.pop().unwrap_or_default(),
        columns: Vec::new(),
    };
    for (sheet, name) in workbook.sheets.iter().zip(names) {
        let target = file.add_worksheet().set_name(name)?;
        write_sheet(sheet, target, &mut lists)?;
    }
    if !lists.columns.is_empty() {
        let target = file.add_worksheet().set_name(&lists.sheet)?;
        for (column, list) in (0..).zip(&lists.columns) {
            for (row, text) in (0..).zip(list.iter().take(bounds::rows(list.len(), 0).0)) {
                target.write(row, column, bounds::text(text).as_ref())?;
            }
        }
        target.set_hidden(true);
    }
    file.save_to_buffer()
}

fn write_sheet(
    sheet: &Worksheet,
    target: &mut rust_xlsxwriter::Worksheet,
    lists: &mut Lists,
) -> Result<(), XlsxError> {
    for (row, title) in (0..).zip(&sheet.titles) {
        let bold = Format::new().set_bold();
        let format = if row == 0 { bold } else { Format::new() };
        target.write_with_format(row, 0, bounds::text(title).as_ref(), &format)?;
    }
    let titles = u32::try_from(sheet.titles.len()).unwrap_or_default();
    let top = if titles == 0 { 0 } else { titles + 1 };
    let first = top + head::write(&sheet.columns, top, target)?;
    let above = usize::try_from(first).unwrap_or(usize::MAX);
    let (kept, more) = bounds::rows(sheet.rows.len(), above);
    let last = more.map(|more| vec![more]);
    let blank = usize::try_from(sheet.blank_rows).unwrap_or(usize::MAX);
    let end = above + kept + usize::from(last.is_some());
    let end = u32::try_from(end.saturating_add(blank).min(bounds::ROWS)).unwrap_or(u32::MAX);
    let mut rows = sheet.rows.iter().take(kept).chain(&last);
    let formats: Vec<Format> = sheet.columns.iter().map(|c| format(&c.kind)).collect();
    for (index, column) in (0..).zip(&sheet.columns) {
        target.set_column_width(index, f64::from(column.width))?;
        let rule = validation(&column.kind, lists)?;
        if let Some(rule) = rule.filter(|_| end > first) {
            target.add_data_validation(first, index, end - 1, index, &rule)?;
        }
    }
    for row in first..end {
        let cells = rows.next();
        for (index, format) in (0..).zip(&formats) {
            match cells.and_then(|cells| cells.get(usize::from(index))) {
                Some(Cell::Text(text)) => {
                    target.write_with_format(row, index, bounds::text(text).as_ref(), format)?
                }
                Some(Cell::Number(number)) => {
                    target.write_with_format(row, index, float(*number), format)?
                }
                Some(Cell::Blank) | None => target.write_blank(row, index, format)?,
            };
        }
    }
    target.set_freeze_panes(first, 0)?;
    target.set_repeat_rows(top, first.saturating_sub(1))?;
    target
        .set_landscape()
        .set_paper_size(A4)
        .set_print_fit_to_pages(1, 0);
    Ok(())
}

/// How a column's cells look. Typed numbers show as many decimals as they have.
fn format(kind: &Kind) -> Format {
    let format = Format::new().set_border(FormatBorder::Thin);
    match kind {
        Kind::Text | Kind::Choice(_) => format.set_num_format("@").set_text_wrap(),
        Kind::Number { decimals, .. } => {
            let format = format.set_align(FormatAlign::Right);
            match decimals {
                None => format,
                Some(0) => format.set_num_format("#,##0"),
                Some(decimals) => {
                    let zeros = "0".repeat(usize::try_from(*decimals).unwrap_or_default());
                    format.set_num_format(format!("#,##0.{zeros}"))
                }
            }
        }
    }
}

/// What may be typed. It warns and lets through: a dash in place of a number may be right.
fn validation(kind: &Kind, lists: &mut Lists) -> Result<Option<DataValidation>, XlsxError> {
    let rule = DataValidation::new().set_error_style(DataValidationErrorStyle::Warning);
    let rule = match kind {
        Kind::Text => return Ok(None),
        Kind::Choice(choices) => {
            let column = lists.columns.iter().position(|list| list == choices);
            let column = column.unwrap_or_else(|| {
                lists.columns.push(choices.clone());
                lists.columns.len() - 1
            });
            let letters = crate::fault::column_letters(column + 1);
            let range = format!(
                "='{}'!${letters}$1:${letters}${}",
                lists.sheet,
                choices.len().max(1)
            );
            rule.allow_list_formula(Formula::new(range))
                .set_error_message("Chọn một tên trong danh sách.")?
        }
        Kind::Number { least, most, .. } => {
            let said = |limit: &Decimal| crate::vn::number::print(*limit);
            let (limits, message) = match (least, most) {
                (None, None) => return Ok(None),
                (Some(least), None) => (
                    DataValidationRule::GreaterThanOrEqualTo(float(*least)),
                    format!("Cần một số từ {} trở lên.", said(least)),
                ),
                (None, Some(most)) => (
                    DataValidationRule::LessThanOrEqualTo(float(*most)),
                    format!("Cần một số không quá {}.", said(most)),
                ),
                (Some(least), Some(most)) => (
                    DataValidationRule::Between(float(*least), float(*most)),
                    format!("Cần một số từ {} đến {}.", said(least), said(most)),
                ),
            };
            let whole = DataValidation::allow_decimal_number(rule, limits);
            whole.set_error_message(message)?
        }
    };
    Ok(Some(rule.set_error_title("Xem lại ô này")?))
}

/// A day as Excel counts them.
///
/// # Errors
/// If it is before 1900.
pub fn day(day: Date) -> Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(day.year()).unwrap_or(2000);
    ExcelDateTime::from_ymd(year, day.month().into(), day.day())
}

/// The one place where a figure becomes a float: workbooks keep numbers so. Up to 15 digits
/// come back as they were.
pub fn float(number: Decimal) -> f64 {
    number.to_string().parse().unwrap_or_default()
}
