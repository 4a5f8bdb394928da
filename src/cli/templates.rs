//! `vanthu templates`: which templates, sheets and sets of indicators there are and what each
//! needs; their text; a copy to change.

use std::sync::Arc;

use super::arguments::{TemplateAction, Templates};
use super::{asked, report};
use crate::compose::{FactPlan, Template};
use crate::fault::Faults;
use crate::form::Choice;
use crate::framework::Framework;
use crate::output;
use crate::sheet::Plan;
use crate::shelf::{self, Folders, Listed, Session};

pub fn run(arguments: &Templates) -> Result<String, Faults> {
    let own = Folders {
        templates: arguments.template_dir.clone(),
        frameworks: arguments.framework_dir.clone(),
        checks: None,
    };
    let session = Session::disk().with(own).looked()?;
    match &arguments.action {
        None => list(&session),
        Some(TemplateAction::Show { name }) => {
            let files = shelf::source(&asked("vanthu templates", name), &session)?;
            Ok(files.into_iter().next().map_or(String::new(), |(_, t)| t))
        }
        Some(TemplateAction::Export { name, out }) => {
            let files = shelf::source(&asked("vanthu templates", name), &session)?;
            let files = files.into_iter();
            let files = files.map(|(file, text)| (file, text.into_bytes()));
            let written = output::write_new(out, &files.collect::<Vec<_>>())?;
            Ok(report::written(&written))
        }
    }
}

fn list(session: &Session) -> Result<String, Faults> {
    let mut text = String::from("Mẫu văn bản (ghi ở “mau” của hồ sơ):\n");
    for listed in shelf::templates(session)? {
        text.push_str(&template(&listed));
    }
    text.push_str("\nBiểu (số liệu ghi ở “bieu” của hồ sơ):\n");
    for listed in shelf::plans(session)? {
        text.push_str(&plan(&listed));
    }
    text.push_str("\nBộ chỉ số (ghi ở “bo_chi_so” của hồ sơ):\n");
    for listed in shelf::frameworks(session)? {
        text.push_str(&framework(&listed));
    }
    Ok(text)
}

fn framework(listed: &Listed<Framework>) -> String {
    let framework = &listed.item;
    let mut text = heading(listed, &framework.basis.full());
    for version in &framework.versions {
        let groups: Vec<&str> = version.groups.iter().map(|group| &*group.id).collect();
        let since = version.from.short();
        text.push_str(&format!("    từ {since}: {}\n", groups.join(", ")));
    }
    text
}

fn template(listed: &Listed<Template>) -> String {
    let template = &listed.item;
    let mut text = heading(listed, template.title());
    let mut line = |what: &str, words: String| {
        if !words.is_empty() {
            text.push_str(&format!("    {what}: {words}\n"));
        }
    };
    if let Some(original) = template.original() {
        let changed = match original.is_outdated() {
            true => "; mẫu ấy nay đã đổi, xem lại những câu đã sửa",
            false => "",
        };
        line(
            "sửa từ",
            format!("mẫu {} của chương trình{changed}", original.template),
        );
    }
    line("loại", template.kind().to_owned());
    line("điểm", template.points().key().to_owned());
    let sets = shelf::fitting(template, None);
    if sets.len() < Framework::names().count() {
        line("bộ chỉ số", sets.join(", "));
    }
    for fact in template.facts() {
        line("thông tin", described(fact));
    }
    let sheets: Vec<&str> = template.sheets().map(|(name, _)| name).collect();
    line("biểu", sheets.join(", "));
    let tables: Vec<&str> = template.tables().collect();
    line("bảng chỉ tiêu ở “so_lieu”", tables.join(", "));
    text
}

fn described(fact: &FactPlan) -> String {
    let need = if fact.needed {
        ""
    } else {
        ", không bắt buộc"
    };
    format!("{} ({}{need}): {}", fact.code, fact.kind.key(), fact.name)
}

fn plan(listed: &Listed<Arc<Plan>>) -> String {
    let plan = &listed.item;
    let leaves = plan.leaves.iter();
    let entered: Vec<&str> = leaves
        .filter(|leaf| leaf.is_entered())
        .map(|leaf| leaf.code.as_str())
        .collect();
    let columns = if plan.takes_points() {
        "lấy từ điểm các đơn vị".to_owned()
    } else {
        format!("cột nhập: {}", entered.join(", "))
    };
    format!("{}    {columns}\n", heading(listed, &plan.title.value))
}

fn heading<T>(listed: &Listed<T>, title: &str) -> String {
    let own = if listed.own { " [của bạn]" } else { "" };
    format!("\n  {}{own}: {title}\n", listed.name)
}
