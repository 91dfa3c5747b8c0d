/** What the configuration reads from the disk. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CONFIG_SOURCES } from '../../src/app/config-sources.ts';
import { createFolder } from '../support/folders.ts';

test('a file that was saved with a byte order mark reads like any other', async () => {
  const path = join(await createFolder(), 'customers.json');
  await writeFile(path, '\uFEFF[{"customerId":"C1"}]');
  expect(JSON.parse(CONFIG_SOURCES.readFile(path))).toEqual([{ customerId: 'C1' }]);
});
