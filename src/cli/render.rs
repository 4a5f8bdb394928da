//! `vanthu render`: a hồ sơ to DOCX and PDF.

use super::arguments::Render;
use super::{RESULTS, report};
use crate::fault::Faults;
use crate::job::{Dossier, Folders, Output, Press, fonts};

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
    let of_sheets = sheets.flat_map(|sheet| sheet.notes.iter());
    let notes: Vec<String> = dossier.notes.iter().chain(of_sheets).cloned().collect();
    Ok(report::notes(&notes)
        + &report::written(&rendered.files)
        + &report::findings(&rendered.findings))
}

fn outputs(arguments: &Render) -> Vec<Output> {
    match (arguments.docx, arguments.pdf) {
        (true, false) => vec![Output::Docx],
        (false, true) => vec![Output::Pdf],
        _ => vec![Output::Docx, Output::Pdf],
    }
}
