/** Follows the check of a draft and opens its page when there is something to see. Without script the page refreshes itself. */

const POLL_MS = 700;

interface Draft {
  state: string;
  progress?: { stage: string; rows: number };
}

function show(element: HTMLElement, draft: Draft): void {
  const progress = draft.progress;
  if (progress === undefined) {
    return;
  }
  const stages = ["sniff", "analyse", "build", "compare"];
  const step = stages.indexOf(progress.stage) + 1;
  put(element, "[data-stage]", element.dataset[`stage${capital(progress.stage)}`] ?? "");
  put(element, "[data-step-words]", (element.dataset["step"] ?? "").replace("%step", String(step)));
  put(element, "[data-rows]", progress.rows === 0 ? "" : rows(element, progress.rows));
  const bar = element.querySelector("progress");
  if (bar !== null && step > 0) {
    bar.value = step;
  }
}

function rows(element: HTMLElement, count: number): string {
  const language = document.documentElement.lang;
  const form = new Intl.PluralRules(language).select(count);
  const pattern = element.dataset[`rows${capital(form)}`] ?? element.dataset["rowsMany"] ?? "%rows";
  return pattern.replace("%rows", new Intl.NumberFormat(language).format(count));
}

function put(element: HTMLElement, selector: string, words: string): void {
  const target = element.querySelector(selector);
  if (target !== null && target.textContent !== words) {
    target.textContent = words;
  }
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

async function follow(element: HTMLElement): Promise<void> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    try {
      const response = await fetch(element.dataset["draft"] ?? "", { headers: { Accept: "application/json" } });
      const draft = (await response.json()) as Draft;
      if (!response.ok || (draft.state !== "waiting" && draft.state !== "checking")) {
        window.location.replace(element.dataset["page"] ?? window.location.href);
        return;
      }
      show(element, draft);
    } catch {
      // A cut passes; the next question is asked in a moment.
    }
  }
}

for (const element of document.querySelectorAll<HTMLElement>("[data-behaviour='draft-progress']")) {
  void follow(element);
}
