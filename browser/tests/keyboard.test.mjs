/** The portal by keyboard alone. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch, login, visit } from "../support/browser.mjs";

/** Most steps to any place of a page's beginning. */
const TABS_MAX = 60;

/** @type {import("playwright-core").Browser} */
let browser;
before(async () => void (browser = await launch()));
after(() => browser?.close());

/**
 * Presses Tab until the selector has the focus, and checks that each stop can be seen.
 *
 * @param {import("playwright-core").Page} page
 * @param {string} selector
 */
async function tabTo(page, selector) {
  for (let step = 0; step < TABS_MAX; step += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate((wanted) => {
      const focused = document.activeElement;
      if (!(focused instanceof HTMLElement)) {
        return { name: "nothing", isThere: false, isSeen: true };
      }
      const style = getComputedStyle(focused);
      const isSeen = style.outlineStyle !== "none" || style.boxShadow !== "none";
      return { name: focused.outerHTML.slice(0, 120), isThere: focused.matches(wanted), isSeen };
    }, selector);
    assert.ok(stop.isSeen, `the focus cannot be seen on ${stop.name}`);
    if (stop.isThere) {
      return;
    }
  }
  assert.fail(`${selector} is not reached with ${TABS_MAX} presses of Tab`);
}

test("the first stop is the link to the content, and it leads there", async () => {
  const { page, context } = await visit(browser);
  await page.goto("/datasets");

  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "До змісту сторінки" });
  const box = await skip.boundingBox();
  await page.keyboard.press("Enter");

  assert.ok(box !== null && box.x >= 0 && box.y >= 0, "the link is on the screen while it has the focus");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "main");
  await context.close();
});

test("a clerk signs in and out by keyboard alone", async () => {
  const { page, context } = await visit(browser);
  const { email, password } = login("publisher");
  await page.goto("/");

  await tabTo(page, ".site-header__tools a[href='/sign-in']");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Вхід до робочого простору" }).waitFor();
  await tabTo(page, "#email");
  await page.keyboard.type(email);
  await tabTo(page, "#password");
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Мої набори даних" }).waitFor();
  await tabTo(page, "form[action='/sign-out'] button");
  await page.keyboard.press("Enter");

  await page.getByText("Ви вийшли").waitFor();
  await context.close();
});

test("a wrong password is told beside the form, and the address stays typed", async () => {
  const { page, context } = await visit(browser);
  const { email } = login("editor");
  await page.goto("/sign-in");

  await tabTo(page, "#email");
  await page.keyboard.type(email);
  await tabTo(page, "#password");
  await page.keyboard.type("not the password");
  await page.keyboard.press("Enter");

  await page.getByRole("alert").getByText("Адреса й пароль не збігаються").waitFor();
  assert.equal(await page.locator("#email").inputValue(), email);
  await context.close();
});

test("a table is sorted by keyboard, and scrolled sideways within its frame", async () => {
  const { page, context } = await visit(browser, { width: 600 });
  await page.goto("/datasets/public-transport-stops/tables/stops");

  await tabTo(page, ".table-scroll");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => (document.querySelector(".table-scroll")?.scrollLeft ?? 0) > 0);
  await tabTo(page, "table.table-rows thead th:nth-child(2) a");
  await page.keyboard.press("Enter");
  await page.waitForURL(/sort=/);

  assert.equal(await page.locator("table.table-rows thead th").nth(1).getAttribute("aria-sort"), "ascending");
  await context.close();
});
