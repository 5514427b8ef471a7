/** Shows how an upload stands, in words the page brought along, and lets it be paused and resumed. */
import type { UploadTarget, Watcher } from "./resumable-upload.js";

export class UploadPanel implements Watcher {
  onResume: () => void = () => {};
  isPaused = false;
  private controller = new AbortController();
  private readonly panel: HTMLElement | null;
  private readonly status: HTMLElement | null;
  private readonly bar: HTMLProgressElement | null;
  private readonly button: HTMLButtonElement | null;
  private readonly submit: HTMLButtonElement | null;

  constructor(private readonly form: HTMLFormElement) {
    this.panel = form.querySelector("[data-progress]");
    this.status = form.querySelector("[data-status]");
    this.bar = form.querySelector("progress");
    this.button = form.querySelector("[data-pause]");
    this.submit = form.querySelector("button[type='submit']");
    this.button?.addEventListener("click", () => this.press());
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Why a file cannot be sent, before anything is. */
  refusal(file: File, target: UploadTarget): string | undefined {
    if (file.size === 0) {
      return this.words("textEmpty");
    }
    if (file.size > target.limit) {
      return this.words("textTooLarge");
    }
    if (target.draft !== undefined && target.total !== undefined && target.total !== file.size) {
      return this.words("textOtherSize");
    }
    return undefined;
  }

  progress(done: number, total: number): void {
    const percent = total === 0 ? 100 : Math.floor((done / total) * 100);
    this.show(fill(this.words("textProgress"), { done: this.size(done), total: this.size(total), percent: String(percent) }));
    if (this.bar !== null) {
      this.bar.value = percent;
    }
    this.offer("textPause");
  }

  retrying(seconds: number): void {
    this.show(fill(this.words("textRetrying"), { seconds: String(seconds) }));
  }

  finishing(): void {
    this.show(this.words("textFinishing"));
    this.button?.setAttribute("hidden", "");
  }

  paused(done: number, total: number): void {
    this.show(fill(this.words("textPaused"), { done: this.size(done), total: this.size(total) }));
    this.offer("textResume");
  }

  fail(sentence: string | undefined, mayResume: boolean): void {
    this.show(sentence ?? this.words("textStopped"));
    this.isPaused = mayResume;
    this.button?.toggleAttribute("hidden", !mayResume);
    if (mayResume) {
      this.offer("textResume");
    }
    this.submit?.removeAttribute("disabled");
  }

  private press(): void {
    if (this.isPaused) {
      this.isPaused = false;
      this.controller = new AbortController();
      this.onResume();
    } else {
      this.isPaused = true;
      this.controller.abort();
    }
  }

  private show(sentence: string): void {
    this.panel?.removeAttribute("hidden");
    this.submit?.setAttribute("disabled", "");
    if (this.status !== null) {
      this.status.textContent = sentence;
    }
  }

  private offer(key: string): void {
    if (this.button !== null) {
      this.button.hidden = false;
      this.button.textContent = this.words(key);
    }
  }

  private words(key: string): string {
    return this.form.dataset[key] ?? "";
  }

  private size(bytes: number): string {
    const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
    const power = Math.min(bytes === 0 ? 0 : Math.floor(Math.log10(bytes) / 3), units.length - 1);
    const unit = units[power] ?? "byte";
    const digits = power === 0 ? 0 : 1;
    const format = { style: "unit", unit, maximumFractionDigits: digits } as const;
    return new Intl.NumberFormat(document.documentElement.lang, format).format(bytes / 1000 ** power);
  }
}

function fill(pattern: string, values: Record<string, string>): string {
  return pattern.replace(/%(\w+)/g, (whole, name: string) => values[name] ?? whole);
}
