import { describe, expect, it } from "vitest";
import { otherTheme, themeCookie } from "./theme.ts";

describe("otherTheme", () => {
  it.each([
    [undefined, false, "dark"],
    [undefined, true, "light"],
    ["light", true, "dark"],
    ["dark", false, "light"],
    ["purple", false, "dark"],
  ] as const)("from %s, system dark %s, to %s", (stored, dark, expected) => {
    expect(otherTheme(stored, dark)).toBe(expected);
  });
});

it("stores the choice for the whole site", () => {
  expect(themeCookie("dark")).toMatch(/^theme=dark; path=\/; max-age=\d+; samesite=lax$/);
});
