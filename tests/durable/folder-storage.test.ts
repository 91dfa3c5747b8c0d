/** Storage in a folder: the contract of all storage, and what is true of files alone. */
import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createFolder } from '../support/folders.ts';
import { createTestStorage } from '../support/test-storage.ts';
import { describeStorage } from './storage-contract.ts';

const count = z.object({ count: z.int() });
const COUNT = { parse: count.parse, initial: { count: 0 } };
const ENTRIES = { parse: count.parse, entryName: 'thing' };
const LINES = { parse: count.parse };

describeStorage('a folder', {
  async create() {
    const folder = await createFolder();
    return { storage: createTestStorage(folder), reopen: async () => createTestStorage(folder) };
  },
});

/** The folder can be entered, what stands in `things/a` can't be read. The superuser reads all, so another one looks meanwhile. */
async function asAnotherUser(folder: string, work: () => Promise<void>): Promise<void> {
  const isSuperuser = process.geteuid?.() === 0;
  const paths = [folder, join(folder, 'things')];
  for (const path of paths) await chmod(path, 0o755);
  await chmod(join(folder, 'things', 'a'), isSuperuser ? 0o700 : 0);
  if (isSuperuser) process.seteuid?.(65_534);
  try {
    await work();
  } finally {
    if (isSuperuser) process.seteuid?.(0);
    await chmod(join(folder, 'things', 'a'), 0o700);
  }
}

describe('what is damaged is set aside, reported, and never fatal', () => {
  test('a value', async () => {
    const folder = await createFolder();
    await writeFile(join(folder, 'today.json'), '{"count":');
    const value = await createTestStorage(folder).value('today', COUNT);
    expect(value.get()).toEqual({ count: 0 });
    const [aside = ''] = await readdir(folder);
    expect(aside).toMatch(/^today\.json\.damaged-\d+$/);
    expect(await readFile(join(folder, aside), 'utf8')).toBe('{"count":');
  });

  test('an entry of a map, whose JSON is told where it is some', async () => {
    const folder = await createFolder();
    const map = await createTestStorage(folder).map('things', ENTRIES);
    for (const key of ['a', 'b', 'c']) await map.create(key, { count: 1 });
    await writeFile(join(folder, 'things', 'a', 'thing.json'), '{"count":"one"}');
    await writeFile(join(folder, 'things', 'b', 'thing.json'), '{"cou');
    const reopened = await createTestStorage(folder).map('things', ENTRIES);
    expect(reopened.damaged).toEqual([
      { key: 'a', kept: { count: 'one' } },
      { key: 'b', kept: undefined },
    ]);
    expect(reopened.all()).toEqual([{ count: 1 }]);
    await reopened.setAside('a');
    expect((await createTestStorage(folder).map('things', ENTRIES)).damaged).toEqual([
      { key: 'b', kept: undefined },
    ]);
    await reopened.setAside('b');
    expect(await readdir(join(folder, 'things-damaged'))).toHaveLength(2);
  });

  test('but not what this user may not read: nothing is wrong with it', async () => {
    const folder = await createFolder();
    const things = () => createTestStorage(folder).map('things', ENTRIES);
    await (await things()).create('a', { count: 1 });
    await asAnotherUser(folder, () => expect(things()).rejects.toThrow('EACCES'));
    expect((await things()).all()).toEqual([{ count: 1 }]);
    expect((await things()).damaged).toEqual([]);
  });

  test('a folder that a kill left without its value is removed', async () => {
    const folder = await createFolder();
    await mkdir(join(folder, 'things', 'half'), { recursive: true });
    await writeFile(join(folder, 'things', 'half', '1.jpg'), 'picture');
    const map = await createTestStorage(folder).map('things', ENTRIES);
    expect(map.damaged).toEqual([]);
    expect(await readdir(join(folder, 'things'))).toEqual([]);
  });

  test('lines of a journal', async () => {
    const folder = await createFolder();
    await writeFile(join(folder, 'seen.jsonl'), '{"count":1}\nnonsense\n\n{"count":2}\n{"cou');
    const journal = await createTestStorage(folder).journal('seen', LINES);
    expect(journal.entries).toEqual([{ count: 1 }, { count: 2 }]);
    expect(journal.wasDamaged).toBe(true);
    expect(await readFile(join(folder, 'seen.jsonl.damaged'), 'utf8')).toBe('nonsense\n{"cou\n');
    await journal.append([{ count: 3 }]);
    const { entries } = await createTestStorage(folder).journal('seen', LINES);
    expect(entries).toEqual([{ count: 1 }, { count: 2 }, { count: 3 }]);
  });

  test('a journal cut off or scribbled upon anywhere gives its whole lines, and takes more', async () => {
    const folder = await createFolder();
    const path = join(folder, 'seen.jsonl');
    await (await createTestStorage(folder).journal('seen', LINES)).append([{ count: 1 }, { count: 22 }]);
    const whole = await readFile(path);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length), fc.uint8Array({ maxLength: 20 }), async (length, rest) => {
        await writeFile(path, Buffer.concat([whole.subarray(0, length), rest]));
        const journal = await createTestStorage(folder).journal('seen', LINES);
        const wholeLines = whole.subarray(0, length).toString('latin1').split('\n').length - 1;
        expect(journal.entries.length).toBeGreaterThanOrEqual(wholeLines);
        await journal.append([{ count: 9 }]);
        const { entries } = await createTestStorage(folder).journal('seen', LINES);
        expect(entries.at(-1)).toEqual({ count: 9 });
      }),
      { numRuns: 60 },
    );
  });
});

