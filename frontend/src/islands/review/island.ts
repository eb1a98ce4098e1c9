import htmx from "htmx.org";
import { deedOf, type Deed } from "./keys.ts";
import { say, type Word } from "../../words.ts";
import { addAddress, selected, type Selected } from "./selection.ts";

const KINDS: readonly (readonly [string, Word])[] = [
  ["indicator", "Chỉ tiêu"],
  ["task", "Nhiệm vụ"],
  ["obligation", "Chế độ báo cáo"],
];
const BUTTONS: Partial<Record<Deed, string>> = {
  next: "j", previous: "k", accept: "a", split: "s", merge: "m", reject: "x", undo: "u", warnings: "w",
};
// Keys pressed while an answer is under way wait for it: a claim is never judged by a key meant for the next one.
const MOST_WAITING = 3;
const FIELDS = "input:not([type=hidden]):not([type=checkbox]), select, textarea";

/** The review by keyboard, the paper in step with the list, and new claims from selected words. */
class Review {
  private readonly menu = document.createElement("div");
  /** An answer is under way: the buttons on the page are those of the claim before. */
  private isAsking = false;
  private readonly waiting: Deed[] = [];

  constructor(private readonly root: HTMLElement) {
    this.menu.className = "selection-menu";
    this.menu.hidden = true;
    this.menu.setAttribute("role", "group");
    this.menu.setAttribute("aria-label", say("Thêm mục từ lời đã chọn"));
    document.body.append(this.menu);
    document.addEventListener("keydown", this.onKey);
    document.addEventListener("selectionchange", this.onSelect);
    document.body.addEventListener("htmx:beforeRequest", this.onAsk);
    document.body.addEventListener("htmx:afterSettle", this.onSettled);
    document.body.addEventListener("htmx:beforeSwap", this.onAnswer);
    document.body.addEventListener("htmx:responseError", this.onFault);
    document.body.addEventListener("htmx:sendError", this.onFault);
    this.follow();
  }

  private get panel(): HTMLElement | null {
    return this.root.querySelector<HTMLElement>("#ra-soat");
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (!this.root.isConnected) return this.release();
    const target = event.target as HTMLElement;
    const deed = deedOf(event, target.closest("input, select, textarea, [contenteditable]") !== null);
    if (deed && this.act(deed, target)) event.preventDefault();
  };

  private act(deed: Deed, target: HTMLElement): boolean {
    if (deed === "leave") {
      this.menu.hidden = true;
      target.blur();
      return false;
    }
    if (deed === "edit") return this.focusFields();
    if (deed === "help") return this.toggleHelp();
    if (!this.isAsking) return this.press(deed);
    if (this.waiting.length < MOST_WAITING) this.waiting.push(deed);
    return true;
  }

  private press(deed: Deed): boolean {
    const button = this.panel?.querySelector<HTMLElement>(`[data-key="${BUTTONS[deed] ?? ""}"]`);
    button?.click();
    return button != null;
  }

  private readonly onAsk = (event: Event): void => {
    if (this.panel?.contains(event.target as Node)) this.isAsking = true;
  };

  private focusFields(): boolean {
    const field = this.panel?.querySelector<HTMLElement>(`.card-fields :is(${FIELDS})`);
    field?.focus();
    return field != null;
  }

  private toggleHelp(): boolean {
    const help = this.panel?.querySelector<HTMLDetailsElement>(".review-help");
    if (help) help.open = !help.open;
    return help != null;
  }

  /** After the list has changed: the same claim is current and rejected on paper, and both are in sight. */
  private readonly onSettled = (event: Event): void => {
    if (!this.root.isConnected) return this.release();
    if (!(event.target as HTMLElement).closest("#ra-soat") && (event as CustomEvent).detail?.elt?.id !== "ra-soat") return;
    this.isAsking = false;
    this.follow();
    const next = this.waiting.shift();
    if (next) this.press(next);
  };

  /** An answer that is another page (signing in again) is gone to, not put into the list. */
  private readonly onAnswer = (event: Event): void => {
    const { xhr } = (event as CustomEvent<{ xhr: XMLHttpRequest }>).detail;
    if (!xhr.responseURL || new URL(xhr.responseURL).pathname === window.location.pathname) return;
    event.preventDefault();
    window.location.assign(xhr.responseURL);
  };

