//! A hồ sơ's workbook as people leave it: rows moved, columns renamed, keys lost, cells of all kinds.
//! What is meant is read; what is not certain is told with its cell.

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use vanthu::fault::Note;
use vanthu::form::parse;
use vanthu::formbook::read;
use vanthu::shelf::DOSSIER;
use vanthu::table::{Book, CellKind};

use super::excel::{book, exact, example};

#[derive(Clone)]
enum Held {
    Nothing,
    Text(String),
    Number(f64, String),
    /// With the result that is stored, or without one.
    Formula(&'static str, &'static str),
    Truth(bool),
    Day(u16, u8, u8),
}

fn text(text: &str) -> Held {
    Held::Text(text.to_owned())
}

struct Sheet {
    name: String,
    rows: Vec<Vec<Held>>,
    hidden: bool,
    hidden_row: Option<u32>,
}

struct Clumsy(Vec<Sheet>);

impl Clumsy {
    fn of(yaml: &str) -> Self {
        let book = Book::of_form("ho-so.xlsx", &book(yaml).unwrap()).unwrap();
        let sheets = book.sheets().iter().map(|sheet| {
            let mut rows = Vec::new();
            for (number, row) in sheet.grid.as_ref().unwrap().rows() {
                rows.resize(number, Vec::new());
                for (column, cell) in row.cells() {
                    let held = match cell.kind {
                        CellKind::Number(decimals) => Held::Number(
                            cell.text.replace(',', ".").parse().unwrap(),
                            format!("0.{}", "0".repeat(decimals.unwrap_or_default().into())),
                        ),
                        CellKind::Date => {
                            let part = |at: usize| cell.text.split('-').nth(at).unwrap();
                            let [month, day] = [1, 2].map(|at| part(at).parse().unwrap());
                            Held::Day(part(0).parse().unwrap(), month, day)
                        }
                        _ => text(cell.text),
                    };
                    let row = rows.last_mut().unwrap();
                    row.resize(column, Held::Nothing);
                    *row.last_mut().unwrap() = held;
                }
            }
            Sheet {
                name: sheet.name.clone(),
                rows,
                hidden: false,
                hidden_row: None,
            }
        });
        Self(sheets.collect())
    }

    fn sheet(&mut self, name: &str) -> &mut Sheet {
        self.0.iter_mut().find(|sheet| sheet.name == name).unwrap()
    }

    fn bytes(&self) -> Vec<u8> {
        let mut file = Workbook::new();
        for sheet in &self.0 {
            let to = file.add_worksheet();
            to.set_name(&sheet.name).unwrap().set_hidden(sheet.hidden);
            if let Some(row) = sheet.hidden_row {
                to.set_row_hidden(row).unwrap();
            }
            for (row, cells) in (0..).zip(&sheet.rows) {
                for (column, held) in (0..).zip(cells) {
                    match held {
                        Held::Nothing => continue,
                        Held::Text(text) => to.write_string(row, column, text),
                        Held::Number(number, code) => {
                            let format = Format::new().set_num_format(code);
                            to.write_number_with_format(row, column, *number, &format)
                        }
                        Held::Formula(formula, result) => to.write_formula(
                            row,
                            column,
                            Formula::new(*formula).set_result(*result),
                        ),
                        Held::Truth(truth) => to.write_boolean(row, column, *truth),
                        Held::Day(year, month, day) => {
                            let day = ExcelDateTime::from_ymd(*year, *month, *day).unwrap();
                            let format = Format::new().set_num_format("dd/mm/yyyy");
                            to.write_datetime_with_format(row, column, &day, &format)
                        }
                    }
                    .unwrap();
                }
            }
        }
        file.save_to_buffer().unwrap()
    }

    /// What is read, or what is wrong.
    fn read(&self) -> Result<(Said, Vec<Note>), String> {
        let read = read("ho-so.xlsx", &self.bytes(), &DOSSIER);
        let (node, notes) = read.map_err(|faults| faults.to_string())?;
        Ok((exact(&node), notes))
    }

    /// What is wrong.
    fn told(&self) -> String {
        match self.read() {
            Ok((_, notes)) => panic!("nothing is wrong with it: {}", super::common::lines(&notes)),
            Err(told) => told,
        }
    }
}

type Said = std::collections::BTreeMap<String, String>;

impl Sheet {
    /// The row and the column of a key.
    fn at(&self, key: &str) -> (usize, usize) {
        let mut all = (self.rows.iter().enumerate()).flat_map(|(row, cells)| {
            cells
                .iter()
                .enumerate()
                .map(move |(at, held)| ((row, at), held))
        });
        let is =
            |held: &Held| matches!(held, Held::Text(text) if text.ends_with(&format!("[{key}]")));
        all.find(|(_, held)| is(held))
            .unwrap_or_else(|| panic!("{key}"))
            .0
    }

