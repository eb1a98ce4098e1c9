/** A value on a day (YYYY-MM-DD), as the server writes it beside the table. */
export interface Point {
  on: string;
  value: number;
  corrected?: boolean;
}

/** What `cotmoc.ui.chart.Chart.data` holds. */
export interface ChartData {
  unit: string;
  today: string;
  status: string;
  history: Point[];
  path: Point[];
  milestones: Point[];
}

/** "1.234,5": at most `decimals`, as Vietnamese readers expect. */
export function vietnamese(value: number, decimals = 2): string {
  return new Intl.NumberFormat("vi-VN", { maximumFractionDigits: decimals }).format(value);
}

export const time = (on: string): number => Date.parse(`${on}T00:00:00Z`);

/** The days a chart spans: from the first figure or path point to the milestone after today (else the last point). */
export function span(data: ChartData): [number, number] {
  const all = [...data.history, ...data.path, ...data.milestones].map((point) => time(point.on));
  const today = time(data.today);
  if (!all.length) return [today, today];
  const next = data.milestones.map((point) => time(point.on)).find((on) => on >= today);
  const seen = Math.max(today, ...data.history.map((point) => time(point.on)));
  return [Math.min(...all), Math.max(seen, next ?? Math.max(...all))];
}

/** The straight line between the points around `on`; undefined outside them. */
export function between(points: Point[], on: number): number | undefined {
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1]!, points[i]!];
    const [start, end] = [time(a.on), time(b.on)];
    if (on >= start && on <= end) return a.value + ((b.value - a.value) * (on - start)) / (end - start);
  }
  return undefined;
}

/** The path's points up to `end`, cut there. */
export function clipped(points: Point[], end: number): [number, number][] {
  const kept = points.filter((point) => time(point.on) <= end).map((point): [number, number] => [time(point.on), point.value]);
  const edge = between(points, end);
  if (edge !== undefined && kept.at(-1)?.[0] !== end) kept.push([end, edge]);
  return kept;
}
