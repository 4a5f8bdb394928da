//! `vanthu convert`: a hồ sơ from YAML to Excel, or back.

use super::arguments::Convert;
use super::report;
use crate::draft::converted;
use crate::fault::Faults;
use crate::output;

pub fn run(arguments: &Convert) -> Result<String, Faults> {
    let made = converted(&arguments.dossier, &arguments.own.session()?)?;
    let name = made.name;
    let beside = arguments.out.is_none();
    let folder = arguments.out.clone().unwrap_or(made.folder);
    let written = output::write_new(&folder, &[(name.clone(), made.bytes)])?;
    let text = report::notes(&made.notes) + &report::written(&written);
    Ok(match beside {
        true => {
            text + &format!(
                "\nThư mục này giờ có hai tệp hồ sơ. Dùng {name} thì chuyển tệp cũ ra chỗ khác, rồi chạy: vanthu check \"{}\"\n",
                folder.display()
            )
        }
        false => text,
    })
}
