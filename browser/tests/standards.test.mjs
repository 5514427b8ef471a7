/** Standards: found, downloaded as a template, proposed for a draft, taken and left. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { assertAccessible, assertNoSidewaysScroll, launch, signIn, visit } from "../support/browser.mjs";
import { chooseAndSend, makeDataset, openUpload, waitUntilChecked } from "../support/clerk.mjs";
import { titledStops } from "../support/samples.mjs";

/** @type {import("playwright-core").Browser} */
let browser;
before(async () => void (browser = await launch()));
after(() => browser?.close());

test("a standard is found by a word in any form, and its template is a workbook named after it", async () => {
  const { page, context } = await visit(browser);
  await page.goto("/standards");

  await page.locator("#q").fill("зупинок");
  await page.getByRole("button", { name: "Знайти" }).click();
  await page.getByRole("link", { name: "Зупинки міського електричного та автомобільного транспорту" }).click();
  await page.getByRole("heading", { level: 2, name: "Шаблон" }).waitFor();
  const waiting = page.waitForEvent("download");
  await page.getByRole("link", { name: "Excel (XLSX)" }).click();
  const downloaded = await waiting;

  assert.equal(await downloaded.failure(), null);
  assert.equal(downloaded.suggestedFilename(), "stops-template.xlsx");
  const followers = await page.locator("section[aria-labelledby='followers']").innerText();
  assert.match(followers, /Зупинки громадського транспорту/);
  assert.match(followers, /\d+ (поле|поля|полів) з 22/);
  await context.close();
});

for (const script of [true, false]) {
  describe(script ? "with script" : "without script", () => {
    /** @type {Awaited<ReturnType<typeof visit>>} */
    let visited;
    before(async () => {
      visited = await visit(browser, { script });
      await signIn(visited.page);
      const identifier = `standard-${script ? "with" : "without"}-script-${Date.now()}`;
      await makeDataset(visited.page, identifier);
      await openUpload(visited.page, identifier);
      await chooseAndSend(visited.page, titledStops());
      await waitUntilChecked(visited.page);
    });
    after(() => visited?.context.close());

    const part = () => visited.page.locator(".draft-standard");
    const headings = () => visited.page.locator(".table-preview th").allInnerTexts();

    test("a draft names the likely standard with its confidence, and which column is which field", async () => {
      const said = await part().innerText();

      assert.match(said, /Схоже на стандарт/);
      assert.match(said, /упевненість \d+\s%/);
      assert.match(said, /Зупинки міського електричного та автомобільного транспорту/);
      if (script) {
        await assertAccessible(visited.page);
        await visited.page.setViewportSize({ width: 320, height: 800 });
        await assertNoSidewaysScroll(visited.page);
        await visited.page.setViewportSize({ width: 1280, height: 900 });
      }
    });

    test("one press renames all columns, and undo gives the old names back", async () => {
      const { page } = visited;
      const before = await headings();

      await part().getByRole("button", { name: /^Перейменувати \d+ пол/ }).click();
      await waitUntilChecked(page);
      const after = await headings();
      await page.getByRole("button", { name: "Скасувати останній крок" }).click();
      await waitUntilChecked(page);

      assert.ok(after.some((heading) => heading.startsWith("label")), after.join(", "));
      assert.deepEqual(await headings(), before);
    });

    test("a table held to the standard is told what it lacks, and let go again", async () => {
      const { page } = visited;

      await part().getByRole("button", { name: "Перевіряти за цим стандартом" }).click();
      await page.getByRole("heading", { name: "Стандарт таблиці" }).waitFor();
      const held = await page.locator("main").innerText();
      await part().getByRole("button", { name: "Не перевіряти за стандартом" }).click();
      await page.getByRole("heading", { name: "Схоже на стандарт" }).waitFor();

      assert.match(held, /помил/);
    });

    test("swapped latitudes and longitudes are put back with one press", async () => {
      const { page } = visited;
      const finding = page.locator(".finding[id$='place-swapped']");

      await finding.getByRole("button", { name: "Виправити" }).first().click();
      await waitUntilChecked(page);

      assert.equal(await finding.count(), 0);
      assert.match(await page.locator("section[aria-labelledby='recipe']").innerText(), /широту й довготу/);
    });
  });
}
