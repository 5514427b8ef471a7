//! Commands: each parses what it was given, calls the engine or a use case, prints and answers with an exit code.

mod admin;
mod backup;
mod check;
mod convert;
mod output;
mod publish;
mod recipe;
mod serve;
mod standards;
mod tables;

use std::process::ExitCode;

use crate::arguments::{Arguments, Command};

/// Runs a command.
pub(crate) fn run(arguments: Arguments) -> ExitCode {
    let config = arguments.config.as_deref();
    let done = match arguments.command {
        Command::Check(arguments) => check::run(&arguments),
        Command::Convert(arguments) => convert::run(&arguments),
        Command::Recipe { file, language } => recipe::show(&file, language),
        Command::Serve(arguments) => serve::serve(config, &arguments),
        Command::Demo(arguments) => serve::demo(config, &arguments),
        Command::Publish(arguments) => publish::run(&arguments),
        Command::Backup { data, to } => backup::backup(&data, &to),
        Command::Restore { from, data } => backup::restore(&from, &data),
        Command::Standards { command } => standards::run(command),
        Command::Admin { data, command } => admin::run(config, &data, command),
    };
    done.unwrap_or_else(|error| {
        if is_broken_pipe(&error) {
            // `vidkryto convert … | head` has seen enough.
            return ExitCode::SUCCESS;
        }
        output::error(&format!("{error:#}"));
        ExitCode::FAILURE
    })
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let kinds = error.chain().filter_map(|cause| cause.downcast_ref::<std::io::Error>()).map(std::io::Error::kind);
    kinds.into_iter().any(|kind| kind == std::io::ErrorKind::BrokenPipe)
}

/// Runs asynchronous work to its end.
fn block_on<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let done = runtime.block_on(work);
    // Blocking work that is left belongs to requests nobody waits for any more.
    runtime.shutdown_timeout(std::time::Duration::from_secs(5));
    done
}
