//! `vidkryto serve` and `vidkryto demo`.

use std::{path::Path, process::ExitCode, sync::Arc};

use tracing_subscriber::EnvFilter;

use super::{block_on, output};
use crate::{
    arguments::ServeArguments,
    clock::SystemClock,
    config::{Config, LogForm},
    data_folder::DataFolder,
    demo, portal, server,
};

/// Runs the portal.
pub(super) fn serve(file: Option<&Path>, arguments: &ServeArguments) -> anyhow::Result<ExitCode> {
    let config = configured(file, arguments)?;
    start_log(&config, config.log);
    let folder = DataFolder::new(arguments.data.as_deref().unwrap_or(Path::new("data")));
    let _lock = folder.lock()?;
    block_on(async {
        let wired = portal::open(&folder, &config, Arc::new(SystemClock)).await?;
        server::run(wired, &config, |address| output::line(&format!("http://{address}"))).await
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Runs the portal of the sample city, making it first where the folder is empty.
pub(super) fn demo(file: Option<&Path>, arguments: &ServeArguments) -> anyhow::Result<ExitCode> {
    let config = configured(file, arguments)?;
    start_log(&Config { log_filter: "warn".to_owned(), ..config.clone() }, LogForm::Text);
    let folder = DataFolder::new(arguments.data.as_deref().unwrap_or(Path::new("demo-data")));
    let _lock = folder.lock()?;
    block_on(async {
        let logins = demo::seed::prepare(&folder, &config, &|text| output::line(text)).await?;
        let wired = portal::open(&folder, &config, Arc::new(SystemClock)).await?;
        server::run(wired, &config, |address| {
            output::line(&format!("\nПортал працює: http://{address}\nThe portal is running: http://{address}/en/\n"));
            for login in &logins {
                output::line(&format!("  {:<12} {}  {}", login.role, login.email, login.password));
            }
            output::line("\nЗупинити: Ctrl+C. Stop: Ctrl+C.");
        })
        .await
    })?;
    Ok(ExitCode::SUCCESS)
}

fn configured(file: Option<&Path>, arguments: &ServeArguments) -> anyhow::Result<Config> {
    let config = Config::load(file)?;
    Ok(Config { port: arguments.port.unwrap_or(config.port), ..config })
}

fn start_log(config: &Config, form: LogForm) {
    let filter = EnvFilter::try_new(&config.log_filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match form {
        LogForm::Json => builder.json().init(),
        LogForm::Text => builder.init(),
    }
}
