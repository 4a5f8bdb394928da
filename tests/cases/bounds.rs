//! Input that is too large, too long or too deep, and templates that never end: each once ended
//! the program by a full stack or memory, or kept it busy for minutes. Now each is a fault with
//! its place, and what stands just within a bound works.

#![cfg(unix)]

use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::process::Command;

use vanthu::bounds::{self, Bound};
use vanthu::fault::Fault;
use vanthu::files::{Cache, Memory};
use vanthu::table::Tables;

use super::Case;
use super::common::repository;

/// Seconds of a processor: programs that are built for tests are some ten times slower.
const SECONDS: u32 = if cfg!(debug_assertions) { 20 } else { 2 };
/// Address space in KB; the program and its threads' stacks take some of it.
const KILOBYTES: u32 = 256 * 1024;

/// What the program says of a hồ sơ that it may not take long for.
fn bounded(case: &Case) -> (i32, String) {
    let program = env!("CARGO_BIN_EXE_vanthu");
    let limits = format!(
        "ulimit -t {SECONDS}; ulimit -v {KILOBYTES}; exec '{program}' render '{}' --out '{}'",
        case.path("ho-so.yaml").display(),
        case.path("ra").display()
    );
    let mut shell = Command::new("sh");
    let done = shell.args(["-c", &limits]).output().unwrap();
    let said = String::from_utf8_lossy(&done.stdout) + String::from_utf8_lossy(&done.stderr);
    (done.status.code().unwrap_or(-1), said.into_owned())
}

fn is_refused(case: &Case, place: &str, bound: &Bound) {
    let (code, said) = bounded(case);
    let told = format!("{place}: lỗi GIOI-HAN: {}", bound.what);
    assert!(
        code == 2 && said.contains(&told),
        "{told}: {code}: {said:.600}"
    );
    let allowed = format!("cần: nhiều nhất {}", bound.allowed());
    assert!(said.contains(&allowed), "{allowed}: {said:.600}");
    let longest = said.lines().map(|line| line.chars().count()).max();
    assert!(longest < Some(1000), "{said:.3000}");
}

#[test]
fn a_formula_of_a_template_is_not_too_long() {
    let case = Case::new("x-cong-thuc-dai");
    is_refused(&case, "m.md:6:20", &bounds::FORMULA_TERMS);
}

#[test]
fn loops_within_loops_end() {
    let case = Case::new("x-mau-lap");
    is_refused(&case, "m.md:6:1", &bounds::RUN_BYTES);
    // Those that write nothing end as well.
    let template = fs::read_to_string(case.path("m.md")).unwrap();
    fs::write(case.path("m.md"), template.replace("}x{", "}{")).unwrap();
    let (_, said) = bounded(&case);
    assert!(said.contains("m.md:6:"), "{said}");
    is_refused(&case, "", &bounds::RUN_STEPS);
}

#[test]
fn values_that_double_end() {
    let case = Case::new("x-mau-nhan-doi");
    is_refused(&case, "m.md:6:272", &bounds::TEMPLATE_VALUE);
}

/// Lists of 99,000 compared in each of 30,000 turns took more than 40 s: a turn cost as much as
/// one over short texts.
#[test]
fn comparisons_of_long_lists_end() {
    let case = Case::new("x-mau-lap");
    let kept = "{% set a = range(end=99000) %}{% set c = range(end=99000) %}";
    for compared in ["c == a", "30000 + b in a"] {
        let turn = format!("{{% if {compared} %}}{{% endif %}}");
        let loops = format!("{kept}{{% for b in range(end=30000) %}}{turn}{{% endfor %}}");
        fs::write(case.path("m.md"), format!("{FRONT}\n{loops}\n")).unwrap();
        is_refused(&case, "", &bounds::RUN_STEPS);
    }
}

const FRONT: &str = "---\nten_tep: a\nloai: Thông báo\ntrich_yeu: b\n---\n";

fn repeat(text: &str, times: usize) -> String {
    text.repeat(times)
}

