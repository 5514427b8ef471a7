//! Runs the portal: listens, works jobs, ends in good order.

use std::{net::SocketAddr, sync::Arc};

use anyhow::Context;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use web::Portal;
use worker::Worker;

use crate::{config::Config, portal::Wired};

/// Serves until the process is asked to stop; calls `ready` once the address answers.
pub(crate) async fn run(wired: Wired, config: &Config, ready: impl FnOnce(SocketAddr)) -> anyhow::Result<()> {
    let address = SocketAddr::new(config.bind, config.port);
    let listener = TcpListener::bind(address).await.with_context(|| format!("{address} cannot be listened on"))?;
    let address = listener.local_addr().context("the address listened on is unknown")?;
    let portal = Portal::new(wired.ports.clone(), Arc::clone(&wired.intake), config.web()?);
    let router = web::router(portal).into_make_service_with_connect_info::<SocketAddr>();

    let stop = CancellationToken::new();
    let worker = Worker::new(wired.ports, wired.intake);
    let working = tokio::spawn(worker.run(config.workers, stop.clone()));
    tokio::spawn(stop_when_asked(stop.clone()));
    tracing::info!(%address, "the portal is ready");
    ready(address);

    let serving = axum::serve(listener, router).with_graceful_shutdown(stop.clone().cancelled_owned());
    let served = serving.await;
    stop.cancel();
    working.await.context("the worker ended badly")?;
    wired.store.close().await.context("the database could not be closed")?;
    served.context("the server ended badly")
}

async fn stop_when_asked(stop: CancellationToken) {
    let interrupted = tokio::signal::ctrl_c();
    let mut terminated = match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(signal) => signal,
        Err(error) => {
            tracing::warn!(%error, "the signal to terminate cannot be heard");
            return;
        }
    };
    tokio::select! {
        _ = interrupted => {}
        _ = terminated.recv() => {}
    }
    tracing::info!("the portal stops");
    stop.cancel();
}
