//! What the system says of files that cannot be read or written, and names of files for people.

use std::io::{self, ErrorKind};
use std::path::Path;

use lawgov::Lang;

/// An error of the system, in words.
///
/// ```
/// use std::io::{Error, ErrorKind};
/// use lawgov::Lang;
/// use lawgov_corpus::IoFault;
///
/// let fault = IoFault::from(&Error::from(ErrorKind::NotFound));
/// assert_eq!(fault.message(Lang::Zh), "没有这个文件或文件夹");
/// assert_eq!(fault.hint(Lang::En), "check the path");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IoFault {
    cause: Cause,
    /// What the system itself says, for causes that have no words here.
    told: String,
}

/// What is to be said. Each has its words in [`Cause::words`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cause {
    NotFound,
    Denied,
    ReadOnly,
    IsFolder,
    NoFolder,
    Full,
    Quota,
    Name,
    Size,
    Encoding,
    Busy,
    Loop,
    Exists,
    Memory,
    Ended,
    Time,
    Unknown,
}

impl From<&io::Error> for IoFault {
    fn from(error: &io::Error) -> Self {
        Self { cause: Cause::of(error), told: error.to_string() }
    }
}

impl IoFault {
    /// A link that leads back to a folder above it.
    pub(crate) fn link_loop(told: String) -> Self {
        Self { cause: Cause::Loop, told }
    }

    /// A stable name: `not_found`, `permission_denied` or `io`.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self.cause {
            Cause::NotFound => "not_found",
            Cause::Denied => "permission_denied",
            _ => "io",
        }
    }

    /// What is wrong, in words.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let [zh, en, ..] = self.cause.words();
        match (self.cause, lang) {
            (Cause::Unknown, Lang::Zh) => format!("系统报告：{}", self.told),
            (Cause::Unknown, Lang::En) => self.told.clone(),
            (_, Lang::Zh) => zh.to_owned(),
            (_, Lang::En) => en.to_owned(),
        }
    }

    /// What to do about it.
    #[must_use]
    pub const fn hint(&self, lang: Lang) -> &'static str {
        let [.., zh, en] = self.cause.words();
        match lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }
}

impl Cause {
    fn of(error: &io::Error) -> Self {
        /// Windows: another program holds the file open.
        const HELD: [Option<i32>; 2] = [Some(32), Some(33)];
        if cfg!(windows) && HELD.contains(&error.raw_os_error()) {
            return Self::Busy;
        }
        match error.kind() {
            ErrorKind::NotFound => Self::NotFound,
            ErrorKind::PermissionDenied => Self::Denied,
            ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            ErrorKind::IsADirectory => Self::IsFolder,
            ErrorKind::NotADirectory => Self::NoFolder,
            ErrorKind::StorageFull => Self::Full,
            ErrorKind::QuotaExceeded => Self::Quota,
            ErrorKind::InvalidFilename => Self::Name,
            ErrorKind::FileTooLarge => Self::Size,
            // Of all that is read here, text alone can be of the wrong form.
            ErrorKind::InvalidData => Self::Encoding,
            ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => Self::Busy,
            ErrorKind::AlreadyExists => Self::Exists,
            ErrorKind::OutOfMemory => Self::Memory,
            ErrorKind::UnexpectedEof | ErrorKind::WriteZero => Self::Ended,
            ErrorKind::TimedOut => Self::Time,
            _ => Self::Unknown,
        }
    }