/// Other ways to the same ends: each line is a body, of which some line passes a bound.
#[test]
#[ignore = "half a minute; .ci/run runs it"]
fn no_template_runs_on() {
    let case = Case::new("x-mau-lap");
    let nested = |inner: &str| {
        let begin = repeat("{% for b in range(end=1000) %}", 3);
        format!("{begin}{inner}{}", repeat("{% endfor %}", 3))
    };
    let double = |step: &str| format!("{{% set a = \"abcdefghij\" %}}{}", repeat(step, 60));
    let bodies = [
        nested(""),
        nested("{% if b == 3 %}{% endif %}"),
        nested("{% set c = b %}"),
        nested("{% set_global c = [b] %}"),
        format!("{{% for b in range(end=99999) %}}{}{{% endfor %}}", repeat("chữ ", 20)),
        double("{% set a = a ~ a %}{{ a }}"),
        double("{% set a %}{{ a }}{{ a }}{% endset %}"),
        double("{% set a %}{{ a | safe }}{{ a | safe }}{% endset %}"),
        double("{% set a = a | replace(from=\"a\", to=a) %}"),
        double("{% set a = [a, a] | join(sep=a) %}"),
        double("{% set a = [a, a] %}"),
        double("{% set a = [a] %}") + "{{ a }}",
        double("{% set a = {\"x\": a, \"y\": a} %}"),
        format!("{{% set a = [1, 2] %}}{}", repeat("{% set a = [...a, ...a] %}", 60)),
        "{% set_global a = [1] %}{% for b in range(end=90000) %}{% set_global a = [a] %}{% endfor %}".into(),
        "{% set_global a = \"x\" %}{% for b in range(end=90000) %}{% set_global a = a ~ \"xxxxxxxx\" %}{% endfor %}".into(),
        format!("{{{{ 1{} }}}}", repeat("+1", 30_000)),
        format!("{{{{ {}1 }}}}", repeat("-", 30_000)),
        format!("{{{{ {}1{} }}}}", repeat("(", 30_000), repeat(")", 30_000)),
        format!("{{{{ ky{} }}}}", repeat(".dai", 30_000)),
        format!("{{{{ ky.dai{} }}}}", repeat("|chu_thuong", 30_000)),
        format!("{{{{ \"a\"{} }}}}", repeat(" ~ \"a\"", 30_000)),
        format!("{{% if ky %}}{}{{% endif %}}", repeat("{% elif ky %}", 30_000)),
        format!("{}{}", repeat("{% if ky %}", 20_000), repeat("{% endif %}", 20_000)),
        format!("{}{}", repeat("{% for a in [] %}", 15_000), repeat("{% endfor %}", 15_000)),
    ];
    for body in bodies {
        fs::write(case.path("m.md"), format!("{FRONT}\n{body}\n")).unwrap();
        let (code, said) = bounded(&case);
        // A chain of `-` is wrong anyway.
        let told = said.contains("m.md:7:") && (said.contains("GIOI-HAN") || body.contains("--"));
        assert!(code == 2 && told, "{body:.200}: {code}: {said:.600}");
    }
    // A field of the front matter is a template too.
    let front = FRONT.replace("trich_yeu: b", &format!("trich_yeu: '{}'", nested("x")));
    fs::write(case.path("m.md"), front + "chữ\n").unwrap();
    let (code, said) = bounded(&case);
    assert!(code == 2 && said.contains("m.md:4:"), "{said:.600}");
}

/// A remark that was one sentence of 700 counts took minutes: each count was held against all sums and
/// differences of all others, and against all quotients. Now a sentence may be so long, and takes its time;
/// a longer one is not read, which is told.
#[test]
#[ignore = "half a minute; .ci/run runs it"]
fn a_sentence_of_many_figures_ends() {
    let remark = "Còn hồ sơ đất đai, bảo trợ xã hội giải quyết quá hạn.";
    let lists = [
        "1.098 hồ sơ, còn lại 34 hồ sơ, ",
        "1.198/1.205, đạt 94,42%, ",
        "tiến độ giải quyết tăng từ 5,1 lên 6,2 điểm, thứ 3; ",
        "12; ",
    ];
    for list in lists {
        // The template's own words stand beside the remark.
        for (unread, less) in [(false, 100), (true, 0)] {
            let case = Case::new("x-mau-lap");
            super::copy(
                &repository("examples/thu-thua-bao-cao-2026-10"),
                &case.path(""),
            );
            let letters = bounds::SENTENCE.most - less;
            let text: String = list.chars().cycle().take(letters).collect();
            dossier(&case, |hoso| hoso.replace(remark, &format!("\"{text}x\"")));
            let (code, said) = bounded(&case);
            let told = said.contains("số liệu trong câu chưa được đối chiếu");
            assert!(
                (0..2).contains(&code) && told == unread,
                "{list}: {code}: {said:.600}"
            );
        }
    }
}

/// How a hồ sơ or its template looks with so many of something.
type Make = fn(&Case, usize);

