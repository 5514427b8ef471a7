/** Sends the form as soon as a choice changes; words typed into a field wait for Enter. */
export function submitOnChange(form: HTMLFormElement): void {
  form.addEventListener("change", (event) => {
    if (event.target instanceof HTMLSelectElement) {
      form.requestSubmit();
    }
  });
}
