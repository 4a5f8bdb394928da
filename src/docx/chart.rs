//! A chart: the inline drawing in the text, and its part `word/charts/chartN.xml`, which Word
//! draws and edits from the workbook in it.
//!
//! The plot is laid out by hand, so that it stands where the PDF has it; labels of values are
//! texts, because a format of numbers would follow the reader's machine, not the document.

use super::flow::Flow;
use super::format;
use super::package::{OFFICE, Part};
use super::workbook;
use super::xml::{Value, Xml};
use crate::length::Length;
use crate::page::{
    BAR, Boxes, Chart, ChartKind, ChartPoint, Colour, LineSpacing, Paragraph, ParagraphFormat,
};

const CHART: &str = "http://schemas.openxmlformats.org/drawingml/2006/chart";
const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const PLACED: &str = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
/// The two axes of a chart, by the numbers that it gives them.
const AXES: [u32; 2] = [1, 2];

/// Writes the paragraph that holds a chart.
pub(super) fn write(xml: &mut Xml, flow: &Flow, chart: &Chart) {
    let style = flow.boxes.style(chart.style);
    let format = ParagraphFormat {
        before: chart.before,
        line: LineSpacing::Multiple(240),
        keep_with_next: chart.keep_with_next || flow.keep_with_next,
        ..style.paragraph
    };
    let mut charts = flow.boxes.charts();
    let number = charts.position(|one| std::ptr::eq(one, chart));
    let number = number.map_or(1, |place| place + 1);
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| {
            xml.value("w:pStyle", &style.id);
            format::paragraph(xml, &format, Some(&style.paragraph), None);
        });
        xml.element("w:r", &[], |xml| {
            xml.element("w:drawing", &[], |xml| inline(xml, chart, number));
        });
    });
}

fn inline(xml: &mut Xml, chart: &Chart, number: usize) {
    let none: &[(&str, &dyn Value)] = &[("distT", &0), ("distB", &0), ("distL", &0), ("distR", &0)];
    let placed: &[(&str, &dyn Value)] = &[("xmlns:wp", &PLACED)];
    let attributes: Vec<_> = placed.iter().chain(none).copied().collect();
    xml.element("wp:inline", &attributes, |xml| {
        let size: &[(&str, &dyn Value)] = &[("cx", &emu(chart.width)), ("cy", &emu(chart.height))];
        xml.leaf("wp:extent", size);
        let about: &[(&str, &dyn Value)] = &[
            ("id", &number),
            ("name", &chart.name),
            ("descr", &chart.summary),
        ];
        xml.leaf("wp:docPr", about);
        xml.leaf("wp:cNvGraphicFramePr", &[]);
        xml.element("a:graphic", &[("xmlns:a", &DRAWING)], |xml| {
            xml.element("a:graphicData", &[("uri", &CHART)], |xml| {
                let id = name(number);
                let reference: &[(&str, &dyn Value)] = &[("xmlns:c", &CHART), ("r:id", &id)];
                xml.leaf("c:chart", reference);
            });
        });
    });
}

fn name(number: usize) -> String {
    format!("chart{number}")
}

/// English metric units, 12,700 of a point.
fn emu(length: Length) -> i64 {
    length.in_units() * 12_700 / Length::pt(1).in_units()
}

/// The parts of all charts.
pub(super) fn parts(boxes: &Boxes) -> impl Iterator<Item = Part> {
    let theme = super::parts::theme(&boxes.properties).xml;
    let charts = (1..).zip(boxes.charts());
    charts.map(move |(number, chart)| Part {
        path: format!("word/charts/{}.xml", name(number)),
        content_type: "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
        relationship: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart",
        xml: part(
            chart,
            &boxes.properties.font_family,
            &boxes.properties.language,
        ),
        workbook: Some(workbook::write(chart, &theme)),
    })
}

fn part(chart: &Chart, font: &str, language: &str) -> String {
    let spaces: &[(&str, &dyn Value)] = &[
        ("xmlns:c", &CHART),
        ("xmlns:a", &DRAWING),
        ("xmlns:r", &OFFICE),
    ];
    Xml::part("c:chartSpace", spaces, |xml| {
        val(xml, "c:date1904", 0);
        val(xml, "c:lang", language);
        val(xml, "c:roundedCorners", 0);
        xml.element("c:chart", &[], |xml| {
            val(xml, "c:autoTitleDeleted", 1);
            xml.element("c:plotArea", &[], |xml| plot_area(xml, chart));
            val(xml, "c:plotVisOnly", 1);
            val(xml, "c:dispBlanksAs", "gap");
        });
        xml.element("c:spPr", &[], |xml| {
            xml.leaf("a:noFill", &[]);
            xml.element("a:ln", &[], |xml| xml.leaf("a:noFill", &[]));
        });
        let size = chart.paragraphs().next().and_then(|text| text.runs.first());
        let size = size.map_or(11 * 100, |run| run.format.size.in_half_points() * 50);
        xml.element("c:txPr", &[], |xml| text_format(xml, size, font));
        xml.element("c:externalData", &[("r:id", &"rId1")], |xml| {
            val(xml, "c:autoUpdate", 0);
        });
    })
}

