import { say } from "./words.ts";

/** The chosen file in our own words: the browser's button speaks the language of the browser, not of the office. */
export function fileWords(files: ArrayLike<Pick<File, "name" | "size">> | null): string {
  const file = files?.[0];
  if (!file) return say("Chưa chọn tệp");
  const megabytes = file.size / 1_000_000;
  const size = megabytes < 0.1 ? `${Math.max(1, Math.round(file.size / 1000))} kB` : `${megabytes.toFixed(1).replace(".", ",")} MB`;
  return `${file.name} · ${size}`;
}

export function nameFiles(root: ParentNode): void {
  for (const input of root.querySelectorAll<HTMLInputElement>(".drop input[type=file]")) {
    const box = input.closest(".drop");
    if (!box || box.classList.contains("named")) continue;
    box.classList.add("named");
    const words = box.appendChild(document.createElement("output"));
    words.className = "file-name";
    const show = (): void => {
      words.textContent = fileWords(input.files);
      box.classList.toggle("chosen", Boolean(input.files?.length));
    };
    input.addEventListener("change", show);
    show();
  }
}
