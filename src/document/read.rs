//! Reading the parts of a document that a hồ sơ states itself.

use super::{Issuer, Recipients, Signatory};
use crate::fault::Faults;
use crate::figures::{Fields, FromNode, Node};

impl FromNode for Issuer {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let known = ["ten", "ky_hieu", "dia_danh", "cap_tren", "thuoc"];
        let fields = Fields::of(node, "cơ quan", &known, faults)?;
        let name = fields.required("ten", faults);
        let symbol = fields.required("ky_hieu", faults);
        let seat = fields.required("dia_danh", faults);
        let superior = fields.optional("cap_tren", faults);
        let within = fields.optional("thuoc", faults);
        Some(Self {
            name: name?,
            symbol: symbol?,
            seat: seat?,
            superior,
            within,
        })
    }
}

impl FromNode for Signatory {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let known = ["quyen_han", "chuc_vu", "ho_ten"];
        let fields = Fields::of(node, "người ký", &known, faults)?;
        let authority: Option<Vec<String>> = fields.optional("quyen_han", faults);
        let position = fields.required("chuc_vu", faults);
        let name = fields.optional("ho_ten", faults);
        Some(Self {
            authority: authority.unwrap_or_default(),
            position: position?,
            name,
        })
    }
}

impl FromNode for Recipients {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let fields = Fields::of(node, "nơi nhận", &["gui", "luu"], faults)?;
        let list = fields.required("gui", faults);
        let drafter = fields.optional("luu", faults);
        Some(Self {
            list: list?,
            drafter,
        })
    }
}
