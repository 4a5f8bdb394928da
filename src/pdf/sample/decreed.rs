//! An example of the repository with other names, more text, more recipients, more rows.

use std::path::Path;

use super::dice::Dice;
use crate::document::{Content, Document};
use crate::font::Fonts;
use crate::job::{Dossier, Folders};
use crate::nd30::{Decree, Profile, typeset};
use crate::page::Boxes;

/// What `vanthu render` makes of an example, were it another office's.
pub(super) fn decreed(seed: u64) -> Boxes {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/lam-vy-2024-02");
    let dossier = Dossier::read(&example, &Folders::default()).unwrap();
    let mut document = dossier.templates[0].compose(&dossier.inputs).unwrap();
    change(&mut Dice::new(seed), &mut document);
    let (decree, fonts) = (Decree::nd30().unwrap(), Fonts::embedded().unwrap());
    typeset(&document, &decree, &Profile::default(), &fonts)
}

fn change(dice: &mut Dice, document: &mut Document) {
    document.issuer.name = dice
        .one(&[
            "Ủy ban nhân dân xã Lam Vỹ",
            "Ủy ban nhân dân thị trấn Nông trường Việt Lâm",
            "Ban Chỉ đạo cải cách hành chính và chuyển đổi số tỉnh Thái Nguyên",
        ])
        .to_owned();
    let words = dice.between(4, 40);
    document.about = dice.text(words);
    let words = |dice: &mut Dice, count, most| -> Vec<String> {
        let line = |dice: &mut Dice| {
            let words = dice.between(2, most);
            dice.text(words)
        };
        (0..count).map(|_| line(dice)).collect()
    };
    let count = dice.roll(6);
    document.addressees = words(dice, count, 15);
    let count = dice.between(1, 15);
    document.recipients.list = words(dice, count, 12);
    let passages = document.content.clone();
    for _ in 0..dice.roll(2) {
        document.content.extend(passages.clone());
    }
    for content in &mut document.content {
        if let (Content::Passage(passage), true) = (content, dice.once_in(3)) {
            let words = dice.one(&[4, 25, 120]);
            passage.spans[0].text = dice.text(words);
        }
    }
    for appendix in &mut document.appendices {
        let rows = appendix.sheet.rows.clone();
        let count = dice.one(&[rows.len(), rows.len(), 60, 200]);
        appendix.sheet.rows = rows.iter().cycle().take(count).cloned().collect();
    }
}
