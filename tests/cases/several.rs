//! What a sentence says of several units or groups of points together: each kind was passed once, though
//! one of them was not so.

use std::fs;

use super::{Case, common, copy};

/// What is told when this is remarked in one of the hồ sơ of `tests/claims`: its CLAIM-01 and others of
/// sentences that state figures.
fn told(dossier: &str, sentence: &str) -> Vec<String> {
    let case = Case(tempfile::tempdir().unwrap());
    let folder = common::repository("tests/claims/ho-so").join(dossier);
    copy(&folder, case.0.path());
    let file = case.path("ho-so.yaml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("\"@\"", &format!("{sentence:?}"))).unwrap();
    let (_, said) = case.run("check", "", &[]);
    let kinds = ["CLAIM-", "COUNT-", "XREF-", "SUPER-", "RATIO-"];
    let lines = said.lines();
    let claims = lines.filter(|line| kinds.iter().any(|kind| line.contains(kind)));
    claims.map(str::to_owned).collect()
}

/// Each right sentence is passed and each wrong one told.
fn each(dossier: &str, twins: &[(&str, &str)]) {
    for (right, wrong) in twins {
        assert_eq!(told(dossier, right), Vec::<String>::new(), "{right}");
        assert!(!told(dossier, wrong).is_empty(), "{wrong}");
    }
}

/// Beside a band and a number where one begins, it was taken for what a band is.
#[test]
fn no_unit_below_a_mark_is_no_definition_of_a_band() {
    each(
        "hue",
        &[(
            "Không xã nào loại Yếu hoặc Trung bình, không xã nào dưới 65 điểm.",
            "Không xã nào loại Yếu hoặc Trung bình, không xã nào dưới 80 điểm.",
        )],
    );
}
