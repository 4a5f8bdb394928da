//! Who signs, and with which authority (Phụ lục I, phần I, mục II, khoản 7; Điều 13).

use crate::audit::code::Code;
use crate::audit::context::Context;
use crate::audit::finding::Finding;
use crate::document::Signing;
use crate::nd30::Office;
use crate::vn::name::{Name, usual_body};
use crate::vn::text::fold;

pub fn check(
    context: &Context,
    (signing, office): (&Signing, Option<&Office>),
    out: &mut Vec<Finding>,
) {
    let found = [
        signatory(context),
        authority(context, signing, office),
        of_unit(context),
        honour(context),
    ];
    out.extend(found.into_iter().flatten());
}

/// SIGN-01: the signatory has a name.
fn signatory(context: &Context) -> Option<Finding> {
    context.document.signatory.name.is_none().then(|| {
        Finding::new(Code::Sign01, &context.file, "chưa có họ tên người ký")
            .part("chữ ký")
            .suggest("điền “ho_ten” trong “nguoi_ky”")
    })
}

/// SIGN-02: a deputy signs KT.; a committee's chair TM.; the head of an office signs as what he is.
/// Two lines for a committee's deputy, KT. and his title, are as usual as three with TM.
fn authority(context: &Context, signing: &Signing, office: Option<&Office>) -> Option<Finding> {
    let signatory = &context.document.signatory;
    let has = |sign: &str| {
        let mut lines = signatory.authority.iter();
        lines.any(|line| line.trim_start().starts_with(sign))
    };
    let deputy = signing.is_deputy(&signatory.position);
    let committee = is_committee(&Name::of(&context.inputs.issuer.name));
    let chair = fold(&signatory.position).ends_with(&fold(&signing.chair));
    let head = office.map_or(&signing.chair, |office| &office.head);
    let finding = |message: &str| {
        let place = context.place(&signatory.position);
        Finding::new(Code::Sign02, &place, message).part("chữ ký")
    };
    Some(if deputy && !has("KT.") && !has("TL.") && !has("TUQ.") {
        finding("cấp phó ký mà không có “KT.”").suggest(format!(
            "thêm “KT. {head}” (chức vụ của người đứng đầu) vào “quyen_han”"
        ))
    } else if has("KT.") && !deputy {
        finding("“KT.” dành cho cấp phó ký thay người đứng đầu")
            .suggest("sửa “chuc_vu”, hoặc bỏ dòng “KT.”")
    } else if committee && chair && !has("TM.") && !has("KT.") {
        finding("chủ tịch, phó chủ tịch ký văn bản của Ủy ban nhân dân mà không có “TM.”").suggest(
            "thêm “TM. Ủy ban nhân dân” vào “quyen_han”; bỏ qua nếu là văn bản của Chủ tịch",
        )
    } else {
        let (message, suggestion) = not_of_the_office(context, office?)?;
        finding(&message).suggest(suggestion)
    })
}

/// A line of authority that is not of the office that issues the document: its head signs
/// without one, and others for him.
fn not_of_the_office(context: &Context, office: &Office) -> Option<(String, String)> {
    let signatory = &context.document.signatory;
    let head = fold(&office.head);
    let wrong = signatory.authority.iter().find(|line| {
        let whose = line.split_once(". ").map_or("", |(_, whose)| whose);
        line.trim_start().starts_with("TM.") || !fold(whose).starts_with(&head)
    })?;
    let message = format!(
        "“{wrong}” trong văn bản của {}, người đứng đầu là {}",
        context.document.issuer.name, office.head
    );
    let suggestion = format!(
        "{} ký thì bỏ “quyen_han”; cấp phó ký thì ghi “quyen_han: KT. {}”, “chuc_vu: {}”; văn bản của UBND thì \
         sửa “co_quan”",
        office.head,
        office.head,
        office.deputy()
    );
    Some((message, suggestion))
}

/// Whether a name is that of a unit's committee.
fn is_committee(name: &Name) -> bool {
    name.body == usual_body()
}

/// SIGN-04: the decree's TM. names the committee alone; many tools add the sort of unit.
fn of_unit(context: &Context) -> Option<Finding> {
    let lines = &context.document.signatory.authority;
    let line = lines.iter().find(|line| {
        let whose = line.trim_start().strip_prefix("TM.");
        whose.is_some_and(|whose| is_committee(&Name::of(whose)))
    })?;
    let committee = usual_body().to_uppercase();
    let message = format!("“{line}”: Nghị định ghi “TM. {committee}”, không kèm cấp hành chính");
    let finding = Finding::new(Code::Sign04, &context.place(line), message).part("chữ ký");
    Some(finding.suggest(format!(
        "để nguyên cũng được; theo đúng mẫu thì bỏ phần sau “{committee}”"
    )))
}

/// SIGN-03: a name stands without degree, rank or honour.
fn honour(context: &Context) -> Option<Finding> {
    let name = context.document.signatory.name.as_ref()?;
    let honours = &context.vocabulary.honours;
    let honour = honours.iter().find(|honour| {
        name.strip_prefix(honour.as_str())
            .is_some_and(|rest| rest.starts_with(' '))
    })?;
    let message = format!("họ tên người ký có “{honour}” ở trước");
    let bare = name.trim_start_matches(honour.as_str()).trim_start();
    let finding = Finding::new(Code::Sign03, &context.place(name), message).part("chữ ký");
    let finding = finding.words(name.as_str(), bare);
    Some(finding.suggest(format!("chỉ ghi “{bare}”")))
}