  /** Nothing was stored: say so where the person looks. */
  private readonly onFault = (): void => {
    this.isAsking = false;
    this.waiting.length = 0;
    const notice = document.createElement("div");
    notice.className = "notice error";
    notice.setAttribute("role", "alert");
    notice.textContent = say("Chưa ghi được việc vừa bấm; những gì đã ghi trước đó vẫn còn. Kiểm tra mạng, tải lại trang rồi bấm lại.");
    this.panel?.querySelector(".review-list")?.prepend(notice);
    notice.scrollIntoView({ block: "nearest" });
  };

  private follow(): void {
    const panel = this.panel;
    if (!panel) return;
    const current = panel.dataset["current"] ?? "";
    const rejected = new Set((panel.dataset["rejected"] ?? "").split(" ").filter(Boolean));
    for (const mark of this.root.querySelectorAll<HTMLElement>(".sheet [data-claim]")) {
      const claim = mark.dataset["claim"] ?? "";
      mark.classList.toggle("current", claim === current);
      mark.classList.toggle("rejected", rejected.has(claim));
    }
    const words = this.root.querySelector<HTMLElement>(`.sheet .claim[data-claim="${current}"]`);
    reveal(words, this.root.querySelector(".review-paper"), 0.3);
    reveal(panel.querySelector<HTMLElement>(".claim-card"), panel.querySelector(".review-list"), 0.1);
    const sheet = words?.closest(".sheet");
    for (const link of this.root.querySelectorAll<HTMLAnchorElement>(".miniatures a")) {
      link.classList.toggle("on", sheet != null && link.hash === `#${sheet.id}`);
    }
  }

  private readonly onSelect = (): void => {
    const words = this.root.isConnected && this.panel?.querySelector("[data-add]") ? this.words() : null;
    if (!words) {
      this.menu.hidden = true;
      return;
    }
    this.offer(words);
  };

  private words(): Selected | null {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
    const range = selection.getRangeAt(0);
    const start = range.startContainer instanceof HTMLElement ? range.startContainer : range.startContainer.parentElement;
    const holder = start?.closest<HTMLElement>(".sheet [data-block]");
    if (!holder || !this.root.contains(holder)) return null;
    const copy = range.cloneContents();
    for (const number of copy.querySelectorAll(".number")) number.remove();
    const { block, row, column } = holder.dataset;
    return selected(copy.textContent ?? "", { block, row, column });
  }

  private offer(words: Selected): void {
    const links = KINDS.map(([kind, label]) => {
      const link = document.createElement("a");
      link.href = addAddress(kind, words, window.location.search);
      link.textContent = say(label);
      link.addEventListener("click", (event) => {
        event.preventDefault();
        this.menu.hidden = true;
        document.getSelection()?.removeAllRanges();
        void htmx.ajax("get", link.href, { target: "#ra-soat", swap: "outerHTML show:none" });
      });
      return link;
    });
    const title = document.createElement("span");
    title.textContent = say("Thêm");
    this.menu.replaceChildren(title, ...links);
    this.menu.hidden = false;
    const box = document.getSelection()?.getRangeAt(0).getBoundingClientRect();
    if (!box) return;
    this.menu.style.left = `${Math.max(8, box.left + window.scrollX)}px`;
    this.menu.style.top = `${Math.max(8, box.top + window.scrollY - this.menu.offsetHeight - 6)}px`;
  }

  private release(): void {
    document.removeEventListener("keydown", this.onKey);
    document.removeEventListener("selectionchange", this.onSelect);
    document.body.removeEventListener("htmx:beforeRequest", this.onAsk);
    document.body.removeEventListener("htmx:afterSettle", this.onSettled);
    document.body.removeEventListener("htmx:beforeSwap", this.onAnswer);
    document.body.removeEventListener("htmx:responseError", this.onFault);
    document.body.removeEventListener("htmx:sendError", this.onFault);
    this.menu.remove();
  }
}

/** Scroll `pane` by itself so that `element` begins at `share` of its height, unless all of it is in sight. */
function reveal(element: HTMLElement | null, pane: Element | null, share: number): void {
  if (!element || !pane || pane.scrollHeight <= pane.clientHeight) return;
  const inside = element.getBoundingClientRect();
  const frame = pane.getBoundingClientRect();
  if (inside.top >= frame.top && inside.bottom <= frame.bottom) return;
  pane.scrollTop += inside.top - frame.top - frame.height * share;
}

export function mount(element: HTMLElement): void {
  new Review(element);
}
