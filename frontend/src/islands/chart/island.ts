import { LineChart, ScatterChart } from "echarts/charts";
import { GridComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import type { ChartData } from "./data.ts";
import { buildOption } from "./option.ts";

use([LineChart, ScatterChart, GridComponent, TooltipComponent, MarkLineComponent, SVGRenderer]);

/** Draw the figures of the JSON named by `data-source` into the element; the table beside it stays. */
export function mount(element: HTMLElement): void {
  const source = document.getElementById(element.dataset["source"] ?? "");
  if (!source?.textContent) return;
  const data = JSON.parse(source.textContent) as ChartData;
  const chart = init(element, null, { renderer: "svg" });
  const draw = (): void => {
    const style = getComputedStyle(element);
    chart.setOption(buildOption(data, (token) => style.getPropertyValue(`--${token}`).trim()));
  };
  draw();
  document.addEventListener("cotmoc:theme", draw);
  const system = matchMedia("(prefers-color-scheme: dark)");
  system.addEventListener("change", draw);
  const resized = new ResizeObserver(() => (element.isConnected ? chart.resize() : release()));
  resized.observe(element);
  function release(): void {
    resized.disconnect();
    document.removeEventListener("cotmoc:theme", draw);
    system.removeEventListener("change", draw);
    chart.dispose();
  }
}
