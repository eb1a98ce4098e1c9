import { describe, expect, it } from "vitest";
import { blockedBy, pastedColumn, pipOf, stepOf } from "./cells.ts";

describe("pastedColumn", () => {
  it("takes one value a line", () => expect(pastedColumn("1\r\n2,5\r\n\r\n3\r\n")).toEqual(["1", "2,5", "", "3"]));
  it("takes the first of several columns", () => expect(pastedColumn("1.234,5\tx\n 7 \ty")).toEqual(["1.234,5", "7"]));
  it("is a single value for ordinary text", () => expect(pastedColumn("85,5%")).toEqual(["85,5%"]));
});

describe("stepOf", () => {
  const key = (key: string, more = {}) =>
    stepOf({ key, shiftKey: false, altKey: false, ctrlKey: false, metaKey: false, ...more });
  it("goes down by Enter and arrow, up with shift or arrow", () => {
    expect([key("Enter"), key("ArrowDown"), key("ArrowUp"), key("Enter", { shiftKey: true })]).toEqual([1, 1, -1, -1]);
  });
  it("leaves other keys and shortcuts alone", () => {
    expect([key("a"), key("Tab"), key("Enter", { ctrlKey: true }), key("ArrowDown", { altKey: true })]).toEqual([0, 0, 0, 0]);
  });
});

it("shows each state as a stone", () => {
  expect(["saved", "blank", "wrong", "question"].map((state) => pipOf(state as "saved"))).toEqual([
    "done", "todo", "wrong", "question",
  ]);
});

it("is blocked by faults before all else", () => {
  expect(blockedBy(2, "đã nộp")).toBe("sửa 2 lỗi trước");
  expect(blockedBy(0, "đã nộp")).toBe("đã nộp");
  expect(blockedBy(0, "")).toBe("");
});
