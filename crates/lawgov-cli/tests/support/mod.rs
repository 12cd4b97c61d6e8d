//! Runs the binary in a folder of its own.
#![allow(dead_code, reason = "each test binary uses its part")]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A folder with the files given, each by name and text.
pub fn folder(files: &[(&str, &str)]) -> TempDir {
    folder_of_bytes(&files.iter().map(|(name, text)| (*name, text.as_bytes())).collect::<Vec<_>>())
}

/// A folder with the files given, each by name and bytes.
pub fn folder_of_bytes(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    for (name, bytes) in files {
        write(&folder, name, bytes);
    }
    folder
}

pub fn write(folder: &TempDir, name: &str, bytes: &[u8]) {
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    fs::write(path, bytes).expect("a file");
}

pub fn read(folder: &TempDir, name: &str) -> String {
    fs::read_to_string(folder.path().join(name)).expect("a text file")
}

pub fn run(folder: &TempDir, args: &[&str]) -> Output {
    run_in(folder.path(), args)
}

pub fn run_in(folder: &Path, args: &[&str]) -> Output {
    lawgov(folder).args(args).output().expect("the binary runs")
}

/// The output for bytes at standard input.
pub fn run_with_input(args: &[&str], input: &[u8]) -> Output {
    let mut command = lawgov(Path::new("."));
    let mut child =
        command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("runs");
    child.stdin.take().expect("a pipe").write_all(input).expect("input is read");
    child.wait_with_output().expect("ends")
}

/// The binary in a folder, with nothing of this machine's environment.
pub fn lawgov(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lawgov"));
    command.current_dir(folder).env_clear().env("LANG", "C.UTF-8").stdin(Stdio::null());
    command
}

pub fn code(output: &Output) -> i32 {
    output.status.code().expect("a code")
}

pub fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("UTF-8")
}

pub fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).expect("UTF-8")
}

/// The output as rows of JSON, one a line.
pub fn rows(output: &Output) -> Vec<Value> {
    stdout(output).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}
