/** The append-only file, with real files in real trouble. */
import {
  appendFile,
  copyFile,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Ledger, openLedger } from '../../src/durable/append-log/append-log.ts';
import { createFolder } from '../support/folders.ts';
import { createMemoryLog } from '../usage/memory-log.ts';

const NAME = 'usage.jsonl';

async function open(folder: string, log = createMemoryLog()): Promise<Ledger> {
  const ledger = await openLedger({ path: join(folder, NAME), isSynced: false, log, now: () => new Date() });
  onTestFinished(() => ledger.close());
  return ledger;
}

async function readAll(ledger: Ledger, from = 0): Promise<string[]> {
  const lines: string[] = [];
  for await (const { bytes, isTooLong } of ledger.read(from)) {
    if (isTooLong) lines.push('(too long)');
    else lines.push(...bytes.toString('utf8').replace(/\n$/, '').split('\n'));
  }
  return lines;
}

/** Appends, and tells where each line begins. */
async function append(ledger: Ledger, lines: readonly string[]): Promise<number[]> {
  await ledger.append(lines);
  const lengths = lines.map((line) => Buffer.byteLength(line) + 1);
  const end = ledger.endPosition();
  return lengths.map((_, index) => end - lengths.slice(index).reduce((sum, length) => sum + length, 0));
}

const numbered = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) =>
    JSON.stringify({ no: from + index, text: '₹'.repeat(index % 7) }),
  );

describe('what was appended', () => {
  test('is read back in order, and each line by its position in one go', async () => {
    const ledger = await open(await createFolder());
    const positions = [...(await append(ledger, numbered(0, 3))), ...(await append(ledger, numbered(3, 2)))];
    expect(await readAll(ledger)).toEqual(numbered(0, 3).concat(numbered(3, 2)));
    expect(ledger.readLine(positions[4] ?? -1)).toBe(numbered(3, 2)[1]);
    expect(await readAll(ledger, positions[3])).toEqual(numbered(3, 2));
  });

  test('is there again after a start, whatever its length', async () => {
    const folder = await createFolder();
    const lines = fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(lines, fc.integer({ min: 1, max: 400_000 }), async (texts, length) => {
        await rm(join(folder, NAME), { force: true });
        const wanted = [...texts, 'x'.repeat(length)].map((text) => JSON.stringify({ text }));
        const first = await openLedger({
          path: join(folder, NAME),
          isSynced: true,
          log: createMemoryLog(),
          now: () => new Date(),
        });
        await first.append(wanted);
        await first.close();
        const second = await open(folder);
        expect(await readAll(second)).toEqual(wanted);
        await second.close();
      }),
      { numRuns: 30 },
    );
  });
});

describe('at the start', () => {
  test.each([
    ['half a record', '{"no":2,"te', '', 'cut'],
    ['NULs after a power cut', '\0'.repeat(70_000), '', 'cut'],
    ['a whole record without its line end', '{"no":2}', '{"no":2}\n', 'completed'],
  ])('a torn tail of %s is mended and reported', async (_name, tail, left, kind) => {
    const folder = await createFolder();
    await writeFile(join(folder, NAME), `{"no":1}\n${tail}`);
    const log = createMemoryLog();
    const ledger = await open(folder, log);
    await ledger.append(['{"no":3}']);
    expect(await readFile(join(folder, NAME), 'utf8')).toBe(`{"no":1}\n${left}{"no":3}\n`);
    expect(log.entries).toMatchObject([{ level: 'warn', data: { kind, fragmentBytes: tail.length } }]);
  });

  test('a folder in its place is a clear error', async () => {
    const folder = await createFolder();
    await mkdir(join(folder, NAME));
    await expect(open(folder)).rejects.toMatchObject({ code: 'EISDIR' });
  });

  test('a byte order mark is not part of the first line', async () => {
    const folder = await createFolder();
    await writeFile(join(folder, NAME), '\ufeff{"no":1}\n{"no":2}\n');
    expect(await readAll(await open(folder))).toEqual(['{"no":1}', '{"no":2}']);
  });

  test('a line of 10 MB is read, one without end is skipped and not held in memory', async () => {
    const folder = await createFolder();
    const long = 'x'.repeat(10_000_000);
    await writeFile(join(folder, NAME), `a\n${long}\nb\n${'y'.repeat(40_000_000)}\nc\n`);
    const lines = await readAll(await open(folder));
    expect(lines.map((line) => line.length)).toEqual([1, long.length, 1, '(too long)'.length, 1]);
  });

  test('files that logrotate moved away come first, oldest first; packed ones are named', async () => {
    const folder = await createFolder();
    const put = (suffix: string) => writeFile(join(folder, NAME + suffix), `"${suffix}"\n`);
    for (const suffix of ['', '.1', '.2', '.10', '-20260101', '-20260201', '.3.gz', '.bak', '.1.txt'])
      await put(suffix);
    const log = createMemoryLog();
    const ledger = await open(folder, log);
    expect(await readAll(ledger)).toEqual(['"-20260101"', '"-20260201"', '".10"', '".2"', '".1"', '""']);
    expect(log.entries).toMatchObject([{ data: { packed: [`${NAME}.3.gz`] } }]);
  });
});

