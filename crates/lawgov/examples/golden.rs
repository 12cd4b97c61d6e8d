//! Writes the golden files of the samples anew: `cargo run -p lawgov --example golden`. Read the difference before keeping it.

#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "writes files by request")]

#[path = "../tests/support/golden.rs"]
mod support;

fn main() -> std::io::Result<()> {
    for (name, text) in support::samples() {
        let path = support::path(name);
        std::fs::write(&path, support::golden(&text))?;
        println!("{}", path.display());
    }
    Ok(())
}
