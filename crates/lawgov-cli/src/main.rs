//! The `lawgov` command.
//!
//! Arguments in; results to standard output or a file, everything else to standard error. Walking folders, reading,
//! parsing and making tables are the libraries' work: here are arguments, settings, output and exit codes.
#![forbid(unsafe_code)]

mod args;
mod batch;
mod chinese;
mod command;
mod config;
mod input;
mod interrupt;
mod message;
mod output;
mod place;
mod stop;
mod terminal;

use std::ffi::OsString;
use std::process::ExitCode;

use args::{Cli, Command};
use message::say;
use mimalloc::MiMalloc;
use stop::Stop;

/// Each report leaves its memory for the next, where the system's allocator hands pages back and fetches them again.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let args: Vec<OsString> = wild::args_os().collect();
    let cli: Cli = match chinese::parse(&args, message::language(args::language(&args))) {
        Ok(cli) => cli,
        Err(code) => return code,
    };
    let lang = message::language(cli.lang);
    interrupt::install();
    let outcome = match &cli.command {
        Command::Parse(args) => command::parse::run(args, lang),
        Command::Quantities(args) => command::quantities::run(args, lang),
        Command::Show(args) => command::show::run(args, lang),
        Command::Summary(args) => command::summary::run(args, lang),
        Command::Check(args) => command::check::run(args, lang),
        Command::Table(args) => command::table::run(args, cli.lang, lang),
        Command::Overlap(args) => command::overlap::run(args, lang),
        Command::Rules(args) => command::rules::run(args, lang),
        Command::Indicators(args) => command::indicators::run(args, lang),
        Command::Laws(args) => command::laws::run(args, lang),
        Command::Explain(args) => command::explain::run(args, lang),
        Command::Schema => command::schema::run(),
    };
    match outcome {
        Ok(0) | Err(Stop::BrokenPipe) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::from(1),
        Err(Stop::Interrupted) => ExitCode::from(130),
        Err(stop) => {
            say(&stop.message(lang));
            ExitCode::from(2)
        }
    }
}
