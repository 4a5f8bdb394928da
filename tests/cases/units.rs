//! Which rows are units, and which names are one unit.

use super::Case;

/// A name in decomposed letters, as a Mac writes it.
fn parted(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    name.nfd().collect()
}

/// A workbook that was packed on a Mac bears its name in decomposed letters, which no keyboard
/// writes and YAML's reader composes: it was not found.
#[test]
fn a_file_is_found_however_the_letters_of_its_name_are_composed() {
    const FILE: &str = "số liệu tháng 02.xlsx";
    let case = Case::new("f-ten-tep-nfd");
    std::fs::rename(case.path(FILE), case.path(&parted(FILE))).unwrap();
    let (code, said) = case.run("score", ".", &[]);
    assert_eq!(code, 0, "{said}");

    // The folder of the hồ sơ, named on the command line, and a name that YAML has in parts.
    let case = Case::new("f-ten-tep-nfd");
    let folder = case.path(&parted("tháng hai"));
    std::fs::create_dir(&folder).unwrap();
    let text = std::fs::read_to_string(case.path("ho-so.yaml")).unwrap();
    std::fs::write(folder.join("ho-so.yaml"), parted(&text)).unwrap();
    std::fs::copy(case.path(FILE), folder.join(FILE)).unwrap();
    let (code, said) = case.run("score", "tháng hai", &[]);
    assert_eq!(code, 0, "{said}");
}

/// “Thủy Hòa” and “Thuỷ Hoà” were two units, each with a rank.
#[test]
fn a_unit_in_two_spellings_is_one() {
    let (code, said) = Case::new("g-mot-don-vi-hai-cach-viet").run("score", ".", &[]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("có 2 dòng"), "{said}");
}

const HEAD: &str = "Đơn vị;CK;TĐ;TT;TTTT;HL;SH;Tổng\n";

/// A hồ sơ of units in a table of points, the names alone.
fn names(names: &[&str]) -> (u8, String) {
    let case = Case::new("g-mot-don-vi-hai-cach-viet");
    let rows = names
        .iter()
        .map(|name| format!("{name};17;18;11;9;17;18,5;90,5\n"));
    let table: String = std::iter::once(HEAD.to_owned()).chain(rows).collect();
    std::fs::write(case.path("a.csv"), table).unwrap();
    let text = std::fs::read_to_string(case.path("ho-so.yaml")).unwrap();
    std::fs::write(case.path("ho-so.yaml"), text.replace("a.xlsx", "a.csv")).unwrap();
    case.run("score", ".", &[])
}

#[test]
fn spellings_sorts_and_provinces_tell_units_apart() {
    for two in [
        ["UBND xã Lam Vỹ", "Ủy ban nhân dân xã Lam Vỹ"],
        ["Uỷ ban nhân dân xã Lam Vỹ", "UBND XÃ LAM VỸ"],
        ["UBND xã Lam Vỹ - tỉnh Thái Nguyên", "xã Lam Vỹ"],
        ["xã Lam Vỹ, tỉnh Thái Nguyên", "xã Lam\u{a0}\u{a0}Vỹ"],
        ["xã Cư M'gar", "xã Cư M’gar"],
        ["xã Chân Mây - Lăng Cô", "xã Chân Mây – Lăng Cô"],
    ] {
        let (code, said) = names(&[two[0], two[1], "xã Bình Yên"]);
        assert!(code == 2 && said.contains("có 2 dòng"), "{two:?} {said}");
    }
    for two in [
        ["xã Tân An", "phường Tân An"],
        ["xã Tân An, tỉnh Tây Ninh", "xã Tân An, tỉnh An Giang"],
        ["xã Đông Thái", "xã Đồng Thái"],
    ] {
        let (code, said) = names(&[two[0], two[1], "xã Bình Yên"]);
        assert_eq!(code, 0, "{two:?} {said}");
    }
}