    /// Puts a value beside a key.
    fn beside(&mut self, key: &str, held: Held) {
        let (row, column) = self.at(key);
        self.put((row, column + 1), held);
    }

    fn put(&mut self, (row, column): (usize, usize), held: Held) {
        let cells = &mut self.rows[row];
        cells.resize(cells.len().max(column + 1), Held::Nothing);
        cells[column] = held;
    }

    /// Renames what bears a key; an empty key is lost.
    fn rename(&mut self, key: &str, words: &str, with: &str) {
        let at = self.at(key);
        self.put(at, text(format!("{words} {with}").trim()));
    }
}

const BASE: &str = "lam-vy-2024-02";
const MAIN: &str = "Văn bản";
const POINTS: &str = "Điểm từng nhóm";
const TABLE: &str = "Phụ lục chi_tieu";

fn base() -> (Clumsy, Said) {
    let yaml = example(BASE);
    let before = exact(&parse("ho-so.yaml", &yaml).unwrap());
    let clumsy = Clumsy::of(&yaml);
    let (said, _) = clumsy.read().unwrap();
    assert_eq!(said.len(), before.len());
    (clumsy, said)
}

#[test]
fn rows_and_columns_may_stand_in_any_order_with_blank_ones_between() {
    let (mut clumsy, before) = base();
    let main = clumsy.sheet(MAIN);
    let signatory = main.at("nguoi_ky.chuc_vu").0;
    let row = main.rows.remove(signatory);
    main.rows.insert(1, row);
    main.rows.insert(3, Vec::new());
    main.rows.insert(0, vec![text("HỒ SƠ CỦA TỔ MỘT CỬA")]);
    // The value before what it is of, a column of serial numbers before both.
    for row in &mut main.rows {
        row.resize(3, Held::Nothing);
        row.swap(0, 1);
        row.insert(0, Held::Nothing);
    }
    let points = clumsy.sheet(POINTS);
    points.rows[1..].reverse();
    for row in &mut points.rows {
        row.resize(4, Held::Nothing);
        row.swap(1, 2);
        row.swap(0, 3);
    }
    for row in &mut clumsy.sheet(TABLE).rows {
        row.resize(8, Held::Nothing);
        row.swap(1, 6);
        row.swap(0, 4);
    }
    for at in (2..20).rev() {
        clumsy.sheet(TABLE).rows.insert(at, Vec::new());
    }
    clumsy.0.reverse();
    let (said, notes) = clumsy.read().unwrap();
    assert_eq!(said, before);
    assert_eq!(notes, []);
}

#[test]
fn words_may_be_changed_where_the_key_stays_and_rows_deleted_that_say_nothing() {
    let (mut clumsy, before) = base();
    for sheet in &mut clumsy.0 {
        if sheet.name == MAIN {
            // A key with what is told of it, and no value between.
            let says = |row: &Vec<Held>| !matches!(row.get(1), Some(Held::Nothing) | None);
            sheet.rows.retain(says);
        }
        for held in sheet.rows.iter_mut().flatten() {
            if let Held::Text(words) = held
                && let Some((_, key)) = words.rsplit_once('[')
                && words.ends_with(']')
            {
                *words = format!("Gọi khác đi [{key}");
            }
        }
    }
    let (said, notes) = clumsy.read().unwrap();
    assert_eq!(said, before);
    assert_eq!(notes, []);
}

#[test]
fn a_lost_key_is_told_with_its_cell_and_the_nearest_name() {
    let (mut clumsy, _) = base();
    // The same row stands above: its words are known.
    clumsy
        .sheet(MAIN)
        .rename("kinh_gui.*", "Các nơi kính gưi", "");
    clumsy
        .sheet(POINTS)
        .rename("tien_do", "Tiến độ giải quyết", "");
    clumsy.sheet(TABLE).rename("ty_le", "Tỉ lệ", "");
    let told = clumsy.told();
    let row = clumsy.sheet(MAIN).rows.iter();
    let row = 1 + row
        .clone()
        .position(|row| matches!(row.first(), Some(Held::Text(text)) if text == "Các nơi kính gưi"))
        .unwrap();
    assert!(
        told.contains(&format!("ho-so.xlsx!{MAIN}!A{row}")),
        "{told}"
    );
    assert!(
        told.contains("có phải ý bạn là “Các nơi kính gửi [kinh_gui.*]”?"),
        "{told}"
    );
    assert!(told.contains(&format!("ho-so.xlsx!{POINTS}!A3")), "{told}");
    assert!(told.contains(&format!("ho-so.xlsx!{TABLE}!G1")), "{told}");
    assert!(told.contains("có phải ý bạn là “Tỷ lệ [ty_le]”?"), "{told}");
}

