use super::super::fill::TextTemplate;
use crate::fault::Place;
use serde_json::json;
use tera::Context;

/// A text filled in from a sheet of four units.
fn fill(text: &str) -> Result<String, String> {
    let values = json!({
        "so": "1.229", "le": "4,545", "trong": null, "gach": "-",
        "dong": [
            {"don_vi": "UBND xã Ta Ma", "nhan": "1.200", "tra": "300", "loai": "Tốt"},
            {"don_vi": "UBND xã Nà Sáy", "nhan": "3", "tra": "1", "loai": "Khá"},
            {"don_vi": "UBND thị trấn Tuần Giáo", "nhan": "8", "tra": "-", "loai": "Tốt"},
            {"don_vi": "UBND xã Pú Xi", "nhan": null, "tra": "1", "loai": "Tốt"},
        ],
    });
    let values = Context::from_serialize(&values).unwrap();
    let place = Place::file("mau.md");
    let blank = TextTemplate::field(text, &place).map_err(|fault| fault.found)?;
    blank.fill(&values).map_err(|fault| fault.found)
}

fn filled(text: &str) -> String {
    fill(text).unwrap()
}

#[test]
fn numbers_print_as_vietnamese_writes_them() {
    for (text, printed) in [
        ("{{ so | so }}", "1.229"),
        ("{{ so | so(le=1) }}", "1.229,0"),
        ("{{ le | so(le=2) }}", "4,55"),
        ("{{ \"15.5\" | so }}", "15,5"),
        ("{{ le | phan_tram(le=1) }}", "4,5%"),
        ("{{ 7 | hai_chu_so }}", "07"),
        ("{{ dong | length | hai_chu_so }}", "04"),
        ("{{ gach | so }}", "0"),
        ("{{ so | bang_chu }}", "một nghìn hai trăm hai mươi chín"),
        (
            "{{ so | tien_bang_chu }}",
            "Một nghìn hai trăm hai mươi chín đồng",
        ),
        ("{{ \"-2,2\" | tang_giam }}", "giảm 2,2 điểm"),
        (
            "{{ \"5\" | tang_giam(so_voi=\"4\", don_vi=\"đơn vị\") }}",
            "tăng 1 đơn vị",
        ),
        ("{{ le | tang_giam(so_voi=le) }}", "giữ nguyên"),
    ] {
        assert_eq!(filled(text), printed, "{text}");
    }
}

#[test]
fn days_follow_the_rule_of_zeros() {
    assert_eq!(
        filled("{{ \"2024-09-05\" | ngay_dai }}"),
        "ngày 05 tháng 9 năm 2024"
    );
    assert_eq!(filled("{{ \"4/6/2024\" | ngay_ngan }}"), "04/6/2024");
}

#[test]
fn rows_are_chosen_by_exact_figures() {
    let names = " | viet(theo=\"{don_vi:ten}\") | liet_ke }}";
    for (filter, found) in [
        // 300/1200 is 25 and no less; a blank is not compared; a dash counts as zero.
        ("duoi(theo=\"tra/nhan*100\", nguong=25)", "Tuần Giáo"),
        ("tu(theo=\"tra/nhan*100\", nguong=25)", "Ta Ma và Nà Sáy"),
        ("tren(theo=\"nhan\", nguong=\"7,5\")", "Ta Ma và Tuần Giáo"),
        ("thap_nhat(theo=\"tra/nhan\")", "Tuần Giáo"),
        ("cao_nhat(theo=\"tra\")", "Ta Ma"),
        (
            "xep(theo=\"nhan\", giam=true)",
            "Ta Ma, Tuần Giáo, Nà Sáy và Pú Xi",
        ),
        ("bang(cot=\"loai\", gia_tri=\"Khá\")", "Nà Sáy"),
    ] {
        assert_eq!(
            filled(&format!("{{{{ dong | {filter}{names}")),
            found,
            "{filter}"
        );
    }
}

#[test]
fn rows_are_counted_added_and_written() {
    let counted = "{{ dong | dem_theo(cot=\"loai\") | viet(theo=\"{so:00} đơn vị {ten:thuong}\") | liet_ke }}";
    assert_eq!(filled(counted), "03 đơn vị tốt và 01 đơn vị khá");
    assert_eq!(filled("{{ dong | tong(theo=\"nhan\") }}"), "1.211");
    let rate = "{{ dong[:2] | tinh(ten=\"ty_le\", theo=\"tra/nhan*100\", le=1) | viet(theo=\"{don_vi:ten}: {ty_le}%\") | liet_ke(cach=\"; \", noi=\"; \") }}";
    assert_eq!(filled(rate), "Ta Ma: 25,0%; Nà Sáy: 33,3%");
    assert_eq!(
        filled("{{ dong | viet(theo=\"{don_vi}\") | liet_ke_don_vi }}"),
        "các xã Ta Ma, Nà Sáy, Pú Xi và thị trấn Tuần Giáo"
    );
}

#[test]
fn what_does_not_fit_is_told_in_vietnamese() {
    let found = [
        "{{ dong | so }}",
        "{{ trong | so }}",
        "{{ \"abc\" | so }}",
        "{{ so | so(l=1) }}",
        "{{ so | so(le=9) }}",
        "{{ 99.5 | so }}",
        "{{ dong | duoi(theo=\"nhann\", nguong=1) }}",
        "{{ dong | duoi(theo=\"loai\", nguong=1) }}",
        "{{ dong | duoi(theo=\"nhan\") }}",
        "{{ dong | duoi(theo=\"nhan/\", nguong=1) }}",
        "{{ dong | duoi(theo=\"(1)\", nguong=1) }}",
        "{{ so | duoi(theo=\"nhan\", nguong=1) }}",
        "{{ dong | viet(theo=\"{nhan:xx}\") }}",
        "{{ dong | viet(theo=\"{nhan\") }}",
        "{{ dong | liet_ke }}",
        "{{ so | ngay_dai }}",
        "{{ \"1,5\" | bang_chu }}",
    ]
    .map(|text| format!("{text}\n    {}", fill(text).unwrap_err()));
    insta::assert_snapshot!(found.join("\n"));
}
