//! The arguments, whose comments are the help text, and clap's errors in Vietnamese.

use std::io::Write;
use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

use super::{DONE, WRONG, say};
use crate::batch::Shard;
use crate::fault::Faults;
use crate::framework::Framework;
use crate::shelf::{Folders, Session};

const TEMPLATE: &str = "{about}\n\nCách dùng: {usage}\n\n{all-args}{after-help}\n";

/// vanthu: từ số liệu của tháng thành văn bản hành chính đúng thể thức, DOCX và PDF.
#[derive(Debug, Parser)]
#[command(
    name = "vanthu",
    version,
    help_template = TEMPLATE,
    override_usage = "vanthu <LỆNH> <HỒ SƠ> [TÙY CHỌN]",
    subcommand_help_heading = "Lệnh",
    next_help_heading = "Tùy chọn",
    disable_help_flag = true,
    disable_help_subcommand = true,
    disable_version_flag = true,
    after_help = "Ví dụ: vanthu render examples/my-duc-2026-10\n"
)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    help: Help,
    /// In số phiên bản
    #[arg(long, short = 'V', action = ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Tùy chọn")]
struct Help {
    /// In hướng dẫn này
    #[arg(long, short, action = ArgAction::Help, global = true, display_order = 100)]
    help: Option<bool>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Tạo hồ sơ mới để điền: tệp ho-so.yaml và bảng Excel; hoặc một lô cho mọi đơn vị
    #[command(help_template = TEMPLATE, override_usage = "vanthu new <MẪU> --ky <THÁNG> [TÙY CHỌN]")]
    New(New),
    /// Làm hồ sơ hoặc lô của tháng sau từ tháng này: giữ tên, người ký, cột; để trống số liệu
    #[command(help_template = TEMPLATE, override_usage = "vanthu next <HỒ SƠ> [TÙY CHỌN]")]
    Next(Next),
    /// Chuyển hồ sơ từ YAML sang Excel, hoặc từ Excel sang YAML
    #[command(help_template = TEMPLATE, override_usage = "vanthu convert <HỒ SƠ> [TÙY CHỌN]")]
    Convert(Convert),
    /// Soạn văn bản từ hồ sơ: ghi tệp DOCX và PDF
    #[command(help_template = TEMPLATE, override_usage = "vanthu render <HỒ SƠ> [TÙY CHỌN]")]
    Render(Render),
    /// Tính và in bảng điểm của hồ sơ
    #[command(help_template = TEMPLATE, override_usage = "vanthu score <HỒ SƠ> [TÙY CHỌN]")]
    Score(Score),
    /// Làm văn bản tháng cho mọi đơn vị của một lô
    #[command(
        help_template = TEMPLATE,
        override_usage = "vanthu batch <LÔ> --out <THƯ MỤC> [TÙY CHỌN]\n       vanthu batch --merge <THƯ MỤC>… --out <THƯ MỤC>"
    )]
    Batch(Batch),
    /// Kiểm tra hồ sơ trước khi ký: số liệu, tên đơn vị, câu chữ, thể thức
    #[command(help_template = TEMPLATE, override_usage = "vanthu check <HỒ SƠ>… [TÙY CHỌN]")]
    Check(Check),
    /// Liệt kê, in, chép ra các mẫu văn bản, biểu và bộ chỉ số
    #[command(
        help_template = TEMPLATE,
        override_usage = "vanthu templates [show|export TÊN] [TÙY CHỌN]",
        subcommand_help_heading = "Lệnh"
    )]
    Templates(Templates),
    /// In lược đồ (JSON Schema) của một loại tệp, cho trình soạn thảo gợi ý khóa và báo khóa sai
    #[command(help_template = TEMPLATE, override_usage = "vanthu schema <LOẠI TỆP>")]
    Schema(Schema),
}

/// Folders of the office's own, which win over what is shipped.
#[derive(Debug, Args)]
#[command(next_help_heading = "Tùy chọn")]
pub struct Own {
    /// Thư mục có bộ chỉ số (.yaml), dùng trước các bộ có sẵn
    #[arg(long, value_name = "THƯ MỤC")]
    framework_dir: Option<PathBuf>,
    /// Thư mục có mẫu (.md) và biểu (.yaml), dùng trước các mẫu, biểu có sẵn
    #[arg(long, value_name = "THƯ MỤC")]
    template_dir: Option<PathBuf>,
}

impl Own {
    /// A run over the files of the disk that looks here first.
    pub fn session(&self) -> Result<Session, Faults> {
        self.checked_by(None)
    }

