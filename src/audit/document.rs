//! The document's form, against the decree.

use super::{Finding, Severity};
use crate::document::{Document, is_above};
use crate::fault::Place;
use crate::nd30::Decree;

pub fn check(document: &Document, decree: &Decree, file: &Place) -> Vec<Finding> {
    let found = [
        kind(document, decree),
        addressees(document, decree),
        drafter(document),
        as_above(document),
        signatory(document),
    ];
    let finding = |(code, message, rule, suggestion): Found| Finding {
        code,
        severity: Severity::Warning,
        place: file.clone(),
        message,
        numbers: None,
        rule: rule.to_owned(),
        suggestion,
    };
    found.into_iter().flatten().map(finding).collect()
}

/// Code, message, rule, suggestion.
type Found = (&'static str, String, &'static str, String);

/// FORM-01: the type is one of those the decree names.
fn kind(document: &Document, decree: &Decree) -> Option<Found> {
    if decree.kind(&document.kind).is_some() {
        return None;
    }
    let names: Vec<&str> = decree.kinds().collect();
    Some((
        "FORM-01",
        format!(
            "“{}” không phải là tên loại văn bản hành chính",
            document.kind
        ),
        "ND30-SO-05 (Điều 7; Phụ lục III, mục I)",
        format!("dùng một trong: {}", names.join(", ")),
    ))
}

/// RECIP-01: Kính gửi is for công văn, tờ trình and báo cáo.
fn addressees(document: &Document, decree: &Decree) -> Option<Found> {
    let addressed = decree
        .kind(&document.kind)
        .is_none_or(|kind| kind.addressed);
    (!document.addressees.is_empty() && !addressed).then(|| {
        (
            "RECIP-01",
            format!(
                "{} có phần Kính gửi ({} nơi)",
                document.kind,
                document.addressees.len()
            ),
            "ND30-KG-01: chỉ công văn, tờ trình và báo cáo gửi cấp trên có Kính gửi",
            "xóa “kinh_gui” và ghi các nơi đó vào “noi_nhan”".to_owned(),
        )
    })
}

/// RECIP-02: the line Lưu names the unit that drafted the document.
fn drafter(document: &Document) -> Option<Found> {
    document.recipients.drafter.is_none().then(|| {
        (
            "RECIP-02",
            "dòng Lưu chưa có chữ viết tắt của đơn vị soạn thảo".to_owned(),
            "ND30-NN-05: Lưu: VT, <đơn vị soạn thảo>",
            "điền “luu” trong “noi_nhan”, ví dụ: luu: VP".to_owned(),
        )
    })
}

/// RECIP-03: “Như trên” needs a Kính gửi to point to.
fn as_above(document: &Document) -> Option<Found> {
    let named = document.recipients.list.iter().any(|name| is_above(name));
    (named && document.addressees.is_empty()).then(|| {
        (
            "RECIP-03",
            "nơi nhận ghi “Như trên” mà văn bản không có Kính gửi; dòng này không được in"
                .to_owned(),
            "ND30-NN-03",
            "xóa “Như trên” trong “noi_nhan”, ghi rõ tên các nơi nhận".to_owned(),
        )
    })
}

/// SIGN-01: the signatory has a name.
fn signatory(document: &Document) -> Option<Found> {
    document.signatory.name.is_none().then(|| {
        (
            "SIGN-01",
            "chưa có họ tên người ký".to_owned(),
            "ND30-KY-07",
            "điền “ho_ten” trong “nguoi_ky”".to_owned(),
        )
    })
}
