use super::*;

fn faults(columns: &str) -> String {
    let text = format!("tieu_de: T\ncot:\n{columns}");
    Plan::parse("b.yaml", "b", &text).unwrap_err().to_string()
}

#[test]
fn every_shipped_definition_reads() {
    for name in Plan::names() {
        let text = Plan::shipped_text(name).unwrap();
        Plan::parse(name, name, text).unwrap();
    }
}

#[test]
fn the_number_row_shows_the_formulas() {
    let plan = Plan::parse("so-hoa", "so-hoa", Plan::shipped_text("so-hoa").unwrap()).unwrap();
    assert_eq!(
        plan.numbers(),
        [
            "",
            "",
            "(1)",
            "(2)",
            "(3)=(2)/(1)",
            "(4)=(1)-(2)",
            "(5)",
            "(6)",
            "(7)=(6)/(5)",
            "(8)=(5)-(6)"
        ]
    );
}

#[test]
fn a_formula_of_codes_shows_no_codes() {
    let text = "tieu_de: T\ncot:\n- {ma: a, ten: A, loai: so_dem, so: 1}\n- {ma: b, ten: B, loai: so_dem, so: (2), tinh: a*2}\n";
    assert_eq!(
        Plan::parse("b.yaml", "b", text).unwrap().numbers(),
        ["(1)", "(2)"]
    );
}

#[test]
fn an_unknown_column_in_a_formula_is_pointed_at() {
    insta::assert_snapshot!(faults(
        "- {ma: nhan, ten: A, loai: so_dem, so: 1}\n- {ma: tra, ten: B, loai: ty_le, tinh: (1)/nhann}\n- {ma: x, ten: B, loai: ty_le, tinh: (1)/(7)}\n"
    ));
}

#[test]
fn columns_that_need_each_other_are_told() {
    insta::assert_snapshot!(faults(
        "- {ma: a, ten: A, loai: so_dem, tinh: b+1}\n- {ma: b, ten: B, loai: so_dem, tinh: c}\n- {ma: c, ten: C, loai: so_dem, tinh: a}\n"
    ));
}

#[test]
fn codes_and_numbers_stand_once() {
    insta::assert_snapshot!(faults(
        "- {ma: a, ten: A, loai: so_dem, so: 1}\n- {ma: a, ten: B, loai: so_dem, so: 1}\n- {ma: Mã, ten: B, loai: so_dem}\n"
    ));
}

#[test]
fn values_that_a_column_cannot_have_are_refused() {
    insta::assert_snapshot!(faults(
        "- {ma: a, ten: A, loai: so_dem, rong: 0}
- {ma: d, ten: D, loai: so_dem, le: 9}
- {ma: g, ten: G, loai: so_dem, tinh: \"(a\"}
- {ma: h, ten: H, loai: so, tong: cộng}
"
    ));
}

#[test]
fn what_a_column_cannot_be_is_refused() {
    insta::assert_snapshot!(faults(
        "- {ma: a, ten: A, loai: so_dem}
- {ma: b, ten: B, loai: chu, tinh: a+1}
- {ma: c, ten: C, loai: xep_hang}
- {ma: e, ten: E, loai: so_dem, theo: a}
- {ma: f, ten: F, loai: so_dem, tong: tinh}
- {ma: g, ten: G, loai: diem, tinh: a, lay: dat}
"
    ));
}

#[test]
fn a_formula_over_words_is_refused() {
    assert!(
        faults("- {ma: a, ten: A, loai: chu}\n- {ma: b, ten: B, loai: so_dem, tinh: a+1}\n")
            .contains("cột chữ")
    );
}
