/** Sends a file in pieces. Each piece that was answered is safe on the server; after a cut the rest goes on from there. */

const PIECE_BYTES = 8 * 1024 * 1024;
const ATTEMPTS_MAX = 6;

export interface UploadTarget {
  start: string;
  drafts: string;
  page: string;
  limit: number;
  draft: string | undefined;
  total: number | undefined;
  remember(draft: string, total: number): void;
}

export interface Watcher {
  readonly isPaused: boolean;
  readonly signal: AbortSignal;
  progress(done: number, total: number): void;
  retrying(seconds: number): void;
  finishing(): void;
  paused(done: number, total: number): void;
  fail(sentence: string | undefined, mayResume: boolean): void;
}

class Refused extends Error {
  constructor(readonly sentence: string) {
    super(sentence);
  }
}

/** Uploads, then opens the draft's page. Failures are told to the watcher; none is thrown. */
export async function resumableUpload(file: File, target: UploadTarget, watcher: Watcher): Promise<void> {
  let attempt = 0;
  let done = 0;
  while (attempt < ATTEMPTS_MAX) {
    try {
      const draft = target.draft ?? (await start(file, target));
      done = await received(target, draft);
      watcher.progress(done, file.size);
      while (done < file.size) {
        done = await append(file, done, target, draft, watcher);
        attempt = 0;
        watcher.progress(done, file.size);
        if (watcher.isPaused) {
          watcher.paused(done, file.size);
          return;
        }
      }
      watcher.finishing();
      window.location.assign(`${target.page}/${draft}`);
      return;
    } catch (error) {
      if (watcher.isPaused) {
        watcher.paused(done, file.size);
        return;
      }
      if (error instanceof Refused) {
        watcher.fail(error.sentence, false);
        return;
      }
      attempt += 1;
      const seconds = Math.min(2 ** attempt, 30);
      watcher.retrying(seconds);
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    }
  }
  watcher.fail(undefined, true);
}

async function start(file: File, target: UploadTarget): Promise<string> {
  const address = `${target.start}?file_name=${encodeURIComponent(file.name)}`;
  const response = await fetch(address, { method: "POST", headers: { "Upload-Length": String(file.size) } });
  const draft = (await answer(response)) as { id: string };
  target.remember(draft.id, file.size);
  target.draft = draft.id;
  return draft.id;
}

async function received(target: UploadTarget, draft: string): Promise<number> {
  const response = await fetch(`${target.drafts}/${draft}/file`);
  return ((await answer(response)) as { received: number }).received;
}

/** Sends one piece and answers where the upload stands then. Progress within the piece is shown as it goes. */
function append(file: File, offset: number, target: UploadTarget, draft: string, watcher: Watcher): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PATCH", `${target.drafts}/${draft}/file`);
    request.setRequestHeader("Upload-Offset", String(offset));
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.responseType = "json";
    request.upload.onprogress = (event): void => watcher.progress(offset + event.loaded, file.size);
    request.onerror = (): void => reject(new Error("cut"));
    request.onabort = (): void => reject(new Error("paused"));
    request.onload = (): void => {
      const body = request.response as { received?: number; detail?: string } | null;
      if (request.status === 200 && body?.received !== undefined) {
        resolve(body.received);
      } else {
        reject(refusal(request.status, body?.detail));
      }
    };
    watcher.signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(file.slice(offset, offset + PIECE_BYTES));
  });
}

async function answer(response: Response): Promise<unknown> {
  const body: unknown = await response.json();
  if (response.ok) {
    return body;
  }
  throw refusal(response.status, (body as { detail?: string }).detail);
}

/** What trying again may cure is an error to retry; what it cannot is a refusal with the server's own sentence. */
function refusal(status: number, detail: string | undefined): Error {
  const isPassing = status === 409 || status === 408 || status === 429 || (status >= 500 && status !== 507);
  return isPassing || detail === undefined ? new Error(`status ${status}`) : new Refused(detail);
}
