/**
 * Starts the portal of the sample city once, walks it in every test file, and stops it.
 *
 * With VIDKRYTO_ADDRESS and VIDKRYTO_LOGINS a portal that already runs is walked instead. Arguments narrow the files:
 * `node run.mjs tests/pages.test.mjs`.
 */
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { startPortal } from "./support/portal.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));

/** @param {NodeJS.ProcessEnv} environment */
function walk(environment) {
  const named = process.argv.slice(2);
  const all = readdirSync(`${here}tests`).filter((name) => name.endsWith(".test.mjs")).map((name) => `tests/${name}`);
  const files = named.length > 0 ? named : all;
  const tests = spawn(process.execPath, ["--test", "--test-concurrency=1", "--test-reporter=spec", ...files], {
    cwd: here,
    env: environment,
    stdio: "inherit",
  });
  return new Promise((resolve) => tests.on("exit", (code) => resolve(code ?? 1)));
}

if (process.env.VIDKRYTO_ADDRESS !== undefined) {
  process.exitCode = await walk(process.env);
} else {
  const portal = await startPortal();
  try {
    process.exitCode = await walk({ ...process.env, VIDKRYTO_ADDRESS: portal.address, VIDKRYTO_LOGINS: portal.logins });
  } finally {
    await portal.stop();
  }
}
