import { LineChart, ScatterChart } from "echarts/charts";
import { GridComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { afterEach, describe, expect, it } from "vitest";
import { between, type ChartData, clipped, span, time, vietnamese } from "./data.ts";
import { buildOption, type ChartOption } from "./option.ts";

use([LineChart, ScatterChart, GridComponent, TooltipComponent, MarkLineComponent, SVGRenderer]);

const data: ChartData = {
  unit: "%",
  today: "2027-11-14",
  status: "at-risk",
  history: [
    { on: "2025-12-31", value: 50.8 },
    { on: "2026-12-31", value: 56.2, corrected: true },
    { on: "2027-10-31", value: 61.4 },
  ],
  path: [
    { on: "2024-12-31", value: 38 },
    { on: "2025-12-31", value: 50 },
    { on: "2030-12-31", value: 90 },
    { on: "2035-12-31", value: 95 },
  ],
  milestones: [
    { on: "2025-12-31", value: 50 },
    { on: "2030-12-31", value: 90 },
    { on: "2035-12-31", value: 95 },
  ],
};
const named = (token: string): string => `#${token}`;
const series = (option: ChartOption, name: string) => (option.series as { name: string; data: unknown[] }[]).find((one) => one.name === name)!;

describe("span", () => {
  it("ends at the next milestone", () => expect(span(data)).toEqual([time("2024-12-31"), time("2030-12-31")]));
  it("shows every figure, also one after the last milestone", () => {
    const late = { ...data, milestones: [{ on: "2025-12-31", value: 50 }], path: data.path.slice(0, 2) };
    expect(span(late)[1]).toBe(time("2027-11-14"));
  });
  it("is a point when there is nothing", () => {
    expect(span({ ...data, history: [], path: [], milestones: [] })).toEqual([time(data.today), time(data.today)]);
  });
});

it("cuts the path at the edge and interpolates there", () => {
  const cut = clipped(data.path, time("2028-07-01"));
  expect(cut).toHaveLength(3);
  expect(cut.at(-1)![0]).toBe(time("2028-07-01"));
  expect(cut.at(-1)![1]).toBeCloseTo(50 + (40 * 913) / 1826, 5);
  expect(clipped(data.path, time("2030-12-31"))).toHaveLength(3);
  expect(between(data.path, time("2050-01-01"))).toBeUndefined();
});

it("writes numbers as Vietnamese readers expect", () => {
  expect(vietnamese(1234.56)).toBe("1.234,56");
  expect(vietnamese(90)).toBe("90");
});

describe("buildOption", () => {
  const option = buildOption(data, named);
  it("draws every figure, the last in the shape of its status, a corrected one hollow", () => {
    const history = series(option, "Số liệu đã duyệt").data as { value: number[]; symbol: string; itemStyle?: { color: string } }[];
    expect(history.map((point) => point.value[1])).toEqual([50.8, 56.2, 61.4]);
    expect(history[2]).toMatchObject({ symbol: "triangle", itemStyle: { color: "#at-risk" } });
    expect(history[1]!.itemStyle!.color).toBe("#surface");
  });
  it("shows the stones up to the next milestone", () => expect(series(option, "Mốc").data).toHaveLength(2));
  it("labels at the lines, with no legend", () => {
    const texts = (series(option, "").data as { label: { formatter: string } }[]).map((note) => note.label.formatter);
    expect(texts).toEqual(["Số liệu đã duyệt", "Lộ trình", "Mốc 90", "61,4"]);
    expect(option).not.toHaveProperty("legend");
  });
  it("takes its colours from the theme only", () => {
    const colours = JSON.stringify(option).match(/"#[^"]+"/g)!;
    expect(colours.every((colour) => /^"#[a-z][a-z0-9-]+"$/.test(colour))).toBe(true);
  });
  it("stands without figures", () => {
    const empty = buildOption({ ...data, history: [], path: [], milestones: [], status: "no-data" }, named);
    expect(series(empty, "").data).toEqual([]);
  });
});

describe("drawn by ECharts", () => {
  const chart = init(null, null, { renderer: "svg", ssr: true, width: 600, height: 270 });
  afterEach(() => chart.dispose());
  it("writes the labels into the SVG", () => {
    chart.setOption(buildOption(data, (token) => (token === "surface" ? "#ffffff" : "#000000")));
    const svg = chart.renderToSVGString();
    for (const text of ["hôm nay", "Lộ trình", "Số liệu đã duyệt", "Mốc 90", "2027"]) expect(svg).toContain(text);
  });
});

describe("the name of the history", () => {
  const label = (values: ChartData): string => {
    const all = (buildOption(values, named).series as { data: { label?: { formatter: string; position: string } }[] }[]).at(-1)!;
    return all.data.find((one) => one.label?.formatter === "Số liệu đã duyệt")!.label!.position;
  };
  it("stands on the side turned away from the path", () => {
    expect(label(data)).toBe("right");
    expect(label({ ...data, history: data.history.map((point) => ({ ...point, value: point.value + 20 })) })).toBe("left");
    expect(label({ ...data, path: [] })).toBe("right");
  });
});

describe("the name of the path", () => {
  const place = (today: string): number => {
    const all = (buildOption({ ...data, today }, named).series as { data: { value: [number, number]; label?: { formatter: string } }[] }[]).at(-1)!;
    return all.data.find((one) => one.label?.formatter === "Lộ trình")!.value[0];
  };
  it("stands beyond today where there is room, before it where the milestone is near", () => {
    const end = Date.parse("2030-12-31");
    expect(place(data.today)).toBeGreaterThan(Date.parse(data.today));
    const near = new Date(end - 20 * 24 * 3600 * 1000).toISOString().slice(0, 10);
    expect(place(near)).toBeLessThan(Date.parse(near));
  });
});
