//! The report as a workbook that a chief can read: sums, units, what is doubtful or refused.

use rust_decimal::Decimal;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::report::{Remark, Report, UnitReport};
use crate::fault::{Fault, Faults, Kind, Place};

/// The bytes of the workbook.
///
/// # Errors
/// If the writer fails, which is the program's own fault.
pub fn bytes(report: &Report) -> Result<Vec<u8>, Faults> {
    write(report).map_err(|error| {
        let found = format!("không ghi được bảng báo cáo ({error})");
        Fault::new(Kind::Internal, Place::file("bao-cao-lo.xlsx"), found).into()
    })
}

fn write(report: &Report) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // Without a time of its own the file would bear the clock's.
    let begun = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&begun));
    sums(book.add_worksheet(), report)?;
    units(book.add_worksheet(), report)?;
    remarks(book.add_worksheet(), report)?;
    book.save_to_buffer()
}

/// A sheet that is filled row by row.
struct Page<'a> {
    sheet: &'a mut Worksheet,
    row: u32,
}

impl<'a> Page<'a> {
    fn new(sheet: &'a mut Worksheet, name: &str, widths: &[u16]) -> Result<Self, XlsxError> {
        sheet.set_name(name)?;
        for (column, width) in (0..).zip(widths) {
            sheet.set_column_width(column, *width)?;
        }
        Ok(Self { sheet, row: 0 })
    }

    fn head(&mut self, words: &[&str]) -> Result<(), XlsxError> {
        let format = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_border(FormatBorder::Thin)
            .set_align(FormatAlign::Center);
        for (column, word) in (0..).zip(words) {
            self.sheet
                .write_with_format(self.row, column, *word, &format)?;
        }
        self.row += 1;
        self.sheet.set_freeze_panes(self.row, 0)?;
        Ok(())
    }

    fn line(&mut self, cells: &[Cell]) -> Result<(), XlsxError> {
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Cell::Words(words) => self.sheet.write_string(self.row, column, words.as_str())?,
                Cell::Number(text) => match text.parse::<f64>() {
                    Ok(number) => self.sheet.write_number(self.row, column, number)?,
                    Err(_) => self.sheet.write_string(self.row, column, text.as_str())?,
                },
                Cell::Blank => continue,
            };
        }
        self.row += 1;
        Ok(())
    }
}

/// What a cell holds. A number is the decimal's own text: Excel is the edge at which it
/// becomes a float.
enum Cell {
    Words(String),
    Number(String),
    Blank,
}

impl Cell {
    fn words(text: &str) -> Self {
        Self::Words(text.to_owned())
    }

    fn number(number: impl ToString) -> Self {
        Self::Number(number.to_string())
    }

    fn decimal(number: Option<Decimal>) -> Self {
        number.map_or(Self::Blank, Self::number)
    }
}

fn sums(sheet: &mut Worksheet, report: &Report) -> Result<(), XlsxError> {
    let mut page = Page::new(sheet, "Tổng hợp", &[36, 60])?;
    let totals = report.totals();
    page.head(&["Nội dung", "Kết quả"])?;
    let lot = |key: &str| report.lot.get(key).map_or("", String::as_str);
    let mut line = |name: &str, cell: Cell| page.line(&[Cell::words(name), cell]);
    line("Lô", Cell::words(lot("name")))?;
    line("Kỳ", Cell::words(lot("period")))?;
    line("Bộ chỉ số", Cell::words(lot("framework")))?;
    if let Some(shard) = report.shard {
        line("Phần của lô", Cell::words(&shard.to_string()))?;
    }
    line("Đơn vị", Cell::number(report.units.len()))?;
    line("Đã làm", Cell::number(totals.done))?;
    line("Bị từ chối", Cell::number(totals.refused))?;
    line("Tệp", Cell::number(totals.files))?;
    line("Dung lượng (byte)", Cell::number(totals.bytes))?;
    for (severity, count) in &totals.findings {
        line(
            &format!("Điều cần xem lại: {}", weight(severity)),
            Cell::number(count),
        )?;
    }
    for (band, count) in &totals.bands {
        line(&format!("Xếp loại {band}"), Cell::number(count))?;
    }
    let milliseconds = Decimal::new(i64::try_from(report.run.milliseconds).unwrap_or(0), 3);
    line("Thời gian chạy (giây)", Cell::number(milliseconds))?;
    for note in &report.notes {
        line("Ghi chú", Cell::words(note))?;
    }
    Ok(())
}

