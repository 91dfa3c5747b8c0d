/** Shadows go, print stays: light and ink of a page. */
import { describe, expect, test } from 'vitest';
import { flattenLight } from '../../../src/local-ocr/image/flatten-light.ts';
import { countValues, findPercentile } from '../../../src/local-ocr/image/gray-image.ts';
import { createInkMask, findOtsuThreshold } from '../../../src/local-ocr/image/ink-mask.ts';
import { createGray, drawPage, valueAt } from './drawing.ts';

describe('flattenLight', () => {
  test('paper in a shadow with a sharp edge becomes white, on both sides of the edge', () => {
    const shadowed = createGray(800, 600, (x) => (x < 400 ? 230 : 110));

    const flat = flattenLight(shadowed);

    for (const x of [10, 300, 370, 430, 500, 790]) expect(valueAt(flat, x, 300)).toBeGreaterThan(240);
  });

  test('a page in a shadow that deepens gives the same ink as the page in even light', async () => {
    const page = await drawPage();
    const shadowed = createGray(page.width, page.height, (x, y) => {
      return valueAt(page, x, y) * (1 - (0.55 * x) / page.width);
    });

    const expected = createInkMask(flattenLight(page)).ink;
    const ink = createInkMask(flattenLight(shadowed)).ink;

    const differing = ink.filter((value, at) => value !== expected[at]).length;
    expect(differing).toBeLessThan(0.02 * expected.filter((value) => value === 1).length);
  });

  test('a dark bar in the head of a table stays dark', () => {
    const page = createGray(1200, 900, (_, y) => (y > 300 && y < 345 ? 50 : 240));

    const flat = flattenLight(page);

    expect(valueAt(flat, 600, 322)).toBeLessThan(120);
    expect(valueAt(flat, 600, 200)).toBeGreaterThan(245);
  });
});

describe('ink', () => {
  test('the threshold lies between two kinds of pixels', () => {
    const image = createGray(100, 100, (x) => (x < 20 ? 40 : 220));

    const threshold = findOtsuThreshold(countValues(image.pixels));

    expect(threshold).toBeGreaterThan(40);
    expect(threshold).toBeLessThanOrEqual(220);
  });

  test('grey print is ink and a tinted row is not', () => {
    const image = createGray(100, 100, (x, y) => (y < 10 ? 20 : y < 20 ? 130 : x < 50 ? 215 : 255));

    const { ink } = createInkMask(image);

    expect([ink[50], ink[1550], ink[5010], ink[5090]]).toEqual([1, 1, 0, 0]);
  });

  test('a page without anything on it has no ink', () => {
    const { ink } = createInkMask(createGray(50, 50, () => 255));

    expect(ink).not.toContain(1);
  });

  test('a percentile is the value that so many pixels do not pass', () => {
    const counts = countValues(Uint8Array.from({ length: 100 }, (_, index) => index));

    expect(findPercentile(counts, 0.9)).toBe(89);
    expect(findPercentile(counts, 1)).toBe(99);
  });
});
