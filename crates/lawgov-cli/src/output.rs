//! Where results go: standard output, or a file that appears only when complete.

use std::fs::{self, File};
use std::io::{self, BufWriter, StdoutLock, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::args::{JsonFormat, Output};
use crate::interrupt::set_unfinished;
use crate::stop::Stop;

/// What stands for standard output as a path.
pub const STDOUT: &str = "-";

pub struct Sink {
    target: Target,
    path: PathBuf,
}

enum Target {
    Stdout(BufWriter<StdoutLock<'static>>),
    /// A file written beside its place and renamed into it.
    File(BufWriter<NamedTempFile>),
    /// Something that cannot be replaced: a device or a pipe.
    Device(BufWriter<File>),
}

impl Output {
    pub fn open(&self) -> Result<Sink, Stop> {
        match &self.output {
            Some(path) => Sink::to(path),
            None => Ok(Sink::stdout()),
        }
    }
}

impl Sink {
    pub fn stdout() -> Self {
        Self { target: Target::Stdout(BufWriter::new(io::stdout().lock())), path: PathBuf::from(STDOUT) }
    }

    /// The file of that path, or standard output for `-`.
    pub fn to(path: &Path) -> Result<Self, Stop> {
        if path.as_os_str() == STDOUT {
            return Ok(Self::stdout());
        }
        // A link stays a link: what it points to is replaced.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let target = match fs::metadata(&path) {
            Ok(found) if !found.is_file() => {
                File::options().write(true).open(&path).map(|file| Target::Device(BufWriter::new(file)))
            }
            _ => beside(&path).map(|file| Target::File(BufWriter::new(file))),
        };
        let target = target.map_err(|error| Stop::writing(&path, error))?;
        Ok(Self { target, path })
    }

    /// Whether a file can be written there, before long work is done for it.
    pub fn probe(path: &Path) -> Result<(), Stop> {
        match fs::metadata(path) {
            Ok(found) if !found.is_file() => Ok(()),
            _ if path.as_os_str() == STDOUT => Ok(()),
            _ => {
                beside(path).map_err(|error| Stop::writing(path, error))?;
                set_unfinished(None);
                Ok(())
            }
        }
    }

    pub fn write(&mut self, text: &str) -> Result<(), Stop> {
        self.write_bytes(text.as_bytes())
    }

    pub fn write_bytes(&mut self, bytes: &[u8]) -> Result<(), Stop> {
        let writer: &mut dyn Write = match &mut self.target {
            Target::Stdout(writer) => writer,
            Target::File(writer) => writer,
            Target::Device(writer) => writer,
        };
        writer.write_all(bytes).map_err(|error| Stop::writing(&self.path, error))
    }

    /// Writes what is left and puts the file in its place.
    pub fn finish(self) -> Result<(), Stop> {
        let done = match self.target {
            Target::Stdout(mut writer) => writer.flush(),
            Target::Device(mut writer) => writer.flush(),
            Target::File(writer) => writer
                .into_inner()
                .map_err(io::IntoInnerError::into_error)
                .and_then(|file| file.persist(&self.path).map_err(|error| error.error))
                .map(|_| set_unfinished(None)),
        };
        done.map_err(|error| Stop::writing(&self.path, error))
    }
}

/// A temporary file in the folder of `path`, with the rights of an ordinary file.
fn beside(path: &Path) -> io::Result<NamedTempFile> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".lawgov-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let file = builder.tempfile_in(folder)?;
    set_unfinished(Some(file.path().to_owned()));
    Ok(file)
}

/// Rows of JSON in the shape asked for.
pub struct Rows {
    sink: Sink,
    shape: Shape,
    count: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Lines,
    One,
    Array,
}

impl Rows {
    /// Rows into `sink`. In `json`, a single input is one object, several are an array.
    pub fn new(sink: Sink, format: JsonFormat, single: bool) -> Self {
        let shape = match format {
            JsonFormat::Jsonl => Shape::Lines,
            JsonFormat::Json if single => Shape::One,
            JsonFormat::Json => Shape::Array,
        };
        Self { sink, shape, count: 0 }
    }

    pub fn push(&mut self, json: &str) -> Result<(), Stop> {
        let before = match self.shape {
            Shape::Array if self.count == 0 => "[\n",
            Shape::Array => ",\n",
            Shape::Lines | Shape::One => "",
        };
        self.count += 1;
        self.sink.write(before)?;
        self.sink.write(json)?;
        if self.shape == Shape::Array { Ok(()) } else { self.sink.write("\n") }
    }

    pub fn finish(mut self) -> Result<(), Stop> {
        if self.shape == Shape::Array {
            self.sink.write(if self.count == 0 { "[]\n" } else { "\n]\n" })?;
        }
        self.sink.finish()
    }
}