fn units(sheet: &mut Worksheet, report: &Report) -> Result<(), XlsxError> {
    let mut page = Page::new(sheet, "Đơn vị", &[10, 22, 30, 12])?;
    let mut head = vec!["Mã", "Tỉnh", "Đơn vị", "Kết quả"];
    head.extend(report.groups.iter().map(String::as_str));
    head.extend([
        "Điểm đạt",
        "Điểm quy đổi",
        "Tăng/giảm",
        "Xếp loại",
        "Hạng",
        "Trên",
    ]);
    head.extend(["Cần xem lại", "Tệp", "SHA-256", "Byte"]);
    page.head(&head)?;
    for unit in &report.units {
        let cells = unit_cells(unit, report.groups.len());
        page.line(&cells)?;
        // The first file stands in the unit's row, the others in rows of their own below it.
        for file in unit.files.iter().skip(1) {
            let before = cells.len().saturating_sub(3);
            let mut cells: Vec<Cell> = (0..before).map(|_| Cell::Blank).collect();
            cells.extend(file_cells(file));
            page.line(&cells)?;
        }
    }
    let last = u16::try_from(head.len().saturating_sub(1)).unwrap_or(0);
    let rows = page.row.saturating_sub(1);
    page.sheet.autofilter(0, 0, rows, last)?;
    Ok(())
}

fn file_cells(file: &super::report::Written) -> [Cell; 3] {
    [
        Cell::words(&file.path),
        Cell::words(&file.sha256),
        Cell::number(file.bytes),
    ]
}

fn unit_cells(unit: &UnitReport, groups: usize) -> Vec<Cell> {
    let status = if unit.faults.is_empty() {
        "đã làm"
    } else {
        "bị từ chối"
    };
    let mut cells = vec![
        Cell::words(&unit.code),
        Cell::words(&unit.province),
        Cell::words(&unit.name),
        Cell::words(status),
    ];
    match &unit.points {
        Some(points) => {
            cells.extend(points.groups.iter().map(|group| Cell::decimal(*group)));
            cells.push(Cell::number(points.achieved));
            cells.push(Cell::decimal(points.converted));
            cells.push(Cell::decimal(points.change));
            cells.push(points.band.as_deref().map_or(Cell::Blank, Cell::words));
            cells.push(points.rank.map_or(Cell::Blank, Cell::number));
            cells.push(Cell::number(points.of));
        }
        None => cells.extend((0..groups + 6).map(|_| Cell::Blank)),
    }
    cells.push(Cell::number(unit.findings.len()));
    match unit.files.first() {
        Some(file) => cells.extend(file_cells(file)),
        None => cells.extend([Cell::Blank, Cell::Blank, Cell::Blank]),
    }
    cells
}

fn remarks(sheet: &mut Worksheet, report: &Report) -> Result<(), XlsxError> {
    let mut page = Page::new(sheet, "Cần xem lại", &[22, 30, 12, 12, 36, 80, 60])?;
    page.head(&["Tỉnh", "Đơn vị", "Mức", "Mã", "Chỗ", "Điều báo", "Nên làm"])?;
    for unit in report.provinces.iter().chain(&report.units) {
        for remark in unit.faults.iter().chain(&unit.findings) {
            page.line(&remark_cells(unit, remark))?;
        }
    }
    Ok(())
}

fn remark_cells(unit: &UnitReport, remark: &Remark) -> [Cell; 7] {
    [
        Cell::words(&unit.province),
        Cell::words(&unit.name),
        Cell::words(weight(&remark.severity)),
        Cell::words(&remark.code),
        Cell::words(&remark.place),
        Cell::words(&remark.message),
        Cell::words(&remark.remedy),
    ]
}

/// A severity in the user's words.
pub fn weight(severity: &str) -> &str {
    match severity {
        "error" => "lỗi",
        "warning" => "cảnh báo",
        _ => "thông tin",
    }
}
