//! What the file says of itself, twice: as old readers want it, and as XMP.

use time::Date;

use super::file::{File, Id, text};
use super::hash::Hash;
use super::layout::Page;
use crate::page::Properties;

const CREATOR: &str = "vanthu";
const PRODUCER: &str = concat!("vanthu ", env!("CARGO_PKG_VERSION"));

/// Writes the metadata.
pub(super) struct Metadata {
    /// The dictionary of old readers.
    pub(super) info: Id,
    /// The stream of XMP.
    pub(super) xmp: Id,
    /// Sixteen digits that tell the document from others.
    pub(super) fingerprint: String,
}

impl Metadata {
    pub(super) fn write(properties: &Properties, pages: &[Page], file: &mut File) -> Self {
        let fingerprint = fingerprint(properties, pages);
        let (year, month, day) = stated(properties.date);
        let info = file.add(&format!(
            "<</Title {}/Author {}/Creator({CREATOR})/Producer({PRODUCER})\
             /CreationDate(D:{year:04}{month:02}{day:02}000000+07'00')>>",
            text(&properties.title),
            text(&properties.author),
        ));
        let date = format!("{year:04}-{month:02}-{day:02}T00:00:00+07:00");
        let xmp = xmp(properties, &date, &fingerprint);
        // Not compressed, so that any program finds it.
        let xmp = file.stream("/Type/Metadata/Subtype/XML", xmp.as_bytes());
        Self {
            info,
            xmp,
            fingerprint,
        }
    }
}

/// Year, month and day of the document, which begins at midnight in Vietnam. A document that
/// bears no date yet (or one that a PDF cannot state) gets the first day of Unix time: PDF/A
/// demands a date, and the clock would make each file differ.
fn stated(date: Option<Date>) -> (i32, u8, u8) {
    let date = date.filter(|date| (0..=9999).contains(&date.year()));
    date.map_or((1970, 1, 1), |date| {
        (date.year(), u8::from(date.month()), date.day())
    })
}

/// Tells documents apart by what they say.
fn fingerprint(properties: &Properties, pages: &[Page]) -> String {
    let date = properties.date.map(|date| date.to_string());
    let mut hash = Hash::default();
    hash.add(&properties.title);
    hash.add(&properties.author);
    hash.add(&properties.language);
    hash.add(&date.unwrap_or_default());
    let lines = pages.iter().flat_map(|page| &page.lines);
    lines
        .flat_map(|line| &line.spans)
        .for_each(|span| hash.add(&span.text));
    format!("{:016x}", hash.value())
}

/// The claims PDF/A-2a and PDF/UA-1, and the description that PDF/A wants of the second's own
/// property (ISO 19005-2, 6.6.2.3.3).
const CLAIMS: &str = r#"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>"#;

const NAMESPACES: &str = r#"xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#""#;

fn xmp(properties: &Properties, date: &str, fingerprint: &str) -> String {
    let [title, author, language] =
        [&properties.title, &properties.author, &properties.language].map(|text| escaped(text));
    format!(
        r#"<?xpacket begin="{}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" {NAMESPACES}>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{CREATOR}</xmp:CreatorTool><xmp:CreateDate>{date}</xmp:CreateDate>
<pdf:Producer>{PRODUCER}</pdf:Producer>
<xmpMM:DocumentID>{fingerprint}</xmpMM:DocumentID>
{CLAIMS}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"#,
        '\u{feff}'
    )
}

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;")
}
