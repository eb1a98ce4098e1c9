import { describe, expect, it, vi } from "vitest";
import { mount } from "./island.ts";

type Listener = () => void;

/** As much of a page as the island touches. */
function page(): { element: HTMLElement; press: () => void; field: { select: Listener }; button: { hidden: boolean }; said: { textContent: string } } {
  let press: Listener = () => {};
  const field = { value: "cm_live_x", select: vi.fn(), addEventListener: vi.fn() };
  const button = { hidden: true, addEventListener: (_: string, listener: Listener) => (press = listener) };
  const said = { textContent: "", dataset: { words: "Đã chép" } };
  const parts: Record<string, unknown> = { input: field, "[data-copy]": button, "[data-said]": said };
  const element = { querySelector: (name: string) => parts[name] ?? null } as unknown as HTMLElement;
  return { element, press: () => press(), field, button, said };
}

describe("copy", () => {
  it("shows its button and copies the text", async () => {
    const writeText = vi.fn(() => Promise.resolve());
    vi.stubGlobal("navigator", { clipboard: { writeText } });
    const { element, press, button, said } = page();
    mount(element);
    expect(button.hidden).toBe(false);
    press();
    await vi.waitFor(() => expect(said.textContent).toBe("Đã chép"));
    expect(writeText).toHaveBeenCalledWith("cm_live_x");
  });

  it("selects and copies the old way where there is no clipboard", async () => {
    vi.stubGlobal("navigator", {});
    vi.stubGlobal("document", { execCommand: vi.fn(() => true) });
    const { element, press, field, said } = page();
    mount(element);
    press();
    await vi.waitFor(() => expect(said.textContent).toBe("Đã chép"));
    expect(field.select).toHaveBeenCalled();
  });

  it("leaves a page without a field alone", () => {
    expect(() => mount({ querySelector: () => null } as unknown as HTMLElement)).not.toThrow();
  });
});
