import htmx from "htmx.org";
import { say, type Word } from "../../words.ts";
import { blockedBy, pastedColumn, pipOf, stepOf, type Told } from "./cells.ts";

const STATES = ["blank", "saved", "question", "wrong", "busy"];
const LOST: Word = "Chưa lưu được vì mất mạng; số vẫn ở đây, sẽ lưu lại khi có mạng.";

/** The form saved as it is typed: each row posted when it changes, and acknowledged by the server. */
class Entry {
  private readonly faulty = new Set<string>();
  private readonly unsaved = new Set<string>();
  /** The row that is on its way; what changes meanwhile goes after it. */
  private queue: Promise<void> = Promise.resolve();
  private blocked: string;

  constructor(private readonly form: HTMLFormElement) {
    const main = this.page;
    main.classList.add("scripted");
    this.blocked = this.text("[data-blocked]");
    for (const row of form.querySelectorAll<HTMLElement>("[data-row]")) {
      if (row.querySelector(".cell.wrong")) this.faulty.add(row.dataset["row"] ?? "");
    }
    main.querySelector<HTMLElement>("[data-keys]")?.removeAttribute("hidden");
    form.addEventListener("change", (event) => this.onChange(event));
    form.addEventListener("keydown", (event) => this.onKey(event));
    form.addEventListener("paste", (event) => this.onPaste(event));
    form.addEventListener("focusin", (event) => this.onFocus(event));
    form.addEventListener("submit", (event) => this.onSubmit(event));
    window.addEventListener("online", () => this.retry());
    window.addEventListener("beforeunload", (event) => {
      if (this.unsaved.size > 0) event.preventDefault();
    });
  }

  private get page(): HTMLElement {
    return this.form.closest<HTMLElement>("main") ?? document.body;
  }

  private onChange(event: Event): void {
    const row = (event.target as HTMLElement).closest<HTMLElement>("[data-row]");
    if (row && this.isWhole(row)) this.save(row);
  }

  /** Half a ratio waits for its other half, unless the person has left the row. */
  private isWhole(row: HTMLElement): boolean {
    const parts = [...row.querySelectorAll<HTMLInputElement>(".parts input")];
    const filled = parts.filter((part) => part.value.trim() !== "").length;
    return parts.length === 0 || filled !== 1 || !row.contains(document.activeElement);
  }

  private save(row: HTMLElement): void {
    const pk = row.dataset["row"] ?? "";
    this.unsaved.add(pk);
    this.queue = this.queue.then(() => this.post(row, pk));
  }

  private async post(row: HTMLElement, pk: string): Promise<void> {
    const body = new FormData();
    body.set("indicator", pk);
    for (const input of row.querySelectorAll<HTMLInputElement>("input")) body.set(input.name, input.value);
    const token = this.form.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "";
    row.querySelector("[data-cell]")?.classList.add("busy");
    try {
      const answer = await fetch(this.form.dataset["save"] ?? "", {
        method: "POST", body, headers: { "X-CSRFToken": token, Accept: "application/json" }, credentials: "same-origin",
      });
      if (!answer.headers.get("Content-Type")?.startsWith("application/json")) throw new Error(String(answer.status));
      this.unsaved.delete(pk);
      this.show(row, pk, (await answer.json()) as Told);
    } catch {
      row.querySelector("[data-cell]")?.classList.remove("busy");
      this.write("[data-saved]", say(LOST));
    }
  }

  private retry(): void {
    for (const pk of this.unsaved) {
      const row = this.form.querySelector<HTMLElement>(`[data-row="${pk}"]`);
      if (row) this.save(row);
    }
  }

  private show(row: HTMLElement, pk: string, told: Told): void {
    if (told.state === "wrong") this.faulty.add(pk);
    else this.faulty.delete(pk);
    for (const cell of row.querySelectorAll("[data-cell], [data-mate]")) {
      cell.classList.remove(...STATES);
      if (cell.hasAttribute("data-cell") || told.state !== "question") cell.classList.add(told.state);
      cell.querySelector("input")?.toggleAttribute("aria-invalid", told.state === "wrong");
    }
    this.write("[data-word]", told.word, row);
    this.write("[data-value]", told.value || "–", row);
    this.write("[data-difference]", told.difference, row);
    this.tell(row, pk, told);
    const pip = this.page.querySelector(`[data-pip="${pk}"]`);
    if (pip) pip.className = pipOf(told.state);
    this.count(told);
  }

