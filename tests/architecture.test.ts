/** Who may import whom, in circles never; which file alone may import which package; how large a folder may grow. */
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findCircles, importsOf, isSource, listFiles, readSource } from './support/source-files.ts';

/** Room of src/ → rooms that it may import from, beside itself. A file at the top of src/ is a room of its own. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  logger: [],
  'local-time': [],
  concurrency: ['errors'],
  durable: ['errors'],
  http: ['errors'],
  invoice: ['errors'],
  usage: ['durable', 'errors'],
  customers: ['invoice', 'durable', 'local-time', 'errors'],
  reader: ['invoice', 'usage', 'errors'],
  sheet: ['invoice', 'concurrency', 'local-time', 'errors'],
  'page-files': ['reader', 'concurrency', 'errors'],
  scan: ['reader', 'sheet', 'invoice', 'usage', 'durable', 'concurrency', 'local-time', 'errors'],
  jobs: ['scan', 'durable', 'errors'],
  'model-reading': ['reader', 'invoice', 'usage', 'concurrency', 'errors'],
  gemini: ['model-reading', 'reader', 'usage', 'http', 'errors'],
  'local-ocr': ['reader', 'page-files', 'invoice', 'usage', 'concurrency', 'errors'],
  'google-sheets': ['sheet', 'http', 'concurrency', 'errors'],
  'csv-sheets': ['sheet', 'durable', 'errors'],
  charts: ['usage', 'concurrency'],
  health: ['http'],
  bot: [
    'customers',
    'jobs',
    'scan',
    'page-files',
    'sheet',
    'invoice',
    'usage',
    'durable',
    'http',
    'local-time',
    'errors',
  ],
  'local-telegram': ['durable', 'http'],
  config: ['customers', 'invoice', 'sheet'],
  app: ['*'],
  main: ['*'],
};

/** Top-level folder → what else of ours it may take. Tests and bench know nothing of each other. */
const MAY_REACH: Readonly<Record<string, readonly string[]>> = {
  src: [],
  loopback: ['src/local-telegram/'],
  papers: ['src/invoice/', 'src/reader/', 'src/local-ocr/', 'src/scan/'],
  tests: ['papers/', 'loopback/', 'src/'],
  bench: ['papers/', 'loopback/', 'src/'],
};

/** Package → the one file of src/ that imports it. Packages that several files import do not stand here. */
const SOLE_IMPORTER: Readonly<Record<string, string>> = {
  '@google/generative-ai': 'gemini/gemini-client.ts',
  '@grammyjs/auto-retry': 'bot/bot.ts',
  googleapis: 'google-sheets/sheets-client.ts',
  'prom-client': 'health/metrics.ts',
  '@hyzyla/pdfium': 'local-ocr/pdf/raster.ts',
  'zxing-wasm': 'local-ocr/image/codes/qr-codes.ts',
  'tesseract.js-core': 'local-ocr/engine/tesseract.ts',
  jose: 'invoice/e-invoice/signed-qr.ts',
  cockatiel: 'model-reading/calls/circuit.ts',
  echarts: 'charts/draw-chart.ts',
  '@napi-rs/canvas': 'charts/draw-chart.ts',
  'fs-native-extensions': 'durable/folder-lock.ts',
  piscina: 'concurrency/task-pool.ts',
  croner: 'usage/upkeep.ts',
  dotenv: 'main.ts',
  'file-type': 'page-files/page-files.ts',
  'pino-pretty': 'logger.ts',
};

/** A folder with more files wants rooms inside. */
const MAX_FILES = 15;

/** Folder → why it may hold more. */
const CROWDED: Readonly<Record<string, string>> = {
  'papers/drawn': 'the kept files of each drawn invoice, written by papers/drawing/draw.ts',
  'papers/layouts': 'a file for each drawn invoice',
  'tests/invoice': 'what the tests of its rooms share lies beside those of the files at its top',
  'tests/invoice/rules': 'a test and its cases for each set of rules',
  'tests/upgrade/fixtures/0.1/telegram/files': 'kept as version 0.1 wrote them',
};