fn body(case: &Case, body: &str) {
    fs::write(case.path("m.md"), format!("{FRONT}\nXin chào\n\n{body}\n")).unwrap();
}

fn dossier(case: &Case, change: impl Fn(&str) -> String) {
    let text = fs::read_to_string(case.path("ho-so.yaml")).unwrap();
    fs::write(case.path("ho-so.yaml"), change(&text)).unwrap();
}

fn listed(case: &Case, key: &str, items: usize) {
    let list: String = (0..items).fold(String::new(), |mut list, item| {
        writeln!(list, "    - Phòng số {item}").unwrap();
        list
    });
    dossier(case, |text| text.replace(key, &format!("{key}\n{list}")));
}

/// A list of six hundred units was taken for one paragraph.
#[test]
fn a_list_is_no_paragraph() {
    let case = Case::new("x-mau-lap");
    let item = "- Xã số {{ x }} tiếp nhận và giải quyết đúng hạn toàn bộ hồ sơ\n";
    body(
        &case,
        &format!("{{% for x in range(end=600) %}}\n{item}{{% endfor %}}"),
    );
    let (code, said) = bounded(&case);
    assert!(code < 2, "{said:.600}");
}

/// Each bound with what reaches it, where its fault stands, and how much more passes it.
const ROWS: &[(&Bound, Make, &str)] = &[
    (
        &bounds::TEXT_FILE,
        |case, size| {
            dossier(case, |text| {
                let rest = (size - text.len()) / 8;
                let more = size - text.len() - rest * 8;
                format!(
                    "{text}{}{}\n",
                    repeat("#123456\n", rest),
                    repeat("#", more - 1)
                )
            });
        },
        "ho-so.yaml",
    ),
    (
        &bounds::TEMPLATE_FILE,
        |case, size| {
            body(
                case,
                &format!("{{#{}#}}", repeat("a", size - FRONT.len() - 17)),
            )
        },
        "m.md",
    ),
    (
        &bounds::YAML_LEVELS,
        |case, levels| {
            let deep = repeat("[", levels - 2) + &repeat("]", levels - 2);
            dossier(case, |text| format!("{text}thong_tin: {{a: {deep}}}\n"));
        },
        "ho-so.yaml:69:",
    ),
    (
        &bounds::YAML_KEYS,
        |case, keys| {
            let keys: String = (0..keys).map(|key| format!("  k{key}: 1\n")).collect();
            dossier(case, |text| format!("{text}thong_tin:\n{keys}"));
        },
        "ho-so.yaml:2070:3",
    ),
    (
        &bounds::YAML_ITEMS,
        |case, items| {
            dossier(case, |text| format!("{text}thong_tin:\n  a:\n"));
            listed(case, "  a:", items);
        },
        "ho-so.yaml:",
    ),
    (
        &bounds::YAML_LETTERS,
        |case, letters| {
            let name = format!("xã {}", repeat("ă", letters - 3));
            dossier(case, |text| {
                text.replace("Ủy ban nhân dân xã Lam Vỹ", &name)
            });
        },
        "ho-so.yaml:10:8",
    ),
    (
        &bounds::RECIPIENTS,
        |case, items| listed(case, "  gui:", items - 2),
        "ho-so.yaml:",
    ),
    (
        &bounds::PARAGRAPH,
        |case, letters| {
            let rest = repeat("x", letters % 4 + 1);
            body(
                case,
                &format!("{}chữ{rest}", repeat("chữ ", letters / 4 - 1)),
            );
        },
        "m.md:9:",
    ),
    (
        &bounds::FORMULA_LEVELS,
        |case, levels| {
            let deep = repeat("(", levels) + "dat" + &repeat(")", levels);
            body(
                case,
                &format!("{{{{ diem.nhom | tong(theo=\"{deep}\") }}}}"),
            );
        },
        "m.md:9:",
    ),
    (
        &bounds::FORMULA_TERMS,
        |case, terms| {
            let long = repeat("dat+", terms - 1) + "dat";
            body(
                case,
                &format!("{{{{ diem.nhom | tong(theo=\"{long}\") }}}}"),
            );
        },
        "m.md:9:",
    ),
    (
        &bounds::TEMPLATE_LEVELS,
        |case, levels| {
            let ends = repeat("{% endif %}", levels);
            body(case, &format!("{}a{ends}", repeat("{% if ky %}", levels)));
        },
        "m.md:9:",
    ),
    (
        &bounds::TEMPLATE_BRANCHES,
        |case, branches| {
            let others = repeat("{% elif ky.nam %}", branches);
            body(case, &format!("{{% if ky %}}a{others}b{{% endif %}}"));
        },
        "m.md:9:",
    ),
    (
        &bounds::TEMPLATE_EXPRESSION,
        |case, signs| body(case, &format!("{{{{ 1{} }}}}", repeat("+1", signs))),
        "m.md:9:",
    ),
    (
        &bounds::TEMPLATE_JOINS,
        |case, joins| {
            body(
                case,
                &format!("{{{{ ky.nam{} }}}}", repeat(" ~ \"a\"", joins)),
            )
        },
        "m.md:9:",
    ),
    (
        &bounds::RUN_STEPS,
        |case, steps| {
            // A turn costs 8; the tag of the loop, which stands in none, 16.
            let turns = (steps - 16).div_ceil(8);
            let inner = "{% if false %}{% endif %}{% if false %}{% endif %}";
            body(
                case,
                &format!("{{% for b in range(end={turns}) %}}{inner}{{% endfor %}}"),
            );
        },
        "m.md:9:",
    ),
    (
        &bounds::TEMPLATE_VALUE,
        |case, size| {
            body(case, &format!("{{% set a = \"{}\" %}}a", repeat("a", size)));
        },
        "m.md:9:",
    ),
    (
        &bounds::VALUE_LIST,
        |case, values| {
            // The list is one of its values.
            body(case, &format!("{{% set a = range(end={}) %}}a", values - 1));
        },
        "m.md:9:",
    ),
    (
        &bounds::VALUE_LEVELS,
        |case, levels| {
            let deeper = repeat("{% set a = [a] %}", levels);
            body(case, &format!("{{% set a = 1 %}}{deeper}a"));
        },
        "m.md:9:",
    ),
];

