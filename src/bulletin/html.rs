//! The HTML fragment: only elements that a portal's editor keeps, without classes or styles.

use crate::document::{Chart, Content, Document, Level, Passage};
use crate::sheet::{Row, RowKind, Sheet};

/// The news item as a fragment of HTML in UTF-8.
pub fn html(document: &Document) -> String {
    let mut page = Page::default();
    page.line(&format!("<h2>{}</h2>", escape(&document.about)));
    for content in &document.content {
        match content {
            Content::Passage(passage) => page.passage(passage),
            Content::Sheet(sheet) => {
                page.lists_to(0);
                page.sheet(sheet);
            }
            Content::Chart(chart) => page.chart(chart),
        }
    }
    for appendix in &document.appendices {
        page.lists_to(0);
        page.line(&format!("<h3>{}</h3>", escape(&appendix.title)));
        page.sheet(&appendix.sheet);
    }
    page.lists_to(0);
    format!("<article lang=\"vi\">\n{}</article>\n", page.text)
}

/// The fragment so far, and how many lists are open in it.
#[derive(Default)]
struct Page {
    text: String,
    lists: usize,
}

impl Page {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// Its title and a line for each figure: what a portal shows as a picture is not ours.
    fn chart(&mut self, chart: &Chart) {
        self.lists_to(0);
        self.line(&format!("<p><strong>{}</strong></p>", escape(&chart.title)));
        self.line("<ul>");
        for figure in &chart.figures {
            let (name, shown) = (escape(&figure.name), escape(&figure.shown()));
            self.line(&format!("<li>{name}: {shown}</li>"));
        }
        self.line("</ul>");
    }

    /// Dashes make a list, plus signs a list in it; every other mark stays as written.
    fn passage(&mut self, passage: &Passage) {
        let depth = match passage.mark.as_deref() {
            Some("-") => 1,
            // A plus sign without a dash before it opens the outer list.
            Some("+") => 2.min(self.lists + 1),
            _ => 0,
        };
        if depth > 0 {
            self.lists_to(depth);
            self.text.push_str(&format!("<li>{}", emphasised(passage)));
            return;
        }
        self.lists_to(0);
        let words = match &passage.mark {
            Some(mark) => format!("{} {}", escape(mark), emphasised(passage)),
            None => emphasised(passage),
        };
        let element = match passage.level {
            Level::Part | Level::Title => "h3",
            Level::Item | Level::Text => "p",
        };
        self.line(&format!("<{element}>{words}</{element}>"));
    }

    /// Opens and closes lists until so many are open and the next item can begin.
    fn lists_to(&mut self, depth: usize) {
        while self.lists > depth {
            self.line("</li>");
            self.line("</ul>");
            self.lists -= 1;
        }
        if self.lists == depth && depth > 0 {
            self.line("</li>");
        }
        while self.lists < depth {
            if self.lists > 0 {
                self.text.push('\n');
            }
            self.line("<ul>");
            self.lists += 1;
        }
    }

    fn sheet(&mut self, sheet: &Sheet) {
        self.line("<table>");
        self.line(&format!("<caption>{}</caption>", escape(&sheet.summary)));
        self.line("<thead>");
        for cells in sheet.header() {
            let cell = |cell: &crate::sheet::HeadCell| {
                let spans = span("colspan", cell.columns) + &span("rowspan", cell.rows);
                format!("<th scope=\"col\"{spans}>{}</th>", escape(&cell.text))
            };
            let cells: String = cells.iter().map(cell).collect();
            self.line(&format!("<tr>{cells}</tr>"));
        }
        self.line("</thead>");
        self.line("<tbody>");
        for row in &sheet.rows {
            self.line(&format!("<tr>{}</tr>", cells(row)));
        }
        self.line("</tbody>");
        self.line("</table>");
    }
}

fn cells(row: &Row) -> String {
    let element = match row.kind {
        RowKind::Group | RowKind::Total => "th",
        RowKind::Item | RowKind::SubItem => "td",
    };
    let cell = |cell: &crate::sheet::Cell| {
        let spans = span("colspan", cell.columns);
        format!("<{element}{spans}>{}</{element}>", escape(&cell.text))
    };
    row.cells.iter().map(cell).collect()
}

fn span(attribute: &str, count: usize) -> String {
    if count > 1 {
        format!(" {attribute}=\"{count}\"")
    } else {
        String::new()
    }
}

fn emphasised(passage: &Passage) -> String {
    let titled = matches!(passage.level, Level::Part | Level::Title);
    let span = |span: &crate::document::Span| {
        let mut words = escape(&span.text);
        if span.italic {
            words = format!("<em>{words}</em>");
        }
        // A heading is bold by itself.
        if span.bold && !titled {
            words = format!("<strong>{words}</strong>");
        }
        words
    };
    passage.spans.iter().map(span).collect()
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
