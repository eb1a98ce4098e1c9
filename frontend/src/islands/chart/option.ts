import type { LineSeriesOption, ScatterSeriesOption } from "echarts/charts";
import type { GridComponentOption, TooltipComponentOption } from "echarts/components";
import type { ComposeOption } from "echarts/core";
import { between, type ChartData, clipped, span, time, vietnamese } from "./data.ts";
import { say } from "../../words.ts";

export type ChartOption = ComposeOption<LineSeriesOption | ScatterSeriesOption | GridComponentOption | TooltipComponentOption>;

/** Colours and type of the page around the chart: the custom properties of the theme. */
export type Palette = (token: string) => string;

// Silhouettes of the statuses, so that the last figure is told without colour.
const SHAPES: Record<string, string> = {
  reached: "path://M0,13V5.5A5.5,5.5 0 0 1 11,5.5V13Z",
  "on-path": "circle",
  "at-risk": "triangle",
  late: "diamond",
};
const STONE = "path://M0,15V5A5,5 0 0 1 10,5V15Z";
const YEAR = 365.25 * 24 * 3600 * 1000;
const ROOM = 0.25; // of the width: what the name of the path needs between today and the milestone
const FAMILY = 'Digits, "Be Vietnam Pro", sans-serif';

interface Note {
  value: [number, number];
  label: { show: true; formatter: string; position: "top" | "right" | "bottom" | "left"; color: string; fontWeight: 400 | 600; offset: [number, number] };
  symbolSize: number;
}

/** The chart of one indicator: approved figures in ink, the path dotted, milestones as stones, labels at the lines. */
export function buildOption(data: ChartData, colour: Palette): ChartOption {
  const [start, end] = span(data);
  const milestones = data.milestones.filter((point) => time(point.on) <= end);
  return {
    animation: false,
    textStyle: { fontFamily: FAMILY, color: colour("ink-3"), fontSize: 11 },
    grid: { left: 44, right: 74, top: 26, bottom: 26 },
    tooltip: {
      trigger: "axis",
      confine: true,
      backgroundColor: colour("surface"),
      borderColor: colour("field-edge"),
      textStyle: { color: colour("ink"), fontSize: 12 },
      axisPointer: { lineStyle: { color: colour("field-edge") } },
      valueFormatter: (value) => (typeof value === "number" ? `${vietnamese(value)} ${data.unit}` : "–"),
    },
    xAxis: {
      type: "time",
      min: start,
      max: end,
      minInterval: YEAR,
      splitLine: { show: false },
      axisLine: { lineStyle: { color: colour("field-edge") } },
      axisTick: { lineStyle: { color: colour("field-edge") } },
      axisLabel: { color: colour("ink-3"), formatter: "{yyyy}", hideOverlap: true },
    },
    yAxis: {
      type: "value",
      scale: true,
      splitNumber: 4,
      splitLine: { lineStyle: { color: colour("line") } },
      axisLabel: { color: colour("ink-3"), formatter: (value: number) => vietnamese(value) },
    },
    series: [
      pathSeries(data, end, colour),
      historySeries(data, colour),
      { type: "scatter", name: say("Mốc"), silent: true, symbol: STONE, symbolSize: [11, 16], symbolOffset: [0, -8], z: 5,
        itemStyle: { opacity: 1, color: colour("gold-stone"), borderColor: colour("gold-text"), borderWidth: 1.3 },
        data: milestones.map((point) => [time(point.on), point.value]) },
      { type: "scatter", name: "", silent: true, itemStyle: { opacity: 1 }, tooltip: { show: false }, data: notes(data, start, end, colour) },
    ],
  };
}

