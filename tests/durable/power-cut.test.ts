/** A power cut at any moment: all that was promised is there afterwards, and nothing that was never said. */
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openLedger } from '../../src/durable/append-log/append-log.ts';
import { SILENT } from '../../src/durable/keeping-log.ts';
import { createFolder } from '../support/folders.ts';
import { AT_THE_END, anyMoment, CAN_CUT_POWER, cutPower } from '../support/power-cuts.ts';
import { createTestStorage } from '../support/test-storage.ts';
import { compare, find, NO_PROMISES, startFrom } from './promises.ts';
import { FILES, type Step, VALUES, Worker } from './storage-worker.ts';

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ verb: fc.constant('change' as const), name: fc.constantFrom(...VALUES) }),
  fc.record({ verb: fc.constantFrom('create', 'reopen', 'kill', 'wait', 'rewrite') }),
  fc.record({ verb: fc.constantFrom('update', 'picture', 'remove'), thing: fc.nat(9) }),
  fc.record({ verb: fc.constant('append' as const), outlivesPowerCut: fc.boolean() }),
  fc.record({ verb: fc.constantFrom('put', 'delete'), file: fc.constantFrom(...FILES) }),
);

/** From an opening up to the power cut. */
const life = fc.record({ steps: fc.array(step, { maxLength: 20 }), moment: anyMoment(120) });
const lives = fc.array(life, { minLength: 1, maxLength: 3 });

describe.runIf(CAN_CUT_POWER)('a power cut', () => {
  test('leaves of a storage what was promised, life after life', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(lives, async (all) => {
        let [folder, promises] = [await createFolder(), NO_PROMISES];
        for (const { steps, moment } of all) {
          let worker: Worker | undefined;
          const [here, before] = [folder, promises];
          const after = await cutPower(moment, {
            folder: here,
            promised: () => worker?.promises() ?? before,
            async work() {
              worker = await Worker.start(() => createTestStorage(here), before);
              for (const each of steps) await worker.do(each);
              await worker.settle();
            },
          });
          const found = await find(createTestStorage(after.folder), after.promised);
          expect(compare(after.promised, found)).toEqual([]);
          [folder, promises] = [after.folder, startFrom(found)];
        }
      }),
      { numRuns: 40 },
    );
  });

  test('leaves of a ledger every line that was promised, whole and in order', {
    timeout: 300_000,
  }, async () => {
    const starts = fc.array(fc.record({ lines: fc.nat(4), moment: anyMoment(20) }), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(starts, async (all) => {
        let folder = await createFolder();
        let [next, there] = [1, [] as readonly number[]];
        for (const { lines, moment } of all) {
          const [path, before] = [join(folder, 'logs', 'calls.jsonl'), there];
          let promised: readonly number[] = before;
          const after = await cutPower(moment, {
            folder,
            promised: () => promised,
            async work() {
              const ledger = await openLedger({ path, isSynced: true, log: SILENT, now: () => new Date() });
              for (let line = 0; line < lines; line++) {
                const number = next++;
                await ledger.append([JSON.stringify({ number })]);
                promised = [...promised, number];
              }
              await ledger.close();
            },
          });
          folder = after.folder;
          there = await readNumbers(join(folder, 'logs', 'calls.jsonl'));
          expect(there.slice(0, after.promised.length)).toEqual(after.promised);
          expect(there).toEqual([...new Set(there)].sort((a, b) => a - b));
        }
      }),
      { numRuns: 40 },
    );
  });

  test('leaves lines that a killed process wrote, once the next one has read them', async () => {
    const folder = await createFolder();
    const path = join(folder, 'calls.jsonl');
    const { folder: left } = await cutPower(AT_THE_END, {
      folder,
      promised: () => undefined,
      async work() {
        await writeFile(path, '{"number":1}\n');
        const ledger = await openLedger({ path, isSynced: true, log: SILENT, now: () => new Date() });
        await ledger.close();
      },
    });
    expect(await readFile(join(left, 'calls.jsonl'), 'utf8')).toBe('{"number":1}\n');
  });

  test('leaves damaged lines, which are set aside before the journal is written anew without them', async () => {
    const folder = await createFolder();
    const { folder: left } = await cutPower(AT_THE_END, {
      folder,
      promised: () => undefined,
      async work() {
        await appendFile(join(folder, 'seen.jsonl'), 'nonsense\n');
        const journal = await createTestStorage(folder).journal('seen', { parse: z.int().parse });
        await journal.rewrite([1]);
      },
    });
    expect(await readFile(join(left, 'seen.jsonl.damaged'), 'utf8')).toBe('nonsense\n');
    expect(await readFile(join(left, 'seen.jsonl'), 'utf8')).toBe('1\n');
  });
});

async function readNumbers(path: string): Promise<readonly number[]> {
  const ledger = await openLedger({ path, isSynced: true, log: SILENT, now: () => new Date() });
  const numbers: number[] = [];
  for await (const { bytes } of ledger.read(0)) {
    for (const line of bytes
      .toString()
      .split('\n')
      .filter((each) => each !== '')) {
      numbers.push(z.object({ number: z.int() }).parse(JSON.parse(line)).number);
    }
  }
  await ledger.close();
  return numbers;
}
