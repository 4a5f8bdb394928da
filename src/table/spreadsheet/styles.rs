//! The formats of cells, by their numbers.

use std::collections::BTreeMap;

use super::numeral::Format;
use super::xml::{Damaged, Xml, attribute, local};

/// The number format of each style, in their order.
///
/// # Errors
/// If the part is damaged.
pub fn formats(part: &str) -> Result<Vec<Format>, Damaged> {
    let mut codes: BTreeMap<String, String> = BTreeMap::new();
    let mut formats = Vec::new();
    let mut of_cells = false;
    let mut xml = Xml::new(part);
    while let Some(element) = xml.element()? {
        let get = |name| attribute(&element, name);
        match local(&element) {
            "numFmt" => codes.extend(get("numFmtId").zip(get("formatCode"))),
            "cellXfs" => of_cells = true,
            "cellStyleXfs" | "cellStyles" | "dxfs" => of_cells = false,
            "xf" if of_cells => {
                let id = get("numFmtId").unwrap_or_default();
                let code = codes.get(&id).map(String::as_str);
                formats.push(Format::of_code(code.unwrap_or_else(|| built_in(&id))));
            }
            _ => (),
        }
    }
    Ok(formats)
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
