use super::*;

#[test]
fn a_committee_is_shortened_and_breaks_before_its_unit() {
    for name in ["Ủy ban nhân dân xã Lam Vỹ", "Uỷ ban nhân dân xã Lam Vỹ"] {
        assert_eq!(short(name), "UBND xã Lam Vỹ");
        assert_eq!(unit(name), "xã Lam Vỹ");
        assert_eq!(lines(name)[1], "xã Lam Vỹ");
    }
    assert_eq!(lines("UBND xã Lam Vỹ"), ["UBND xã Lam Vỹ"]);
}

#[test]
fn another_body_keeps_its_name() {
    assert_eq!(short("Văn phòng"), "Văn phòng");
    assert_eq!(unit("Văn phòng"), "Văn phòng");
    assert_eq!(lines("Sở Tài chính"), ["Sở Tài chính"]);
}

#[test]
fn units_are_told_by_their_own_names() {
    for (name, own_name) in [
        ("UBND xã Lam Vỹ", "Lam Vỹ"),
        ("Ủy ban nhân dân thị trấn Tuần Giáo", "Tuần Giáo"),
        ("UBND XÃ LAM VỸ - TỈNH THÁI NGUYÊN", "Lam Vỹ"),
        ("UBND xã Cư M'gar, tỉnh Đắk Lắk", "Cư M'gar"),
        ("ĐẶC KHU LÝ SƠN", "Lý Sơn"),
        ("PHƯỜNG BẾN NGHÉ", "Bến Nghé"),
        ("Văn phòng", "Văn phòng"),
    ] {
        assert_eq!(own(name), own_name);
    }
}

#[test]
fn units_above_are_told_from_the_rest_of_a_name() {
    for (name, sort, own, above) in [
        ("UBND xã X - tỉnh An Giang", "xã", "X", "tỉnh An Giang"),
        ("xã X, tỉnh Y", "xã", "X", "tỉnh Y"),
        ("Xã X (An Giang)", "xã", "X", "An Giang"),
        ("xã X, huyện Y, tỉnh Z", "xã", "X", "huyện Y, tỉnh Z"),
        ("xã X tỉnh Thái Nguyên", "xã", "X", "tỉnh Thái Nguyên"),
        ("X – Điện Biên", "", "X", "Điện Biên"),
        ("P.1-TP.HỒ CHÍ MINH", "phường", "1", "TP.HỒ CHÍ MINH"),
        (
            "xã Chân Mây - Lăng Cô - TP Huế",
            "xã",
            "Chân Mây - Lăng Cô",
            "TP Huế",
        ),
        ("tỉnh Bà Rịa - Vũng Tàu", "tỉnh", "Bà Rịa - Vũng Tàu", ""),
        ("tỉnh Thừa Thiên - Huế", "tỉnh", "Thừa Thiên - Huế", ""),
        (
            "phường Xuân Hương - Đà Lạt",
            "phường",
            "Xuân Hương - Đà Lạt",
            "",
        ),
        ("UBND các xã, phường", "", "các xã, phường", ""),
    ] {
        let parts = Name::of(name);
        assert_eq!(
            (parts.sort, parts.own, parts.above),
            (sort, own, above),
            "{name}"
        );
    }
}

