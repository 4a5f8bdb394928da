//! The document's form, against the decree.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::audit::code::Code;
use crate::audit::context::Context;
use crate::audit::finding::Finding;
use crate::audit::rules::Checks;
use crate::audit::texts::{Stretch, appendix_name};
use crate::audit::vocabulary::Vocabulary;
use crate::document::is_above;
use crate::nd30::Levels;
use crate::vn::identity::Identity;
use crate::vn::name::{Name, usual_body};
use crate::vn::text::{fold, lower};

pub fn check(context: &Context, rules: &Checks, levels: &Levels, out: &mut Vec<Finding>) {
    let found = [
        kind(context),
        about(context, rules),
        symbol(context),
        addressees(context, levels),
        drafter(context),
        as_above(context),
    ];
    out.extend(found.into_iter().flatten());
    repeated_recipients(context, out);
    appendices(context, out);
}

/// FORM-01: the type is one of those the decree names.
fn kind(context: &Context) -> Option<Finding> {
    let (document, decree) = (context.document, context.decree);
    if decree.kind(&document.kind).is_some() {
        return None;
    }
    let names: Vec<&str> = decree.kinds().collect();
    let message = format!(
        "“{}” không phải là tên loại văn bản hành chính",
        document.kind
    );
    let suggestion = format!("dùng một trong: {}", names.join(", "));
    Some(Finding::new(Code::Form01, context.kind, message).suggest(suggestion))
}

/// FORM-02 and FORM-04: trích yếu is one short phrase, without V/v, which the program writes.
fn about(context: &Context, rules: &Checks) -> Option<Finding> {
    let about = &context.document.about;
    let place = context.place(about);
    let letters = about.chars().count();
    let finding = |code, message: String| Finding::new(code, &place, message).part("trích yếu");
    if about.starts_with("V/v") || about.starts_with("v/v") {
        let message = "trích yếu bắt đầu bằng “V/v”".to_owned();
        return Some(finding(Code::Form02, message).suggest("bỏ “V/v” ở đầu trích yếu"));
    }
    let longest = rules.threshold(Code::Form04)?;
    (Decimal::from(letters) > longest).then(|| {
        let message = format!("trích yếu dài {letters} chữ cái, quá {longest}");
        finding(Code::Form04, message).suggest("rút gọn trích yếu")
    })
}

/// FORM-03: an abbreviation in a symbol is of letters without blanks.
fn symbol(context: &Context) -> Option<Finding> {
    let symbol = &context.inputs.issuer.symbol;
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, '&' | '.' | '-');
    let good = symbol.chars().all(allowed) && symbol.chars().next().is_some_and(char::is_uppercase);
    (!good).then(|| {
        let expected: String = symbol.chars().filter(|c| allowed(*c)).collect();
        let message = format!("chữ viết tắt cơ quan “{symbol}” trong số, ký hiệu");
        Finding::new(Code::Form03, &context.place(symbol), message)
            .part("số, ký hiệu")
            .words(symbol.as_str(), expected.to_uppercase())
            .suggest("viết hoa, không dấu cách, ví dụ UBND")
    })
}

/// RECIP-01 and RECIP-04: Kính gửi is for công văn, tờ trình and báo cáo.
fn addressees(context: &Context, levels: &Levels) -> Option<Finding> {
    let document = context.document;
    let count = document.addressees.len();
    if may_be_addressed(context) {
        let first = document.recipients.list.first();
        let above = context.day.map(|day| levels.above(day)).unwrap_or_default();
        let upwards = context.decree.is_letter(&document.kind)
            || first.is_some_and(|first| is_superior(context.vocabulary, first, &above));
        return (count == 0 && upwards).then(|| {
            let message = format!("{} gửi cấp trên mà không có Kính gửi", document.kind);
            Finding::new(Code::Recip04, &context.file, message)
                .part("Kính gửi")
                .suggest("điền “kinh_gui”")
        });
    }
    let first = document.addressees.first()?;
    let message = format!("{} có phần Kính gửi ({count} nơi)", document.kind);
    let finding = Finding::new(Code::Recip01, &context.place(first), message).part("Kính gửi");
    Some(finding.suggest("xóa “kinh_gui” và ghi các nơi đó vào “noi_nhan”"))
}

/// Whether a document of this type has a Kính gửi (ND30-KG-01).
fn may_be_addressed(context: &Context) -> bool {
    let kind = context.decree.kind(&context.document.kind);
    kind.is_some_and(|kind| kind.addressed)
}

/// Whether a recipient is an office above, to which a report goes: of a unit of one of these sorts.
fn is_superior(words: &Vocabulary, name: &str, above: &[&str]) -> bool {
    let small = lower(name);
    let mut served = words.staff.iter().filter_map(|staff| {
        let rest = small.strip_prefix(staff.as_str())?.strip_prefix(' ')?;
        name.get(name.len() - rest.len()..)
    });
    let committee = Name::of(served.next().unwrap_or(name));
    let unit = lower(committee.unit);
    // Some name no unit: “UBND tỉnh”.
    committee.body == usual_body() && above.iter().any(|sort| unit.starts_with(sort))
        || words.above.begin(&fold(name))
}

