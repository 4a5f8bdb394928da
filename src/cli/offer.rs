//! What the program can do about a fault or finding, as the command line offers it.

use crate::audit::Finding;
use crate::fault::{Action, Fault, Remark};
use crate::shelf::{BOOK, called};

/// The option or command.
fn words(action: Action) -> &'static str {
    match action {
        Action::ChooseOutput => "--out",
        Action::ChooseTemplates => "--template-dir",
        Action::ChooseFonts => "--font-dir",
        Action::ChooseFramework => "--bo-chi-so",
        Action::ChoosePeriod => "--ky",
        Action::ChooseSheet => "--trang",
        Action::ChooseWorkers => "--jobs",
        Action::PrintTheRest => "bỏ --strict",
        Action::MakePart => "vanthu batch --shard K/N",
        Action::ListTemplates => "vanthu templates",
        Action::CopyTemplate => "vanthu templates export",
        Action::ShowPoints => "vanthu score",
        Action::ShowDerivation => "vanthu score --explain",
    }
}

fn add(text: &mut String, action: Option<Action>) {
    if let Some(action) = action {
        let gap = if text.is_empty() { "" } else { " " };
        text.push_str(&format!("{gap}({})", words(action)));
    }
}

/// A fault whose remedy names the option or command.
pub fn fault(fault: &Fault) -> Fault {
    let mut fault = fault.clone();
    if fault.place.file_name().ends_with(BOOK) {
        for words in [&mut fault.found, &mut fault.expected, &mut fault.remedy] {
            *words = called(words);
        }
    }
    add(&mut fault.remedy, fault.action);
    fault
}

/// A finding whose suggestion names the option or command.
pub fn finding(finding: &Finding) -> Finding {
    let mut finding = finding.clone();
    if finding.place.file_name().ends_with(BOOK) {
        finding.suggestion = called(&finding.suggestion);
    }
    add(&mut finding.suggestion, finding.action);
    finding
}

/// The remedy of a remark, with the option or command.
pub fn remedy(remark: &Remark) -> String {
    let mut remedy = remark.suggestion.clone();
    add(
        &mut remedy,
        remark.action.as_deref().and_then(Action::of_id),
    );
    remedy
}
