//! Places for signatures → empty signature fields (ISO 32000-1, 12.7.4.5).

use super::file::{File, Id, text};
use super::layout::Page;
use super::outline::points;
use super::tags::Field;

/// Writes the fields of all pages: they and, of each page, what it says of them. Their numbers
/// in the tree come after those of the pages.
pub(super) fn write(pages: &[Page], ids: &[Id], file: &mut File) -> (Vec<Field>, Vec<String>) {
    let mut fields = Vec::new();
    let mut annotations = Vec::new();
    for (page, id) in pages.iter().zip(ids) {
        let mut list = String::new();
        for placed in &page.places {
            let place = placed.place;
            let (left, right) = (placed.x, placed.x + place.width);
            let lower = page.geometry.height - placed.bottom;
            let sides = [left, lower, right, lower + place.height].map(points);
            let [width, height] = [place.width, place.height].map(points);
            // Archives want to know how a field looks: like nothing.
            let entries = format!("/Type/XObject/Subtype/Form/BBox[0 0 {width} {height}]");
            let look = file.stream(&entries, b"");
            let field = file.add(&format!(
                "<</Type/Annot/Subtype/Widget/FT/Sig/T({})/TU {}/Rect[{}]/F 4/P {id}\
                 /AP<</N {look}>>/StructParent {}>>",
                place.name,
                text(&place.title),
                sides.join(" "),
                pages.len() + fields.len(),
            ));
            list.push_str(&format!("{field} "));
            fields.push(Field {
                id: field,
                paragraph: placed.paragraph,
                page: *id,
            });
        }
        annotations.push(match list.is_empty() {
            true => String::new(),
            false => format!("/Annots[{list}]"),
        });
    }
    (fields, annotations)
}

/// What the catalogue says of fields.
pub(super) fn form(fields: &[Field]) -> String {
    if fields.is_empty() {
        return String::new();
    }
    let ids: String = fields
        .iter()
        .map(|field| format!("{} ", field.id))
        .collect();
    format!("/AcroForm<</Fields[{ids}]>>")
}
