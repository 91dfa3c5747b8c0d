/** Which way a page lies, and how it is straightened. */
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { findComponents } from '../../../src/local-ocr/image/components.ts';
import { toGrayImage, toSharp } from '../../../src/local-ocr/image/decode-image.ts';
import type { GrayImage } from '../../../src/local-ocr/image/gray-image.ts';
import { createInkMask } from '../../../src/local-ocr/image/ink-mask.ts';
import { findPaperCorners } from '../../../src/local-ocr/image/paper-edges.ts';
import { isInQuad, type Quad, straightenSheet } from '../../../src/local-ocr/image/perspective.ts';
import { resample } from '../../../src/local-ocr/image/resample.ts';
import { measureSkew } from '../../../src/local-ocr/image/skew.ts';
import { measureTextDirection } from '../../../src/local-ocr/image/text-direction.ts';
import { createGray, drawPage, valueAt } from './drawing.ts';

async function lettersOf(page: GrayImage, turnDegrees: number) {
  const turned = await toGrayImage(toSharp(page).rotate(turnDegrees, { background: 'white' }));
  return findComponents(createInkMask(turned)).filter(({ left, right }) => right - left < 60);
}

describe('which way text runs', () => {
  test.each([-40, -7, 0, 3, 25, 88, 90])('text turned by %i degrees runs that way', async (degrees) => {
    const direction = measureTextDirection(await lettersOf(await drawPage(), degrees));

    const error = (((direction - degrees + 90) % 180) + 180) % 180;
    expect(Math.abs(error - 90)).toBeLessThan(8);
  });

  test.each([-6, -1.3, 0, 0.4, 5.2])(
    'rows that lean by %d degrees are measured to a tenth',
    async (degrees) => {
      const skew = measureSkew(await lettersOf(await drawPage(), degrees), 0);

      expect(Math.abs(skew - degrees)).toBeLessThan(0.15);
    },
  );

  test('a page without letters does not lean', () => {
    expect(measureTextDirection([])).toBe(0);
    expect(measureSkew([], 0)).toBe(0);
  });
});

describe('resample', () => {
  test('turns clockwise, scales, and makes white what the turn uncovers', async () => {
    const page = createGray(100, 60, (x) => (x < 50 ? 0 : 255));

    const turned = await resample(page, { turnDegrees: 90, scale: 2 });

    expect([turned.width, turned.height]).toEqual([120, 200]);
    expect(valueAt(turned, 60, 40)).toBe(0);
    expect(valueAt(turned, 60, 160)).toBe(255);
  });

  test('what hardly leans is left alone', async () => {
    const page = createGray(40, 40, (x, y) => (x + y) % 256);

    expect(await resample(page, { turnDegrees: 0.1, scale: 1 })).toBe(page);
  });
});

describe('a sheet on a table', () => {
  const corners: Quad = [
    { x: 60, y: 40 },
    { x: 330, y: 60 },
    { x: 350, y: 370 },
    { x: 40, y: 350 },
  ];
  const onTable = (paper: number, table: number) =>
    createGray(400, 420, (x, y) => (isInQuad({ x, y }, corners) ? paper : table));

  test('its four corners are found', () => {
    const found = findPaperCorners(onTable(220, 70));

    corners.forEach((corner, index) => {
      expect(Math.abs((found?.[index]?.x ?? 0) - corner.x)).toBeLessThan(4);
      expect(Math.abs((found?.[index]?.y ?? 0) - corner.y)).toBeLessThan(4);
    });
  });

  test.each([
    ['fills the picture', createGray(400, 400, (x) => 200 + (x % 3))],
    ['is hardly brighter than the table', onTable(150, 130)],
    ['is round', createGray(400, 400, (x, y) => (Math.hypot(x - 200, y - 200) < 150 ? 230 : 40))],
    [
      'is a small label',
      createGray(400, 400, (x, y) => (x > 180 && x < 240 && y > 180 && y < 240 ? 230 : 40)),
    ],
  ])('no sheet is cut out if what is bright %s', (_, picture) => {
    expect(findPaperCorners(picture)).toBeUndefined();
  });

  test('seen from above it is a rectangle with its content in place', () => {
    // Where the diagonals cross.
    const middle = { x: 195.6, y: 194.4 };
    const photo = createGray(400, 420, (x, y) => {
      if (!isInQuad({ x, y }, corners)) return 0;
      return Math.hypot(x - middle.x, y - middle.y) < 8 ? 100 : 255;
    });

    const sheet = straightenSheet(photo, corners);

    expect(sheet.width).toBe(311);
    expect(valueAt(sheet, Math.round(sheet.width / 2), Math.round(sheet.height / 2))).toBe(100);
    for (const [x, y] of [
      [5, 5],
      [sheet.width - 6, 5],
      [5, sheet.height - 6],
    ] as const) {
      expect(valueAt(sheet, x, y)).toBe(255);
    }
  });

  test('cutting a rectangle out changes no pixel', async () => {
    const page = await toGrayImage(
      sharp({ create: { width: 50, height: 40, channels: 3, background: '#888' } }),
    );
    const whole: Quad = [
      { x: 0, y: 0 },
      { x: 50, y: 0 },
      { x: 50, y: 40 },
      { x: 0, y: 40 },
    ];

    expect(straightenSheet(page, whole)).toEqual(page);
  });
});
