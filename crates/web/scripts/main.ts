/** Attaches every behaviour of public pages. Without script, each page keeps its buttons. */
import { copyOnPress } from "./behaviours/copy-on-press.js";
import { submitOnChange } from "./behaviours/submit-on-change.js";

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-behaviour='submit-on-change']")) {
  submitOnChange(form);
}
for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-behaviour='copy-on-press']")) {
  copyOnPress(button);
}
