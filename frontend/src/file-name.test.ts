import { describe, expect, it } from "vitest";
import { fileWords } from "./file-name.ts";

describe("fileWords", () => {
  it.each([
    [null, "Chưa chọn tệp"],
    [[], "Chưa chọn tệp"],
    [[{ name: "Kế hoạch.docx", size: 52_129 }], "Kế hoạch.docx · 52 kB"],
    [[{ name: "rỗng.txt", size: 0 }], "rỗng.txt · 1 kB"],
    [[{ name: "quét.pdf", size: 2_540_000 }], "quét.pdf · 2,5 MB"],
  ])("%j", (files, words) => {
    expect(fileWords(files)).toBe(words);
  });
});
