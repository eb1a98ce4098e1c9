/** Whether a key press asks for the search box: a bare "/", not typed into a field. */
export function asksForSearch(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">, target: string): boolean {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(target);
  return event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
}

export function enableSearchKey(document: Document): void {
  document.addEventListener("keydown", (event) => {
    const target = event.target as HTMLElement | null;
    const box = document.querySelector<HTMLInputElement>("[data-search]");
    if (!box || target?.isContentEditable || !asksForSearch(event, target?.tagName ?? "")) return;
    event.preventDefault();
    box.focus();
  });
}
