use super::*;

#[test]
fn every_shipped_template_reads() {
    for name in Template::names() {
        let text = Template::shipped_text(name).unwrap();
        Template::parse(name, text, &Plan::shipped).unwrap();
    }
}

#[test]
fn faults_of_front_matter_bear_the_lines_of_the_file() {
    let text = "---\nten_tep: a\ntrich_yeuu: c\n---\nd\n";
    let faults = Template::parse("mau.md", text, &Plan::shipped).unwrap_err();
    let found: Vec<String> = faults.iter().map(|f| f.place.to_string()).collect();
    assert_eq!(found, ["mau.md:2:1", "mau.md:3:1"]);
}

#[test]
fn a_template_without_front_matter_says_so() {
    for text in ["", "abc", "---\nloai: B\n"] {
        let faults = Template::parse("mau.md", text, &Plan::shipped).unwrap_err();
        assert_eq!(faults.iter().next().unwrap().kind, Kind::Template, "{text}");
    }
}

#[test]
fn a_file_name_that_not_every_system_takes_is_made_safe() {
    for (name, safe) in [
        ("com1", "ten-com1"),
        ("-x", "x"),
        ("thong-bao", "thong-bao"),
    ] {
        let text = format!("---\nten_tep: {name}\nloai: B\ntrich_yeu: c\n---\nd\n");
        let template = Template::parse("mau.md", &text, &Plan::shipped).unwrap();
        assert_eq!(template.file_stem(), safe);
    }
}

#[test]
fn a_file_name_cannot_leave_its_folder() {
    for name in ["../a", "a/b", "Thông báo", "''"] {
        let text = format!("---\nten_tep: {name}\nloai: B\ntrich_yeu: c\n---\nd\n");
        assert!(
            Template::parse("mau.md", &text, &Plan::shipped).is_err(),
            "{name}"
        );
    }
}
