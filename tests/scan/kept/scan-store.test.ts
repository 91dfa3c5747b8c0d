import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ScanError } from '../../../src/errors.ts';
import type { Scan } from '../../../src/scan/value/scan.ts';
import { queueScan, saveScan } from '../../../src/scan/value/scan-steps.ts';
import { createFolder } from '../../support/folders.ts';
import { createDraft, NOW, openTestScans } from '../scans.ts';

const openStore = openTestScans;

const draft = createDraft;

async function onDisk(dataDir: string, scanId = 'scan_1'): Promise<unknown> {
  return JSON.parse(await readFile(join(dataDir, 'scans', scanId, 'scan.json'), 'utf8'));
}

describe('scan store', () => {
  test('a scan, its changes and its pages are there after a restart', async () => {
    const dataDir = await createFolder();
    const store = await openStore(dataDir);
    await store.create(draft());
    await store.writeFile('scan_1', '10.jpg', Buffer.from('picture'));
    await store.update('scan_1', (scan) => ({ ...scan, statusMessageId: 7 }));

    const reopened = await openStore(dataDir);
    expect(reopened.all()).toEqual([{ ...draft(), statusMessageId: 7 }]);
    expect(Buffer.from(await reopened.readFile('scan_1', '10.jpg')).toString()).toBe('picture');
  });

  test('a scan that a newer program kept ends the start, and stays where it is', async () => {
    const dataDir = await createFolder();
    await (await openStore(dataDir)).create(draft());
    const path = join(dataDir, 'scans', 'scan_1', 'scan.json');
    const newer = JSON.stringify({ ...draft(), version: 3, state: 'dreaming' });
    await writeFile(path, newer);
    await expect(openStore(dataDir)).rejects.toThrow('written by a newer version of the bot');
    expect(await readFile(path, 'utf8')).toBe(newer);
  });

  test('what the disk refuses at the start is no damage', async () => {
    const dataDir = await createFolder();
    await (await openStore(dataDir)).create(draft());
    const path = join(dataDir, 'scans', 'scan_1', 'scan.json');
    await rm(path);
    await mkdir(path); // to be read like a file: EISDIR
    await expect(openStore(dataDir)).rejects.toMatchObject({ code: 'EISDIR' });
    expect(await readdir(join(dataDir, 'scans'))).toEqual(['scan_1']);
  });

  test('a page whose file is gone is the fault of the disk', async () => {
    const store = await openStore(await createFolder());
    await store.create(draft());
    await expect(store.readFile('scan_1', '10.jpg')).rejects.toMatchObject({
      name: 'ScanError',
      code: 'disk_unavailable',
      retryable: false,
    });
  });

  test('a change shows at once in memory, and is on disk when its promise resolves', async () => {
    const dataDir = await createFolder();
    const store = await openStore(dataDir);
    await store.create(draft());
    const written = store.update('scan_1', (scan) => queueScan(scan, NOW));
    expect(store.get('scan_1')?.state).toBe('queued');
    await written;
    expect(await onDisk(dataDir)).toMatchObject({ state: 'queued' });
  });

  test('a hundred changes at once are all on disk, each seeing the one before', async () => {
    const dataDir = await createFolder();
    const store = await openStore(dataDir);
    await store.create(draft());
    const count = (scan: Scan) => ({ ...scan, statusMessageId: (scan.statusMessageId ?? 0) + 1 });
    await Promise.all(Array.from({ length: 100 }, () => store.update('scan_1', count)));
    expect(await onDisk(dataDir)).toMatchObject({ statusMessageId: 100 });
  });

  test('a change that throws changes nothing', async () => {
    const store = await openStore(await createFolder());
    await store.create(draft());
    await expect(
      store.update('scan_1', (scan) => saveScan(scan, { now: NOW, sheetsTimeMs: 0 })),
    ).rejects.toThrow('cannot become saved');
    expect(store.get('scan_1')).toEqual(draft());
  });

  test('listeners hear every change', async () => {
    const store = await openStore(await createFolder());
    const states: string[] = [];
    store.subscribe((scan) => states.push(scan.state));
    await store.create(draft());
    await store.update('scan_1', (scan) => queueScan(scan, NOW));
    await store.update('scan_1', (scan) => scan);
    expect(states).toEqual(['queued']);
  });

  test('a removed scan leaves nothing behind', async () => {
    const dataDir = await createFolder();
    const store = await openStore(dataDir);
    await store.create(draft());
    await store.writeFile('scan_1', '10.jpg', Buffer.from('picture'));
    const change = store.update('scan_1', (scan) => queueScan(scan, NOW));
    await store.remove('scan_1');
    await change;
    expect(await readdir(join(dataDir, 'scans'))).toEqual([]);
    expect(store.get('scan_1')).toBeUndefined();
  });

  test('a damaged scan can be set aside, and the others load', async () => {
    const dataDir = await createFolder();
    const store = await openStore(dataDir);
    await store.create(draft('scan_1'));
    await store.create(draft('scan_2'));
    await writeFile(join(dataDir, 'scans', 'scan_1', 'scan.json'), '{"version":1,"scanId":');

    const reopened = await openStore(dataDir);
    expect(reopened.all().map((scan) => scan.scanId)).toEqual(['scan_2']);
    expect(reopened.damaged).toEqual([{ key: 'scan_1', kept: undefined }]);
    await reopened.setAside('scan_1');
    expect((await readdir(join(dataDir, 'scans-damaged')))[0]).toMatch(/^scan_1-/);
    expect((await openStore(dataDir)).damaged).toEqual([]);
  });

  test('a copy that somebody made of a scan is damage, not a second scan of that name', async () => {
    const dataDir = await createFolder();
    await (await openStore(dataDir)).create(draft('scan_1'));
    const folder = join(dataDir, 'scans');
    await cp(join(folder, 'scan_1'), join(folder, 'scan_1 (copy)'), { recursive: true });
    const reopened = await openStore(dataDir);
    expect(reopened.all().map((scan) => scan.scanId)).toEqual(['scan_1']);
    expect(reopened.damaged.map(({ key }) => key)).toEqual(['scan_1 (copy)']);
  });

  test('a folder that a stop left half made is cleared away', async () => {
    const dataDir = await createFolder();
    await mkdir(join(dataDir, 'scans', 'scan_1'), { recursive: true });
    await writeFile(join(dataDir, 'scans', 'scan_1', '10.jpg'), 'picture');
    const store = await openStore(dataDir);
    expect(store.all()).toEqual([]);
    expect(await readdir(join(dataDir, 'scans'))).toEqual([]);
  });

  test('only the user that runs it can read the folder', async () => {
    const dataDir = await createFolder();
    await openStore(dataDir);
    expect((await stat(join(dataDir, 'scans'))).mode & 0o777).toBe(0o700);
  });

  test('a disk that cannot be written is reported as such', async () => {
    const dataDir = await createFolder();
    const store = await openStore(dataDir);
    await store.create(draft());
    await rm(join(dataDir, 'scans'), { recursive: true });
    const written = store.update('scan_1', (scan) => queueScan(scan, NOW));
    await expect(written).rejects.toMatchObject({ code: 'disk_unavailable', retryable: true });
    await expect(written).rejects.toBeInstanceOf(ScanError);
  });
});
