/** Lets a file be dropped anywhere on the form's marked area; the input shows it as if it had been chosen there. */
export function acceptDrops(form: HTMLFormElement, input: HTMLInputElement, onDrop: () => void): void {
  const area = form.querySelector<HTMLElement>("[data-drop]");
  if (area === null) {
    return;
  }
  area.querySelector<HTMLElement>("[data-drop-words]")?.removeAttribute("hidden");
  const mark = (isOver: boolean): void => {
    area.classList.toggle("drop-over", isOver);
  };
  area.addEventListener("dragover", (event) => {
    event.preventDefault();
    mark(true);
  });
  area.addEventListener("dragleave", () => mark(false));
  area.addEventListener("drop", (event) => {
    event.preventDefault();
    mark(false);
    const files = event.dataTransfer?.files;
    if (files !== undefined && files.length > 0) {
      input.files = files;
      onDrop();
    }
  });
}
