//! `vanthu next`: the next month of a hồ sơ or lô.

use super::arguments::Next;
use super::{asked, report};
use crate::draft::next;
use crate::fault::Faults;
use crate::output;
use crate::shelf::Session;

pub fn run(arguments: &Next) -> Result<String, Faults> {
    let asked = arguments
        .period
        .as_ref()
        .map(|period| asked("--ky", period));
    let made = next(&arguments.dossier, asked.as_ref(), &Session::disk())?;
    let folder = arguments.out.clone().unwrap_or(made.folder);
    let written = output::write_new(&folder, &made.files)?;
    let mut text = report::written(&written);
    let mut line = |what: &str, words: &[String]| {
        if !words.is_empty() {
            text.push_str(&format!("{what}: {}\n", words.join("; ")));
        }
    };
    let kept = "cơ quan, người ký, nơi nhận, mẫu, cột đã khai báo, ghi chú trong tệp";
    let kept = std::iter::once(kept.to_owned()).chain(made.kept);
    line("Giữ nguyên", &kept.collect::<Vec<_>>());
    line("Đã đặt", &made.set);
    line("Để trống, cần điền", &grouped(&made.cleared));
    line("Không chép", &made.left);
    let month = made.period.short();
    let figures = made.figures.join(", ");
    let figures = match figures.as_str() {
        "" => String::new(),
        files => format!("chép số liệu {month} vào ({files}), "),
    };
    let folder = folder.display();
    let then = match made.lot {
        true => format!("vanthu batch \"{folder}\" --out \"{folder}/ket-qua\""),
        false => format!("vanthu check \"{folder}\""),
    };
    Ok(text + &format!("\nViệc tiếp theo: {figures}điền các chỗ trống, rồi chạy: {then}\n"))
}

/// Each key of the file, with how many values below it.
fn grouped(paths: &[String]) -> Vec<String> {
    let mut groups: Vec<(&str, usize)> = Vec::new();
    for path in paths {
        let key = path
            .rsplit_once('.')
            .map_or(path.as_str(), |(above, _)| above);
        let key = key.split(['.', '[']).next().unwrap_or(key);
        match groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, count)) => *count += 1,
            None => groups.push((key, 1)),
        }
    }
    let words = groups
        .iter()
        .map(|(key, count)| format!("{key} ({count} chỗ)"));
    words.collect()
}
