//! Reading the parts of a document that a hồ sơ states itself.

use super::{
    Circulation, Contact, Drafted, Issued, Issuer, Marks, Recipients, Signatory, Urgency, authority,
};
use crate::bounds;
use crate::fault::{Fault, Faults, Kind, Place};
use crate::form::{Fields, Form, FromFields, Holds, Key, Sourced, form};
use crate::source::{Source, Words};
use crate::vn::date::IssueDate;
use crate::vn::{name, text};

form!(
    ISSUER,
    "cơ quan",
    Issuer {
        name: required::<Words>("ten", "Tên đầy đủ")
            .example("Ủy ban nhân dân xã Lam Vỹ")
            .holding(Holds::Office),
        symbol: required::<Words>("ky_hieu", "Chữ viết tắt trong số, ký hiệu").example("UBND"),
        seat: required::<Words>("dia_danh", "Địa danh ghi trước ngày tháng")
            .example("Lam Vỹ")
            .holding(Holds::Place),
        superior: optional::<Words>(
            "cap_tren",
            "Cơ quan chủ quản in trên tên cơ quan; UBND không có",
        )
        .holding(Holds::Office)
        .seldom(),
        within: optional::<Words>("thuoc", "Đơn vị cấp trên để ghi trong bài, nếu cần")
            .holding(Holds::Unit)
            .seldom(),
        drafting_unit: optional::<Words>(
            "don_vi_soan_thao",
            "Chữ viết tắt đơn vị soạn thảo, in trong số, ký hiệu của công văn",
        )
        .note("VP in thành UBND-VP")
        .seldom(),
        contact: optional::<Contact>(
            "lien_he",
            "Thông tin liên hệ in ở chân trang đầu của công văn",
        )
        .seldom(),
    },
    |issuer: Issuer, _: &Fields, _: &mut Faults| Some(issuer.in_official_form())
);

impl Issuer {
    /// A committee's name as the national portal writes it (`UBND XÃ X - TỈNH Y`) becomes that
    /// of the head of a document, and what it lies in is said apart.
    fn in_official_form(mut self) -> Self {
        let Some((official, above)) = name::from_portal(&self.name) else {
            return self;
        };
        let end = self.name.len().saturating_sub(1);
        let source = self.name.source_at(end).clone();
        if self.within.is_none() && !above.is_empty() {
            self.within = Some(Words::new(above, source.clone()));
        }
        self.name = Words::new(official, source);
        self
    }
}

static ISSUED: Form = Form::new("văn bản").keys(&[
    Key::optional::<u32>("so", "Số; để trống đến khi văn thư cấp"),
    Key::optional::<IssueDate>(
        "ngay",
        "Ngày ký: 11/3/2024; chỉ biết tháng thì 2024-03; chưa biết thì để trống",
    ),
    Key::optional::<Urgency>("khan", "Độ khẩn, nếu có").seldom(),
    Key::optional::<Circulation>("luu_hanh", "Phạm vi lưu hành, nếu có").seldom(),
    Key::optional::<String>("nguoi_soan", "Chữ viết tắt người soạn thảo, nếu cần")
        .note("In sau dòng Lưu cùng số bản: PL.(300)")
        .seldom(),
    Key::optional::<u32>("so_ban", "Số lượng bản phát hành, đi cùng người soạn thảo").seldom(),
]);

impl FromFields for Issued {
    const FORM: &'static Form = &ISSUED;

    fn from_fields(fields: &Fields, faults: &mut Faults) -> Option<Self> {
        let number: Option<u32> = fields.get("so", faults);
        if number == Some(0) {
            let fault = Fault::new(Kind::WrongValue, fields.place_of("so"), "số văn bản là 0");
            faults.add(fault.expected("từ 1; để trống khi chưa cấp số"));
        }
        let date: Option<IssueDate> = fields.get("ngay", faults);
        Some(Self {
            number,
            number_source: source(fields, "so"),
            date: date.unwrap_or(IssueDate::Open),
            date_source: source(fields, "ngay"),
            marks: Marks::of(fields, faults),
        })
    }
}

/// What states a key.
fn source(fields: &Fields, key: &str) -> Source {
    match fields.node(key) {
        Some(node) => Source::Stated(node.place.clone()),
        None => Source::Decree,
    }
}

impl Marks {
    fn of(fields: &Fields, faults: &mut Faults) -> Self {
        let by: Option<Words> = fields.get("nguoi_soan", faults);
        let copies = fields.get("so_ban", faults);
        if let (None, Some(node)) = (&by, fields.node("so_ban")) {
            let fault = Fault::new(
                Kind::WrongValue,
                node.place.clone(),
                "có “so_ban” mà không có “nguoi_soan”",
            );
            faults.add(fault.expected("ký hiệu người soạn thảo đi cùng số bản, như PL.(300)"));
        }
        Self {
            urgency: fields.get("khan", faults),
            urgency_source: source(fields, "khan"),
            circulation: fields.get("luu_hanh", faults),
            circulation_source: source(fields, "luu_hanh"),
            drafted: by.map(|by| Drafted {
                by,
                copies,
                copies_source: source(fields, "so_ban"),
            }),
        }
    }
}

