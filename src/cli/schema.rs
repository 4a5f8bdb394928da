//! `vanthu schema`: the JSON Schema of a form, by which editors complete keys and tell wrong ones.

use super::arguments::{FormName, Schema};
use crate::form::{Names, schema};
use crate::{audit, batch, compose, framework, sheet, shelf};

pub fn run(arguments: &Schema) -> String {
    let form = match arguments.form {
        FormName::HoSo => &shelf::DOSSIER,
        FormName::Lo => &batch::LOT,
        FormName::BoChiSo => &framework::FRAMEWORK,
        FormName::Bieu => &sheet::SHEET,
        FormName::Mau => &compose::FRONT,
        FormName::KiemTra => &audit::SETTINGS,
    };
    format!("{:#}\n", schema(form, &Names::default()))
}
