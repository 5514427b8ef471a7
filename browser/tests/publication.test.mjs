/** The main job: a dirty file becomes an open table, version after version. With script and without. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { assertAccessible, assertNoSidewaysScroll, assertOneHeading, launch, signIn, visit } from "../support/browser.mjs";
import { chooseAndSend, download, drop, makeDataset, openUpload, publish, severities, waitUntilChecked } from "../support/clerk.mjs";
import { dirtyStops, nextStops } from "../support/samples.mjs";

/** @type {import("playwright-core").Browser} */
let browser;
before(async () => void (browser = await launch()));
after(() => browser?.close());

/** Axe is a script itself, so without script only the headings are looked at. */
const WAYS = [
  { words: "with script", script: true, send: drop, assertSound: assertAccessible },
  { words: "without script", script: false, send: chooseAndSend, assertSound: assertOneHeading },
];

for (const { words, script, send, assertSound } of WAYS) {
  describe(words, () => {
    const identifier = `stops-${script ? "with" : "without"}-script-${Date.now()}`;
    /** @type {Awaited<ReturnType<typeof visit>>} */
    let visited;
    before(async () => {
      visited = await visit(browser, { script });
      await signIn(visited.page);
    });
    after(() => visited?.context.close());

    test("a clerk makes a dataset with a complete passport", async () => {
      await makeDataset(visited.page, identifier);

      assert.equal(new URL(visited.page.url()).pathname, `/workspace/datasets/${identifier}`);
    });

    test("a dirty windows-1251 file is read, and what is wrong with it is said in Ukrainian", async () => {
      const { page } = visited;
      await openUpload(page, identifier);

      await send(page, dirtyStops());
      await waitUntilChecked(page);

      const said = await page.locator("main").innerText();
      assert.match(said, /windows-1251/i);
      assert.match(said, /Вокзал/);
      assert.match(said, /Виправити все безпечне/);
      const found = await severities(page);
      assert.ok("warning" in found || "error" in found, JSON.stringify(found));
      assert.match(said, /Це перша версія/);
      await assertSound(page);
    });

    test("the findings are read in English, in the dark and on a narrow screen as well", async () => {
      const { page } = visited;
      const address = page.url();

      await page.goto(address.replace("/workspace/", "/en/workspace/"));
      await page.emulateMedia({ colorScheme: "dark" });
      await page.setViewportSize({ width: 320, height: 800 });

      assert.match(await page.locator("main").innerText(), /Fix all safe/);
      await assertNoSidewaysScroll(page);
      await assertSound(page);
      await page.emulateMedia({ colorScheme: "light" });
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.goto(address);
    });

    test("one press fixes all that is safe, and the warnings are gone", async () => {
      const { page } = visited;

      await page.getByRole("button", { name: "Виправити все безпечне" }).click();
      await page.getByText("Усі безпечні виправлення застосовано").waitFor();

      assert.deepEqual(Object.keys(await severities(page)).filter((name) => name !== "info"), []);
      const said = await page.locator("main").innerText();
      assert.match(said, /Що виправлено/);
      assert.match(said, /2024-02-01/);
      await assertSound(page);
    });

    test("the last step is undone, and what was wrong is back", async () => {
      const { page } = visited;

      await page.getByRole("button", { name: "Скасувати останній крок" }).click();
      await page.getByRole("button", { name: "Виправити все безпечне" }).waitFor();

      const found = await severities(page);
      assert.ok("warning" in found || "error" in found, JSON.stringify(found));
    });

    test("fixed again, the first version is published with a note that everybody reads", async () => {
      const { page } = visited;
      await page.getByRole("button", { name: "Виправити все безпечне" }).click();
      await page.getByText("Усі безпечні виправлення застосовано").waitFor();

      const version = await publish(page, "Перший перелік.");

      assert.equal(version, 1);
      await page.getByRole("link", { name: "Переглянути на порталі" }).click();
      const said = await page.locator("main").innerText();
      assert.match(said, /Перший перелік\./);
      assert.match(said, /Площа Ринкова/);
      assert.match(said, /2024-02-01\s+12\.5\s+так/);
    });

    test("the next file is fixed by the same recipe and shown with what it changes", async () => {
      const { page } = visited;
      await openUpload(page, identifier);

      await send(page, nextStops());
      await waitUntilChecked(page);

      const said = await page.locator("section[aria-labelledby='changes']").innerText();
      assert.match(said, /Порівняно з версією 1/);
      assert.deepEqual(Object.keys(await severities(page)).filter((name) => name !== "info"), []);
      await assertSound(page);
    });

    test("the second version is published and compared with the first", async () => {
      const { page } = visited;

      const version = await publish(page, "Оновлений перелік.");
      await page.goto(`/datasets/${identifier}/compare?from=1&to=2`);

      assert.equal(version, 2);
      const said = await page.locator("main").innerText();
      assert.match(said, /додано \d+ ряд/);
      assert.match(said, /вилучено \d+ ряд/);
      await assertSound(page);
    });

    test("the latest version is taken home as XLSX, Parquet and CSV", async () => {
      const { page } = visited;
      await page.goto(`/datasets/${identifier}`);

      const xlsx = await download(page, "XLSX");
      const parquet = await download(page, "Parquet");
      const csv = await download(page, "CSV");

      assert.equal(xlsx.bytes.subarray(0, 2).toString(), "PK");
      assert.match(xlsx.name, /\.xlsx$/);
      assert.equal(parquet.bytes.subarray(0, 4).toString(), "PAR1");
      assert.equal(parquet.bytes.subarray(-4).toString(), "PAR1");
      const lines = csv.bytes.toString("utf8").trimEnd().split("\n");
      assert.equal(lines.length, 6);
      assert.match(lines[1], /Вокзал,2024-02-01,14\.5/);
    });

    test("on a narrow screen the workspace does not scroll sideways, and the browser never complained", async () => {
      const { page, complaints } = visited;
      await page.setViewportSize({ width: 320, height: 800 });

      await page.goto(`/workspace/datasets/${identifier}`);

      await assertNoSidewaysScroll(page);
      assert.deepEqual(complaints, []);
    });
  });
}