function pathSeries(data: ChartData, end: number, colour: Palette): LineSeriesOption {
  return {
    type: "line", name: say("Lộ trình"), showSymbol: false, silent: true,
    lineStyle: { color: colour("ink-2"), width: 1.3, type: [1.5, 3] },
    itemStyle: { color: colour("ink-2") },
    data: clipped(data.path, end),
    markLine: {
      silent: true, symbol: "none", animation: false,
      lineStyle: { color: colour("field-edge"), type: "solid", width: 1 },
      label: { formatter: say("hôm nay"), position: "end", color: colour("ink"), fontWeight: 600, fontSize: 11, fontFamily: FAMILY },
      data: [{ xAxis: time(data.today) }],
    },
  };
}

function historySeries(data: ChartData, colour: Palette): LineSeriesOption {
  const last = data.history.length - 1;
  return {
    type: "line", name: say("Số liệu đã duyệt"), z: 4, showAllSymbol: true,
    lineStyle: { color: colour("ink"), width: 2.4, join: "round" },
    itemStyle: { color: colour("ink") },
    data: data.history.map((point, index) => {
      const value: [number, number] = [time(point.on), point.value];
      if (index === last && SHAPES[data.status]) {
        return { value, symbol: SHAPES[data.status]!, symbolSize: 13, itemStyle: { color: colour(data.status), borderColor: colour("surface"), borderWidth: 2 } };
      }
      // A corrected figure is hollow: the earlier one is in the list of revisions.
      return point.corrected
        ? { value, symbol: "circle", symbolSize: 8, itemStyle: { color: colour("surface"), borderColor: colour("ink"), borderWidth: 1.6 } }
        : { value, symbol: "circle", symbolSize: 0 };
    }),
  };
}

type MakeNote = (on: number, value: number, text: string, position: Note["label"]["position"], token: string, weight: 400 | 600, offset?: [number, number]) => Note;

/** The name of the path: beyond today where there is room before the milestone, else before it, off the history. */
function pathNote(data: ChartData, start: number, end: number, note: MakeNote): Note[] {
  const today = Math.max(time(data.today), start);
  const isRoomy = end - today > ROOM * (end - start);
  const at = isRoomy ? (today + end) / 2 : start + 0.62 * (end - start);
  const expected = between(data.path, at);
  if (expected === undefined) return [];
  const beside = data.history.find((point) => time(point.on) >= at)?.value;
  const isBelow = !isRoomy && beside !== undefined && beside > expected;
  return [note(at, expected, say("Lộ trình"), isBelow ? "right" : "left", "ink-2", 400, isBelow ? [6, 14] : [-6, -12])];
}

/** Labels at the lines themselves instead of a legend. */
function notes(data: ChartData, start: number, end: number, colour: Palette): Note[] {
  const note = (on: number, value: number, text: string, position: Note["label"]["position"], token: string, weight: 400 | 600, offset: [number, number] = [4, 0]): Note => ({
    value: [on, value], symbolSize: 0.01,
    label: { show: true, formatter: text, position, color: colour(token), fontWeight: weight, offset },
  });
  const found: Note[] = [];
  const third = data.history[Math.floor(data.history.length / 3)];
  if (third) {
    // On the side of the line that is turned away from the path; a name at the left needs room before its point.
    const isAbove = third.value >= (between(data.path, time(third.on)) ?? third.value + 1);
    const middle = isAbove ? data.history[Math.floor((data.history.length * 2) / 3)]! : third;
    const on = time(middle.on);
    found.push(note(on, middle.value, say("Số liệu đã duyệt"), isAbove ? "left" : "right", "ink", 600, isAbove ? [-6, -12] : [6, 16]));
  }
  found.push(...pathNote(data, start, end, note));
  const next = data.milestones.find((point) => time(point.on) === end);
  if (next) found.push(note(end, next.value, say("Mốc {value}", { value: vietnamese(next.value) }), "right", "ink", 600));
  const last = data.history.at(-1);
  if (last) found.push(note(time(last.on), last.value, vietnamese(last.value), "right", data.status in SHAPES ? data.status : "ink", 600));
  return found;
}
