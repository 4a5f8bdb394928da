//! `vanthu render`: a hồ sơ to DOCX and PDF.

use std::path::{Path, PathBuf};

use super::arguments::Render;
use super::report::Colour;
use super::{RESULTS, Said, checker, codes, report};
use crate::audit::{Code, Review};
use crate::dossier::Dossier;
use crate::fault::Faults;
use crate::files::{Disk, Files};
use crate::output;
use crate::render::{Output, Renderer, fonts};

pub fn run(arguments: &Render, colour: Colour) -> Result<Said, Faults> {
    let session = arguments.own.checked_by(arguments.config.clone())?;
    let checker = checker(arguments.config.as_deref(), &session)?;
    let allowed = codes(&arguments.allow)?;
    let dossier = Dossier::read(&arguments.dossier, &session)?;
    let folder = arguments.font_dir.as_deref();
    let fonts = fonts(folder.or(dossier.font_folder.as_deref()), &Disk)?;
    let renderer = Renderer::new(&fonts)?
        .at(checker)
        .explaining(arguments.giai_thich);
    let folder = match &arguments.out {
        Some(folder) => folder.clone(),
        None => dossier.folder.join(RESULTS),
    };
    let rendered = renderer.render(&dossier, &outputs(arguments), &allowed)?;
    if rendered.files.is_empty() {
        return Ok(Said {
            blocked: true,
            ..Said::from(
                report::notes(&dossier.reading_notes())
                    + &refused(&rendered.review, &allowed, colour)
                    + &earlier(&folder, &[]),
            )
        });
    }
    let written = output::write_all(&folder, &rendered.files)?;
    let text = report::notes(&dossier.reading_notes())
        + &report::written(&written)
        + &earlier(&folder, &written)
        + &report::findings(&rendered.review, colour);
    Ok(Said::from(text))
}

/// Why nothing was printed, and how to print all the same.
fn refused(review: &Review, allowed: &[Code], colour: Colour) -> String {
    let errors = review.errors(allowed);
    let mut codes: Vec<&str> = errors.map(|finding| finding.code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    let allow: Vec<String> = codes.iter().map(|code| format!("--allow {code}")).collect();
    format!(
        "Không in văn bản: còn lỗi phải sửa. Không có tệp nào được ghi hoặc thay đổi.\n{}\n\
         Đã xem mà vẫn giữ thì ghi vào “da_xem” của hồ sơ; in khối để chép: vanthu check --da-xem\n\
         Vẫn in một lần, khi đã chắc số liệu đúng: {}\n",
        report::findings(review, colour),
        allow.join(" ")
    )
}

/// Documents in the folder of results that this run did not write: those of another month, or of
/// figures that have changed since.
fn earlier(folder: &Path, written: &[PathBuf]) -> String {
    let is_document = |name: &String| {
        let ending = Path::new(name).extension();
        ending.is_some_and(|ending| output::DOCUMENTS.iter().any(|document| ending == *document))
    };
    let names = Disk.list(folder).unwrap_or_default();
    let others = names.into_iter().filter(|name| {
        is_document(name) && !name.starts_with('~') && !written.contains(&folder.join(name))
    });
    let others: Vec<String> = others.collect();
    match others.is_empty() {
        true => String::new(),
        false => format!(
            "Chú ý: {} còn {} tệp không phải của lần này, có thể là của tháng khác; xem lại rồi xóa: {}\n",
            folder.display(),
            others.len(),
            others.join(", ")
        ),
    }
}

fn outputs(arguments: &Render) -> Vec<Output> {
    match (arguments.docx, arguments.pdf) {
        (true, false) => vec![Output::Docx],
        (false, true) => vec![Output::Pdf],
        _ => vec![Output::Docx, Output::Pdf],
    }
}
