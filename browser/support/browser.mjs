/** A browser and its visits. Every visit remembers what the console complained about. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-gpu", "--no-first-run"];
/** Longest time a page may take; debug builds on two shared cores are slow. */
const PAGE_MS_MAX = 60_000;
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];

/** Where the portal is. */
export const ADDRESS = process.env.VIDKRYTO_ADDRESS ?? "";

/** @typedef {Awaited<ReturnType<import("playwright-core").BrowserContext["storageState"]>>} Session Who is signed in. */
/** @typedef {{ width?: number, dark?: boolean, script?: boolean, session?: Session }} Manner How somebody visits. */

/** @returns {Promise<import("playwright-core").Browser>} */
export function launch() {
  assert.notEqual(ADDRESS, "", "start the tests with `npm test`, which starts the portal");
  return chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
}

/**
 * Opens a visit of its own: own cookies, own console.
 *
 * @param {import("playwright-core").Browser} browser
 * @param {Manner} manner
 */
export async function visit(browser, manner = {}) {
  const { width = 1280, dark = false, script = true, session } = manner;
  const context = await browser.newContext({
    baseURL: ADDRESS,
    viewport: { width, height: 900 },
    colorScheme: dark ? "dark" : "light",
    javaScriptEnabled: script,
    acceptDownloads: true,
    locale: "uk-UA",
    storageState: session,
  });
  context.setDefaultTimeout(PAGE_MS_MAX);
  const page = await context.newPage();
  /** @type {string[]} */
  const complaints = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") {
      complaints.push(message.text());
    }
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  return { context, page, complaints };
}

/** @param {string} role A role of the sample city: `admin`, `coordinator`, `publisher`, `editor`. */
export function login(role) {
  /** @type {{ role: string, email: string, password: string }[]} */
  const logins = JSON.parse(readFileSync(process.env.VIDKRYTO_LOGINS ?? "", "utf8"));
  const found = logins.find((one) => one.role === role);
  assert.ok(found, `the sample city has no ${role}`);
  return found;
}

/**
 * Signs in by the form and stays on the workspace.
 *
 * @param {import("playwright-core").Page} page
 * @param {string} role
 */
export async function signIn(page, role = "publisher") {
  const { email, password } = login(role);
  await page.goto("/sign-in");
  await page.getByLabel("Електронна адреса").fill(email);
  await page.getByLabel("Пароль").fill(password);
  await page.getByRole("button", { name: "Увійти" }).click();
  await page.getByRole("heading", { level: 1, name: "Мої набори даних" }).waitFor();
}

/** @param {import("playwright-core").Page} page */
export async function assertOneHeading(page) {
  assert.equal(await page.locator("h1").count(), 1, "one h1");
}

/** @param {import("playwright-core").Page} page */
export async function assertAccessible(page) {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  const told = violations.map(({ id, help, nodes }) => {
    const places = nodes.slice(0, 3).map((node) => `    ${node.target.join(" ")}\n      ${node.failureSummary?.split("\n").at(-1)?.trim()}`);
    return `${id} (${nodes.length}): ${help}\n${places.join("\n")}`;
  });
  assert.deepEqual(told, [], `axe on ${page.url()}:\n${told.join("\n")}`);
}

/** @param {import("playwright-core").Page} page */
export async function assertNoSidewaysScroll(page) {
  const wide = await page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) {
      return [];
    }
    const contained = (/** @type {Element} */ element) => {
      for (let parent = element.parentElement; parent !== null; parent = parent.parentElement) {
        if (getComputedStyle(parent).overflowX !== "visible") {
          return true;
        }
      }
      return false;
    };
    return [...document.body.querySelectorAll("*")]
      .filter((element) => element.getBoundingClientRect().right > room + 1 && !contained(element))
      .slice(0, 5)
      .map((element) => `${element.tagName.toLowerCase()}.${element.className} to ${Math.round(element.getBoundingClientRect().right)} px of ${room}`)
      .concat(`page ${document.documentElement.scrollWidth} px of ${room}`);
  });
  assert.deepEqual(wide, [], `${page.url()} scrolls sideways`);
}
