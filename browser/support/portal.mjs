/** The portal of the sample city, in a folder of its own. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("../../target/debug/vidkryto", import.meta.url));
/** Longest time the sample city may take to be made, on a slow machine. */
const START_MS_MAX = 15 * 60 * 1000;
const POLL_MS = 250;
/** Longest time the portal may take to stop in good order. */
const STOP_MS_MAX = 20 * 1000;

/** Starts the portal and answers once it is ready. */
export async function startPortal() {
  const folder = mkdtempSync(join(tmpdir(), "vidkryto-browser-"));
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const portal = spawn(PROGRAM, ["demo", "--port", String(port), "--data", folder], { stdio: ["ignore", "ignore", "inherit"] });
  /** @type {string | undefined} */
  let ended;
  portal.on("error", (error) => (ended = error.message));
  portal.on("exit", (code, signal) => (ended = `exit ${code ?? signal}`));

  const stop = async () => {
    if (ended === undefined) {
      portal.kill("SIGTERM");
      const deadline = Date.now() + STOP_MS_MAX;
      while (ended === undefined && Date.now() < deadline) {
        await pause(POLL_MS);
      }
      if (ended === undefined) {
        portal.kill("SIGKILL");
        console.error(`The portal did not stop within ${STOP_MS_MAX / 1000} s.`);
      }
    }
    rmSync(folder, { recursive: true, force: true });
  };

  const deadline = Date.now() + START_MS_MAX;
  while (Date.now() < deadline) {
    if (ended !== undefined) {
      throw new Error(`the portal did not start: ${ended}`);
    }
    if (await answers(`${address}/healthz`)) {
      return { address, logins: join(folder, "demo-logins.json"), stop };
    }
    await pause(POLL_MS);
  }
  await stop();
  throw new Error("the portal was not ready in time");
}

/** @param {string} address */
async function answers(address) {
  try {
    return (await fetch(address)).status === 200;
  } catch {
    return false;
  }
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const found = server.address();
      server.close(() => (typeof found === "object" && found !== null ? resolve(found.port) : reject(new Error("no port"))));
    });
  });
}

/** @param {number} ms */
function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
