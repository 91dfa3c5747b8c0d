/** The shadow of a disk: what a power cut leaves is what was synced, and no more. */
import fs from 'node:fs';
import {
  appendFile,
  type FileHandle,
  link,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import { createFolder } from '../support/folders.ts';
import { type PowerCut, readDisk, writeRemains } from './power-cut.ts';
import { watchSyncs } from './shadow-disk.mjs';

const STRICT: PowerCut = { names: 'none', bytes: 'none' };
const decoder = new TextDecoder();
const shadow = await watchSyncs();

describe.runIf(process.platform === 'linux')('a power cut', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await createFolder();
    shadow.forget();
  });

  /** File or folder → bytes as text, or names. */
  async function remains(cut = STRICT): Promise<Record<string, string | readonly string[]>> {
    const to = await createFolder();
    writeRemains(to, readDisk(folder), { cut, synced: shadow.synced(), random: () => 0.5 });
    const entries = await readdir(to, { recursive: true, withFileTypes: true });
    const pairs = entries.map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      const content = entry.isDirectory() ? await readdir(path) : await readFile(path, 'utf8');
      return [path.slice(to.length + 1), content] as const;
    });
    return Object.fromEntries(await Promise.all(pairs));
  }

  const at = (name: string) => join(folder, name);

  async function sync(name = '.'): Promise<void> {
    await withFile(name, 'r', (file) => file.sync());
  }

  async function withFile(
    name: string,
    flags: string,
    work: (file: FileHandle) => Promise<void>,
  ): Promise<void> {
    const file = await open(at(name), flags);
    try {
      await work(file);
    } finally {
      await file.close();
    }
  }

  test('takes a file whose folder was not synced, whatever became of its bytes', async () => {
    await withFile('a', 'w', async (file) => {
      await file.write('one');
      await file.sync();
    });
    expect(await remains()).toEqual({});
    await sync();
    expect(await remains()).toEqual({ a: 'one' });
  });

  test('takes bytes that were not synced, or leaves zeros, or leaves them', async () => {
    await writeFile(at('a'), 'one');
    await sync();
    expect(await remains()).toEqual({ a: '' });
    expect(await remains({ names: 'none', bytes: 'zeros' })).toEqual({ a: '\0\0\0' });
    expect(await remains({ names: 'none', bytes: 'all' })).toEqual({ a: 'one' });
    await withFile('a', 'r+', (file) => file.datasync());
    await appendFile(at('a'), ' two');
    expect(await remains()).toEqual({ a: 'one' });
    expect(await remains({ names: 'none', bytes: 'zeros' })).toEqual({ a: 'one\0\0\0\0' });
    expect(await remains({ names: 'none', bytes: 'all' })).toEqual({ a: 'one two' });
  });

  test('undoes a rename until the folder is synced', async () => {
    await writeFile(at('a'), 'old', { flush: true });
    await sync();
    await writeFile(at('.a.new'), 'new', { flush: true });
    await rename(at('.a.new'), at('a'));
    expect(await remains()).toEqual({ a: 'old' });
    expect(await remains({ names: 'all', bytes: 'none' })).toEqual({ a: 'new' });
    await sync();
    expect(await remains()).toEqual({ a: 'new' });
  });

  test('leaves a file that was moved in both folders until the one that it left is synced', async () => {
    await Promise.all([mkdir(at('from')), mkdir(at('to'))]);
    await writeFile(at('from/a'), 'one', { flush: true });
    for (const name of ['from', 'to', '.']) await sync(name);
    await rename(at('from/a'), at('to/a'));
    expect(await remains()).toEqual({ from: ['a'], 'from/a': 'one', to: [] });
    await sync('to');
    expect(await remains()).toEqual({ from: ['a'], 'from/a': 'one', to: ['a'], 'to/a': 'one' });
    await sync('from');
    expect(await remains()).toEqual({ from: [], to: ['a'], 'to/a': 'one' });
  });

  test('brings back what was removed, also if its inode would have gone to another file', async () => {
    await writeFile(at('a'), 'one', { flush: true });
    await sync();
    await rm(at('a'));
    await writeFile(at('b'), 'two', { flush: true });
    expect(await remains()).toEqual({ a: 'one' });
    await sync();
    expect(await remains()).toEqual({ b: 'two' });
  });

  test('takes a folder that its parent does not know of, with all that was synced in it', async () => {
    await mkdir(at('x/y'), { recursive: true });
    await writeFile(at('x/y/a'), 'one', { flush: true });
    await sync('x/y');
    await sync('.');
    expect(await remains()).toEqual({ x: [] });
    await sync('x');
    expect(await remains()).toEqual({ x: ['y'], 'x/y': ['a'], 'x/y/a': 'one' });
  });

  test('knows a link as a name of its own', async () => {
    await writeFile(at('a'), 'one', { flush: true });
    await sync();
    await link(at('a'), at('b'));
    expect(await remains()).toEqual({ a: 'one' });
    await sync();
    expect(await remains()).toEqual({ a: 'one', b: 'one' });
  });

  test.each(['flush', 'fsync', 'fdatasync'] as const)('leaves what was synced by %s', async (way) => {
    if (way === 'flush') {
      await appendFile(at('a'), 'one', { flush: true });
      await pipeline(['two'], fs.createWriteStream(at('b'), { flush: true }));
    } else {
      for (const [name, text] of [
        ['a', 'one'],
        ['b', 'two'],
      ] as const) {
        await withFile(name, 'w', async (file) => {
          await file.writeFile(text);
          await new Promise<void>((resolve) => fs[way](file.fd, () => resolve()));
        });
      }
    }
    await sync();
    expect(await remains()).toEqual({ a: 'one', b: 'two' });
  });

  test('leaves what was there when the sync began', async () => {
    await withFile('a', 'w', async (file) => {
      await file.write('one');
      const syncing = file.sync();
      fs.writeSync(file.fd, ' two');
      await syncing;
    });
    await sync();
    expect(await remains()).toEqual({ a: 'one' });
    expect([...shadow.synced().files.values()].map((bytes) => decoder.decode(bytes))).toEqual(['one']);
  });
});
