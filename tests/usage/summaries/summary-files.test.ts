/** Summary lines outlive a power cut: nobody writes a day's line a second time. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createSummaryFiles } from '../../../src/usage/summaries/summary-files.ts';
import { createFolder } from '../../support/folders.ts';
import { AT_THE_END, CAN_CUT_POWER, cutPower } from '../../support/power-cuts.ts';

test.runIf(CAN_CUT_POWER)('the first line of a new file is there after a power cut', async () => {
  const folder = await createFolder();
  const { folder: left } = await cutPower(AT_THE_END, {
    folder,
    promised: () => undefined,
    work: () => createSummaryFiles(folder).append('daily_summaries.jsonl', ['{}']),
  });
  expect(await readFile(join(left, 'daily_summaries.jsonl'), 'utf8')).toBe('{}\n');
});
