//! The formats of cells, by their numbers.

use std::collections::BTreeMap;

use super::numeral::Format;
use super::xml::{Damaged, Xml, attribute, local};

/// How the cells of a style look.
#[derive(Debug, Clone, Copy, Default)]
pub struct Style {
    /// How numbers are shown.
    pub format: Format,
    /// Whether the letters are struck through, as of what no longer counts.
    pub struck: bool,
    /// Whether nothing is shown at all: the format `;;;`.
    pub unseen: bool,
}

/// The styles, in their order.
///
/// # Errors
/// If the part is damaged.
pub fn read(part: &str) -> Result<Vec<Style>, Damaged> {
    let mut codes: BTreeMap<String, String> = BTreeMap::new();
    let (mut fonts, mut styles) = (Vec::new(), Vec::new());
    let (mut of_fonts, mut of_cells) = (false, false);
    let mut xml = Xml::new(part);
    while let Some(element) = xml.element()? {
        let get = |name| attribute(&element, name);
        match local(&element) {
            "numFmt" => codes.extend(get("numFmtId").zip(get("formatCode"))),
            "fonts" => of_fonts = true,
            "fills" => of_fonts = false,
            "font" if of_fonts => fonts.push(false),
            "strike" if of_fonts => {
                let off = get("val").is_some_and(|val| matches!(val.trim(), "0" | "false"));
                if let Some(font) = fonts.last_mut() {
                    *font = !off;
                }
            }
            "cellXfs" => of_cells = true,
            "cellStyleXfs" | "cellStyles" | "dxfs" => of_cells = false,
            "xf" if of_cells => {
                let id = get("numFmtId").unwrap_or_default();
                let code = codes.get(&id).map_or(built_in(&id), String::as_str);
                let font = get("fontId").and_then(|id| id.trim().parse::<usize>().ok());
                styles.push(Style {
                    format: Format::of_code(code),
                    struck: font.is_some_and(|font| fonts.get(font) == Some(&true)),
                    unseen: code.trim() == ";;;",
                });
            }
            _ => (),
        }
    }
    Ok(styles)
}

/// The codes of formats that every workbook has (ECMA-376 part 1, 18.8.30), the part for
/// positive numbers. What is left to a country is a day.
fn built_in(id: &str) -> &'static str {
    match id {
        "1" => "0",
        "2" => "0.00",
        "3" | "37" | "38" | "41" | "42" => "#,##0",
        "4" | "39" | "40" | "43" | "44" => "#,##0.00",
        "9" => "0%",
        "10" => "0.00%",
        "11" | "48" => "0.00E+00",
        "12" | "13" => "# ?/?",
        "14" | "15" | "16" | "17" | "22" => "d/m/yyyy",
        "18" | "19" | "20" | "21" | "45" | "47" => "h:mm:ss",
        "27" | "28" | "29" | "30" | "31" | "32" | "33" | "34" | "35" | "36" => "d/m/yyyy",
        "50" | "51" | "52" | "53" | "54" | "55" | "56" | "57" | "58" => "d/m/yyyy",
        "46" => "[h]:mm:ss",
        "49" => "@",
        _ => "General",
    }
}
