//! `vidkryto serve` and `vidkryto publish` together, as a department's script uses them.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, Command, Stdio},
};

use serde_json::json;

/// A portal that runs until dropped.
struct Portal {
    child: Child,
    address: String,
    token: String,
    folder: tempfile::TempDir,
}

impl Drop for Portal {
    fn drop(&mut self) {
        // Killed rather than asked: what was acknowledged must not depend on a friendly end.
        self.child.kill().expect("the portal still runs");
        self.child.wait().expect("the portal ends");
    }
}

impl Portal {
    fn start() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        admin(folder.path(), &["import-publishers"], "");
        let person = ["add-person", "--email", "clerk@city.example", "--name", "Clerk", "--role", "publisher"];
        admin(folder.path(), &person, "a long password\n");
        let token = admin(folder.path(), &["create-token", "clerk@city.example", "--name", "script"], "");
        let mut child = binary()
            .args(["serve", "--port", "0", "--data"])
            .arg(folder.path().join("data"))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary was built for this test");
        let mut line = String::new();
        let output = child.stdout.take().expect("standard output is piped");
        BufReader::new(output).read_line(&mut line).expect("the portal says its address");
        Self { child, address: line.trim().to_owned(), token, folder }
    }

    async fn add_dataset(&self, identifier: &str) {
        let dataset = json!({
            "identifier": identifier,
            "publisher": "dnipro-council",
            "passport": {
                "title": { "uk": "Зупинки" },
                "description": { "uk": "Зупинки міста" },
                "keywords": [{ "uk": "транспорт" }],
                "theme": "transport",
                "frequency": "once a month",
                "legal_ground": { "uk": "постанова № 835" },
                "purpose": { "uk": "облік" },
                "contact_point": { "name": "Відповідальна особа", "email": "data@city.example" },
            },
        });
        let address = format!("{}/api/v1/datasets", self.address);
        let answer = client().post(address).bearer_auth(&self.token).json(&dataset).send().await;
        let answer = answer.expect("the portal answers");
        let status = answer.status();
        assert!(status.is_success(), "{status}: {}", answer.text().await.unwrap_or_default());
    }

    fn publish(&self, name: &str, text: &str, dataset: &str, token: &str) -> std::process::Output {
        let path = self.folder.path().join(name);
        fs::write(&path, text).expect("the temporary folder can be written");
        publish(&path, &self.address, dataset, token)
    }
}

fn binary() -> Command {
    Command::new(env!("CARGO_BIN_EXE_vidkryto"))
}

fn publish(path: &Path, server: &str, dataset: &str, token: &str) -> std::process::Output {
    let arguments = ["--server", server, "--dataset", dataset, "--note", "Оновлення"];
    let command = binary().arg("publish").arg(path).args(arguments).env("VIDKRYTO_TOKEN", token).output();
    command.expect("the binary was built for this test")
}

fn admin(folder: &Path, arguments: &[&str], input: &str) -> String {
    let mut child = binary()
        .args(["admin", "--data"])
        .arg(folder.join("data"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the binary was built for this test");
    child.stdin.take().expect("standard input is piped").write_all(input.as_bytes()).expect("it is read");
    let output = child.wait_with_output().expect("the command ends");
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8(output.stdout).expect("the output is text").trim().to_owned()
}

fn client() -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::new()
}

#[tokio::test]
async fn a_script_publishes_and_learns_from_the_exit_code_how_it_went() {
    let portal = Portal::start();
    portal.add_dataset("stops").await;
    let token = portal.token.clone();

    let published = portal.publish("stops.csv", "id,name\n1,Вокзал\n2,Парк\n", "stops", &token);
    let kept = portal.publish("stops.csv", "id\n1\n2\n", "stops", &token);
    let unreadable = portal.publish("stops.csv", "", "stops", &token);
    let refused = portal.publish("stops.csv", "id,name\n1,Вокзал\n", "stops", "vidkryto_wrong");
    let nowhere = portal.publish("stops.csv", "id,name\n1,Вокзал\n", "nowhere", &token);
    let unreachable = publish(&portal.folder.path().join("stops.csv"), "http://127.0.0.1:9", "stops", &token);

    let codes = [&published, &kept, &unreadable, &refused, &nowhere, &unreachable].map(|output| output.status.code());
    assert_eq!(codes, [0, 1, 2, 3, 3, 4].map(Some), "{published:?} {kept:?} {refused:?}");
    let rows = format!("{}/api/v1/datasets/stops/tables/stops/rows?filter=name:eq:Парк", portal.address);
    let rows: serde_json::Value =
        client().get(rows).send().await.expect("the portal answers").json().await.expect("rows are JSON");
    assert_eq!((&rows["version"], &rows["total"], &rows["rows"][0]["id"]), (&json!(1), &json!(1), &json!(2)));
}
