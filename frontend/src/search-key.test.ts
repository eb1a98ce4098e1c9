import { expect, it } from "vitest";
import { asksForSearch } from "./search-key.ts";

const key = (over: object = {}) => ({ key: "/", ctrlKey: false, metaKey: false, altKey: false, ...over });

it("answers a bare slash outside fields only", () => {
  expect(asksForSearch(key(), "BODY")).toBe(true);
  expect(asksForSearch(key(), "INPUT")).toBe(false);
  expect(asksForSearch(key(), "TEXTAREA")).toBe(false);
  expect(asksForSearch(key({ ctrlKey: true }), "BODY")).toBe(false);
  expect(asksForSearch(key({ key: "a" }), "BODY")).toBe(false);
});
