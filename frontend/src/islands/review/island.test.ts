import { describe, expect, it } from "vitest";
import { deedOf } from "./keys.ts";
import { addAddress, selected } from "./selection.ts";

const stroke = (key: string, held: Partial<Record<"ctrlKey" | "altKey" | "metaKey", boolean>> = {}) => ({
  key, ctrlKey: false, altKey: false, metaKey: false, ...held,
});

describe("keys", () => {
  it.each([
    ["j", "next"], ["K", "previous"], ["a", "accept"], ["e", "edit"], ["s", "split"], ["m", "merge"],
    ["x", "reject"], ["u", "undo"], ["w", "warnings"], ["?", "help"],
  ])("%s does %s", (key, deed) => {
    expect(deedOf(stroke(key), false)).toBe(deed);
  });
  it("leaves keys to fields and to the browser", () => {
    expect(deedOf(stroke("a"), true)).toBeNull();
    expect(deedOf(stroke("a", { ctrlKey: true }), false)).toBeNull();
    expect(deedOf(stroke("a", { metaKey: true }), false)).toBeNull();
    expect(deedOf(stroke("q"), false)).toBeNull();
  });
  it("leaves a field by Escape", () => {
    expect(deedOf(stroke("Escape"), true)).toBe("leave");
  });
});

describe("selected words", () => {
  it("are one line with their place", () => {
    expect(selected("  hồ sơ\n trực tuyến ", { block: "3" })).toEqual({
      quote: "hồ sơ trực tuyến", block: "3", row: undefined, column: undefined,
    });
  });
  it("outside the paper or too few are nothing", () => {
    expect(selected("hồ sơ", {})).toBeNull();
    expect(selected(" x ", { block: "3" })).toBeNull();
  });
  it("open the form of a new claim, the filters kept", () => {
    const words = { quote: "đạt 90% & hơn", block: "8", row: "1", column: "2" };
    expect(addAddress("task", words, "?tab=nhiem-vu&muc=5")).toBe(
      "?tab=nhiem-vu&them=task&quote=%C4%91%E1%BA%A1t+90%25+%26+h%C6%A1n&block=8&row=1&column=2",
    );
    expect(addAddress("indicator", { ...words, row: undefined }, "")).not.toContain("row=");
  });
});
