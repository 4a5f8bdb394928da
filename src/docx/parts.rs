//! The small parts that every package has: settings, fonts, theme and properties.

use time::Date;

use super::package::{Part, WORD};
use super::xml::{Value, Xml};
use crate::page::Properties;

const OFFICE_URI: &str = "http://schemas.microsoft.com/office/word";
const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";

/// Program properties: only who wrote the file, without a version, so that a new version of
/// the program does not change old documents.
pub(super) fn app() -> Part {
    let namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    let xml = Xml::part("Properties", &[("xmlns", &namespace)], |xml| {
        xml.text_element("Application", &[], "vanthu");
    });
    Part {
        path: "docProps/app.xml".to_owned(),
        content_type: "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        relationship: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties",
        xml,
        workbook: None,
    }
}

/// Title, author, language and date.
pub(super) fn core(properties: &Properties) -> Part {
    let attributes: &[(&str, &dyn Value)] = &[
        (
            "xmlns:cp",
            &"http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        ),
        ("xmlns:dc", &"http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", &"http://purl.org/dc/terms/"),
        ("xmlns:xsi", &"http://www.w3.org/2001/XMLSchema-instance"),
    ];
    let xml = Xml::part("cp:coreProperties", attributes, |xml| {
        xml.text_element("dc:title", &[], &properties.title);
        xml.text_element("dc:creator", &[], &properties.author);
        xml.text_element("dc:language", &[], &properties.language);
        if let Some(date) = properties.date {
            let moment = start_of(date);
            for name in ["dcterms:created", "dcterms:modified"] {
                xml.text_element(name, &[("xsi:type", &"dcterms:W3CDTF")], &moment);
            }
        }
    });
    Part {
        path: "docProps/core.xml".to_owned(),
        content_type: "application/vnd.openxmlformats-package.core-properties+xml",
        relationship: "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        xml,
        workbook: None,
    }
}

/// The first moment of a day. The clock is never asked: it would change the bytes.
fn start_of(date: Date) -> String {
    let (year, month, day) = date.to_calendar_date();
    format!("{year:04}-{:02}-{day:02}T00:00:00Z", u8::from(month))
}

/// Settings of the document.
pub(super) fn settings(properties: &Properties) -> Part {
    let xml = Xml::part("w:settings", WORD, |xml| {
        xml.leaf("w:zoom", &[("w:percent", &100)]);
        xml.value("w:defaultTabStop", 720);
        xml.value("w:characterSpacingControl", "doNotCompress");
        xml.element("w:compat", &[], |xml| {
            for (name, value) in COMPATIBILITY {
                xml.leaf(
                    "w:compatSetting",
                    &[("w:name", &name), ("w:uri", &OFFICE_URI), ("w:val", &value)],
                );
            }
        });
        xml.value("w:themeFontLang", &properties.language);
        xml.value("w:decimalSymbol", ",");
        xml.value("w:listSeparator", ";");
    });
    Part {
        path: "word/settings.xml".to_owned(),
        content_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml",
        relationship: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings",
        xml,
        workbook: None,
    }
}

/// What Word 2010 itself writes in mode 14. Without the second, Word would let the default
/// table style override paragraph styles in cells.
const COMPATIBILITY: [(&str, u8); 4] = [
    ("compatibilityMode", 14),
    ("overrideTableStyleFontSizeAndJustification", 1),
    ("enableOpenTypeFeatures", 1),
    ("doNotFlipMirrorIndents", 1),
];

/// The one font.
pub(super) fn font_table(properties: &Properties) -> Part {
    let xml = Xml::part("w:fonts", WORD, |xml| {
        xml.element("w:font", &[("w:name", &properties.font_family)], |xml| {
            xml.value("w:charset", "00");
            xml.value("w:family", "roman");
            xml.value("w:pitch", "variable");
        });
    });
    Part {
        path: "word/fontTable.xml".to_owned(),
        content_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml",
        relationship: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/fontTable",
        xml,
        workbook: None,
    }
}

/// The least theme that validators accept. Nothing in the document refers to it.
pub(super) fn theme(properties: &Properties) -> Part {
    let xml = Xml::part(
        "a:theme",
        &[("xmlns:a", &DRAWING), ("name", &"Office")],
        |xml| {
            xml.element("a:themeElements", &[], |xml| {
                xml.element("a:clrScheme", &[("name", &"Office")], theme_colours);
                xml.element("a:fontScheme", &[("name", &"Office")], |xml| {
                    for kind in ["a:majorFont", "a:minorFont"] {
                        xml.element(kind, &[], |xml| {
                            xml.leaf("a:latin", &[("typeface", &properties.font_family)]);
                            xml.leaf("a:ea", &[("typeface", &"")]);
                            xml.leaf("a:cs", &[("typeface", &"")]);
                        });
                    }
                });
                xml.element("a:fmtScheme", &[("name", &"Office")], theme_formats);
            });
        },
    );
    Part {
        path: "word/theme/theme1.xml".to_owned(),
        content_type: "application/vnd.openxmlformats-officedocument.theme+xml",
        relationship: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme",
        xml,
        workbook: None,
    }
}

fn theme_colours(xml: &mut Xml) {
    const COLOURS: [(&str, &str); 12] = [
        ("a:dk1", "000000"),
        ("a:lt1", "FFFFFF"),
        ("a:dk2", "1F497D"),
        ("a:lt2", "EEECE1"),
        ("a:accent1", "4F81BD"),
        ("a:accent2", "C0504D"),
        ("a:accent3", "9BBB59"),
        ("a:accent4", "8064A2"),
        ("a:accent5", "4BACC6"),
        ("a:accent6", "F79646"),
        ("a:hlink", "0000FF"),
        ("a:folHlink", "800080"),
    ];
    for (name, colour) in COLOURS {
        xml.element(name, &[], |xml| xml.leaf("a:srgbClr", &[("val", &colour)]));
    }
}

/// The schema asks for three of each.
fn theme_formats(xml: &mut Xml) {
    let fill = |xml: &mut Xml| {
        xml.element("a:solidFill", &[], |xml| {
            xml.leaf("a:schemeClr", &[("val", &"phClr")])
        });
    };
    xml.element("a:fillStyleLst", &[], |xml| (0..3).for_each(|_| fill(xml)));
    xml.element("a:lnStyleLst", &[], |xml| {
        (0..3).for_each(|_| xml.element("a:ln", &[("w", &9525)], fill));
    });
    xml.element("a:effectStyleLst", &[], |xml| {
        (0..3).for_each(|_| {
            xml.element("a:effectStyle", &[], |xml| xml.leaf("a:effectLst", &[]));
        });
    });
    xml.element("a:bgFillStyleLst", &[], |xml| {
        (0..3).for_each(|_| fill(xml))
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builders::word;

    #[test]
    fn core_properties_bear_the_documents_own_date() {
        let properties = word::properties();
        let xml = core(&properties).xml;
        assert!(xml.contains("<dc:title>Báo cáo</dc:title><dc:creator>UBND xã</dc:creator>"));
        assert!(xml.contains(
            r#"<dcterms:created xsi:type="dcterms:W3CDTF">2026-03-05T00:00:00Z</dcterms:created>"#
        ));
    }

    #[test]
    fn a_document_without_a_date_gets_none() {
        let properties = Properties {
            date: None,
            ..word::properties()
        };
        assert!(!core(&properties).xml.contains("dcterms:created"));
    }

    #[test]
    fn settings_ask_for_mode_14_and_vietnamese_separators() {
        let xml = settings(&word::properties()).xml;
        assert!(xml.contains(r#"w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="14""#));
        assert!(xml.contains(r#"<w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>"#));
        assert!(!xml.contains("doNotUseHTMLParagraphAutoSpacing"));
    }
}
