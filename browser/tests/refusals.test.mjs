/** What must not become public does not, and what cannot be read says why. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertAccessible, launch, signIn, visit } from "../support/browser.mjs";
import { chooseAndSend, makeDataset, openUpload, publish, waitUntilChecked } from "../support/clerk.mjs";
import { applicants, dirtyStops, junk } from "../support/samples.mjs";

/** @type {import("playwright-core").Browser} */
let browser;
before(async () => void (browser = await launch()));
after(() => browser?.close());

test("tax numbers and private phones block publication until they are dealt with, and then stay secret", async () => {
  const { page, context } = await visit(browser);
  const identifier = `applicants-${Date.now()}`;
  await signIn(page);
  await makeDataset(page, identifier);
  await openUpload(page, identifier);

  await chooseAndSend(page, applicants());
  await waitUntilChecked(page);

  assert.ok(await page.getByRole("button", { name: /^Оприлюднити версію/ }).isDisabled());
  await assertAccessible(page);
  const open = page.locator(".personal .finding-error");
  const hits = await open.count();
  assert.ok(hits >= 2, `${hits} hits`);
  for (let left = hits; left > 0; left -= 1) {
    await open.first().getByRole("button", { name: "Вилучити поле" }).click();
    await page.waitForFunction((before) => document.querySelectorAll(".personal .finding-error").length < before && document.querySelector("#publish") !== null, left);
  }
  await publish(page, "Без персональних даних.");
  const answer = await page.request.get(`/api/v1/datasets/${identifier}`);
  const [table] = (await answer.json()).distributions[0].tables;
  const rows = await (await page.request.get(`/api/v1/datasets/${identifier}/tables/${table.name}/rows`)).text();

  assert.match(rows, /Умовна вулиця/);
  assert.doesNotMatch(rows, /3184710691|067|gmail/);
  await page.goto(`/datasets/${identifier}/versions/1`);
  assert.match(await page.locator("section[aria-labelledby='original']").innerText(), /не оприлюднено/);
  await context.close();
});

test("a file that is no table is kept, and the page says what it is", async () => {
  const { page, context } = await visit(browser);
  const identifier = `junk-${Date.now()}`;
  await signIn(page);
  await makeDataset(page, identifier);
  await openUpload(page, identifier);

  await chooseAndSend(page, junk());

  await page.getByRole("heading", { level: 1, name: "Файл не вдалося прочитати" }).waitFor();
  await page.getByText("Файл збережено в чернетці, нічого не втрачено.").waitFor();
  await page.getByRole("link", { name: "Завантажити виправлений файл" }).waitFor();
  await assertAccessible(page);
  await context.close();
});

test("a draft and an unpublished dataset do not exist for strangers", async () => {
  const { page, context } = await visit(browser);
  const identifier = `hidden-${Date.now()}`;
  await signIn(page);
  await makeDataset(page, identifier);
  await openUpload(page, identifier);
  await chooseAndSend(page, dirtyStops());
  await waitUntilChecked(page);
  const draft = new URL(page.url()).pathname;

  const stranger = await visit(browser);
  const dataset = await stranger.page.goto(`/datasets/${identifier}`);
  const api = await stranger.page.request.get(`/api/v1/datasets/${identifier}`);
  await stranger.page.goto(draft);

  assert.equal(dataset?.status(), 404);
  assert.equal(api.status(), 404);
  await stranger.page.getByRole("heading", { level: 1, name: "Вхід до робочого простору" }).waitFor();
  await stranger.context.close();
  await context.close();
});
