//! `vidkryto admin`: what the operator does on the server's own data folder, through the same use cases as the pages.

use std::{
    io::{self, BufRead},
    path::Path,
    process::ExitCode,
    sync::Arc,
};

use anyhow::{Context, bail};
use catalog::{
    Actor, Language, PersonId, Ports, Text,
    person::{
        Membership, Person, Role, Scope,
        account::{self, NewPerson},
    },
    version::purge,
};

use super::{block_on, output};
use crate::{
    arguments::{AdminCommand, RoleArgument},
    borders,
    clock::SystemClock,
    config::Config,
    data_folder::DataFolder,
    portal, streets,
};

/// Runs an administrator's command.
pub(super) fn run(config: Option<&Path>, data: &Path, command: AdminCommand) -> anyhow::Result<ExitCode> {
    let config = Config::load(config)?;
    let folder = DataFolder::new(data);
    if let AdminCommand::ImportStreetRenames { file } = &command {
        let count = streets::import(file, &folder)?;
        output::line(&format!("{count} renames of streets; the portal knows them once it starts again"));
        return Ok(ExitCode::SUCCESS);
    }
    if let AdminCommand::ImportBorders { file, source, since } = &command {
        let count = borders::import(file, source.as_deref(), since.as_deref(), &folder)?.districts();
        output::line(&format!("the border and {count} districts; the portal knows them once it starts again"));
        return Ok(ExitCode::SUCCESS);
    }
    block_on(async {
        let wired = portal::open(&folder, &config, Arc::new(SystemClock)).await?;
        perform(&wired.ports, command).await?;
        Ok(wired.store.close().await?)
    })?;
    Ok(ExitCode::SUCCESS)
}

async fn perform(ports: &Ports, command: AdminCommand) -> anyhow::Result<()> {
    match command {
        AdminCommand::AddPerson { email, name, role, publisher } => {
            add_person(ports, email, name, role, publisher.as_deref()).await
        }
        AdminCommand::SetPassword { email } => {
            let person = find(ports, &email).await?;
            account::set_password(ports, &Actor::System, person.id, password()?).await?;
            Ok(())
        }
        AdminCommand::DeletePerson { email } => {
            let person = find(ports, &email).await?;
            account::delete_person(ports, &Actor::System, person.id).await?;
            Ok(())
        }
        AdminCommand::CreateToken { email, name, days } => {
            let person = find(ports, &email).await?;
            let (secret, _) = account::create_token_for(ports, person.id, &name, days).await?;
            output::line(&secret);
            Ok(())
        }
        AdminCommand::Purge { dataset, version, distribution, ground } => {
            let done = purge::purge(ports, &Actor::System, &dataset, distribution, version, Text::uk(ground)).await?;
            output::line(&format!("{dataset}, version {}: {}", done.number, done.original.blob.sha256));
            Ok(())
        }
        AdminCommand::Jobs => jobs(ports).await,
        AdminCommand::ImportStreetRenames { .. } | AdminCommand::ImportBorders { .. } => {
            bail!("what the city knows of its places is imported without opening the database")
        }
        AdminCommand::ImportPublishers => {
            let added = portal::import_publishers(ports).await?;
            output::line(&format!("{added} publishers added"));
            Ok(())
        }
    }
}

async fn add_person(
    ports: &Ports,
    email: String,
    name: String,
    role: RoleArgument,
    publisher: Option<&str>,
) -> anyhow::Result<()> {
    let scope = match publisher {
        None => Scope::City,
        Some(identifier) => {
            let publishers = ports.publishers.publishers().await?;
            let publisher = publishers.iter().find(|publisher| publisher.identifier.as_str() == identifier);
            Scope::Publisher(publisher.with_context(|| format!("there is no publisher {identifier}"))?.id)
        }
    };
    let now = ports.clock.now();
    let membership =
        Membership { person: PersonId::new(now), scope, role: rights(role), from: ports.city.day(now), until: None };
    let new = NewPerson { email, name, password: password()?, language: Language::Uk, memberships: vec![membership] };
    let person = account::create_person(ports, &Actor::System, new).await?;
    output::line(&person.id.to_string());
    Ok(())
}

async fn jobs(ports: &Ports) -> anyhow::Result<()> {
    for job in ports.jobs.jobs(None, ports.clock.now()).await? {
        let state = serde_json::to_value(job.state)?;
        let error = job.last_error.unwrap_or_default();
        output::line(&format!("{} {} {} attempts={} {error}", job.id, job.work.kind(), state, job.attempts));
    }
    Ok(())
}

async fn find(ports: &Ports, email: &str) -> anyhow::Result<Person> {
    let person = ports.people.person_by_email(&email.trim().to_lowercase()).await?;
    person.with_context(|| format!("nobody signs in as {email}"))
}

/// The first line of standard input: never an argument, which everybody on the machine can read.
fn password() -> anyhow::Result<String> {
    output::aside("Password (at least 10 characters):");
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    let password = line.trim_end_matches(['\r', '\n']).to_owned();
    if password.is_empty() {
        bail!("no password was given");
    }
    Ok(password)
}

fn rights(role: RoleArgument) -> Role {
    match role {
        RoleArgument::Viewer => Role::Viewer,
        RoleArgument::Editor => Role::Editor,
        RoleArgument::Publisher => Role::Publisher,
        RoleArgument::Coordinator => Role::Coordinator,
        RoleArgument::Admin => Role::Admin,
    }
}
