/** Every page, for everybody: any language, any light, any width, without a complaint of the browser. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { assertAccessible, assertNoSidewaysScroll, assertOneHeading, launch, signIn, visit } from "../support/browser.mjs";

const PUBLIC_PAGES = [
  ["the home page", "/"],
  ["the catalogue", "/datasets"],
  ["the catalogue that finds nothing", "/datasets?q=щщщщщ"],
  ["a dataset's page", "/datasets/public-transport-stops"],
  ["a table's page", "/datasets/public-transport-stops/tables/stops"],
  ["a filtered table's page", "/datasets/public-transport-stops/tables/stops?filter=label:contains:Ринок&sort=-uid"],
  ["a version's page", "/datasets/public-transport-stops/versions/2"],
  ["a comparison's page", "/datasets/public-transport-stops/compare?from=1&to=2"],
  ["a comparison's page narrowed by kind", "/datasets/public-transport-stops/compare?from=1&to=2&kind=changed"],
  ["the page of a structure over time", "/datasets/public-transport-stops/structure"],
  ["the list of standards", "/standards"],
  ["the list of standards that a question found", "/standards?q=зупинки&used=1"],
  ["a standard's page", "/standards/ua-835-2025/27/stops"],
  ["the list of publishers", "/publishers"],
  ["the page about the portal", "/about"],
  ["the page about the API", "/api"],
  ["the sign-in", "/sign-in"],
];

const WORKSPACE_PAGES = [
  ["the list of my datasets", "/workspace"],
  ["the form of a new dataset", "/workspace/datasets/new"],
  ["a dataset in the workspace", "/workspace/datasets/public-transport-stops"],
  ["the form of a passport", "/workspace/datasets/public-transport-stops/passport"],
  ["the form of an upload", "/workspace/datasets/public-transport-stops/upload"],
  ["the list of tokens", "/workspace/tokens"],
];

const MANNERS = [
  { words: "in Ukrainian and light", prefix: "", dark: false },
  { words: "in Ukrainian and dark", prefix: "", dark: true },
  { words: "in English and light", prefix: "/en", dark: false },
  { words: "in English and dark", prefix: "/en", dark: true },
];

/** @type {import("playwright-core").Browser} */
let browser;
before(async () => void (browser = await launch()));
after(() => browser?.close());

/**
 * @param {{ page: import("playwright-core").Page, complaints: string[] }} visited
 * @param {string} path
 */
async function assertPageIsSound({ page, complaints }, path) {
  const answer = await page.goto(path);
  assert.equal(answer?.status(), 200);
  await assertOneHeading(page);
  await assertAccessible(page);

  await page.setViewportSize({ width: 320, height: 800 });
  await assertNoSidewaysScroll(page);
  assert.deepEqual(complaints, []);
}

for (const { words, prefix, dark } of MANNERS) {
  describe(words, () => {
    /** @type {import("../support/browser.mjs").Session} */
    let session;
    before(async () => {
      const { page, context } = await visit(browser);
      await signIn(page);
      session = await context.storageState();
      await context.close();
    });

    for (const [name, path] of PUBLIC_PAGES) {
      test(`${name} has one heading, no barrier, no sideways scroll at 320 px and no complaint`, async () => {
        const visited = await visit(browser, { dark });

        await assertPageIsSound(visited, path === "/" && prefix !== "" ? prefix : `${prefix}${path}`);

        assert.equal(await visited.page.locator("html").getAttribute("lang"), prefix === "" ? "uk" : "en");
        await visited.context.close();
      });
    }

    for (const [name, path] of WORKSPACE_PAGES) {
      test(`${name} has one heading, no barrier, no sideways scroll at 320 px and no complaint`, async () => {
        const visited = await visit(browser, { dark, session });

        await assertPageIsSound(visited, `${prefix}${path}`);

        await visited.context.close();
      });
    }
  });
}

test("a page that is not there says so with one heading and without a barrier", async () => {
  const { page, context } = await visit(browser);

  const answer = await page.goto("/datasets/there-is-no-such-dataset");

  assert.equal(answer?.status(), 404);
  await assertOneHeading(page);
  await assertAccessible(page);
  await context.close();
});
