//! `vanthu new`: a hồ sơ or a lô to fill in.

use std::path::PathBuf;

use super::arguments::New;
use super::{asked, report};
use crate::draft::{self, Options, draft, draft_book};
use crate::fault::Faults;
use crate::output;
use crate::vn::period::Period;

pub fn run(arguments: &New) -> Result<String, Faults> {
    let options = Options {
        template: asked("mẫu", &arguments.template),
        framework: asked("--bo-chi-so", &arguments.framework),
        period: asked("--ky", &arguments.period),
        units: arguments.units.clone(),
        table: arguments.table.clone(),
        sheet: arguments.sheet.as_ref().map(|name| asked("--trang", name)),
    };
    let folder = match &arguments.out {
        Some(folder) => folder.clone(),
        None => PathBuf::from(named(arguments)),
    };
    let session = arguments.own.session()?;
    let drafted = match (arguments.lot, arguments.excel) {
        (true, _) => draft::lot(&options, &session)?,
        (false, true) => draft_book(&options, &session)?,
        (false, false) => draft(&options, &session)?,
    };
    let carried = drafted.carried.iter();
    // A table that lies in the folder already stays as it is.
    let carried = carried.filter(|(name, bytes)| !output::holds(&folder.join(name), bytes));
    let carried = carried.map(|(name, bytes)| (name.clone(), bytes.to_vec()));
    let files = drafted.files.into_iter().chain(carried);
    let written = output::write_new(&folder, &files.collect::<Vec<_>>())?;
    let folder = folder.display();
    let next = match arguments.lot {
        true => format!(
            "\nĐiền phần chung vào lo.yaml, rồi chạy: vanthu batch \"{folder}\" --out ket-qua\n"
        ),
        false => format!("\nĐiền vào các tệp đó, rồi chạy: vanthu render \"{folder}\"\n"),
    };
    Ok(report::notes(&drafted.notes) + &report::written(&written) + &next)
}

/// `thong-bao-xa-2025-09`, `lo-thong-bao-xa-2025-09`.
fn named(arguments: &New) -> String {
    let template = arguments.template.rsplit(['/', '\\']).next();
    let template = template.unwrap_or_default().trim_end_matches(".md");
    let period = Period::parse(&arguments.period).filter(|period| period.month().is_none());
    let period = period.map(|period| period.to_string());
    let period = period.unwrap_or_else(|| arguments.period.replace('/', "-"));
    let before = if arguments.lot { "lo-" } else { "" };
    format!("{before}{template}-{period}")
}
