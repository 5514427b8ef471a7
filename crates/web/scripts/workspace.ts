/** Small comforts of the workspace: the message that matters gets the focus, a secret is copied at a press. */

for (const element of document.querySelectorAll<HTMLElement>("[data-behaviour='focus']")) {
  element.focus();
}

for (const holder of document.querySelectorAll<HTMLElement>("[data-behaviour='copy']")) {
  const input = holder.querySelector("input");
  const button = holder.querySelector("button");
  if (input === null || button === null || !("clipboard" in navigator)) {
    continue;
  }
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(input.value);
    button.textContent = holder.dataset["copied"] ?? button.textContent;
  });
}
