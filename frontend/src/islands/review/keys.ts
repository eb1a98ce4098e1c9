/** What a key does in the review; keys typed into a field, or with a modifier, are the field's. */
export type Deed = "next" | "previous" | "accept" | "edit" | "split" | "merge" | "reject" | "undo" | "warnings" | "help" | "leave";

const DEEDS: Record<string, Deed> = {
  j: "next", k: "previous", a: "accept", e: "edit", s: "split", m: "merge",
  x: "reject", u: "undo", w: "warnings", "?": "help",
};

export interface Stroke {
  key: string;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
}

/** The deed of a key stroke; `typing` tells that a field has the focus: then only Escape counts. */
export function deedOf(stroke: Stroke, typing: boolean): Deed | null {
  if (stroke.key === "Escape") return "leave";
  if (typing || stroke.ctrlKey || stroke.altKey || stroke.metaKey) return null;
  return DEEDS[stroke.key.toLowerCase()] ?? null;
}