/// Without the head of its first column a sheet would be taken for the user's own, and a whole
/// table of points be left out.
#[test]
fn a_sheet_whose_head_is_lost_is_told() {
    for (sheet, key) in [
        (POINTS, "diem.?"),
        (TABLE, "so_lieu.chi_tieu.nhom.*.dong.*.gom.*"),
    ] {
        let (mut clumsy, _) = base();
        clumsy.sheet(sheet).rename(key, "Cột đầu", "");
        let told = clumsy.told();
        assert!(told.contains(&format!("ho-so.xlsx!{sheet}!B1")), "{told}");
        assert!(told.contains("không còn dòng tiêu đề"), "{told}");
    }
    for rows in [0..1, 0..0] {
        let (mut clumsy, _) = base();
        let main = clumsy.sheet(MAIN);
        match rows.is_empty() {
            true => main.put((0, 0), text("Mục")),
            false => drop(main.rows.drain(rows)),
        }
        let told = clumsy.told();
        assert!(told.contains(&format!("ho-so.xlsx!{MAIN}!A")), "{told}");
        assert!(told.contains("không còn dòng tiêu đề"), "{told}");
    }
    // A sheet for notes has no key of the form, whatever brackets stand there.
    let (mut clumsy, before) = base();
    let notes = ["Ghi chú [1]", "Nguồn [Cổng]", "[2]"].map(|note| vec![text(note), text("x")]);
    clumsy.0.push(Sheet {
        name: "Nháp".to_owned(),
        rows: notes.to_vec(),
        hidden: false,
        hidden_row: None,
    });
    let (said, notes) = clumsy.read().unwrap();
    assert_eq!(said, before);
    assert!(super::common::lines(&notes).contains("Nháp"), "{notes:?}");
}

#[test]
fn what_is_hidden_is_read_and_told() {
    let (mut clumsy, before) = base();
    clumsy.sheet(POINTS).hidden = true;
    clumsy.sheet(TABLE).hidden_row = Some(4);
    let (said, notes) = clumsy.read().unwrap();
    assert_eq!(said, before);
    let told = super::common::lines(&notes);
    assert!(
        told.contains(POINTS) && told.contains("trang đang ẩn"),
        "{told}"
    );
    assert!(
        told.contains(TABLE) && told.contains("dòng 5 đang ẩn"),
        "{told}"
    );
}

#[test]
fn cells_of_every_kind_say_what_excel_shows() {
    let (mut clumsy, before) = base();
    let main = clumsy.sheet(MAIN);
    main.beside("ky", Held::Day(2024, 2, 1));
    main.beside("van_ban.ngay", Held::Day(2024, 3, 11));
    main.beside("the_thuc.can_cu_nghieng", Held::Truth(true));
    main.beside("van_ban.so", Held::Number(7.0, "0".to_owned()));
    main.beside("nguoi_ky.ho_ten", text("=1+1"));
    main.beside(
        "co_quan.thuoc",
        Held::Formula("=\"huyện \"&\"Định Hóa\"", "huyện Định Hóa"),
    );
    clumsy
        .sheet(POINTS)
        .beside("tien_do", Held::Formula("=18+2", "20"));
    let table = clumsy.sheet(TABLE);
    let rate = table.at("ty_le").1;
    table.put((4, rate), Held::Number(0.8756, "0.00%".to_owned()));
    let (said, _) = clumsy.read().unwrap();
    for (key, value) in [
        (".ky", "2024-02"),
        (".van_ban.so", "7"),
        (".the_thuc.can_cu_nghieng", "có"),
        (".nguoi_ky.ho_ten", "=1+1"),
        (".co_quan.thuoc", "huyện Định Hóa"),
        (".diem.tien_do.dat", "20"),
    ] {
        assert_eq!(said.get(key).map(String::as_str), Some(value), "{key}");
    }
    assert!(
        said[".van_ban.ngay"].ends_with("/3/2024"),
        "{}",
        said[".van_ban.ngay"]
    );
    let changed = said.iter().find(|(_, value)| *value == "87,56%").unwrap();
    assert_eq!(before[changed.0], "87,56");
}

#[test]
fn cells_that_excel_changed_or_did_not_calculate_are_told() {
    let (mut clumsy, _) = base();
    let main = clumsy.sheet(MAIN);
    main.beside("co_quan.ten", Held::Truth(true));
    let truth = main.at("co_quan.ten").0 + 1;
    clumsy
        .sheet(POINTS)
        .beside("tien_do", Held::Formula("=18+2", ""));
    let told = clumsy.told();
    for cell in [format!("{MAIN}!B{truth}"), format!("{POINTS}!B3")] {
        assert!(
            told.contains(&format!("ho-so.xlsx!{cell}:")),
            "{cell}: {told}"
        );
    }
    assert!(told.contains("TRUE"), "{told}");
}

