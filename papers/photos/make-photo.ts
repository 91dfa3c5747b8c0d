/** Makes bad photos of clean pages, the same ones every time: turned, blurred, dim, shadowed, small, askew on a table. */
import sharp, { type Sharp } from 'sharp';
import { toGrayImage, toSharp } from '../../src/local-ocr/image/decode-image.ts';
import type { GrayImage } from '../../src/local-ocr/image/gray-image.ts';
import { straightenSheet } from '../../src/local-ocr/image/perspective.ts';

/** From 0 to 1. */
type Random = () => number;

const TABLE = '#464646';

const PHOTO_MAKERS = {
  rotated: async (page, random) => {
    const degrees = spread(random, 2, 6) * (random() < 0.5 ? -1 : 1);
    return toJpeg(sharp(page).rotate(degrees, { background: TABLE }));
  },

  sideways: async (page, random) => toJpeg(sharp(page).rotate(random() < 0.5 ? 90 : 270)),

  blurred: async (page, random) => toJpeg(sharp(page).blur(spread(random, 1, 1.4))),

  dim: async (page, random) => {
    const dark = await toGrayImage(
      sharp(page)
        .linear(spread(random, 0.3, 0.4), 12)
        .blur(0.6),
    );
    return toJpeg(toSharp(addNoise(dark, 5, random)));
  },

  shadowed: async (page, random) => {
    const bright = await toGrayImage(sharp(page));
    return toJpeg(toSharp(addNoise(castShadow(bright, random), 4, random)));
  },

  'low-resolution': async (page, random) => {
    const { width } = await sharp(page).metadata();
    return toJpeg(sharp(page).resize(Math.round(width * spread(random, 0.66, 0.72))), 75);
  },

  /** As Telegram recompresses photos: 1280 pixels along the longer side. */
  telegram: async (page, random) => {
    const turned = await sharp(page)
      .rotate(spread(random, -1.5, 1.5), { background: 'white' })
      .toBuffer();
    const shaded = castShadow(await toGrayImage(sharp(turned)), random);
    return toJpeg(toSharp(shaded).resize(1280, 1280, { fit: 'inside' }));
  },

  /** Askew, seen from one side, on a dark table with a grain. */
  'on-a-table': async (page, random) => toJpeg(toSharp(await layOnTable(page, random))),
} as const satisfies Record<string, (page: Buffer, random: Random) => Promise<Buffer>>;

export type PhotoKind = keyof typeof PHOTO_MAKERS;

export const PHOTO_KINDS = Object.keys(PHOTO_MAKERS) as readonly PhotoKind[];

/** A JPEG, the same for the same page, kind and seed. */
export function makePhoto(page: Buffer, kind: PhotoKind, seed: number): Promise<Buffer> {
  return PHOTO_MAKERS[kind](page, createRandom(seed));
}

/** The mulberry32 generator. */
function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function spread(random: Random, from: number, to: number): number {
  return from + random() * (to - from);
}

function toJpeg(image: Sharp, quality = 82): Promise<Buffer> {
  return image.flatten({ background: 'white' }).jpeg({ quality }).toBuffer();
}

/** A hand's shadow with a soft edge over one part, and light that falls off over the whole. */
function castShadow({ width, height, pixels }: GrayImage, random: Random): GrayImage {
  const angle = spread(random, 0, 2 * Math.PI);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const border = spread(random, -0.15, 0.15) * Math.max(width, height);
  const softness = 0.02 * Math.max(width, height);
  const darkness = spread(random, 0.4, 0.55);
  const shaded = new Uint8Array(pixels.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const along = (x - width / 2) * cos + (y - height / 2) * sin;
      const shadow = 1 - darkness / (1 + Math.exp(-(along - border) / softness));
      const falloff = 1 - (0.25 * (along + height / 2)) / height;
      shaded[y * width + x] = Math.min(255, (pixels[y * width + x] ?? 0) * shadow * falloff);
    }
  }
  return { width, height, pixels: shaded };
}

function addNoise({ width, height, pixels }: GrayImage, deviation: number, random: Random): GrayImage {
  // The sum of three even draws is near enough to a bell curve, whose deviation is then a half.
  const noisy = pixels.map((value) => {
    const draw = (random() + random() + random() - 1.5) * 2 * deviation;
    return Math.min(255, Math.max(0, value + draw));
  });
  return { width, height, pixels: noisy };
}

async function layOnTable(page: Buffer, random: Random): Promise<GrayImage> {
  const { width, height } = await sharp(page).metadata();
  const margin = Math.round(0.14 * Math.max(width, height));
  const rim = { top: margin, bottom: margin, left: margin, right: margin };
  const paper = sharp(page).flatten({ background: 'white' }).linear(0.86, 10);
  const table = await toGrayImage(
    sharp(
      await paper
        .extend({ ...rim, background: TABLE })
        .png()
        .toBuffer(),
    ),
  );
  // What the camera sees is a quad that is no rectangle, around the sheet.
  const near = () => spread(random, 0.15, 0.85) * margin;
  const [right, bottom] = [table.width, table.height];
  const seen = straightenSheet(table, [
    { x: near(), y: near() },
    { x: right - near(), y: near() },
    { x: right - near(), y: bottom - near() },
    { x: near(), y: bottom - near() },
  ]);
  return addNoise(seen, 4, random);
}
