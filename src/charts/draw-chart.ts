/** Draws a chart of usage as a PNG that reads well on a phone. Runs in a worker thread: it takes a while. */
import { createRequire } from 'node:module';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components';
import { init, setPlatformAPI, use } from 'echarts/core';
import { LegacyGridContainLabel } from 'echarts/features';
import { CanvasRenderer } from 'echarts/renderers';
import type { UsageChart } from '../usage/stats/usage-chart.ts';

use([
  BarChart,
  LineChart,
  GridComponent,
  LegacyGridContainLabel,
  LegendComponent,
  TitleComponent,
  CanvasRenderer,
]);

/** Telegram shows a photo about as wide as the phone; twice the size stays sharp when it is opened. */
const WIDTH = 1000;
const HEIGHT = 620;
const SCALE = 1.6;

const NANOS_PER_USD = 1e9;

/** Chosen for people who tell green from red with trouble, too. */
const COST_COLOR = '#0b6e4f';
const INVOICES_COLOR = '#d9822b';
const INK = '#1f2933';
const FAINT = '#d9e2ec';

/**
 * Of our own, so that the chart looks the same on a server without fonts; ₹ and Devanagari are in them. In a thread that tsx
 * runs, `import.meta.resolve` never comes back.
 */
const FONT_FILES = {
  'arimo/400Regular/Arimo_400Regular.ttf': 'Arimo',
  'arimo/700Bold/Arimo_700Bold.ttf': 'Arimo',
  'noto-sans-devanagari/400Regular/NotoSansDevanagari_400Regular.ttf': 'Noto Sans Devanagari',
  'noto-sans-devanagari/700Bold/NotoSansDevanagari_700Bold.ttf': 'Noto Sans Devanagari',
};
const { resolve } = createRequire(import.meta.url);
for (const [file, family] of Object.entries(FONT_FILES)) {
  GlobalFonts.registerFromPath(resolve(`@expo-google-fonts/${file}`), family);
}
const FONT_FAMILY = "Arimo, 'Noto Sans Devanagari'";

const newCanvas = () => createCanvas(WIDTH * SCALE, HEIGHT * SCALE);
// What echarts measures texts with.
setPlatformAPI({ createCanvas: newCanvas });

/** Done once this file is loaded. */
export function warmUp(): void {}

export function drawChart({ title, points }: UsageChart): Uint8Array {
  const canvas = newCanvas();
  const size = { width: WIDTH, height: HEIGHT, devicePixelRatio: SCALE };
  const chart = init(canvas, null, { renderer: 'canvas', ssr: true, ...size });
  const costs = points.map(({ costNanoUsd }) => costNanoUsd / NANOS_PER_USD);
  const hasCosts = costs.some((cost) => cost > 0);
  chart.setOption({
    animation: false,
    backgroundColor: '#ffffff',
    textStyle: { fontFamily: FONT_FAMILY, fontSize: 22, color: INK },
    title: {
      text: title,
      left: 24,
      top: 18,
      textStyle: { fontFamily: FONT_FAMILY, fontSize: 30, color: INK },
    },
    legend: {
      top: 66,
      left: 20,
      textStyle: { fontFamily: FONT_FAMILY, fontSize: 22, color: INK },
      itemGap: 28,
    },
    grid: { left: 30, right: 30, top: 130, bottom: 32, containLabel: true },
    xAxis: {
      type: 'category',
      data: points.map(({ label }) => label),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: FAINT } },
      axisLabel: { fontSize: 20, color: INK, hideOverlap: true },
    },
    yAxis: [
      {
        ...VALUE_AXIS,
        show: hasCosts,
        axisLabel: { fontSize: 20, color: COST_COLOR, formatter: formatUsd(Math.max(...costs, 0)) },
      },
      {
        ...VALUE_AXIS,
        minInterval: 1,
        splitLine: { show: !hasCosts, lineStyle: { color: FAINT } },
        axisLabel: { fontSize: 20, color: INVOICES_COLOR },
        position: hasCosts ? 'right' : 'left',
      },
    ],
    series: [
      ...(hasCosts
        ? [
            {
              name: 'Cost (USD)',
              type: 'bar',
              data: costs,
              itemStyle: { color: COST_COLOR, borderRadius: [4, 4, 0, 0] },
              barMaxWidth: 56,
            },
          ]
        : []),
      {
        ...{ name: 'Invoices', type: 'line', yAxisIndex: 1, data: points.map(({ invoices }) => invoices) },
        ...{ symbol: 'circle', symbolSize: 9, color: INVOICES_COLOR, lineStyle: { width: 4 } },
      },
    ],
  });
  // Not in the next frame, of which there is none here.
  chart.getZr().flush();
  const png = canvas.toBuffer('image/png');
  chart.dispose();
  return png;
}

const VALUE_AXIS = { type: 'value', min: 0, splitLine: { lineStyle: { color: FAINT } } } as const;

/** As many decimals on all labels as the largest figure wants (S-81). */
function formatUsd(largest: number): (usd: number) => string {
  const decimals = largest >= 1 ? 2 : largest >= 0.0001 ? 4 : 6;
  return (usd) => `$${usd.toFixed(decimals)}`;
}
