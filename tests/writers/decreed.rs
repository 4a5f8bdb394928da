//! Examples of the repository with other names, marks, text, recipients, rows and freedoms.

use std::path::Path;

use crate::builders::Dice;
use vanthu::document::{Circulation, Contact, Content, Document, Drafted, Marks, Urgency};
use vanthu::dossier::Dossier;
use vanthu::font::Fonts;
use vanthu::form;
use vanthu::nd30::{Decree, Profile, typeset};
use vanthu::page::Boxes;
use vanthu::shelf::Session;
use vanthu::source::{Source, Words};

const EXAMPLES: [&str; 5] = [
    "hoa-binh-2023-04",
    "lam-vy-2024-02",
    "ninh-son-2024-02",
    "tien-lu-2024-08",
    "tuan-giao-2023-09",
];

/// What `vanthu render` makes of an example, were it another office's.
pub(super) fn decreed(seed: u64) -> Boxes {
    let mut dice = Dice::new(seed);
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let example = examples.join(dice.one(&EXAMPLES));
    let dossier = Dossier::read(&example, &Session::disk()).unwrap();
    let mut document = dossier.templates[0].compose(&dossier.inputs).unwrap();
    name(&mut dice, &mut document);
    mark(&mut dice, &mut document);
    fill(&mut dice, &mut document);
    let (decree, fonts) = (Decree::nd30().unwrap(), Fonts::embedded().unwrap());
    typeset(&document, decree, &profile(&mut dice, decree), &fonts)
}

/// Any use of the decree's freedoms.
fn profile(dice: &mut Dice, decree: &Decree) -> Profile {
    let form = format!(
        "co_chu: {}\nthut_dau_dong: {}\nco_chu_dau_trang: {}\n\
         le: {{tren: {} mm, duoi: {} mm, trai: {} mm, phai: {} mm}}\n",
        dice.one(&[13, 14]),
        dice.one(&["1 cm", "1,27 cm"]),
        dice.one(&["12/13", "13/14"]),
        dice.one(&[20, 25]),
        dice.one(&[20, 22, 25]),
        dice.one(&[30, 35]),
        dice.one(&[15, 18, 20]),
    );
    let node = form::parse("ho-so.yaml", &form).unwrap();
    Profile::read(&node, decree).unwrap()
}

fn name(dice: &mut Dice, document: &mut Document) {
    document.issuer.name = dice
        .one(&[
            "Ủy ban nhân dân xã Lam Vỹ",
            "Ủy ban nhân dân thị trấn Nông trường Việt Lâm",
            "Ban Chỉ đạo cải cách hành chính và chuyển đổi số tỉnh Thái Nguyên",
        ])
        .into();
    let about = dice.between(4, 40);
    document.about = dice.text(about).into();
    let count = dice.roll(6);
    document.addressees = lines(dice, count, 15);
    let count = dice.between(1, 15);
    document.recipients.list = lines(dice, count, 12);
}

fn mark(dice: &mut Dice, document: &mut Document) {
    document.issued.marks = Marks {
        urgency: dice.one(&[None, None, Some(Urgency::VeryUrgent)]),
        circulation: dice.one(&[None, None, Some(Circulation::Internal)]),
        drafted: dice.once_in(3).then(|| Drafted {
            by: "PL".into(),
            copies: Some(300),
            copies_source: Source::Decree,
        }),
        ..Marks::default()
    };
    document.issuer.contact = dice.once_in(2).then(|| Contact {
        address: Some(dice.text(6).into()),
        phone: Some("0208 3 555 666".into()),
        mail: Some("lamvy@thainguyen.gov.vn".into()),
        site: None,
    });
}

fn fill(dice: &mut Dice, document: &mut Document) {
    if dice.once_in(3) {
        let more = document.content.clone();
        document.content.extend(more);
    }
    for content in &mut document.content {
        if let (Content::Passage(passage), true) = (content, dice.once_in(3)) {
            let words = dice.one(&[4, 25, 120]);
            passage.spans[0].text = dice.text(words).into();
        }
    }
    for appendix in &mut document.appendices {
        let rows = appendix.sheet.rows.clone();
        let count = dice.one(&[rows.len(), rows.len(), rows.len(), 30, 60, 200]);
        appendix.sheet.rows = rows.iter().cycle().take(count).cloned().collect();
    }
}

/// So many lines of up to so many words.
fn lines(dice: &mut Dice, count: usize, most: usize) -> Vec<Words> {
    let line = |_| {
        let words = dice.between(2, most);
        dice.text(words).into()
    };
    (0..count).map(line).collect()
}
