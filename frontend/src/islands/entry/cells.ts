import { say } from "../../words.ts";

/** What the server tells of a row after a save. */
export interface Told {
  state: "blank" | "saved" | "question" | "wrong";
  word: string;
  message: string;
  value: string;
  difference: string;
  entered: number;
  left: number;
  questions: number;
  blocked: string;
  at: string;
}

/** A pasted text as the values of a column from Excel: one a line, of several columns the first. */
export function pastedColumn(text: string): string[] {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n");
  return lines.map((line) => (line.split("\t")[0] ?? "").trim());
}

/** By how many fields a key moves: up, down, or Enter; 0 for every other key. */
export function stepOf(event: Pick<KeyboardEvent, "key" | "shiftKey" | "altKey" | "ctrlKey" | "metaKey">): number {
  if (event.altKey || event.ctrlKey || event.metaKey) return 0;
  if (event.key === "ArrowDown") return 1;
  if (event.key === "ArrowUp") return -1;
  if (event.key === "Enter") return event.shiftKey ? -1 : 1;
  return 0;
}

/** The stone of a row: done, todo, wrong or question. */
export function pipOf(state: Told["state"]): string {
  return { saved: "done", blank: "todo", wrong: "wrong", question: "question" }[state];
}

/** Why the report cannot be handed in: faults first, then what the server says. */
export function blockedBy(faults: number, blocked: string): string {
  return faults > 0 ? say("sửa {count} lỗi trước", { count: faults }) : blocked;
}
