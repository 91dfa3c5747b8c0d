/** What every Storage must do, wherever it keeps things. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Storage } from '../../src/durable/storage.ts';

export interface StorageUnderTest {
  /** A place of its own for a test; `reopen` opens it as the next process would. */
  create(): Promise<{ readonly storage: Storage; readonly reopen: () => Promise<Storage> }>;
}

const count = z.object({ count: z.int() });
const COUNT = { parse: count.parse, initial: { count: 0 } };
const ENTRIES = { parse: count.parse, entryName: 'thing' };
const LINES = { parse: count.parse };

export function describeStorage(name: string, { create }: StorageUnderTest): void {
  describe(`${name}: a value`, () => {
    test('is the initial one at first, and what it was changed to after a restart', async () => {
      const { storage, reopen } = await create();
      const value = await storage.value('counts/today', COUNT);
      expect(value.get()).toEqual({ count: 0 });
      await value.update(() => ({ count: 3 }));
      expect((await (await reopen()).value('counts/today', COUNT)).get()).toEqual({ count: 3 });
    });

    test('changes at once in memory, each change seeing the one before', async () => {
      const { storage, reopen } = await create();
      const value = await storage.value('today', COUNT);
      const written = Array.from({ length: 50 }, () => value.update(({ count: n }) => ({ count: n + 1 })));
      expect(value.get()).toEqual({ count: 50 });
      await Promise.all(written);
      expect((await (await reopen()).value('today', COUNT)).get()).toEqual({ count: 50 });
    });

    test('is kept when a change that changes nothing says so', async () => {
      const { storage, reopen } = await create();
      const value = await storage.value('today', COUNT);
      void value.update(() => ({ count: 1 }));
      await value.update((same) => same);
      expect((await (await reopen()).value('today', COUNT)).get()).toEqual({ count: 1 });
    });

    test('that a change refuses stays what it was', async () => {
      const { storage } = await create();
      const value = await storage.value('today', COUNT);
      const refuse = () => {
        throw new Error('no');
      };
      await expect(value.update(refuse)).rejects.toThrow('no');
      expect(value.get()).toEqual({ count: 0 });
    });

    test('is settled when nothing is being written', async () => {
      const { storage, reopen } = await create();
      const value = await storage.value('today', COUNT);
      void value.update(() => ({ count: 1 }));
      void value.update(() => ({ count: 2 }));
      await value.settle();
      expect((await (await reopen()).value('today', COUNT)).get()).toEqual({ count: 2 });
    });
  });

  describe(`${name}: a map`, () => {
    test('has its entries after a restart, in the order of their keys', async () => {
      const { storage, reopen } = await create();
      const map = await storage.map('things', ENTRIES);
      await map.create('b', { count: 2 });
      await map.create('a', { count: 1 });
      expect(map.all()).toEqual([{ count: 2 }, { count: 1 }]);
      await map.update('a', () => ({ count: 7 }));
      const reopened = await (await reopen()).map('things', ENTRIES);
      expect(reopened.all()).toEqual([{ count: 7 }, { count: 2 }]);
      expect(reopened.damaged).toEqual([]);
    });

    test('has an entry kept when a change that changes nothing says so', async () => {
      const { storage, reopen } = await create();
      const map = await storage.map('things', ENTRIES);
      await map.create('a', { count: 1 });
      void map.update('a', () => ({ count: 2 }));
      await map.update('a', (same) => same);
      expect((await (await reopen()).map('things', ENTRIES)).get('a')).toEqual({ count: 2 });
    });

    test('refuses to change what is not there, and keeps what a change refuses', async () => {
      const { storage } = await create();
      const map = await storage.map('things', ENTRIES);
      await map.create('a', { count: 1 });
      await expect(map.update('b', () => ({ count: 1 }))).rejects.toMatchObject({ code: 'internal' });
      const refused = map.update('a', () => {
        throw new Error('no');
      });
      await expect(refused).rejects.toThrow('no');
      expect(map.get('a')).toEqual({ count: 1 });
    });

    test('says when an entry is kept as it is now', async () => {
      const { storage, reopen } = await create();
      const map = await storage.map('things', ENTRIES);
      await map.create('a', { count: 1 });
      void map.update('a', () => ({ count: 2 }));
      await map.kept('a');
      await map.kept('gone');
      expect((await (await reopen()).map('things', ENTRIES)).get('a')).toEqual({ count: 2 });
    });

    test('is settled when no entry is being written', async () => {
      const { storage, reopen } = await create();
      const map = await storage.map('things', ENTRIES);
      await map.create('a', { count: 1 });
      void map.update('a', () => ({ count: 2 }));
      void map.update('a', () => ({ count: 3 }));
      await map.settle();
      expect((await (await reopen()).map('things', ENTRIES)).get('a')).toEqual({ count: 3 });
    });

    test('forgets an entry with its bytes, also one that is being written', async () => {
      const { storage, reopen } = await create();
      const map = await storage.map('things', ENTRIES);
      await map.create('a', { count: 1 });
      await map.blobs('a').put('1.jpg', Buffer.from('picture'));
      void map.update('a', () => ({ count: 2 }));
      await map.remove('a');
      expect(map.get('a')).toBeUndefined();
      expect(await map.blobs('a').names()).toEqual([]);
      expect((await (await reopen()).map('things', ENTRIES)).all()).toEqual([]);
    });

    test('whatever is done to it in whatever order, a restart gives what memory had', async () => {
      const step = fc.record({
        verb: fc.constantFrom('create', 'update', 'remove'),
        key: fc.constantFrom('a', 'b', 'c'),
        n: fc.nat(9),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
          const { storage, reopen } = await create();
          const map = await storage.map('things', ENTRIES);
          for (const { verb, key, n } of steps) {
            const isThere = map.get(key) !== undefined;
            if (verb === 'create' && !isThere) await map.create(key, { count: n });
            if (verb === 'update' && isThere) await map.update(key, ({ count: m }) => ({ count: m + n }));
            if (verb === 'remove') await map.remove(key);
          }
          const reopened = await (await reopen()).map('things', ENTRIES);
          for (const key of ['a', 'b', 'c']) expect(reopened.get(key)).toEqual(map.get(key));
        }),
        { numRuns: 20 },
      );
    });
  });

  describe(`${name}: a journal`, () => {
    test('has its entries kept when an append of none says so', async () => {
      const { storage, reopen } = await create();
      const journal = await storage.journal('seen', LINES);
      void journal.append([{ count: 1 }]);
      await journal.append([]);
      expect((await (await reopen()).journal('seen', LINES)).entries).toEqual([{ count: 1 }]);
    });

    test('gives its entries in order after a restart', async () => {
      const { storage, reopen } = await create();
      const journal = await storage.journal('seen', LINES);
      await Promise.all([journal.append([{ count: 1 }, { count: 2 }]), journal.append([{ count: 3 }])]);
      await journal.append([{ count: 4 }], { outlivesPowerCut: false });
      const { entries, wasDamaged } = await (await reopen()).journal('seen', LINES);
      expect(entries).toEqual([1, 2, 3, 4].map((n) => ({ count: n })));
      expect(wasDamaged).toBe(false);
    });

    test('written anew has what it was written with, and what came after', async () => {
      const { storage, reopen } = await create();
      const journal = await storage.journal('seen', LINES);
      await journal.append([{ count: 1 }]);
      const rewritten = journal.rewrite([{ count: 5 }]);
      void journal.append([{ count: 6 }]);
      await rewritten;
      await journal.settle();
      const { entries } = await (await reopen()).journal('seen', LINES);
      expect(entries).toEqual([{ count: 5 }, { count: 6 }]);
    });

    test('keeps entries in the form that they are to be kept in', async () => {
      const { storage, reopen } = await create();
      const kind = { parse: (kept: unknown) => Number(kept), format: (entry: number) => String(entry) };
      await (await storage.journal('numbers', kind)).append([7]);
      expect((await (await reopen()).journal('numbers', kind)).entries).toEqual([7]);
    });
  });

  describe(`${name}: blobs`, () => {
    test('are there by name after a restart, replaced whole, gone when removed', async () => {
      const { storage, reopen } = await create();
      const blobs = await storage.blobs('files');
      await blobs.put('a', Buffer.from('one'));
      await blobs.put('a', Buffer.from('two'));
      await blobs.put('b', Buffer.from('b'));
      await blobs.remove('b');
      await blobs.remove('never there');
      const reopened = await (await reopen()).blobs('files');
      expect(await reopened.names()).toEqual(['a']);
      expect(Buffer.from((await reopened.get('a')) ?? []).toString()).toBe('two');
      expect(await reopened.get('b')).toBeUndefined();
    });
  });

  describe(`${name}: a lock`, () => {
    test('keeps everybody else out until it is released', async () => {
      const { storage, reopen } = await create();
      const lock = await storage.lock('lock');
      const other = await reopen();
      await expect(other.lock('lock')).rejects.toThrow();
      await lock.release();
      await (await other.lock('lock')).release();
    });
  });
}
