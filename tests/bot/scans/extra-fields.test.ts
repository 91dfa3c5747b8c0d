/** EXTRA_FIELDS: from the file to Gemini's schema, and from its answer to a column. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parsed } from '../../../loopback/gemini/gemini-answers.ts';
import { SAMPLE_HEADER, SAMPLE_LINES } from '../../../loopback/gemini/gemini-sample-invoice.ts';
import { CONFIG_SOURCES } from '../../../src/app/config-sources.ts';
import { ConfigError, loadConfig } from '../../../src/config/config.ts';
import { createFolder } from '../../support/folders.ts';
import { ASHA, createRunningWorld } from '../../support/test-app.ts';
import { headerRows, SUCCESS, sendGoodPage } from '../conversation.ts';

const PO = { name: 'PO_Number', description: 'Number of the purchase order', type: 'text', of: 'header' };
const FIELDS = [
  PO,
  { name: 'Due_Date', description: 'Date until which to pay', type: 'date', of: 'header' },
  { name: 'MRP', description: 'Maximum retail price', type: 'amount', of: 'line' },
];

async function writeFields(fields: unknown): Promise<string> {
  const path = join(await createFolder(), 'fields.json');
  await writeFile(path, typeof fields === 'string' ? fields : JSON.stringify(fields));
  return path;
}

test('own fields are asked for, and saved in columns of their own, typed', async () => {
  const world = await createRunningWorld({ env: { EXTRA_FIELDS: await writeFields(FIELDS) } });
  const [first, second] = SAMPLE_LINES;
  world.gemini.enqueue('header', parsed({ ...SAMPLE_HEADER, PO_Number: '=00771', Due_Date: '08/03/2026' }));
  world.gemini.enqueue(
    'lines',
    parsed([
      { ...first, MRP: '₹ 1,299/-' },
      { ...second, MRP: 'as marked' },
    ]),
  );
  await sendGoodPage(world);
  world.telegram.sendText(ASHA, '/done');
  const reply = await world.telegram.waitForReply(ASHA.id, SUCCESS);
  expect(reply.text).toContain('Validation: ✅ OK');

  expect(headerRows(world)).toMatchObject([{ PO_Number: '=00771', Due_Date: '08-03-2026' }]);
  const [columns = [], ...lines] = world.sheets.rows('Line_Items') ?? [];
  expect(lines.map((line) => line[columns.indexOf('MRP')])).toEqual(['1,299.00', 'as marked']);
  const schemaOf = (kind: string) =>
    JSON.stringify(world.gemini.calls.find((call) => call.kind === kind)?.body.generationConfig);
  expect(schemaOf('header')).toContain('Number of the purchase order');
  expect(schemaOf('lines')).toContain('Maximum retail price');
  expect(schemaOf('lines')).not.toContain('Number of the purchase order');
});

describe('a file of own fields', () => {
  const problemsOf = async (fields: unknown): Promise<readonly string[]> => {
    try {
      loadConfig({ EXTRA_FIELDS: await writeFields(fields) }, CONFIG_SOURCES);
      return [];
    } catch (error) {
      if (error instanceof ConfigError) return error.problems;
      throw error;
    }
  };

  test.each([
    ['no JSON', 'nonsense', /^EXTRA_FIELDS: expected JSON like \[/],
    ['a name that is no word', [{ ...PO, name: 'PO number' }], /look at 0\.name/],
    ['an unknown type', [{ ...PO, type: 'money' }], /look at 0\.type/],
    [
      'more than a model keeps in mind',
      Array.from({ length: 31 }, (_, no) => ({ ...PO, name: `F${no}` })),
      /expected JSON/,
    ],
    ['a name of ours', [{ ...PO, name: 'scan_id' }], /^EXTRA_FIELDS: the name scan_id is taken$/],
    ['a name twice', [PO, { ...PO, name: 'po_number' }], /^EXTRA_FIELDS: the name po_number is taken$/],
  ])('with %s is refused', async (_, fields, problem) => {
    expect(await problemsOf(fields)).toEqual([expect.stringMatching(problem)]);
  });

  test('that is not there is refused; one name may stand in header and line', async () => {
    expect(() => loadConfig({ EXTRA_FIELDS: '/nowhere.json' }, CONFIG_SOURCES)).toThrow(ConfigError);
    expect(await problemsOf([PO, { ...PO, of: 'line' }])).toEqual([]);
  });
});
