//! The binary: configuration, wiring, commands. Decides nothing about data or people; that is the use cases' work.

mod arguments;
mod borders;
mod clock;
mod command;
mod config;
mod data_folder;
mod demo;
mod local_file;
mod packs;
mod portal;
mod server;
mod streets;

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match arguments::parse() {
        Ok(arguments) => command::run(arguments),
        Err(code) => code,
    }
}