#[test]
fn the_names_of_the_portal_are_plain_in_lists() {
    for (name, listed) in [
        ("UBND xã Mỹ Đức - tỉnh An Giang", "Xã Mỹ Đức"),
        ("UBND XÃ MỸ ĐỨC - TỈNH AN GIANG", "Xã Mỹ Đức"),
        ("Đặc khu Phú Quốc - tỉnh An Giang", "Đặc khu Phú Quốc"),
        ("PHƯỜNG LONG XUYÊN", "Phường Long Xuyên"),
        ("UBND xã Mỹ Đức", "UBND xã Mỹ Đức"),
        ("Xã Mỹ Đức", "Xã Mỹ Đức"),
        ("xã Mỹ Đức, tỉnh An Giang", "xã Mỹ Đức, tỉnh An Giang"),
        ("phường Xuân Hương - Đà Lạt", "phường Xuân Hương - Đà Lạt"),
        ("SỞ TÀI CHÍNH", "Sở Tài chính"),
        ("SỞ Y TẾ - TỈNH AN GIANG", "Sở Y tế"),
        ("Sở Công Thương - tỉnh An Giang", "Sở Công Thương"),
        ("SỞ LẠ", "SỞ LẠ"),
        (
            "Văn phòng UBND tỉnh An Giang",
            "Văn phòng UBND tỉnh An Giang",
        ),
        ("VĂN PHÒNG UBND TỈNH - TỈNH AN GIANG", "Văn phòng UBND tỉnh"),
        ("Phòng Văn hóa - Xã hội", "Phòng Văn hóa - Xã hội"),
        ("HĐND", "HĐND"),
    ] {
        assert_eq!(plain(name), listed);
    }
    let names = [
        "UBND xã Tân Tiến - tỉnh Cà Mau",
        "UBND XÃ TÂN TIẾN - TỈNH ĐỒNG NAI",
        "Xã A",
    ];
    assert_eq!(
        plain_all(&names),
        [
            "Xã Tân Tiến, tỉnh Cà Mau",
            "Xã Tân Tiến, tỉnh Đồng Nai",
            "Xã A"
        ]
    );
}

#[test]
fn the_form_of_the_portal_becomes_that_of_documents() {
    for (name, official, above) in [
        (
            "UBND XÃ LAM VỸ - TỈNH THÁI NGUYÊN",
            "Ủy ban nhân dân xã Lam Vỹ",
            "tỉnh Thái Nguyên",
        ),
        (
            "UBND Đặc khu Phú Quốc - tỉnh An Giang",
            "Ủy ban nhân dân đặc khu Phú Quốc",
            "tỉnh An Giang",
        ),
        ("ỦY BAN NHÂN DÂN XÃ LAM VỸ", "Ủy ban nhân dân xã Lam Vỹ", ""),
        (
            "SỞ GIÁO DỤC VÀ ĐÀO TẠO - TỈNH LAI CHÂU",
            "Sở Giáo dục và Đào tạo",
            "tỉnh Lai Châu",
        ),
    ] {
        assert_eq!(
            from_portal(name),
            Some((official.into(), above.into())),
            "{name}"
        );
    }
    for name in [
        "Ủy ban nhân dân xã Lam Vỹ",
        "UBND xã Lam Vỹ",
        "Văn phòng",
        "Sở Nội vụ",
        "Văn phòng UBND tỉnh An Giang",
    ] {
        assert_eq!(from_portal(name), None, "{name}");
    }
}

#[test]
fn what_units_share_is_said_once() {
    let names = ["UBND xã Ta Ma", "UBND TT Vương", "xã Nà Sáy"];
    let said = |names: &[&str]| enumerate(names, |_, own| own.to_owned());
    assert_eq!(said(&names), "các xã Ta Ma, Nà Sáy và thị trấn Vương");
    assert_eq!(said(&names[..1]), "xã Ta Ma");
    assert_eq!(said(&["xã A", "xã B", "xã C"]), "các xã A, B và C");
}

/// “trên địa bàn Văn phòng UBND tỉnh Gia Lai” stood in a notice of the office's centre.
#[test]
fn an_office_of_a_committee_speaks_for_the_committees_unit() {
    for (name, unit) in [
        ("Ủy ban nhân dân xã Lam Vỹ", "xã Lam Vỹ"),
        ("Văn phòng UBND tỉnh Gia Lai", "tỉnh Gia Lai"),
        (
            "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân phường Hội Phú",
            "phường Hội Phú",
        ),
        ("xã Lam Vỹ", "xã Lam Vỹ"),
        ("Sở Nội vụ", "Sở Nội vụ"),
        ("Văn phòng UBND", "Văn phòng UBND"),
    ] {
        assert_eq!(represented(name), unit);
    }
}
