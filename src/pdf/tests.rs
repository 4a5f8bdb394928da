use super::*;
use sample::notice;

#[test]
#[ignore = "writes files to look at"]
fn files_to_look_at() {
    let folder = std::path::PathBuf::from(std::env::var("VANTHU_LOOK").unwrap());
    let fonts = Fonts::embedded().unwrap();
    let boxes = notice();
    std::fs::write(folder.join("notice.pdf"), write(&boxes, &fonts).unwrap()).unwrap();
    std::fs::write(
        folder.join("notice.docx"),
        crate::docx::write(&boxes).unwrap(),
    )
    .unwrap();
}