    /// The same, with this file of checks, if there is one.
    pub fn checked_by(&self, checks: Option<PathBuf>) -> Result<Session, Faults> {
        let own = Folders {
            frameworks: self.framework_dir.clone(),
            templates: self.template_dir.clone(),
            checks,
        };
        Session::disk().with(own).looked()
    }
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Tùy chọn")]
pub struct New {
    /// Tên mẫu có sẵn, hoặc tệp mẫu .md
    #[arg(value_name = "MẪU", help_heading = "Tham số")]
    pub template: String,
    /// Tháng đánh giá, ví dụ 2025-09
    #[arg(long = "ky", value_name = "THÁNG")]
    pub period: String,
    /// Bộ chỉ số [mặc định: qd766]
    #[arg(
        long = "bo-chi-so",
        value_name = "BỘ",
        default_value = Framework::USUAL,
        hide_default_value = true)]
    pub framework: String,
    /// Tệp có tên các đơn vị: mỗi dòng một tên (.txt), hoặc bảng (.xlsx, .csv) có cột Đơn vị
    #[arg(long = "don-vi", value_name = "TỆP", group = "file")]
    pub units: Option<PathBuf>,
    /// Bảng điểm đã có (.xlsx, .csv): các cột được đoán theo tiêu đề và ghi vào hồ sơ
    #[arg(long = "tu", value_name = "TỆP", group = "file")]
    pub table: Option<PathBuf>,
    /// Trang của bảng đó, khi tệp có nhiều trang
    #[arg(long = "trang", value_name = "TRANG", requires = "file")]
    pub sheet: Option<String>,
    /// Làm lô thay cho hồ sơ: mỗi đơn vị trong bảng (--tu) một văn bản, ví dụ mọi xã trong tệp xuất của Cổng
    #[arg(
        long = "lo",
        requires = "table",
        conflicts_with = "excel",
        help_heading = "Tùy chọn"
    )]
    pub lot: bool,
    /// Hồ sơ là một tệp Excel (ho-so.xlsx) có mọi thứ, thay cho ho-so.yaml và bảng riêng
    #[arg(long)]
    pub excel: bool,
    /// Thư mục để ghi [mặc định: tên mẫu và tháng, trong thư mục này]
    #[arg(long, value_name = "THƯ MỤC")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub own: Own,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Tùy chọn")]