static SIGNATORY: Form = Form::new("người ký").keys(&[
    Key::optional::<Vec<Sourced<String>>>(
        "quyen_han",
        "Quyền hạn ký, một hoặc nhiều dòng: TM. Ủy ban nhân dân; KT. Chủ tịch",
    ),
    Key::required::<Sourced<String>>("chuc_vu", "Chức vụ của người ký"),
    Key::optional::<String>("ho_ten", "Họ và tên người ký"),
]);

impl FromFields for Signatory {
    const FORM: &'static Form = &SIGNATORY;

    fn from_fields(fields: &Fields, faults: &mut Faults) -> Option<Self> {
        let authority: Option<Vec<Sourced<String>>> = fields.get("quyen_han", faults);
        let position: Option<Sourced<String>> = fields.get("chuc_vu", faults);
        let name = fields.get("ho_ten", faults);
        let mut authority = authority.unwrap_or_default();
        for line in &mut authority {
            line.value = text::unlisted(&line.value).to_owned();
        }
        let position = position?;
        authority::check(&authority, &position, faults);
        Some(Self {
            authority: authority.into_iter().map(Words::from).collect(),
            position: position.into(),
            name,
        })
    }
}

/// Names without the signs of a list that were copied with them. Adds a fault for each line in
/// which several were typed: they would be printed as one.
pub fn unlisted(names: Vec<Words>, of: &str, fields: &Fields, faults: &mut Faults) -> Vec<Words> {
    for name in &names {
        let parts = parts(name);
        if parts.len() > 1 {
            let place = name.place().unwrap_or_else(|| fields.place().clone());
            faults.add(several(of, &parts, place));
        }
    }
    let plain = |name: Words| name.part(text::unlisted(&name));
    names.into_iter().map(plain).collect()
}

/// The names in a line: apart by line ends, by `;`, or by a comma and the dash of the next. Behind a
/// colon they are those of one, unless lines or dashes part them: `Các phòng: Nội vụ; Kinh tế`.
fn parts(line: &str) -> Vec<&str> {
    let line = line.trim();
    let (mut depth, mut start, mut parts) = (0_usize, 0, Vec::new());
    let mut listed = false;
    for (at, sign) in line.char_indices() {
        let rest = beginning(line.get(at + sign.len_utf8()..).unwrap_or_default());
        match sign {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => (),
        }
        let dashed = || text::unlisted(rest.trim_start()) != rest.trim_start();
        let ends = match sign {
            '\n' => true,
            ';' => depth == 0,
            ',' | '.' => depth == 0 && dashed(),
            ' ' => depth == 0 && keeps(rest) && dashed(),
            _ => false,
        };
        if ends {
            listed |= sign == '\n' || dashed();
            parts.push(line.get(start..at).unwrap_or_default());
            start = at + sign.len_utf8();
        }
    }
    parts.push(line.get(start..).unwrap_or_default());
    let parts = parts.into_iter().map(|part| text::unlisted(part.trim()));
    let parts: Vec<&str> = parts
        .filter(|part| part.contains(char::is_alphanumeric))
        .collect();
    let listed = listed || parts.iter().skip(1).any(|part| keeps(part));
    let one = parts.first().is_some_and(|first| first.contains(':')) && !listed;
    if one { vec![line] } else { parts }
}

/// Whether words are the line of who keeps a copy.
fn keeps(words: &str) -> bool {
    text::fold(text::unlisted(beginning(words).trim_start())).starts_with("luu:")
}

/// As many letters of a line as tell what it begins with. It is asked at each word of a line: the
/// whole rest, looked at each time, took 25 s of 950 lines of 3,000 letters.
fn beginning(words: &str) -> &str {
    const TOLD: usize = 32;
    let end = words.char_indices().nth(TOLD).map(|(end, _)| end);
    end.and_then(|end| words.get(..end)).unwrap_or(words)
}

fn several(of: &str, parts: &[&str], place: Place) -> Fault {
    let quoted: Vec<String> = parts.iter().map(|part| format!("“{part}”")).collect();
    let found = format!(
        "một dòng {of} ghi {} nơi: {}",
        parts.len(),
        quoted.join(", ")
    );
    let kept = match parts.iter().any(|part| keeps(part)) {
        true => {
            "; dòng Lưu do chương trình in, chữ viết tắt đơn vị soạn thảo ghi ở ô riêng của nó (luu)"
        }
        false => "",
    };
    let fault = Fault::new(Kind::WrongValue, place, found).expected("mỗi nơi một dòng");
    fault.remedy(format!("tách ra mỗi nơi một dòng, không cần gõ “;”{kept}"))
}