/// RECIP-02: the line Lưu names the unit that drafted the document.
fn drafter(context: &Context) -> Option<Finding> {
    context.document.recipients.drafter.is_none().then(|| {
        let message = "dòng Lưu chưa có chữ viết tắt của đơn vị soạn thảo";
        Finding::new(Code::Recip02, &context.file, message)
            .part("Nơi nhận, dòng Lưu")
            .suggest("điền “luu” trong “noi_nhan”, ví dụ: luu: VP")
    })
}

/// RECIP-03: “Như trên” needs a Kính gửi to point to.
fn as_above(context: &Context) -> Option<Finding> {
    let document = context.document;
    let mut list = document.recipients.list.iter();
    let named = list.find(|name| is_above(name))?;
    document.addressees.is_empty().then(|| {
        let message =
            "nơi nhận ghi “Như trên” mà văn bản không có Kính gửi; dòng này không được in";
        Finding::new(Code::Recip03, &context.place(named), message)
            .part("Nơi nhận")
            .suggest("xóa “Như trên” trong “noi_nhan”, ghi rõ tên các nơi nhận")
    })
}

/// RECIP-05: nobody receives a document twice.
fn repeated_recipients(context: &Context, out: &mut Vec<Finding>) {
    let document = context.document;
    let addressed = document.addressees.iter().map(|name| Identity::of(name));
    let addressed: BTreeSet<Identity> = addressed.collect();
    let mut earlier: BTreeSet<Identity> = BTreeSet::new();
    for (i, name) in document.recipients.list.iter().enumerate() {
        let identity = Identity::of(name);
        let (message, suggestion) = if earlier.contains(&identity) {
            let message = format!("“{name}” có hai lần trong Nơi nhận");
            (message, "xóa một dòng")
        } else if may_be_addressed(context) && addressed.contains(&identity) {
            let message = format!("“{name}” đã có ở Kính gửi, nên “Như trên” đã gồm nơi này");
            let advice = "xóa dòng này trong “noi_nhan”; còn trống thì ghi “Như trên”";
            (message, advice)
        } else {
            earlier.insert(identity);
            continue;
        };
        earlier.insert(identity);
        let finding = Finding::new(Code::Recip05, &context.place(name), message);
        let part = format!("Nơi nhận, dòng {}", i + 1);
        out.push(finding.part(part).suggest(suggestion));
    }
}

/// ANNEX-01 and ANNEX-02: the text points to its appendices, and to none that there is not.
fn appendices(context: &Context, out: &mut Vec<Finding>) {
    let document = context.document;
    let prose = context.texts.prose();
    let prose: Vec<String> = prose.map(|stretch| fold(stretch.text)).collect();
    for (i, _) in document.appendices.iter().enumerate() {
        let name = appendix_name(document, i);
        let wanted = fold(&name);
        let pointed =
            |text: &String| text.contains(&wanted) || context.vocabulary.appendices.are_in(text);
        if !prose.iter().any(pointed) {
            let message = format!("bài không nhắc đến {name}");
            let finding = Finding::new(Code::Annex01, &context.file, message).part(name.clone());
            out.push(finding.suggest(format!("thêm vào bài: “({name} kèm theo)”")));
        }
    }
    let names: Vec<String> = (0..document.appendices.len())
        .map(|i| fold(&appendix_name(document, i)))
        .collect();
    for Stretch { start, text, .. } in context.texts.prose() {
        for (at, name) in pointed_to(text, &context.vocabulary.attached) {
            if !names.iter().any(|known| known.starts_with(&fold(&name))) {
                let message = format!("bài nhắc “{name}” mà văn bản không có");
                let start = start + at;
                let finding = context.at(Code::Annex02, start, start + name.len(), message);
                out.push(finding.suggest("thêm phụ lục, hoặc sửa tên trong bài"));
            }
        }
    }
}

/// The appendices that a paragraph says come with the document (`Biểu số 02`, `Phụ lục II`), and
/// where.
fn pointed_to(text: &str, attached: &[String]) -> Vec<(usize, String)> {
    let mut names = Vec::new();
    for (at, word) in text.match_indices("Biểu số ") {
        let rest = text.get(at + word.len()..).unwrap_or_default();
        let number: String = rest.chars().take_while(char::is_ascii_digit).collect();
        names.push((at, format!("{word}{number}")));
    }
    for (at, word) in text.match_indices("Phụ lục ") {
        let rest = text.get(at + word.len()..).unwrap_or_default();
        let roman = rest.chars().take_while(|c| "IVX".contains(*c));
        let number: String = roman.collect();
        // An appendix of another document is followed by that document.
        let after = rest.get(number.len()..).unwrap_or_default().trim_start();
        if attached.iter().any(|word| after.starts_with(word.as_str())) {
            names.push((at, format!("{word}{number}").trim_end().to_owned()));
        }
    }
    names
}
