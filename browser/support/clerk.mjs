/** What a clerk does, by the words on the page; the same with and without script. */
import assert from "node:assert/strict";

/** @typedef {import("playwright-core").Page} Page */

/**
 * Makes a dataset with a complete passport and stays on its page in the workspace.
 *
 * @param {Page} page
 * @param {string} identifier
 */
export async function makeDataset(page, identifier) {
  await page.goto("/workspace");
  await page.getByRole("link", { name: "Новий набір" }).click();
  await page.locator("#title").fill("Зупинки для перевірки");
  const publisher = await page.locator("#publisher option:not([value=''])").first().getAttribute("value");
  await page.locator("#publisher").selectOption(publisher);
  await page.locator("#identifier").fill(identifier);
  await page.locator("#description").fill("Умовний перелік зупинок, створений для перевірки порталу.");
  await page.locator("#keywords").fill("зупинки, перевірка");
  await page.locator("#theme").selectOption({ index: 1 });
  await page.locator("#frequency").selectOption({ index: 1 });
  await page.locator("#legal_ground").fill("Умовне рішення № 0");
  await page.locator("#purpose").fill("Перевірка порталу.");
  await page.locator("#contact_name").fill("Відділ перевірки, головний спеціаліст");
  await page.locator("#contact_email").fill("data@department.example");
  await page.getByRole("button", { name: "Створити набір" }).click();
  await page.getByText("Набір створено. Тепер завантажте файл.").waitFor();
  await page.getByText("Паспорт повний").waitFor();
}

/**
 * Opens the form of an upload.
 *
 * @param {Page} page
 * @param {string} identifier
 */
export async function openUpload(page, identifier) {
  await page.goto(`/workspace/datasets/${identifier}`);
  await page.getByRole("link", { name: /^Завантажити (новий )?файл/ }).click();
  await page.getByRole("heading", { level: 1, name: "Завантажити файл" }).waitFor();
}

/**
 * Chooses a file in the form and sends it.
 *
 * @param {Page} page
 * @param {{ name: string, mimeType: string, buffer: Buffer }} file
 */
export async function chooseAndSend(page, file) {
  await page.locator("#file").setInputFiles(file);
  await page.getByRole("button", { name: "Завантажити", exact: true }).click();
}

/**
 * Drops a file on the form, as from a folder.
 *
 * @param {Page} page
 * @param {{ name: string, mimeType: string, buffer: Buffer }} file
 */
export async function drop(page, file) {
  const transfer = await page.evaluateHandle(({ name, mimeType, bytes }) => {
    const made = new DataTransfer();
    made.items.add(new File([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))], name, { type: mimeType }));
    return made;
  }, { name: file.name, mimeType: file.mimeType, bytes: file.buffer.toString("base64") });
  await page.locator("[data-drop]").dispatchEvent("drop", { dataTransfer: transfer });
}

/**
 * Waits until the draft has been checked; the page asks by itself, with or without script.
 *
 * @param {Page} page
 */
export async function waitUntilChecked(page) {
  await page.locator("#publish").waitFor();
}

/**
 * Places of each severity that the page counts, such as `{ warning: "3 попередження" }`.
 *
 * @param {Page} page
 */
export async function severities(page) {
  const states = page.locator(".draft-table > .work-states .state");
  const names = await states.evaluateAll((all) => all.map((one) => [/state--(\w+)/.exec(one.className)?.[1], one.textContent?.trim()]));
  return Object.fromEntries(names);
}

/**
 * Publishes with a note and answers with the number of the version.
 *
 * @param {Page} page
 * @param {string} note
 */
export async function publish(page, note) {
  await page.locator("#note").fill(note);
  const button = page.getByRole("button", { name: /^Оприлюднити версію/ });
  const number = /\d+/.exec((await button.textContent()) ?? "")?.[0];
  await button.click();
  await page.getByRole("heading", { level: 1, name: "Версію оприлюднено" }).waitFor();
  return Number(number);
}

/**
 * Presses the link of a format and answers with the bytes.
 *
 * @param {Page} page
 * @param {string} format
 */
export async function download(page, format) {
  const waiting = page.waitForEvent("download");
  await page.locator(".downloads a").filter({ hasText: format }).first().click();
  const downloaded = await waiting;
  assert.equal(await downloaded.failure(), null);
  const pieces = [];
  for await (const piece of await downloaded.createReadStream()) {
    pieces.push(piece);
  }
  return { name: downloaded.suggestedFilename(), bytes: Buffer.concat(pieces) };
}