describe('under a running process a file', () => {
  async function startWith(count: number) {
    const folder = await createFolder();
    const path = join(folder, NAME);
    const ledger = await open(folder);
    const positions = await append(ledger, numbered(0, count));
    return { folder, path, ledger, positions };
  }

  test('that is renamed is followed by a new one; all lines stay readable', async () => {
    const { folder, path, ledger, positions } = await startWith(3);
    await rename(path, `${path}.1`);
    const [next = -1] = await append(ledger, ['{"no":3}']);
    expect(await readFile(path, 'utf8')).toBe('{"no":3}\n');
    expect(ledger.readLine(positions[1] ?? -1)).toBe(numbered(0, 3)[1]);
    expect(ledger.readLine(next)).toBe('{"no":3}');
    expect(await readAll(await open(folder))).toEqual([...numbered(0, 3), '{"no":3}']);
  });

  test('that is renamed and created anew, as logrotate does, is found', async () => {
    const { path, ledger } = await startWith(3);
    await rename(path, `${path}-20260206`);
    await writeFile(path, '');
    await ledger.append(['{"no":3}']);
    expect(await readFile(path, 'utf8')).toBe('{"no":3}\n');
    expect(await readAll(ledger)).toHaveLength(4);
  });

  test('that is copied and truncated is found in its copy', async () => {
    const { path, ledger, positions } = await startWith(3);
    await copyFile(path, `${path}.1`);
    await truncate(path);
    await ledger.append(['{"no":3}']);
    expect(await readFile(path, 'utf8')).toBe('{"no":3}\n');
    expect(ledger.readLine(positions[2] ?? -1)).toBe(numbered(0, 3)[2]);
  });

  test('that is truncated loses no line that came after the copy was made', async () => {
    const { path, ledger } = await startWith(3);
    await copyFile(path, `${path}.1`);
    await ledger.append(['{"no":3}', '{"no":4}']);
    await truncate(path);
    await ledger.append(['{"no":5}']);
    expect(await readFile(path, 'utf8')).toBe('{"no":3}\n{"no":4}\n{"no":5}\n');
  });

  test('that is deleted is made anew, and its folder with it', async () => {
    const { folder, path, ledger, positions } = await startWith(3);
    await rm(path);
    await ledger.append(['{"no":3}']);
    expect(await readFile(path, 'utf8')).toBe('{"no":3}\n');
    expect(ledger.readLine(positions[0] ?? -1)).toBeUndefined();
    await rm(folder, { recursive: true });
    await ledger.append(['{"no":4}']);
    expect(await readFile(path, 'utf8')).toBe('{"no":4}\n');
  });

  test('that becomes a folder refuses lines until the folder is gone', async () => {
    const { path, ledger } = await startWith(1);
    await rm(path);
    await mkdir(path);
    await expect(ledger.append(['{"no":1}'])).rejects.toMatchObject({ code: 'EISDIR' });
    await rm(path, { recursive: true });
    await ledger.append(['{"no":1}']);
    expect(await readFile(path, 'utf8')).toBe('{"no":1}\n');
  });

  test('that others write to keeps their lines and ours whole', async () => {
    const { path, ledger } = await startWith(1);
    await appendFile(path, '{"foreign":1}\n{"torn');
    const [position = -1] = await append(ledger, ['{"no":1}']);
    expect(await readFile(path, 'utf8')).toBe(`${numbered(0, 1)[0]}\n{"foreign":1}\n{"no":1}\n`);
    expect(ledger.readLine(position)).toBe('{"no":1}');
  });

  test('may be rotated at any moment: no line is lost and none is torn', async () => {
    const { folder, path, ledger } = await startWith(0);
    const writing = (async () => {
      for (let no = 0; no < 300; no++) await ledger.append(numbered(no, 1));
    })();
    for (let turn = 9; turn > 0; turn--) {
      await ledgerGrows(path);
      await rename(path, `${path}.${turn}`);
    }
    await writing;
    const numbers = (await readAll(await open(folder))).map((line) => JSON.parse(line).no);
    expect(numbers).toEqual(Array.from({ length: 300 }, (_, no) => no));
    expect((await readdir(folder)).length).toBeGreaterThan(5);
  });
});

/** Waits until the file has something in it. */
async function ledgerGrows(path: string): Promise<void> {
  while ((await readFile(path, 'utf8').catch(() => '')) === '') await new Promise(setImmediate);
}

describe('a fingerprint', () => {
  test('holds when lines are added or a file is rotated, not when what stood before changes', async () => {
    const folder = await createFolder();
    const ledger = await open(folder);
    await ledger.append(numbered(0, 500));
    const position = ledger.endPosition();
    const before = ledger.fingerprint(position);
    await rename(join(folder, NAME), join(folder, `${NAME}.1`));
    await ledger.append(numbered(500, 10));
    expect(ledger.fingerprint(position)).toBe(before);
    expect((await open(folder)).fingerprint(position)).toBe(before);
    const content = await readFile(join(folder, `${NAME}.1`), 'utf8');
    await writeFile(join(folder, `${NAME}.1`), content.replace('"no":250', '"no":25'));
    expect((await open(folder)).fingerprint(position)).not.toBe(before);
    expect((await open(folder)).fingerprint(position * 2)).toBeUndefined();
  });
});