pub struct Next {
    /// Thư mục hồ sơ hoặc lô của tháng này
    #[arg(value_name = "HỒ SƠ", help_heading = "Tham số")]
    pub dossier: PathBuf,
    /// Kỳ của hồ sơ mới, cả kỳ loại khác, như "quý IV/2026" [mặc định: kỳ ngay sau]
    #[arg(long = "ky", value_name = "KỲ")]
    pub period: Option<String>,
    /// Thư mục để ghi [mặc định: cạnh thư mục này, tên có tháng sau]
    #[arg(long, value_name = "THƯ MỤC")]
    pub out: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Tùy chọn")]
pub struct Convert {
    /// Thư mục hồ sơ, hoặc tệp ho-so.yaml, ho-so.xlsx trong đó
    #[arg(value_name = "HỒ SƠ", help_heading = "Tham số")]
    pub dossier: PathBuf,
    /// Thư mục để ghi [mặc định: cạnh tệp cũ]
    #[arg(long, value_name = "THƯ MỤC")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub own: Own,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Tùy chọn")]
pub struct Render {
    /// Thư mục hồ sơ, hoặc tệp ho-so.yaml, ho-so.xlsx trong đó
    #[arg(value_name = "HỒ SƠ", help_heading = "Tham số")]
    pub dossier: PathBuf,
    /// Thư mục để ghi kết quả [mặc định: ket-qua, cạnh hồ sơ]
    #[arg(long, value_name = "THƯ MỤC")]
    pub out: Option<PathBuf>,
    /// Chỉ ghi DOCX (kèm --pdf thì ghi cả hai)
    #[arg(long)]
    pub docx: bool,
    /// Chỉ ghi PDF (kèm --docx thì ghi cả hai)
    #[arg(long)]
    pub pdf: bool,
    /// Ghi thêm một bản DOCX để xem trước khi ký (tên có đuôi -giai-thich): mỗi số liệu có một chú thích nói cách tính và chỗ lấy số
    #[arg(long)]
    pub giai_thich: bool,
    /// Thư mục có phông chữ Times New Roman [mặc định: Liberation Serif có sẵn]
    #[arg(long, value_name = "THƯ MỤC")]
    pub font_dir: Option<PathBuf>,
    /// Vẫn in dù có lỗi mang mã này (ghi được nhiều lần)
    #[arg(long, value_name = "MÃ")]
    pub allow: Vec<String>,
    /// Tệp kiểm tra của cơ quan: mức của từng mã, từ điển, đơn vị [mặc định: kiem-tra.yaml cạnh hồ sơ]
    #[arg(long, value_name = "TỆP")]
    pub config: Option<PathBuf>,
    #[command(flatten)]
    pub own: Own,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Tùy chọn")]
pub struct Score {
    /// Thư mục hồ sơ, hoặc tệp ho-so.yaml, ho-so.xlsx trong đó
    #[arg(value_name = "HỒ SƠ", help_heading = "Tham số")]
    pub dossier: PathBuf,
    /// Dạng in ra: text (bảng chữ), json, csv hoặc xlsx (ghi tệp Excel)
    #[arg(
        long,
        value_name = "DẠNG",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub format: Format,
    /// In cách tính từng điểm (của một đơn vị, nếu ghi tên): công thức, số đếm, chỗ ghi trong hồ sơ
    #[arg(
        long,
        value_name = "ĐƠN VỊ",
        num_args = 0..=1,
        default_missing_value = "")]
    pub explain: Option<String>,
    /// Tệp để ghi, thay vì in ra [với xlsx, mặc định: ket-qua/bang-diem.xlsx, cạnh hồ sơ]
    #[arg(long, value_name = "TỆP")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub own: Own,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Tùy chọn")]
pub struct Check {
    /// Các thư mục hồ sơ, hoặc tệp ho-so.yaml, ho-so.xlsx trong đó
    #[arg(value_name = "HỒ SƠ", help_heading = "Tham số")]
    pub dossiers: Vec<PathBuf>,
    /// Dạng in ra: text (chữ), json hoặc sarif (cho phần mềm soạn thảo)
    #[arg(
        long,
        value_name = "DẠNG",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub format: ReportFormat,
    /// In khối da_xem để chép vào hồ sơ: những điều đã xem mà vẫn giữ
    #[arg(long = "da-xem", conflicts_with = "explain")]
    pub entries: bool,
    /// Giải thích một mã kiểm tra: quy tắc, ví dụ, việc nên làm
    #[arg(long, value_name = "MÃ")]
    pub explain: Option<String>,
    /// Tệp kiểm tra của cơ quan: mức của từng mã, từ điển, đơn vị [mặc định: kiem-tra.yaml cạnh hồ sơ]
    #[arg(long, value_name = "TỆP")]
    pub config: Option<PathBuf>,
    #[command(flatten)]
    pub own: Own,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    Text,
    Json,
    Sarif,
}

#[derive(Debug, Args)]
pub struct Schema {
    /// ho-so, lo, bo-chi-so, bieu, mau (phần đầu của mẫu) hoặc kiem-tra
    #[arg(
        value_name = "LOẠI TỆP",
        hide_possible_values = true,
        help_heading = "Tham số"
    )]
    pub form: FormName,
}

/// The forms of whole files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FormName {
    HoSo,
    Lo,
    BoChiSo,
    Bieu,
    Mau,
    KiemTra,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Tùy chọn")]
