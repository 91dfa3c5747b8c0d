/** Who may import whom (DESIGN: the import table), and which file alone may import which vendor SDK. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const SRC = fileURLToPath(new URL('../src/', import.meta.url));

/** Room → rooms that it may import from, beside itself. A file at the top of src/ is a room of its own. */
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

/** Package → the only file that may import it. */
const SOLE_IMPORTER: Readonly<Record<string, string>> = {
  '@google/generative-ai': 'gemini/gemini-client.ts',
  googleapis: 'google-sheets/sheets-client.ts',
  'prom-client': 'health/metrics.ts',
  '@hyzyla/pdfium': 'local-ocr/pdf/raster.ts',
  'zxing-wasm': 'local-ocr/image/codes/qr-codes.ts',
  jose: 'invoice/e-invoice/signed-qr.ts',
  cockatiel: 'model-reading/circuit.ts',
  echarts: 'charts/draw-chart.ts',
  '@napi-rs/canvas': 'charts/draw-chart.ts',
  'fs-native-extensions': 'durable/folder-lock.ts',
  piscina: 'concurrency/task-pool.ts',
};

interface Import {
  readonly file: string;
  readonly target: string;
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !file.endsWith('.d.ts'),
);
const imports = files.flatMap(importsOf);

describe('architecture', () => {
  test('the whole of src/ was looked at', () => {
    expect(files.length).toBeGreaterThan(20);
    expect(imports.length).toBeGreaterThan(files.length);
    expect(new Set(files.map(roomOf))).toEqual(new Set(Object.keys(MAY_IMPORT)));
  });

  test('rooms import only what the table allows', () => {
    const broken = imports.filter(({ file, target }) => target.startsWith('.') && !isAllowed(file, target));
    expect(broken).toEqual([]);
  });

  test('while tracking is off, none of its code is loaded: other rooms take its types alone', () => {
    const others = files.filter((file) => roomOf(file) !== 'usage');
    const loads = /^(?:import|export) (?!type\b)[^;]*?from '[^']*\/usage\//m;
    const broken = others.filter((file) => loads.test(readFileSync(join(SRC, file), 'utf8')));
    expect(broken).toEqual([]);
  });

  test('a vendor SDK has one importer', () => {
    const broken = imports.filter(({ file, target }) => {
      const owner = SOLE_IMPORTER[packageOf(target)];
      return owner !== undefined && owner !== file;
    });
    expect(broken).toEqual([]);
    for (const owner of Object.values(SOLE_IMPORTER)) expect(files).toContain(owner);
  });

  test('what runs in the browser takes nothing but types from outside its folder', () => {
    const folder = 'local-telegram/chat-page/browser/';
    const inBrowser = files.filter((file) => file.startsWith(folder));
    expect(inBrowser.length).toBeGreaterThan(20);
    const broken = inBrowser.filter((file) =>
      /^(?:import|export) (?!type)[^;]*from '(?!\.\/)/m.test(readFileSync(join(SRC, file), 'utf8')),
    );
    expect(broken).toEqual([]);
  });

  test('only main reads process.env', () => {
    const readers = files.filter((file) => readFileSync(join(SRC, file), 'utf8').includes('process.env'));
    expect(readers).toEqual(['main.ts']);
  });
});

function importsOf(file: string): Import[] {
  const source = readFileSync(join(SRC, file), 'utf8');
  const specifiers = source.matchAll(/(?:\bfrom\s*|\bimport\s*\(\s*|^import\s+)'([^']+)'/gm);
  return [...specifiers].map((match) => ({ file, target: match[1] ?? '' }));
}

function isAllowed(file: string, target: string): boolean {
  const from = roomOf(file);
  const to = roomOf(normalize(join(dirname(file), target)));
  const allowed = MAY_IMPORT[from] ?? [];
  return to !== 'main' && (from === to || allowed.includes('*') || allowed.includes(to));
}

function roomOf(file: string): string {
  return (file.split('/')[0] ?? '').replace(/\.ts$/, '');
}

function packageOf(target: string): string {
  return target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/');
}