fn val(xml: &mut Xml, name: &str, value: impl Value) {
    xml.leaf(name, &[("val", &value)]);
}

fn text_format(xml: &mut Xml, size: i64, font: &str) {
    xml.leaf("a:bodyPr", &[]);
    xml.leaf("a:lstStyle", &[]);
    xml.element("a:p", &[], |xml| {
        xml.element("a:pPr", &[], |xml| {
            xml.element("a:defRPr", &[("sz", &size)], |xml| {
                fill(xml, Colour::BLACK);
                xml.leaf("a:latin", &[("typeface", &font)]);
            });
        });
        xml.leaf("a:endParaRPr", &[("lang", &"vi-VN")]);
    });
}

/// The plot by itself, as shares of the chart, without its labels.
fn plot_area(xml: &mut Xml, chart: &Chart) {
    let plot = chart.plot;
    xml.element("c:layout", &[], |xml| {
        xml.element("c:manualLayout", &[], |xml| {
            val(xml, "c:layoutTarget", "inner");
            val(xml, "c:xMode", "edge");
            val(xml, "c:yMode", "edge");
            val(xml, "c:x", share(plot.left, chart.width));
            val(xml, "c:y", share(plot.top, chart.height));
            val(xml, "c:w", share(plot.width, chart.width));
            val(xml, "c:h", share(plot.height, chart.height));
        });
    });
    match chart.kind {
        ChartKind::Bars => xml.element("c:barChart", &[], |xml| {
            val(xml, "c:barDir", "bar");
            val(xml, "c:grouping", "clustered");
            val(xml, "c:varyColors", 0);
            xml.element("c:ser", &[], |xml| series(xml, chart));
            val(xml, "c:gapWidth", (100 - BAR) * 100 / BAR);
            AXES.iter().for_each(|axis| val(xml, "c:axId", axis));
        }),
        ChartKind::Line => xml.element("c:lineChart", &[], |xml| {
            val(xml, "c:grouping", "standard");
            val(xml, "c:varyColors", 0);
            xml.element("c:ser", &[], |xml| series(xml, chart));
            val(xml, "c:marker", 1);
            AXES.iter().for_each(|axis| val(xml, "c:axId", axis));
        }),
    }
    axes(xml, chart);
}

/// A share to six decimals, as a decimal fraction.
fn share(part: Length, whole: Length) -> String {
    let millionths = part.scaled(1_000_000, whole.in_units()).in_units();
    format!("{}.{:06}", millionths / 1_000_000, millionths % 1_000_000)
}

fn series(xml: &mut Xml, chart: &Chart) {
    val(xml, "c:idx", 0);
    val(xml, "c:order", 0);
    let head = chart.heads.get(1).map_or("", String::as_str);
    xml.element("c:tx", &[], |xml| {
        xml.element("c:strRef", &[], |xml| {
            xml.text_element("c:f", &[], &format!("{}!$B$1", workbook::SHEET));
            xml.element("c:strCache", &[], |xml| {
                val(xml, "c:ptCount", 1);
                cached(xml, 0, head);
            });
        });
    });
    xml.element("c:spPr", &[], |xml| match chart.kind {
        ChartKind::Bars => line(xml, 6_350),
        ChartKind::Line => line(xml, 19_050),
    });
    let points = || chart.points.iter().enumerate();
    match chart.kind {
        ChartKind::Bars => val(xml, "c:invertIfNegative", 0),
        ChartKind::Line => xml.element("c:marker", &[], |xml| {
            val(xml, "c:symbol", "square");
            val(xml, "c:size", 5);
            xml.element("c:spPr", &[], |xml| fill(xml, Colour::BLACK));
        }),
    }
    if chart.kind == ChartKind::Bars {
        points().for_each(|(index, point)| bar(xml, index, point));
    }
    xml.element("c:dLbls", &[], |xml| labels(xml, chart));
    let last = chart.points.len() + 1;
    xml.element("c:cat", &[], |xml| {
        xml.element("c:strRef", &[], |xml| {
            let range = format!("{}!$A$2:$A${last}", workbook::SHEET);
            xml.text_element("c:f", &[], &range);
            xml.element("c:strCache", &[], |xml| {
                val(xml, "c:ptCount", chart.points.len());
                points().for_each(|(index, point)| cached(xml, index, &point.label.text()));
            });
        });
    });
    xml.element("c:val", &[], |xml| {
        xml.element("c:numRef", &[], |xml| {
            let range = format!("{}!$B$2:$B${last}", workbook::SHEET);
            xml.text_element("c:f", &[], &range);
            xml.element("c:numCache", &[], |xml| {
                xml.text_element("c:formatCode", &[], "General");
                val(xml, "c:ptCount", chart.points.len());
                for (index, point) in points() {
                    if let Some(value) = point.value {
                        cached(xml, index, &value.to_string());
                    }
                }
            });
        });
    });
    if chart.kind == ChartKind::Line {
        val(xml, "c:smooth", 0);
    }
}

