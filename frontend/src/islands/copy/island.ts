/** A read-only field whose text is meant to be taken along: a button copies it, a click selects it. */
export function mount(element: HTMLElement): void {
  const field = element.querySelector("input");
  const button = element.querySelector<HTMLButtonElement>("[data-copy]");
  const said = element.querySelector<HTMLElement>("[data-said]");
  if (!field || !button) return;
  field.addEventListener("focus", () => field.select());
  button.hidden = false;
  button.addEventListener("click", () => {
    void copied(field).then((done) => {
      if (done && said) said.textContent = said.dataset["words"] ?? "";
    });
  });
}

/** Without https there is no clipboard to ask for: then the text is selected, and copied the old way. */
async function copied(field: HTMLInputElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.select();
    return document.execCommand("copy");
  }
}