  /** The remedy beneath the row, or nothing. */
  private tell(row: HTMLElement, pk: string, told: Told): void {
    const message = this.form.querySelector<HTMLElement>(`[data-message="${pk}"]`);
    if (!message) return;
    message.hidden = told.message === "";
    row.classList.toggle("with-message", told.message !== "");
    this.write("[data-text]", told.message, message);
    const line = message.querySelector(".cell-message");
    line?.classList.toggle("late-text", told.state === "wrong");
    line?.classList.toggle("old", told.state !== "wrong");
    const described = told.message === "" ? null : `loi-${pk}`;
    for (const input of row.querySelectorAll<HTMLInputElement>(".cell input")) {
      if (described) input.setAttribute("aria-describedby", described);
      else input.removeAttribute("aria-describedby");
    }
  }

  private count(told: Told): void {
    this.write("[data-entered]", String(told.entered));
    this.write("[data-saved]", say("Tự lưu {at}", { at: told.at }));
    this.blocked = told.blocked;
    for (const [mark, count] of [["faults", this.faulty.size], ["questions", told.questions], ["left", told.left]] as const) {
      const shown = this.page.querySelector<HTMLElement>(`[data-${mark}]`);
      if (!shown) continue;
      shown.hidden = count === 0;
      this.write("[data-count]", String(count), shown);
    }
    const why = blockedBy(this.faulty.size, this.blocked);
    this.write("[data-blocked]", why);
    const button = this.page.querySelector("[data-submit]");
    if (why) button?.setAttribute("aria-disabled", "true");
    else button?.removeAttribute("aria-disabled");
  }

  private onKey(event: KeyboardEvent): void {
    const input = event.target as HTMLInputElement;
    const step = stepOf(event);
    if (step === 0 || !input.matches(".cell input")) return;
    event.preventDefault();
    const fields = this.column(input);
    const next = fields[fields.indexOf(input) + step];
    if (next) {
      next.focus();
      next.select();
    } else input.blur();
  }

  /** The fields to walk through: of a ratio down its numerators or its denominators, past the other rows. */
  private column(input: HTMLInputElement): HTMLInputElement[] {
    const place = input.closest("[data-mate]") ? "[data-mate] input" : "[data-cell] input";
    return [...this.form.querySelectorAll<HTMLElement>("[data-row]")].flatMap((row) => {
      const field = row.querySelector<HTMLInputElement>(place) ?? row.querySelector<HTMLInputElement>(".cell input");
      return field ? [field] : [];
    });
  }

  private onPaste(event: ClipboardEvent): void {
    const input = event.target as HTMLInputElement;
    const values = pastedColumn(event.clipboardData?.getData("text/plain") ?? "");
    if (values.length < 2 || !input.matches(".cell input")) return;
    event.preventDefault();
    const fields = this.column(input);
    const start = fields.indexOf(input);
    for (const [index, value] of values.entries()) {
      const field = fields[start + index];
      if (!field || value === "") continue;
      field.value = value;
      const row = field.closest<HTMLElement>("[data-row]");
      if (row && this.isWhole(row)) this.save(row);
    }
  }

  /** Beside the form: what is being entered and how it was before. */
  private onFocus(event: FocusEvent): void {
    const row = (event.target as HTMLElement).closest<HTMLElement>("[data-row]");
    const left = event.relatedTarget instanceof HTMLElement ? event.relatedTarget.closest<HTMLElement>("[data-row]") : null;
    if (left && left !== row && left.querySelector(".parts")) this.saveHalf(left);
    const link = row?.querySelector<HTMLAnchorElement>("[data-past]");
    const panel = this.page.querySelector<HTMLElement>("#dang-nhap");
    if (!link || !panel || panel.dataset["of"] === row?.dataset["row"]) return;
    panel.dataset["of"] = row?.dataset["row"] ?? "";
    panel.hidden = false;
    void htmx.ajax("get", link.href, { target: panel, swap: "innerHTML" });
  }

  private saveHalf(row: HTMLElement): void {
    const changed = [...row.querySelectorAll<HTMLInputElement>("input")].some((input) => input.value !== input.defaultValue);
    if (changed && !this.isWhole(row)) return;
    const filled = [...row.querySelectorAll<HTMLInputElement>(".parts input")].filter((part) => part.value.trim() !== "");
    if (changed && filled.length === 1) this.save(row);
  }

  private onSubmit(event: SubmitEvent): void {
    const submitter = event.submitter;
    // What was typed last may still be on its way: the server judges the whole form then.
    if (submitter?.getAttribute("aria-disabled") === "true" && this.unsaved.size === 0) {
      event.preventDefault();
      this.form.querySelector<HTMLInputElement>(".cell.wrong input")?.focus();
      return;
    }
    this.unsaved.clear();
  }

  private text(selector: string): string {
    return this.page.querySelector(selector)?.textContent?.trim() ?? "";
  }

  private write(selector: string, text: string, within: ParentNode = this.page): void {
    const element = within.querySelector(selector);
    if (element) element.textContent = text;
  }
}

export function mount(element: HTMLElement): void {
  new Entry(element as HTMLFormElement);
}
