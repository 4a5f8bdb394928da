//! The foot of the document: recipients to the left, signature to the right, on one page.

use super::body::{dashed, list_item};
use super::decree::{Element, Size};
use super::setter::Setter;
use crate::document::is_above;
use crate::length::Length;
use crate::page::{Block, Paragraph, SignaturePlace};
use crate::source::Words;

/// ô 9b | 7, side by side in a row that never splits.
pub fn blocks(setter: &Setter) -> Vec<Block> {
    let left = setter.decree.size(Size::RecipientsColumn);
    let columns = vec![left, setter.text_width(false) - left];
    let row = vec![recipients(setter), signature(setter)];
    vec![
        Block::Paragraph(setter.space()),
        Block::Table(setter.side_by_side(columns, vec![row])),
    ]
}

/// `Nơi nhận:`, `- Như trên;` if there is a Kính gửi, each recipient, `- Lưu: VT, ….`
/// (ND30-NN-01 to 04).
fn recipients(setter: &Setter) -> Vec<Block> {
    let document = setter.document;
    let recipients = &document.recipients;
    let above = (!document.addressees.is_empty()).then(|| Words::from("Như trên"));
    let listed = recipients.list.iter().filter(|name| !is_above(name));
    let drafter = recipients.drafter.as_ref();
    let mut kept = match drafter.or(document.issuer.drafting_unit.as_ref()) {
        Some(drafter) => {
            let kept = ["Lưu: VT, ".into(), drafter.clone()];
            dashed(&kept.into_iter().collect(), '.')
        }
        None => dashed(&"Lưu: VT".into(), '.'),
    };
    // ô 12 ends this line, as in the sample forms (ND30-ST-01).
    if let Some(drafted) = &document.issued.marks.drafted {
        kept = [kept, " ".into(), drafted.words()].into_iter().collect();
    }
    let names = above.iter().chain(listed);
    let items = names.map(|name| dashed(name, ';')).chain([kept]);
    let item = |text| list_item(setter, Element::Recipient, text, Length::ZERO);
    std::iter::once(setter.paragraph(Element::Recipients, "Nơi nhận:"))
        .chain(items.map(item))
        .map(Block::Paragraph)
        .collect()
}

/// Below the text of the first page: where the issuer of a công văn can be reached, under a rule
/// as wide as the text (ô 13, ND30-DC-01).
pub fn contact(setter: &Setter) -> Vec<Block> {
    let contact = setter.document.issuer.contact.as_ref();
    let Some(contact) = contact.filter(|_| setter.is_letter()) else {
        return Vec::new();
    };
    let full = setter.text_width(false);
    vec![
        Block::Rule(setter.rule(full)),
        Block::Paragraph(setter.paragraph(Element::Contact, contact.line())),
    ]
}

/// Where the signer's signature and, over its left third, the body's seal will stand (ô 7c and 8,
/// ND30-DT-02): in the room above the name, centred in the column.
fn places(setter: &Setter, room: Length) -> Vec<SignaturePlace> {
    let column = setter.text_width(false) - setter.decree.size(Size::RecipientsColumn);
    let (width, seal) = (
        setter.decree.size(Size::Signature),
        setter.decree.size(Size::Seal),
    );
    let left = (column - width) / 2;
    vec![
        SignaturePlace {
            name: "ChuKy".to_owned(),
            title: "Chữ ký của người ký văn bản".to_owned(),
            left,
            above: Length::ZERO,
            width,
            height: room,
        },
        SignaturePlace {
            name: "ConDau".to_owned(),
            title: "Con dấu, chữ ký số của cơ quan".to_owned(),
            left: left + width / 3 - seal,
            above: (room - seal) / 2,
            width: seal,
            height: seal,
        },
    ]
}

/// Authority and title in capitals, room for the signature, the name (ND30-KY-01 to 07).
fn signature(setter: &Setter) -> Vec<Block> {
    let signatory = &setter.document.signatory;
    let line = |text: &Words| setter.paragraph(Element::Authority, text.to_uppercase());
    let name = signatory.name.clone().unwrap_or_default();
    let lines: Vec<Paragraph> = signatory.authority.iter().map(line).collect();
    let mut name = setter.paragraph(Element::SignatoryName, name);
    name.places = places(setter, name.format.before);
    let last = [line(&signatory.position), name];
    lines
        .into_iter()
        .chain(last)
        .map(Block::Paragraph)
        .collect()
}
