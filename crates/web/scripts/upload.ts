/** Comfort for the upload form: drag and drop, progress, pause, resuming. Without script the form sends the file whole. */
import { acceptDrops } from "./workspace/accept-drops.js";
import { UploadPanel } from "./workspace/upload-panel.js";
import { resumableUpload, type UploadTarget } from "./workspace/resumable-upload.js";

function attach(form: HTMLFormElement): void {
  const input = form.querySelector<HTMLInputElement>("input[type='file']");
  if (input === null) {
    return;
  }
  const panel = new UploadPanel(form);
  let isRunning = false;

  const begin = async (): Promise<void> => {
    const file = input.files?.[0];
    if (file === undefined || isRunning) {
      return;
    }
    const target = targetOf(form);
    const refusal = panel.refusal(file, target);
    if (refusal !== undefined) {
      panel.fail(refusal, false);
      return;
    }
    isRunning = true;
    await resumableUpload(file, target, panel);
    isRunning = false;
  };

  panel.onResume = (): void => void begin();
  acceptDrops(form, input, () => void begin());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void begin();
  });
}

function targetOf(form: HTMLFormElement): UploadTarget {
  const data = form.dataset;
  return {
    start: data["start"] ?? "",
    drafts: data["drafts"] ?? "",
    page: data["page"] ?? "",
    limit: Number(data["limit"] ?? Number.MAX_SAFE_INTEGER),
    draft: data["draft"],
    total: data["total"] === undefined ? undefined : Number(data["total"]),
    remember: (draft: string, total: number): void => {
      data["draft"] = draft;
      data["total"] = String(total);
    },
  };
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-behaviour='upload']")) {
  attach(form);
}
