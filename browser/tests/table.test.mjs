/** A table's page without script: the address is the question. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch, visit } from "../support/browser.mjs";

const TABLE = "/datasets/public-transport-stops/tables/stops";

/** @type {import("playwright-core").Browser} */
let browser;
before(async () => void (browser = await launch()));
after(() => browser?.close());

/**
 * The cells of one column, as read.
 *
 * @param {import("playwright-core").Page} page
 * @param {string} title
 */
async function column(page, title) {
  const headings = await page.locator("table.table-rows thead th").allInnerTexts();
  const index = headings.findIndex((heading) => heading.trim() === title);
  assert.ok(index >= 0, `no column ${title} among ${headings.join(", ")}`);
  const cells = await page.locator(`table.table-rows tbody td:nth-child(${index + 1})`).allInnerTexts();
  return cells.map((text) => text.trim());
}

/** @param {import("playwright-core").Page} page */
async function titleOf(page, name) {
  return (await page.locator(`#field option[value="${name}"]`).innerText()).trim();
}

test("without script a condition typed into the form is kept in the address and filters the rows", async () => {
  const { page, context } = await visit(browser, { script: false });
  await page.goto(TABLE);
  const title = await titleOf(page, "label");

  await page.locator("#field").selectOption("label");
  await page.locator("#op").selectOption("contains");
  await page.locator("#value").fill("Ринок");
  await page.getByRole("button", { name: "Показати" }).click();

  assert.equal(new URL(page.url()).searchParams.get("filter"), "label:contains:Ринок");
  const labels = await column(page, title);
  assert.ok(labels.length > 0);
  assert.deepEqual(labels.filter((label) => !label.includes("Ринок")), []);
  await context.close();
});

test("without script a condition is dropped again and all rows are back", async () => {
  const { page, context } = await visit(browser, { script: false });
  await page.goto(TABLE);
  const all = await page.locator(".page-head__by").innerText();
  await page.goto(`${TABLE}?filter=label:contains:Ринок`);
  assert.notEqual(await page.locator(".page-head__by").innerText(), all);

  await page.getByRole("link", { name: "Прибрати" }).click();

  assert.equal(await page.locator(".page-head__by").innerText(), all);
  await context.close();
});

test("without script a heading sorts up, then down, then not at all", async () => {
  const { page, context } = await visit(browser, { script: false });
  await page.goto(TABLE);
  const title = await titleOf(page, "uid");
  const heading = page.locator("table.table-rows thead th").filter({ hasText: title }).first();

  await heading.getByRole("link").click();
  assert.equal(await heading.getAttribute("aria-sort"), "ascending");
  const up = await column(page, title);
  await heading.getByRole("link").click();
  assert.equal(await heading.getAttribute("aria-sort"), "descending");
  const down = await column(page, title);
  await heading.getByRole("link").click();

  assert.deepEqual(up, [...up].sort());
  assert.deepEqual(down, [...down].sort().reverse());
  assert.ok(down[0] > up[up.length - 1]);
  assert.equal(await heading.getAttribute("aria-sort"), null);
  await context.close();
});

test("without script the next page shows other rows, and the way back to the first", async () => {
  const { page, context } = await visit(browser, { script: false });
  await page.goto(`${TABLE}?sort=uid`);
  const title = await titleOf(page, "uid");
  const first = await column(page, title);

  await page.getByRole("link", { name: "Наступні рядки" }).click();
  const second = await column(page, title);
  await page.getByRole("link", { name: "На початок" }).click();

  assert.equal(first.length, 50);
  assert.deepEqual(second.filter((uid) => first.includes(uid)), []);
  assert.ok(second[0] > first[49]);
  assert.deepEqual(await column(page, title), first);
  await context.close();
});

test("an older version is chosen without script and stays in the address", async () => {
  const { page, context } = await visit(browser, { script: false });
  await page.goto(TABLE);

  await page.locator("#version").selectOption("1");
  await page.getByRole("button", { name: "Показати" }).click();

  assert.equal(new URL(page.url()).searchParams.get("version"), "1");
  assert.match(await page.locator(".page-head__by").innerText(), /версія 1/);
  await context.close();
});

test("a condition on a field that is not there is answered with a page that leads back", async () => {
  const { page, context } = await visit(browser, { script: false });

  const answer = await page.goto(`${TABLE}?filter=nobody:eq:1`);

  assert.equal(answer?.status(), 400);
  assert.match(await page.locator("main").innerText(), /nobody/);
  await page.getByRole("link", { name: "Перейти далі" }).click();
  assert.equal(new URL(page.url()).pathname, TABLE);
  await context.close();
});