    /// What is wrong, in Chinese and English, and what to do.
    const fn words(self) -> [&'static str; 4] {
        match self {
            Self::NotFound => ["没有这个文件或文件夹", "no such file or folder", "请检查路径", "check the path"],
            Self::Denied => [
                "没有权限",
                "permission denied",
                "请检查文件和文件夹的权限",
                "check the permissions of file and folder",
            ],
            Self::ReadOnly => ["所在的磁盘只读", "the disk is read-only", "请换一个位置", "choose another place"],
            Self::IsFolder => ["这是文件夹，不是文件", "it is a folder, not a file", "请写明文件名", "name a file"],
            Self::NoFolder => [
                "路径中间的一段是文件，不是文件夹",
                "a part of the path is a file, not a folder",
                "请检查路径",
                "check the path",
            ],
            Self::Full => {
                ["磁盘已满", "the disk is full", "请清理磁盘或换一个位置", "make room or choose another place"]
            }
            Self::Quota => [
                "超出磁盘配额",
                "the disk quota is used up",
                "请清理磁盘或换一个位置",
                "make room or choose another place",
            ],
            Self::Name => [
                "文件名过长或含有系统不允许的字符",
                "the name is too long, or has characters that the system does not allow",
                "请改用较短的名称",
                "choose a shorter name",
            ],
            Self::Size => [
                "文件超过系统允许的大小",
                "the file is larger than the system allows",
                "请换一个位置",
                "choose another place",
            ],
            Self::Encoding => ["内容不是 UTF-8 文本", "its content is not UTF-8", "请另存为 UTF-8", "save it as UTF-8"],
            Self::Busy => [
                "文件正被其他程序占用",
                "another program holds the file",
                "请先在其他程序中关闭它",
                "close it in the other program",
            ],
            Self::Loop => {
                ["链接绕回了上级文件夹", "a link leads back to a folder above it", "请删除该链接", "remove the link"]
            }
            Self::Exists => ["已有同名的文件", "a file of this name exists", "请改用别的名称", "choose another name"],
            Self::Memory => ["内存不足", "not enough memory", "请分批处理", "read fewer files at once"],
            Self::Ended => ["读写中途断开", "it ended too early", "请重试", "try again"],
            Self::Time => {
                ["等待超时", "it took too long", "请检查磁盘或网络后重试", "check disk and network, and try again"]
            }
            Self::Unknown => ["", "", "请检查磁盘和文件", "check the disk and the file"],
        }
    }
}

/// A path for people and for data: as it is, what is not Unicode written as bytes, `\xD2`, so that no two are alike.
///
/// ```
/// assert_eq!(lawgov_corpus::shown("报告/a.txt".as_ref()), "报告/a.txt");
/// ```
#[must_use]
pub fn shown(path: &Path) -> String {
    if let Some(name) = path.to_str() {
        return name.to_owned();
    }
    let mut name = String::new();
    for (i, part) in path.as_os_str().as_encoded_bytes().split(|byte| *byte == b'/').enumerate() {
        if i > 0 {
            name.push('/');
        }
        // In another encoding, a few bytes may happen to be UTF-8: the whole part is written alike.
        match str::from_utf8(part) {
            Ok(part) => name.push_str(part),
            Err(_) => part.iter().for_each(|&byte| match byte {
                0..0x80 => name.push(char::from(byte)),
                _ => name.push_str(&format!("\\x{byte:02X}")),
            }),
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn names_that_are_no_unicode_stay_apart() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;

        let name = |bytes: &[u8]| shown(Path::new(OsStr::from_bytes(bytes)));
        assert_eq!(name("2023年/".as_bytes()), "2023年/");
        assert_eq!(name(b"2023/\xc4\xea\xb1\xa8.txt"), "2023/\\xC4\\xEA\\xB1\\xA8.txt");
        assert_ne!(name(b"\xc4\xea.txt"), name(b"\xb1\xa8.txt"));
    }

    #[test]
    fn what_has_no_words_is_told_as_it_was() {
        let fault = IoFault::from(&io::Error::other("the tape is torn"));
        assert_eq!(fault.message(Lang::En), "the tape is torn");
        assert_eq!(fault.message(Lang::Zh), "系统报告：the tape is torn");
        assert_eq!((fault.kind(), fault.hint(Lang::Zh)), ("io", "请检查磁盘和文件"));
    }
}