/// Who keeps a copy beside the office's clerk, without what the program prints before and behind:
/// `Lưu: VT, VP.` and `VT, VP` are `VP`.
fn kept_by(words: &Words) -> Option<Words> {
    let mut kept = text::unlisted(words).trim_end_matches(['.', ';', ',', ' ']);
    for (printed, ends) in [("lưu", &[':'][..]), ("vt", &[',', ';'])] {
        let (first, rest) = kept.split_once(ends).unwrap_or((kept, ""));
        if text::lower(first.trim()) == printed {
            kept = rest.trim_start();
        }
    }
    (!kept.is_empty()).then(|| words.part(kept))
}

form!(
    RECIPIENTS,
    "nơi nhận",
    Recipients {
        list: required::<Vec<Words>>("gui", "Các nơi nhận, mỗi nơi một dòng")
            .holding(Holds::Office),
        drafter: optional::<Words>(
            "luu",
            "Chữ viết tắt đơn vị soạn thảo, in thành “Lưu: VT, …”",
        ),
    },
    |mut recipients: Recipients, fields: &Fields, faults: &mut Faults| {
        recipients.list = unlisted(recipients.list, "nơi nhận", fields, faults);
        recipients.drafter = recipients.drafter.as_ref().and_then(kept_by);
        let many = bounds::RECIPIENTS.hold(recipients.list.len(), fields.place());
        many.unwrap_or_else(|fault| faults.add(fault));
        let kept = |name: &&Words| keeps(name) && parts(name).len() < 2;
        for name in recipients.list.iter().filter(kept) {
            let place = name.place().unwrap_or_else(|| fields.place().clone());
            let found = format!("nơi nhận “{name}”: dòng Lưu do chương trình in");
            let fault = Fault::new(Kind::WrongValue, place, found);
            faults.add(fault.remedy("xóa dòng này; đơn vị soạn thảo ghi ở “luu”"));
        }
        Some(recipients)
    }
);

#[cfg(test)]
mod tests {
    use super::{kept_by, parts};

    /// `- Như trên; - Lưu: VT; VP` was printed as one recipient.
    #[test]
    fn several_places_in_a_line_are_told_from_one() {
        for (line, count) in [
            ("- Như trên; - Lưu: VT; VP", 3),
            ("Đảng ủy xã; HĐND xã; Các bộ phận", 3),
            ("Đảng ủy xã, - HĐND xã, - Các bộ phận.", 3),
            ("Như trên - Lưu: VT", 2),
            ("- Đảng ủy xã;\n- HĐND xã;\n", 2),
            ("Sở Nội vụ (để b/c; để phối hợp);", 1),
            ("Các phòng: Nội vụ; Kinh tế;", 1),
            ("Các phòng: Nội vụ; Kinh tế\n", 1),
            // The dash before it was taken for that of a list, and the line was refused.
            ("- Các phòng: Nội vụ; Kinh tế;", 1),
            ("• Các phòng: Nội vụ; Kinh tế", 1),
            ("Các phòng: Nội vụ; • Kinh tế", 2),
            ("Các phòng: Nội vụ; Kinh tế; Lưu: VT", 3),
            // It is told as what it is, not as two places.
            ("- Lưu: VT; VP", 1),
            ("Thường trực Đảng ủy, Thường trực HĐND xã", 1),
            ("Các xã Chân Mây - Lăng Cô, Vinh Lộc", 1),
            ("- Như trên;", 1),
        ] {
            assert_eq!(parts(line).len(), count, "{line}");
        }
    }

    /// Each word was looked at together with all that follows it.
    #[test]
    fn long_lines_are_parted_in_one_pass() {
        for word in ["huyện ", "- ", "Lưu ", ", ", "; - "] {
            let line = word.repeat(20_000);
            assert_eq!(
                parts(&line).len(),
                usize::from(word.len() > 2 && !word.starts_with(';'))
            );
        }
    }

    /// What the program prints itself was printed twice: `Lưu: VT, Lưu: VT, VP.`
    #[test]
    fn who_keeps_a_copy_is_read_from_the_whole_line_too() {
        for (written, kept) in [
            ("VP", Some("VP")),
            ("VT, VP", Some("VP")),
            ("Lưu: VT, VP.", Some("VP")),
            ("- Lưu: VT, KSTTHC (2b);", Some("KSTTHC (2b)")),
            ("VT", None),
            ("Lưu: VT.", None),
            ("VP, VTLT", Some("VP, VTLT")),
            ("VT; VP", Some("VP")),
        ] {
            assert_eq!(kept_by(&written.into()).as_deref(), kept, "{written}");
        }
    }
}