#[test]
fn a_sheet_that_was_copied_is_told_where_both_say_something() {
    let (mut clumsy, _) = base();
    let copy = Sheet {
        name: format!("{POINTS} (2)"),
        rows: clumsy.sheet(POINTS).rows.clone(),
        hidden: false,
        hidden_row: None,
    };
    clumsy.0.push(copy);
    let told = clumsy.told();
    assert!(
        told.contains("có giá trị ở hai nơi") && told.contains(&format!("{POINTS}!B2")),
        "{told}"
    );
}

#[test]
fn two_files_of_one_month_are_asked_about_by_all_who_read_it() {
    let folder = tempfile::tempdir().unwrap();
    let yaml = example("my-duc-2026-10");
    let old = example("my-duc-2026-09");
    for (name, text) in [("my-duc-2026-09", &old), ("my-duc-2026-10", &yaml)] {
        std::fs::create_dir(folder.path().join(name)).unwrap();
        std::fs::write(folder.path().join(name).join("ho-so.yaml"), text).unwrap();
    }
    std::fs::write(
        folder.path().join("my-duc-2026-09/ho-so.xlsx"),
        book(&old).unwrap(),
    )
    .unwrap();
    for (command, path) in [
        ("next", "my-duc-2026-09"),
        ("score", "my-duc-2026-09"),
        ("convert", "my-duc-2026-09"),
        ("check", "my-duc-2026-10"),
    ] {
        let path = folder.path().join(path);
        let arguments = [command, path.to_str().unwrap()];
        let (code, out, err) = super::common::run(folder.path(), &arguments);
        assert_eq!(code, 2, "{command}: {out}{err}");
        assert!(
            err.contains("cả ho-so.yaml và ho-so.xlsx"),
            "{command}: {out}{err}"
        );
    }
}

#[test]
fn a_unit_of_a_lot_may_have_its_own_keys_in_a_workbook() {
    let lot = super::lots::Lot::new(super::lots::UNITS);
    lot.edit("ho_so:\n", "ho_so_rieng: rieng/{{ ma }}.xlsx\nho_so:\n");
    std::fs::create_dir(lot.folder().join("rieng")).unwrap();
    let own = lot.folder().join("rieng/00001.xlsx");
    let mut clumsy = Clumsy::of(
        "nguoi_ky: {quyen_han: TM. Ủy ban nhân dân, chuc_vu: Chủ tịch, ho_ten: Trần Thị Riêng}",
    );
    std::fs::write(&own, clumsy.bytes()).unwrap();
    let (code, said, wrong) = lot.run(&[]);
    assert_eq!(code, 0, "{said}{wrong}");
    let signed = |unit: &str| {
        let file = lot.out().join("2025-10").join(unit).join("thong-bao.docx");
        let text = super::common::docx_text(&std::fs::read(file).unwrap());
        text.contains("Trần Thị Riêng")
    };
    assert!(signed("xa-lam-vy") && !signed("xa-binh-an"));
    clumsy.sheet(MAIN).rename("nguoi_ky.ho_ten", "Họ tên", "");
    std::fs::write(&own, clumsy.bytes()).unwrap();
    let (code, said, wrong) = lot.run(&[]);
    assert_eq!(code, 1, "{said}{wrong}");
    assert!(said.contains(&format!("00001.xlsx!{MAIN}!A")), "{said}");
}

#[test]
fn a_workbook_of_another_name_or_kind_is_told_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = book(&example(BASE)).unwrap();
    for (file, remedy) in [
        (
            "ho-so (1).xlsx",
            "đổi tên “ho-so (1).xlsx” thành “ho-so.xlsx”",
        ),
        (
            "HO-SO.xlsm",
            "Lưu thành (Save As) Excel Workbook (.xlsx), với tên “ho-so.xlsx”",
        ),
        (
            "ho-so.ods",
            "Lưu thành (Save As) Excel Workbook (.xlsx), với tên “ho-so.xlsx”",
        ),
    ] {
        let path = folder.path().join(file);
        std::fs::write(&path, &bytes).unwrap();
        let run = |path: &std::path::Path| {
            let arguments = ["check", path.to_str().unwrap()];
            super::common::run(folder.path(), &arguments)
        };
        let (code, _, said) = run(folder.path());
        assert!(code == 2 && said.contains(remedy), "{file}: {said}");
        let (code, _, said) = run(&path);
        let whole = file.ends_with(".xlsx");
        assert!(
            if whole {
                code == 0
            } else {
                code == 2 && said.contains("Save As")
            },
            "{said}"
        );
        std::fs::remove_file(path).unwrap();
    }
}
