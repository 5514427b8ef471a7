/** An upload that is cut goes on where it stopped. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch, signIn, visit } from "../support/browser.mjs";
import { chooseAndSend, makeDataset, openUpload, waitUntilChecked } from "../support/clerk.mjs";
import { largeFile } from "../support/samples.mjs";

const MEGABYTE = 1024 * 1024;
/** More than two pieces of eight megabytes. */
const FILE_BYTES = 18 * MEGABYTE;

/** @type {import("playwright-core").Browser} */
let browser;
before(async () => void (browser = await launch()));
after(() => browser?.close());

test("an upload whose second piece is cut resumes by itself and sends no byte twice", async () => {
  const { page, context } = await visit(browser);
  const identifier = `resumed-${Date.now()}`;
  await signIn(page);
  await makeDataset(page, identifier);
  await openUpload(page, identifier);
  /** @type {number[]} */
  const offsets = [];
  await page.route("**/api/v1/drafts/*/file", async (route) => {
    const request = route.request();
    if (request.method() !== "PATCH") {
      return route.continue();
    }
    offsets.push(Number(request.headers()["upload-offset"]));
    return offsets.length === 2 ? route.abort("connectionreset") : route.continue();
  });

  const file = largeFile(FILE_BYTES);
  await chooseAndSend(page, file);
  await page.getByText("З’єднання перервалося").waitFor();
  await waitUntilChecked(page);

  assert.deepEqual(offsets, [0, 8 * MEGABYTE, 8 * MEGABYTE, 16 * MEGABYTE]);
  const rows = file.buffer.toString("utf8").trimEnd().split("\n").length - 1;
  const said = (await page.locator("main").innerText()).replaceAll(/\s/g, " ");
  assert.match(said, new RegExp(new Intl.NumberFormat("uk").format(rows).replaceAll(/\s/g, " ")));
  await context.close();
});

test("an upload abandoned half-way is offered again and goes on from the page of its draft", async () => {
  const { page, context } = await visit(browser);
  const identifier = `abandoned-${Date.now()}`;
  await signIn(page);
  await makeDataset(page, identifier);
  await openUpload(page, identifier);
  let pieces = 0;
  await page.route("**/api/v1/drafts/*/file", async (route) => {
    pieces += route.request().method() === "PATCH" ? 1 : 0;
    return pieces > 1 ? route.abort("connectionreset") : route.continue();
  });
  const file = largeFile(FILE_BYTES);
  await chooseAndSend(page, file);
  await page.getByText("З’єднання перервалося").waitFor();

  await page.unroute("**/api/v1/drafts/*/file");
  await page.goto(`/workspace/datasets/${identifier}`);
  await page.getByRole("link", { name: file.name }).click();
  await page.getByRole("link", { name: "Продовжити завантаження" }).click();
  assert.match(await page.locator("section[aria-labelledby='unfinished']").innerText(), /Отримано 8[,.]4/);
  const first = page.waitForRequest((request) => request.method() === "PATCH");
  await chooseAndSend(page, file);
  const offset = (await first).headers()["upload-offset"];
  await waitUntilChecked(page);

  assert.equal(Number(offset), 8 * MEGABYTE);
  await context.close();
});