pub struct Templates {
    #[command(subcommand)]
    pub action: Option<TemplateAction>,
    /// Thư mục có mẫu (.md) và biểu (.yaml), dùng trước các mẫu, biểu có sẵn
    #[arg(long, value_name = "THƯ MỤC", global = true)]
    pub template_dir: Option<PathBuf>,
    /// Thư mục có bộ chỉ số (.yaml), dùng trước các bộ có sẵn
    #[arg(long, value_name = "THƯ MỤC", global = true)]
    pub framework_dir: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum TemplateAction {
    /// In mẫu, biểu hoặc bộ chỉ số ra màn hình
    #[command(help_template = TEMPLATE, override_usage = "vanthu templates show <TÊN>")]
    Show {
        /// Tên mẫu, biểu hoặc bộ chỉ số
        #[arg(value_name = "TÊN", help_heading = "Tham số")]
        name: String,
    },
    /// Chép mẫu cùng các biểu của nó, hoặc một bộ chỉ số, ra một thư mục để sửa
    #[command(help_template = TEMPLATE, override_usage = "vanthu templates export <TÊN> [TÙY CHỌN]")]
    Export {
        /// Tên mẫu, biểu hoặc bộ chỉ số
        #[arg(value_name = "TÊN", help_heading = "Tham số")]
        name: String,
        /// Thư mục để ghi [mặc định: thư mục đang đứng]
        #[arg(
            long,
            value_name = "THƯ MỤC",
            default_value = ".",
            hide_default_value = true,
            help_heading = "Tùy chọn"
        )]
        out: PathBuf,
    },
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Tùy chọn")]
pub struct Batch {
    /// Tệp lô (lo.yaml), hoặc thư mục có tệp đó
    #[arg(value_name = "LÔ", help_heading = "Tham số")]
    pub lot: Option<PathBuf>,
    /// Thư mục để ghi văn bản và báo cáo
    #[arg(long, value_name = "THƯ MỤC")]
    pub out: PathBuf,
    /// Một đơn vị có lỗi thì không ghi văn bản nào
    #[arg(long)]
    pub strict: bool,
    /// Vẫn in dù có lỗi mang mã này (ghi được nhiều lần)
    #[arg(long, value_name = "MÃ")]
    pub allow: Vec<String>,
    /// Ghi thêm một tệp nén cho mỗi tỉnh
    #[arg(long)]
    pub zip: bool,
    /// Số luồng làm việc [mặc định: số nhân của máy]
    #[arg(long, value_name = "SỐ", value_parser = jobs)]
    pub jobs: Option<u16>,
    /// Chỉ làm phần K trong N phần của lô, để nhiều máy cùng làm
    #[arg(long, value_name = "K/N")]
    pub shard: Option<Shard>,
    /// Gộp báo cáo của các phần, đọc trong các thư mục này
    #[arg(long, value_name = "THƯ MỤC", num_args = 1..)]
    pub merge: Vec<PathBuf>,
    /// Dạng in ra: text (chữ) hoặc json (mỗi đơn vị một dòng)
    #[arg(
        long,
        value_name = "DẠNG",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub format: BatchFormat,
    /// Thư mục có phông chữ Times New Roman [mặc định: Liberation Serif có sẵn]
    #[arg(long, value_name = "THƯ MỤC")]
    pub font_dir: Option<PathBuf>,
    #[command(flatten)]
    pub own: Own,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum BatchFormat {
    Text,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Text,
    Json,
    Csv,
    Xlsx,
}

/// No machine of an office has so many cores; each thread takes memory.
const MOST_JOBS: u16 = 1000;

/// Reads how many threads work.
fn jobs(text: &str) -> Result<u16, String> {
    let number = text
        .parse()
        .ok()
        .filter(|jobs| (1..=MOST_JOBS).contains(jobs));
    let wrong = || format!("“{text}” không phải là số luồng; cần một số từ 1 đến {MOST_JOBS}");
    number.ok_or_else(wrong)
}

/// Says what is wrong with the call, or prints the help that was asked for.
pub fn explain(error: &clap::Error, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    let word = |kind| match error.get(kind) {
        Some(ContextValue::String(word)) => word.clone(),
        Some(ContextValue::Strings(words)) => words.join(", "),
        _ => String::new(),
    };
    let argument = word(ContextKind::InvalidArg);
    let message = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            say(out, &error.to_string());
            return DONE;
        }
        ErrorKind::DisplayVersion => {
            say(out, &error.to_string());
            return DONE;
        }
        ErrorKind::InvalidSubcommand => {
            format!("không có lệnh “{}”", word(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingSubcommand => "thiếu tên lệnh".to_owned(),
        ErrorKind::MissingRequiredArgument => format!("thiếu {argument}"),
        ErrorKind::UnknownArgument => format!("không có tùy chọn hoặc tham số “{argument}”"),
        ErrorKind::InvalidValue => match word(ContextKind::InvalidValue).as_str() {
            "" => format!("tùy chọn “{argument}” thiếu giá trị"),
            value => format!("giá trị “{value}” không hợp với “{argument}”"),
        },
        // What our own readers of values say.
        ErrorKind::ValueValidation => {
            let why = std::error::Error::source(error);
            let value = word(ContextKind::InvalidValue);
            why.map_or(
                format!("giá trị “{value}” không hợp với “{argument}”"),
                |why| format!("{argument}: {why}"),
            )
        }
        ErrorKind::ArgumentConflict => format!("“{argument}” viết hai lần hoặc không đi cùng nhau"),
        _ => format!("lời gọi không hiểu được: “{argument}”"),
    };
    let near = [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
        ContextKind::ValidValue,
    ];
    let near = near.into_iter().map(word).find(|words| !words.is_empty());
    let hint = near.map_or(String::new(), |words| {
        format!("\n  có phải ý bạn là: {words}?")
    });
    say(
        err,
        &format!("lỗi: {message}{hint}\n  xem cách dùng: vanthu --help\n"),
    );
    WRONG
}
