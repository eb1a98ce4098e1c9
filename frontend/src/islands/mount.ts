/** An island: one element the page already shows usefully, made better by one lazily loaded class. */
export type Mount = (element: HTMLElement) => void;

const modules = import.meta.glob<{ mount: Mount }>("./*/island.ts");

/** Load and start the island of every `[data-island=name]` in `root` that has not been started. */
export function mountIslands(root: ParentNode): void {
  for (const element of root.querySelectorAll<HTMLElement>("[data-island]:not([data-mounted])")) {
    const load = modules[`./${element.dataset["island"]}/island.ts`];
    if (!load) continue;
    element.dataset["mounted"] = "";
    void load().then((module) => module.mount(element));
  }
}
