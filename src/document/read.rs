//! Reading the parts of a document that a hồ sơ states itself.

use super::{
    Circulation, Contact, Drafted, Issuer, Marks, Recipients, Signatory, Urgency, authority,
};
use crate::fault::{Fault, Faults, Kind};
use crate::form::{Fields, FromNode, Node, Sourced, one_of};
use crate::source::Words;

impl FromNode for Issuer {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let known = [
            "ten",
            "ky_hieu",
            "dia_danh",
            "cap_tren",
            "thuoc",
            "don_vi_soan_thao",
            "lien_he",
        ];
        let fields = Fields::of(node, "cơ quan", &known, faults)?;
        let name = fields.required("ten", faults);
        let symbol = fields.required("ky_hieu", faults);
        let seat = fields.required("dia_danh", faults);
        let superior = fields.optional("cap_tren", faults);
        let within = fields.optional("thuoc", faults);
        let drafting_unit = fields.optional("don_vi_soan_thao", faults);
        let contact = fields.optional("lien_he", faults);
        Some(Self {
            name: name?,
            symbol: symbol?,
            seat: seat?,
            superior,
            within,
            drafting_unit,
            contact,
        })
    }
}

impl FromNode for Contact {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let known = ["dia_chi", "dien_thoai", "thu_dien_tu", "trang_web"];
        let fields = Fields::of(node, "liên hệ", &known, faults)?;
        Some(Self {
            address: fields.optional("dia_chi", faults),
            phone: fields.optional("dien_thoai", faults),
            mail: fields.optional("thu_dien_tu", faults),
            site: fields.optional("trang_web", faults),
        })
    }
}

impl Marks {
    /// The keys by which a hồ sơ states marks, beside number and date.
    pub const KEYS: [&str; 4] = ["khan", "luu_hanh", "nguoi_soan", "so_ban"];

    /// The marks that the fields of a document state.
    pub fn of(fields: &Fields, faults: &mut Faults) -> Self {
        let by: Option<Words> = fields.optional("nguoi_soan", faults);
        let copies = fields.optional("so_ban", faults);
        if let (None, Some(node)) = (&by, fields.node("so_ban")) {
            let fault = Fault::new(
                Kind::WrongValue,
                node.place.clone(),
                "có “so_ban” mà không có “nguoi_soan”",
            );
            faults.add(fault.expected("ký hiệu người soạn thảo đi cùng số bản, như PL.(300)"));
        }
        Self {
            urgency: fields.optional("khan", faults),
            circulation: fields.optional("luu_hanh", faults),
            drafted: by.map(|by| Drafted { by, copies }),
        }
    }
}

impl FromNode for Urgency {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let known = [
            ("hỏa tốc", Self::Immediate),
            ("thượng khẩn", Self::VeryUrgent),
            ("khẩn", Self::Urgent),
        ];
        one_of(node, "mức độ khẩn", &known, faults)
    }
}

impl FromNode for Circulation {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let known = [
            ("lưu hành nội bộ", Self::Internal),
            ("xem xong trả lại", Self::Return),
        ];
        one_of(node, "phạm vi lưu hành", &known, faults)
    }
}

impl FromNode for Signatory {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let known = ["quyen_han", "chuc_vu", "ho_ten"];
        let fields = Fields::of(node, "người ký", &known, faults)?;
        let authority: Option<Vec<Sourced<String>>> = fields.optional("quyen_han", faults);
        let position: Option<Sourced<String>> = fields.required("chuc_vu", faults);
        let name = fields.optional("ho_ten", faults);
        let (authority, position) = (authority.unwrap_or_default(), position?);
        authority::check(&authority, &position, faults);
        Some(Self {
            authority: authority.into_iter().map(Words::from).collect(),
            position: position.into(),
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
