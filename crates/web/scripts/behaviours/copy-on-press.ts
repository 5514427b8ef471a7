/** Shows a hidden button that copies the text of the element it names, and says so when done. */
export function copyOnPress(button: HTMLButtonElement): void {
  const source = document.getElementById(button.dataset["copies"] ?? "");
  if (source === null || !("clipboard" in navigator)) {
    return;
  }
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(source.textContent?.trim() ?? "");
    button.textContent = button.dataset["done"] ?? button.textContent;
  });
}