fn cached(xml: &mut Xml, index: usize, value: &str) {
    xml.element("c:pt", &[("idx", &index)], |xml| {
        xml.text_element("c:v", &[], value)
    });
}

/// How one bar is filled.
fn bar(xml: &mut Xml, index: usize, point: &ChartPoint) {
    xml.element("c:dPt", &[], |xml| {
        val(xml, "c:idx", index);
        val(xml, "c:invertIfNegative", 0);
        val(xml, "c:bubble3D", 0);
        xml.element("c:spPr", &[], |xml| {
            fill(xml, point.shade);
            line(xml, 6_350);
        });
    });
}

fn fill(xml: &mut Xml, colour: Colour) {
    let Colour { red, green, blue } = colour;
    let colour = format!("{red:02X}{green:02X}{blue:02X}");
    xml.element("a:solidFill", &[], |xml| {
        xml.leaf("a:srgbClr", &[("val", &colour)])
    });
}

fn line(xml: &mut Xml, width: u32) {
    xml.element("a:ln", &[("w", &width)], |xml| fill(xml, Colour::BLACK));
}

/// What stands at each bar or point.
fn labels(xml: &mut Xml, chart: &Chart) {
    let place = match chart.kind {
        ChartKind::Bars => "outEnd",
        ChartKind::Line => "t",
    };
    for (index, point) in chart.points.iter().enumerate() {
        xml.element("c:dLbl", &[], |xml| {
            val(xml, "c:idx", index);
            if point.value.is_none() {
                val(xml, "c:delete", 1);
                return;
            }
            xml.element("c:tx", &[], |xml| {
                xml.element("c:rich", &[], |xml| rich(xml, &point.shown));
            });
            val(xml, "c:dLblPos", place);
            shown(xml);
        });
    }
    val(xml, "c:dLblPos", place);
    shown(xml);
}

fn rich(xml: &mut Xml, text: &Paragraph) {
    xml.leaf("a:bodyPr", &[("wrap", &"none")]);
    xml.element("a:p", &[], |xml| {
        xml.element("a:r", &[], |xml| {
            xml.leaf("a:rPr", &[("lang", &"vi-VN")]);
            xml.text_element("a:t", &[], &text.text());
        });
    });
}

fn shown(xml: &mut Xml) {
    val(xml, "c:showLegendKey", 0);
    val(xml, "c:showVal", 1);
    for what in ["CatName", "SerName", "Percent", "BubbleSize"] {
        val(xml, &format!("c:show{what}"), 0);
    }
}

/// The axis of names, and that of values, which is not drawn.
fn axes(xml: &mut Xml, chart: &Chart) {
    let bars = chart.kind == ChartKind::Bars;
    let [names, values] = AXES;
    let (side, other) = if bars { ("l", "b") } else { ("b", "l") };
    xml.element("c:catAx", &[], |xml| {
        val(xml, "c:axId", names);
        xml.element("c:scaling", &[], |xml| {
            // The first bar stands uppermost.
            val(xml, "c:orientation", if bars { "maxMin" } else { "minMax" });
        });
        val(xml, "c:delete", 0);
        val(xml, "c:axPos", side);
        let format: &[(&str, &dyn Value)] = &[("formatCode", &"General"), ("sourceLinked", &0)];
        xml.leaf("c:numFmt", format);
        val(xml, "c:majorTickMark", "none");
        val(xml, "c:minorTickMark", "none");
        val(xml, "c:tickLblPos", "low");
        xml.element("c:spPr", &[], |xml| line(xml, 6_350));
        val(xml, "c:crossAx", values);
        val(xml, "c:crosses", "min");
        val(xml, "c:auto", 0);
        val(xml, "c:lblAlgn", "ctr");
        val(xml, "c:lblOffset", 50);
        val(xml, "c:tickLblSkip", 1);
        val(xml, "c:noMultiLvlLbl", 1);
    });
    xml.element("c:valAx", &[], |xml| {
        val(xml, "c:axId", values);
        xml.element("c:scaling", &[], |xml| {
            val(xml, "c:orientation", "minMax");
            val(xml, "c:max", chart.scale.1);
            val(xml, "c:min", chart.scale.0);
        });
        val(xml, "c:delete", 1);
        val(xml, "c:axPos", other);
        val(xml, "c:majorTickMark", "none");
        val(xml, "c:minorTickMark", "none");
        val(xml, "c:tickLblPos", "none");
        val(xml, "c:crossAx", names);
        val(xml, "c:crosses", if bars { "max" } else { "min" });
        val(xml, "c:crossBetween", "between");
    });
}