const PACKAGES: ReadonlySet<string> = new Set(
  Object.keys(JSON.parse(readSource('package.json')).dependencies),
);
const FOLDERS = Object.keys(MAY_REACH);
const allFiles = FOLDERS.flatMap(listFiles);
const sources = allFiles.filter(isSource);
const imports = sources.flatMap(importsOf);
const files = sources.filter((file) => folderOf(file) === 'src');
const importsInSrc = imports.filter(({ file }) => folderOf(file) === 'src');

describe('architecture', () => {
  test('all sources were looked at', () => {
    for (const folder of FOLDERS)
      expect(sources.filter((file) => folderOf(file) === folder).length).toBeGreaterThan(5);
    expect(imports.length).toBeGreaterThan(sources.length);
    expect(new Set(files.map(roomOf))).toEqual(new Set(Object.keys(MAY_IMPORT)));
  });

  test('rooms import only what the table allows', () => {
    const broken = importsInSrc.filter(
      ({ file, target }) => folderOf(target) === 'src' && !isAllowed(file, target),
    );
    expect(broken).toEqual([]);
  });

  test('tests, bench and what both use take only what the table allows', () => {
    const broken = imports.filter(({ file, target }) => {
      const [from, to] = [folderOf(file), folderOf(target)];
      const allowed = MAY_REACH[from] ?? [];
      return from !== to && FOLDERS.includes(to) && !allowed.some((place) => target.startsWith(place));
    });
    expect(broken).toEqual([]);
  });

  test('no files import each other round about', () => {
    expect([...findCircles(imports)].sort()).toEqual([]);
  });

  test('a folder has a few files, or a reason', () => {
    const counts = new Map<string, number>();
    for (const folder of allFiles.map(dirname)) counts.set(folder, (counts.get(folder) ?? 0) + 1);
    const crowded = [...counts].filter(([, count]) => count > MAX_FILES).map(([folder]) => folder);
    expect(crowded.sort()).toEqual(Object.keys(CROWDED).sort());
  });

  test('while tracking is off, none of its code is loaded: other rooms take its types alone', () => {
    const others = files.filter((file) => roomOf(file) !== 'usage');
    const loads = /^(?:import|export) (?!type\b)[^;]*?from '[^']*\/usage\//m;
    expect(others.filter((file) => loads.test(readSource(file)))).toEqual([]);
  });

  test('a package that one file imports stays with that file', () => {
    const importers = new Map<string, Set<string>>();
    for (const { file, target } of importsInSrc.filter((one) => PACKAGES.has(packageOf(one.target)))) {
      const name = packageOf(target);
      importers.set(name, new Set(importers.get(name)).add(file.slice('src/'.length)));
    }
    const sole = [...importers].filter(([, all]) => all.size === 1).map(([name, all]) => [name, ...all]);
    expect(Object.fromEntries(sole)).toEqual(SOLE_IMPORTER);
  });

  test('what runs in the browser takes nothing but types from outside its folder', () => {
    const folder = 'src/local-telegram/chat-page/browser/';
    const inBrowser = files.filter((file) => file.startsWith(folder));
    expect(inBrowser.length).toBeGreaterThan(20);
    const broken = importsInSrc.filter(
      ({ file, target }) => file.startsWith(folder) && !target.startsWith(folder) && !isOfTypes(file, target),
    );
    expect(broken).toEqual([]);
  });

  test('only main reads process.env', () => {
    expect(files.filter((file) => readSource(file).includes('process.env'))).toEqual(['src/main.ts']);
  });
});

function isAllowed(file: string, target: string): boolean {
  const [from, to] = [roomOf(file), roomOf(target)];
  const allowed = MAY_IMPORT[from] ?? [];
  return to !== 'main' && (from === to || allowed.includes('*') || allowed.includes(to));
}

/** `src/scan/scan.ts` → `src` */
function folderOf(path: string): string {
  return path.split('/')[0] ?? '';
}

/** `src/scan/scan.ts` → `scan` */
function roomOf(file: string): string {
  return (file.split('/')[1] ?? '').replace(/\.ts$/, '');
}

/** Whether all that the file takes from the target are types. */
function isOfTypes(file: string, target: string): boolean {
  const loads = readSource(file).matchAll(/^(?:import|export) (?!type\b)[^;]*?from '([^']*)'/gm);
  const name = target.slice(target.lastIndexOf('/') + 1);
  return ![...loads].some(([, specifier = '']) => specifier.endsWith(`/${name}`));
}

function packageOf(target: string): string {
  return target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/');
}
