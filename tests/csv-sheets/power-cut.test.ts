/** A save that spans several CSV files and a power cut: all of it is there afterwards, or nothing. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Append, commitAppends, replayJournal } from '../../src/csv-sheets/journal.ts';
import { replaceFile } from '../../src/durable/files/replace-file.ts';
import { createFolder } from '../support/folders.ts';
import { anyMoment, CAN_CUT_POWER, cutPower } from '../support/power-cuts.ts';

const FILES = ['headers.csv', 'lines.csv', 'customers.csv'];

/** From a start, which finishes what was left, up to the power cut. */
const life = fc.record({ saves: fc.nat(3), moment: anyMoment(40) });

describe.runIf(CAN_CUT_POWER)('a power cut', () => {
  test('leaves whole saves alone, and each that was promised', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(life, { minLength: 1, maxLength: 4 }), async (lives) => {
        let [folder, saved] = [await createFolder(), 0];
        for (const { saves, moment } of lives) {
          const here = folder;
          const after = await cutPower(moment, {
            folder: here,
            promised: () => saved,
            async work() {
              await replayJournal(here, refuse);
              saved = await countSaves(here);
              for (let save = 0; save < saves; save++) {
                await commitAppends(here, await planSave(here, saved + 1));
                saved++;
              }
            },
          });
          folder = after.folder;
          await replayJournal(folder, refuse);
          saved = await countSaves(folder);
          expect(saved).toBeGreaterThanOrEqual(after.promised);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('leaves a save that a killed process began, and the next one finishes', {
    timeout: 300_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(FILES.length), anyMoment(25), async (written, moment) => {
        const folder = await createFolder();
        await replaceFile(join(folder, '.unfinished-save.json'), [
          JSON.stringify({ version: 2, appends: await planSave(folder, 1) }),
        ]);
        const after = await cutPower(moment, {
          folder,
          promised: () => undefined,
          async work() {
            for (const fileName of FILES.slice(0, written)) await writeFile(join(folder, fileName), rowOf(1));
            await replayJournal(folder, refuse);
          },
        });
        await replayJournal(after.folder, refuse);
        expect(await countSaves(after.folder)).toBe(1);
      }),
      { numRuns: 100 },
    );
  });
});

function refuse(): never {
  throw new Error('nobody changes the files here');
}

async function planSave(folder: string, number: number): Promise<readonly Append[]> {
  const plan = async (fileName: string): Promise<Append> => {
    const offsetBytes = Buffer.byteLength(await readText(folder, fileName));
    return { tab: fileName, fileName, offsetBytes, text: rowOf(number), records: [] };
  };
  return Promise.all(FILES.map(plan));
}

/** Fails if the files differ, or are no whole saves. */
async function countSaves(folder: string): Promise<number> {
  const texts = await Promise.all(FILES.map((fileName) => readText(folder, fileName)));
  const [first = ''] = texts;
  const count = first.split('\n').length - 1;
  const whole = Array.from({ length: count }, (_, at) => rowOf(at + 1)).join('');
  expect(texts).toEqual(FILES.map(() => whole));
  return count;
}

const rowOf = (number: number) => `${number},Fulmala Foods\n`;

async function readText(folder: string, fileName: string): Promise<string> {
  return readFile(join(folder, fileName), 'utf8').catch(() => '');
}
