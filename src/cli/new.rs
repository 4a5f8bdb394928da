//! `vanthu new`: a hồ sơ to fill in.

use std::path::PathBuf;

use super::arguments::New;
use super::report;
use crate::draft::{Order, draft};
use crate::fault::Faults;

pub fn run(arguments: &New) -> Result<String, Faults> {
    let order = Order {
        template: arguments.template.clone(),
        framework: arguments.framework.clone(),
        period: arguments.period.clone(),
        units: arguments.units.clone(),
        table: arguments.table.clone(),
        sheet: arguments.sheet.clone(),
        folders: arguments.own.folders(),
    };
    let folder = match &arguments.out {
        Some(folder) => folder.clone(),
        None => PathBuf::from(named(arguments)),
    };
    let drafted = draft(&order, &folder)?;
    let next = format!(
        "\nĐiền vào các tệp đó, rồi chạy: vanthu render \"{}\"\n",
        folder.display()
    );
    Ok(report::notes(&drafted.notes) + &report::written(&drafted.files) + &next)
}

/// `thong-bao-xa-2025-09`.
fn named(arguments: &New) -> String {
    let template = arguments.template.rsplit(['/', '\\']).next();
    let template = template.unwrap_or_default().trim_end_matches(".md");
    format!("{template}-{}", arguments.period.replace('/', "-"))
}