describe('a disk that takes nothing', () => {
  test('rejects, keeps the change in memory, and has it with the next write', async () => {
    const folder = await createFolder();
    const map = await createTestStorage(folder).map('things', ENTRIES);
    await map.create('a', { count: 1 });
    const path = join(folder, 'things', 'a');
    await rm(path, { recursive: true });
    const failed = { code: 'disk_unavailable', retryable: true };
    await expect(map.update('a', () => ({ count: 2 }))).rejects.toMatchObject(failed);
    await expect(map.kept('a')).rejects.toMatchObject(failed);
    expect(map.get('a')).toEqual({ count: 2 });
    await expect(map.update('a', (same) => same)).rejects.toMatchObject(failed);
    await mkdir(path);
    await map.update('a', (same) => same);
    expect((await createTestStorage(folder).map('things', ENTRIES)).get('a')).toEqual({ count: 2 });
    await map.update('a', ({ count: n }) => ({ count: n + 1 }));
    expect((await createTestStorage(folder).map('things', ENTRIES)).get('a')).toEqual({ count: 3 });
  });

  test('leaves no half line behind that a later one is lost in', async () => {
    const folder = await createFolder();
    const journal = await createTestStorage(folder).journal('seen', LINES);
    await mkdir(join(folder, 'seen.jsonl'));
    await expect(journal.append([{ count: 1 }])).rejects.toMatchObject({ code: 'disk_unavailable' });
    await rm(join(folder, 'seen.jsonl'), { recursive: true });
    await journal.append([{ count: 2 }]);
    expect((await createTestStorage(folder).journal('seen', LINES)).entries).toEqual([{ count: 2 }]);
  });
});

test('everything is for its owner’s eyes only', async () => {
  const folder = join(await createFolder(), 'data');
  const storage = createTestStorage(folder);
  await (await storage.value('today', COUNT)).update(() => ({ count: 1 }));
  await (await storage.journal('seen', LINES)).append([{ count: 1 }]);
  await (await storage.map('things', ENTRIES)).create('a', { count: 1 });
  const modes = await Promise.all(
    ['.', 'things', 'things/a', 'today.json', 'seen.jsonl', 'things/a/thing.json'].map(
      async (name) => (await stat(join(folder, name))).mode & 0o777,
    ),
  );
  expect(modes).toEqual([0o700, 0o700, 0o700, 0o600, 0o600, 0o600]);
});
