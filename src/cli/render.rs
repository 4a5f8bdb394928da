//! `vanthu render`: a hồ sơ to DOCX and PDF.

use super::arguments::Render;
use super::report;
use crate::fault::Faults;
use crate::job::{Dossier, Folders, Output, Press, fonts};

/// The folder beside the hồ sơ into which results go.
const RESULTS: &str = "ket-qua";

pub fn run(arguments: &Render) -> Result<String, Faults> {
    let folders = Folders {
        frameworks: arguments.framework_dir.clone(),
        templates: arguments.template_dir.clone(),
    };
    let dossier = Dossier::read(&arguments.dossier, &folders)?;
    let fonts = fonts(
        arguments
            .font_dir
            .as_deref()
            .or(dossier.font_folder.as_deref()),
    )?;
    let press = Press::new(&fonts)?;
    let folder = match &arguments.out {
        Some(folder) => folder.clone(),
        None => dossier.folder.join(RESULTS),
    };
    let rendered = press.render(&dossier, &folder, &outputs(arguments))?;
    let sheets = dossier.inputs.sheets.values();
    let notes: Vec<String> = sheets.flat_map(|sheet| sheet.notes.clone()).collect();
    let mut text = report::notes(&notes);
    text.push_str(&format!("Đã ghi {} tệp:\n", rendered.files.len()));
    for file in &rendered.files {
        text.push_str(&format!("  {}\n", file.display()));
    }
    text.push_str(&report::findings(&rendered.findings));
    Ok(text)
}

fn outputs(arguments: &Render) -> Vec<Output> {
    match (arguments.docx, arguments.pdf) {
        (true, false) => vec![Output::Docx],
        (false, true) => vec![Output::Pdf],
        _ => vec![Output::Docx, Output::Pdf],
    }
}