#[test]
#[ignore = "half a minute; .ci/run runs it"]
fn each_bound_holds_on_both_sides() {
    let mut wrong = Vec::new();
    for (bound, make, place) in ROWS {
        for (more, refused) in [(0, false), (1, true)] {
            let case = Case::new("x-mau-lap");
            body(&case, "chữ");
            make(&case, bound.most + more);
            let (code, said) = bounded(&case);
            let told = said.contains(place) && said.contains("lỗi GIOI-HAN");
            let what = bound.what;
            if !matches!(code, 0..=2) || told != refused {
                wrong.push(format!("{what}, {more} more: {code}: {said:.600}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A file of a table with so many of something.
type MakeFile = fn(usize) -> Vec<u8>;

/// Each bound of a table's file with one that just reaches it.
const TABLES: &[(&Bound, MakeFile)] = &[
    (&bounds::TABLE_FILE, |size| {
        let rest = size - workbook(1, "", &[("xl/media/a.png", 0)]).len();
        workbook(1, "", &[("xl/media/a.png", rest)])
    }),
    (&bounds::TABLE_UNPACKED, |size| {
        let rest = size - unpacked(&workbook(1, "", &[]));
        workbook(1, "", &[("xl/media/a.gif", rest)])
    }),
    (&bounds::TABLE_PARTS, |parts| {
        let names = (5..=parts).map(|part| format!("xl/media/{part}.gif"));
        let names: Vec<String> = names.collect();
        let parts: Vec<(&str, usize)> = names.iter().map(|name| (name.as_str(), 0)).collect();
        workbook(1, "", &parts)
    }),
    (&bounds::TABLE_SHEETS, |sheets| workbook(sheets, "", &[])),
    (&bounds::TABLE_ROWS, |rows| {
        format!("a;b\n1;2{}3;4\n", repeat("\n", rows - 2)).into()
    }),
    (&bounds::TABLE_COLUMNS, |columns| {
        format!("a;b\n1{}\n", repeat(";2", columns - 1)).into()
    }),
    (&bounds::TABLE_MERGES, |merges| {
        let merges: String = (1..=merges).fold(String::new(), |mut all, row| {
            write!(all, "<mergeCell ref=\"A{row}:B{row}\"/>").unwrap();
            all
        });
        workbook(1, &format!("<mergeCells>{merges}</mergeCells>"), &[])
    }),
];

/// A workbook of so many sheets, with something behind the cells of each, and parts of zeros beside
/// them: pictures as they are, others compressed.
fn workbook(sheets: usize, after: &str, others: &[(&str, usize)]) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let related = |id: usize, kind: &str, target: &str| {
        format!("<Relationship Id=\"r{id}\" Type=\"{office}/{kind}\" Target=\"{target}\"/>")
    };
    let relations = |all: &str| format!("<Relationships xmlns=\"{package}\">{all}</Relationships>");
    let each = |make: &dyn Fn(usize) -> String| (1..=sheets).map(make).collect::<String>();
    let listed = each(&|id| format!("<sheet name=\"T{id}\" sheetId=\"{id}\" r:id=\"r{id}\"/>"));
    let targets = each(&|id| related(id, "worksheet", &format!("worksheets/{id}.xml")));
    let cells = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>";
    let sheet =
        format!("<worksheet xmlns=\"{main}\"><sheetData>{cells}</sheetData>{after}</worksheet>");
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, bytes: &[u8]| {
        let method = match name.ends_with("png") {
            true => zip::CompressionMethod::Stored,
            false => zip::CompressionMethod::Deflated,
        };
        let options = zip::write::SimpleFileOptions::default().compression_method(method);
        zip.start_file(name, options).unwrap();
        zip.write_all(bytes).unwrap();
    };
    let book = format!(
        "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets>{listed}</sheets></workbook>"
    );
    add(
        "_rels/.rels",
        relations(&related(1, "officeDocument", "xl/workbook.xml")).as_bytes(),
    );
    add("xl/workbook.xml", book.as_bytes());
    add("xl/_rels/workbook.xml.rels", relations(&targets).as_bytes());
    for id in 1..=sheets {
        add(&format!("xl/worksheets/{id}.xml"), sheet.as_bytes());
    }
    for (name, size) in others {
        add(name, &vec![0; *size]);
    }
    zip.finish().unwrap().into_inner()
}

/// How many bytes its parts have.
fn unpacked(workbook: &[u8]) -> usize {
    let mut zip = zip::ZipArchive::new(Cursor::new(workbook)).unwrap();
    let sizes = (0..zip.len()).map(|part| zip.by_index(part).unwrap().size());
    usize::try_from(sizes.sum::<u64>()).unwrap()
}

/// What is wrong with a table's file.
fn table_fault(bytes: &[u8]) -> Option<Fault> {
    let name = match bytes.starts_with(b"PK") {
        true => "a.xlsx",
        false => "a.csv",
    };
    let tables = Tables::new(Cache::new(Memory::from([(name, bytes)])));
    let book = tables.open(Path::new(""), name, None);
    let sheets = book.as_ref().map(|book| book.sheets());
    let sheets = sheets.map(|sheets| sheets.iter().find_map(|sheet| sheet.grid.clone().err()));
    sheets.unwrap_or_else(|fault| Some(fault.clone()))
}

/// Each was tried above its bound only.
#[test]
fn each_bound_of_a_table_holds_on_both_sides() {
    for (bound, make) in TABLES {
        assert_eq!(table_fault(&make(bound.most)), None, "{}", bound.what);
        let fault = table_fault(&make(bound.most + 1)).unwrap_or_else(|| panic!("{}", bound.what));
        let told = fault.to_string();
        let place = told.starts_with("a.xlsx") || told.starts_with("a.csv");
        let what = told.contains(&format!("lỗi GIOI-HAN: {} quá giới hạn", bound.what));
        assert!(place && what, "{}: {told}", bound.what);
    }
}

/// A bound that no row reaches would be one that nobody tests.
#[test]
fn each_bound_is_tested() {
    // Tried on both sides elsewhere.
    let others = [
        // Four million cells, and texts of 256 MB in them: nearly full ones, `table::text`, `table::texts`.
        bounds::TABLE_CELLS,
        bounds::TABLE_TEXTS,
        // Four million blank cells: a minute of tests/figures.rs.
        bounds::TABLE_BLANKS,
        bounds::CELL_LETTERS, // table::grid
        bounds::UNIT_NAME,    // tests/figures.rs
        bounds::SENTENCE,     // below
        bounds::FONT_FILE,    // cases::reports
        // A lô whose own files are as large makes gigabytes: files of zeros, `batch::merge`,
        // `output::journal`.
        bounds::REPORT_FILE,
        bounds::JOURNAL_FILE,
        // What a template writes is a document of hundreds of pages: its bytes alone,
        // `compose::meter`.
        bounds::RUN_BYTES,
    ];
    for bound in bounds::ALL {
        let rows = ROWS.iter().map(|(row, ..)| row);
        let mut rows = rows.chain(TABLES.iter().map(|(row, _)| row));
        let tested = rows.any(|row| *row == bound) || others.contains(bound);
        assert!(tested, "{}", bound.what);
    }
}
