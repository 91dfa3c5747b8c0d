/** Charts as pictures: of the promised size, with a bar where there was a cost, the same every time. */
import { distance } from 'fastest-levenshtein';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { createChartDrawer } from '../../src/charts/chart-drawer.ts';
import { createTesseractEngine } from '../../src/local-ocr/engine/tesseract.ts';
import type { ChartPoint, UsageChart } from '../../src/usage/stats/usage-chart.ts';

const drawer = createChartDrawer();
afterAll(drawer.close);

const point = (label: number, usd: number, invoices = 1): ChartPoint => ({
  ...{ label: String(label), invoices, costNanoUsd: usd * 1e9 },
});

async function readPixels(chart: UsageChart) {
  const image = sharp(await drawer.draw(chart)).removeAlpha();
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** Runs of columns, below the legend, in which the colour of cost stands: one a bar. */
function countBars({ data, width, height }: Awaited<ReturnType<typeof readPixels>>): number {
  const isCost = (x: number, y: number) => {
    const at = (y * width + x) * 3;
    return data[at] === 0x0b && data[at + 1] === 0x6e && data[at + 2] === 0x4f;
  };
  const from = Math.floor(width * 0.12);
  const row = Math.floor(height * 0.9);
  let bars = 0;
  for (let x = from; x < width; x++) if (isCost(x, row) && !isCost(x - 1, row)) bars += 1;
  return bars;
}

describe('a chart', () => {
  test('is a picture for a phone, with one bar for each day that cost something', async () => {
    const points = [point(1, 1), point(2, 0, 0), point(3, 1.5), point(4, 2)];
    const pixels = await readPixels({ title: 'February 2026, by day', points });
    expect([pixels.width, pixels.height]).toEqual([1600, 992]);
    expect(countBars(pixels)).toBe(3);
  });

  test('without any cost shows invoices alone', async () => {
    expect(countBars(await readPixels({ title: 'Free', points: [point(1, 0, 3), point(2, 0, 5)] }))).toBe(0);
  });

  test('is the same every time', async () => {
    const chart = { title: '₹ महीना', points: [point(1, 0.00002)] };
    expect(Buffer.from(await drawer.draw(chart)).equals(Buffer.from(await drawer.draw(chart)))).toBe(true);
  });

  test('has letters of its own for rupees and Hindi: each text leaves other ink', async () => {
    const draw = async (title: string) => Buffer.from(await drawer.draw({ title, points: [point(1, 1)] }));
    const [rupee, ka, kha, blank] = await Promise.all(['₹', 'क', 'ख', ' '].map(draw));
    expect(new Set([rupee, ka, kha, blank].map((png) => png?.toString('base64'))).size).toBe(4);
  });

  test('joins Hindi letters as they are read: an OCR engine reads the title', async () => {
    const title = 'शर्मा किराना भंडार';
    const { data, info } = await sharp(await drawer.draw({ title, points: [point(1, 1)] }))
      .extract({ left: 0, top: 0, width: 700, height: 90 })
      .resize(350)
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const engine = await createTesseractEngine('hin');
    const words = engine.readRow({ width: info.width, height: info.height, pixels: new Uint8Array(data) });
    expect(distance(words.map(({ text }) => text).join(' '), title)).toBeLessThanOrEqual(2);
  });
});
