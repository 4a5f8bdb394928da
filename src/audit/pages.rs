//! The page of each code: what it is about, an example, what to do. It stands in
//! `docs/kiem-tra.md`, which is also what `vanthu check --explain` prints from.

use super::Code;

const PAGES: &str = include_str!("../../docs/kiem-tra.md");

/// The page of a code, without its place in the file; none if there is none.
pub fn page(code: Code) -> Option<&'static str> {
    let heading = format!("\n## {code}:");
    let start = PAGES.find(&heading)? + 1;
    let rest = PAGES.get(start..)?;
    let end = rest
        .get(1..)?
        .find("\n## ")
        .map_or(rest.len(), |end| end + 1);
    rest.get(..end).map(str::trim_end)
}

#[cfg(test)]
mod tests {
    use super::super::Auditor;
    use super::*;

    #[test]
    fn every_code_has_a_page_and_every_page_a_code() {
        let rules = &Auditor::shared().unwrap().rules;
        for code in Code::all() {
            let rule = rules
                .get(code)
                .unwrap_or_else(|| panic!("{code} weighs nothing"));
            let page = page(code).unwrap_or_else(|| panic!("{code} has no page"));
            assert!(page.contains(&rule.name), "{}: another name", code);
            let weight = format!(
                "\n\nMức: {}. Căn cứ: {}.\n",
                rule.severity.vietnamese(),
                rule.basis
            );
            assert!(page.contains(&weight), "{}: not {weight}", code);
            assert!(page.contains("Ví dụ:"), "{}: no example", code);
            assert!(page.contains("Nên làm:"), "{}: nothing to do", code);
        }
        let headings = PAGES.lines().filter_map(|line| line.strip_prefix("## "));
        let codes = headings.filter_map(|line| line.split_once(':'));
        for (written, _) in codes {
            let known = Code::all().any(|code| code.as_str() == written);
            assert!(known, "{written} is no code");
        }
    }
}
