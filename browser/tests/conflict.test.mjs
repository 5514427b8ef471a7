/** Two people publish the same dataset at once: the second is told, and nothing of theirs is lost. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { launch, signIn, visit } from "../support/browser.mjs";
import { chooseAndSend, makeDataset, openUpload, publish, waitUntilChecked } from "../support/clerk.mjs";
import { dirtyStops, nextStops } from "../support/samples.mjs";

/** @type {import("playwright-core").Browser} */
let browser;
before(async () => void (browser = await launch()));
after(() => browser?.close());

for (const { words, script } of [{ words: "with script", script: true }, { words: "without script", script: false }]) {
  describe(words, () => {
    test("who comes second still reads why when the comparison is done, and publishes version 2", async () => {
      const identifier = `twice-${script ? "with" : "without"}-script-${Date.now()}`;
      const first = await visit(browser);
      await signIn(first.page, "publisher");
      await makeDataset(first.page, identifier);
      const second = await visit(browser, { script });
      await signIn(second.page, "coordinator");
      await openUpload(first.page, identifier);
      await chooseAndSend(first.page, dirtyStops());
      await waitUntilChecked(first.page);
      await openUpload(second.page, identifier);
      await chooseAndSend(second.page, nextStops());
      await waitUntilChecked(second.page);

      await publish(first.page, "Перший встиг.");
      await second.page.locator("#note").fill("Другий не встиг.");
      await second.page.getByRole("button", { name: "Оприлюднити версію 1" }).click();
      await second.page.getByRole("button", { name: "Оприлюднити версію 2" }).waitFor();

      assert.match(await second.page.locator("main").innerText(), /Хтось оприлюднив нову версію раніше/);
      assert.match(await second.page.locator("section[aria-labelledby='changes']").innerText(), /Порівняно з версією 1/);
      assert.equal(await publish(second.page, "Тепер другий."), 2);
      await first.context.close();
      await second.context.close();
    });
  });
}
