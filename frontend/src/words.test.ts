import { afterEach, describe, expect, it, vi } from "vitest";
import { say } from "./words.ts";

const inLanguage = (lang: string): void => {
  vi.stubGlobal("document", { documentElement: { lang } });
};

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("words of the islands", () => {
  it("are Vietnamese on a Vietnamese page", () => {
    inLanguage("vi");
    expect(say("Tự lưu {at}", { at: "14.05" })).toBe("Tự lưu 14.05");
  });

  it("are English on an English page, with their places filled in", () => {
    inLanguage("en");
    expect(say("Tự lưu {at}", { at: "14.05" })).toBe("Saved 14.05");
    expect(say("sửa {count} lỗi trước", { count: 3 })).toBe("errors to correct: 3");
  });
});
