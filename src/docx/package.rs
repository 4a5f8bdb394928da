//! The archive: parts, their content types and their relationships.

use super::archive::Archive;
use super::xml::{Value, Xml};

/// The namespaces that the parts under `word/` use.
pub(super) const WORD: &[(&str, &dyn Value)] = &[
    (
        "xmlns:w",
        &"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    ("xmlns:r", &OFFICE),
];

/// The space of links between the parts of an office document.
pub(super) const OFFICE: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const CONTENT_TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const RELATIONSHIPS_TYPE: &str = "application/vnd.openxmlformats-package.relationships+xml";

const WORKBOOK_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const EMBEDDED: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/package";

/// One file of the package.
pub(super) struct Part {
    /// Its path in the archive; the file's stem is its relationship's id.
    pub(super) path: String,
    /// Its content type.
    pub(super) content_type: &'static str,
    /// Its relationship's type.
    pub(super) relationship: &'static str,
    /// Its XML.
    pub(super) xml: String,
    /// The workbook in it, if it is a chart.
    pub(super) workbook: Option<Vec<u8>>,
}

impl Part {
    /// The file's name without folder and ending.
    fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        name.strip_suffix(".xml").unwrap_or(name)
    }

    /// Its relationship: id, type and target.
    fn link<'a>(&'a self, target: &'a str) -> (&'a str, &'a str, &'a str) {
        (self.stem(), self.relationship, target)
    }

    /// The path as the document part sees it, if the document part refers to this part.
    fn path_in_document(&self) -> Option<&str> {
        let path = self.path.strip_prefix("word/")?;
        (path != "document.xml").then_some(path)
    }
}

/// Packs the parts. Nothing of the machine or of the day goes in.
pub(super) fn pack(parts: &[Part]) -> Vec<u8> {
    let of_package = parts
        .iter()
        .filter(|part| part.path_in_document().is_none());
    let of_document = parts
        .iter()
        .filter(|part| part.path_in_document().is_some());
    let package_links = relationships(of_package.map(|part| part.link(part.path.as_str())));
    let document_links =
        relationships(of_document.filter_map(|part| Some(part.link(part.path_in_document()?))));
    let content_types = content_types(parts);

    let mut files = vec![
        ("[Content_Types].xml", content_types.as_str()),
        ("_rels/.rels", package_links.as_str()),
        ("word/_rels/document.xml.rels", document_links.as_str()),
    ];
    files.extend(
        parts
            .iter()
            .map(|part| (part.path.as_str(), part.xml.as_str())),
    );

    let mut archive = Archive::default();
    for (path, xml) in files {
        archive.add(path, xml.as_bytes());
    }
    for part in parts {
        if let Some(workbook) = &part.workbook {
            embed(&mut archive, part.stem(), workbook);
        }
    }
    archive.finish()
}

/// Adds the workbook of a chart, and the chart's link to it.
fn embed(archive: &mut Archive, stem: &str, workbook: &[u8]) {
    let target = format!("../embeddings/{stem}.xlsx");
    let links = relationships([("rId1", EMBEDDED, target.as_str())].into_iter());
    let path = format!("word/charts/_rels/{stem}.xml.rels");
    archive.add(&path, links.as_bytes());
    archive.add(&format!("word/embeddings/{stem}.xlsx"), workbook);
}

fn content_types(parts: &[Part]) -> String {
    Xml::part("Types", &[("xmlns", &CONTENT_TYPES)], |xml| {
        xml.leaf(
            "Default",
            &[("Extension", &"rels"), ("ContentType", &RELATIONSHIPS_TYPE)],
        );
        xml.leaf(
            "Default",
            &[("Extension", &"xml"), ("ContentType", &"application/xml")],
        );
        if parts.iter().any(|part| part.workbook.is_some()) {
            xml.leaf(
                "Default",
                &[("Extension", &"xlsx"), ("ContentType", &WORKBOOK_TYPE)],
            );
        }
        for part in parts {
            let name = format!("/{}", part.path);
            xml.leaf(
                "Override",
                &[("PartName", &name), ("ContentType", &part.content_type)],
            );
        }
    })
}

/// Links, each by its id, type and target.
pub(super) fn relationships<'a>(
    links: impl Iterator<Item = (&'a str, &'a str, &'a str)>,
) -> String {
    Xml::part("Relationships", &[("xmlns", &RELATIONSHIPS)], |xml| {
        for (id, kind, target) in links {
            xml.leaf(
                "Relationship",
                &[("Id", &id), ("Type", &kind), ("Target", &target)],
            );
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(path: &str) -> Part {
        Part {
            path: path.to_owned(),
            content_type: "c",
            relationship: "t",
            xml: "<x/>".to_owned(),
            workbook: None,
        }
    }

    #[test]
    fn the_document_links_to_what_stands_beside_it_and_the_package_to_the_rest() {
        let parts = [part("word/document.xml"), part("word/theme/theme1.xml")];
        let files = crate::builders::word::unpack(&pack(&parts));
        assert!(
            files["_rels/.rels"].contains(r#"Id="document" Type="t" Target="word/document.xml""#)
        );
        assert!(!files["_rels/.rels"].contains("theme"));
        let links = &files["word/_rels/document.xml.rels"];
        assert!(links.contains(r#"Id="theme1" Type="t" Target="theme/theme1.xml""#));
    }

    #[test]
    fn every_part_has_a_content_type() {
        let types = content_types(&[part("word/document.xml")]);
        assert!(types.contains(r#"<Override PartName="/word/document.xml" ContentType="c"/>"#));
    }
}
