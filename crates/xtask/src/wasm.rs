//! Builds the WebAssembly modules of the npm package: `cargo run -p xtask --features wasm -- wasm`.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, io};

use wasm_bindgen_cli_support::{Bindgen, EncodeInto};

const TARGET: &str = "wasm32-unknown-unknown";

/// A module: its name, and the crate that it is made of.
const MODULES: [(&str, &str); 4] = [
    ("engine", "lawgov-wasm"),
    ("documents", "lawgov-wasm-documents"),
    ("pdf", "lawgov-wasm-pdf"),
    ("export", "lawgov-wasm-export"),
];

/// Compiles every module for the browser and writes it, with the JavaScript that loads it, to `bindings/wasm/package/wasm`.
pub fn build(root: &Path) -> io::Result<()> {
    for (name, package) in MODULES {
        let built = Command::new(env!("CARGO"))
            .current_dir(root)
            .env("RUSTFLAGS", remapped(root)?)
            .args(["build", "--quiet", "--profile", "wasm", "--target", TARGET, "--package", package])
            .status()?;
        if !built.success() {
            let hint = format!("{package} does not build; bindings/wasm/target.sh sees to the library for {TARGET}");
            return Err(io::Error::other(hint));
        }
        let file = root.join("target").join(TARGET).join("wasm").join(package.replace('-', "_")).with_extension("wasm");
        bind(&file, name, &root.join("bindings/wasm/package/wasm"))
            .map_err(|error| io::Error::other(format!("{name}: {error:#}")))?;
    }
    Ok(())
}

/// Messages of panics name source files: without the folders of the machine that built them.
fn remapped(root: &Path) -> io::Result<String> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| env::home_dir().map(|folder| folder.join(".cargo"))).unwrap_or_default();
    let root = root.canonicalize()?;
    Ok([(home, "cargo"), (root, "lawgov")]
        .map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display()))
        .join(" "))
}

fn bind(file: &Path, name: &str, folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(file).out_name(name).typescript(true);
    bindgen.web(true)?;
    // The package finds and loads its modules itself, and starts them anew after a crash.
    bindgen.omit_default_module_path(true).reset_state_function(true).encode_into(EncodeInto::Always);
    bindgen.remove_name_section(true).remove_producers_section(true);
    Ok(bindgen.generate(folder)?)
}
