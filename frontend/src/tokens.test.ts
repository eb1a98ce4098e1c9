import { describe, expect, it } from "vitest";
import tokens from "./tokens.json";
import { tokensCss, type Tokens } from "./tokens.ts";

/** Relative luminance and contrast ratio as WCAG 2.2 defines them. */
const channel = (value: number): number => {
  const c = value / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
};
const luminance = (hex: string): number => {
  const n = parseInt(hex.slice(1), 16);
  return 0.2126 * channel(n >> 16) + 0.7152 * channel((n >> 8) & 255) + 0.0722 * channel(n & 255);
};
const contrast = (a: string, b: string): number => {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
};

const all = tokens as unknown as Tokens;
const grounds = ["paper", "surface", "sunken"];
const texts = ["ink", "ink-2", "ink-3", "gold-text", "focus", "reached", "on-path", "at-risk", "late", "no-data", "not-due"];
const tinted = ["reached", "on-path", "at-risk", "late", "no-data"];

describe.each([
  ["light", 0],
  ["dark", 1],
] as const)("%s", (_, theme) => {
  const hex = (name: string): string => all[name]![theme];
  it.each(texts.flatMap((text) => grounds.map((ground) => [text, ground])))("%s reads on %s", (text, ground) => {
    expect(contrast(hex(text!), hex(ground!))).toBeGreaterThanOrEqual(4.5);
  });
  it.each(tinted)("%s reads on its tint", (name) => {
    expect(contrast(hex(name), hex(`${name}-tint`))).toBeGreaterThanOrEqual(4.5);
  });
  it.each(grounds)("field edges are seen on %s", (ground) => {
    expect(contrast(hex("field-edge"), hex(ground))).toBeGreaterThanOrEqual(3);
  });
  it("reads on lacquer, rail, selection and mark", () => {
    expect(contrast(hex("on-lacquer"), hex("lacquer"))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(hex("rail-muted"), hex("rail"))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(hex("lacquer-text"), hex("surface"))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(hex("ink-3"), hex("selected"))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(hex("ink"), hex("mark"))).toBeGreaterThanOrEqual(4.5);
  });
});

it("writes both themes, and the system's wish only where nothing is stored", () => {
  const css = tokensCss({ paper: ["#fff", "#000"] });
  expect(css).toContain(":root,[data-theme=light]{--paper:#fff}");
  expect(css).toContain("prefers-color-scheme:dark){:root:not([data-theme]){--paper:#000}}");
  expect(css).toContain("[data-theme=dark]{--paper:#000}");
});
