/** CUSTOMERS_FILE: what is taken, and how what is wrong is told. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ConfigError, loadConfig } from '../../src/config/config.ts';

function load(text: string) {
  const readFile = () => text;
  const readFiles = () => [];
  const parseServiceAccount = () => ({ clientEmail: '', privateKey: '' });
  return loadConfig({ CUSTOMERS_FILE: 'customers.json' }, { readFile, readFiles, parseServiceAccount });
}

function problemsOf(text: string): readonly string[] {
  try {
    load(text);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

const ONE = { customerId: 'C1', customerName: 'Asha Traders', userIds: [1, 2] };

test('customers are taken as they stand', () => {
  expect(load(JSON.stringify([ONE])).customers).toEqual([{ ...ONE, groupIds: [] }]);
});

test('a folder lies in DATA_DIR, unless its path is absolute', () => {
  const folderOf = (csvFolder: string) => load(JSON.stringify([{ ...ONE, csvFolder }])).customers[0]?.sheet;
  expect(folderOf('ravi')).toEqual({ kind: 'csv-folder', folder: join('data', 'ravi') });
  expect(folderOf('/srv/ravi')).toEqual({ kind: 'csv-folder', folder: '/srv/ravi' });
});

test.each<[string, string, RegExp]>([
  ['no JSON', 'nonsense', /^CUSTOMERS_FILE: expected JSON like \[/],
  [
    'a missing name',
    JSON.stringify([{ ...ONE, customerName: '' }]),
    /^CUSTOMERS_FILE: expected JSON like \[/,
  ],
  [
    'a user of two',
    JSON.stringify([ONE, { ...ONE, customerId: 'C2' }]),
    /^CUSTOMERS_FILE: user 1 belongs to two customers$/,
  ],
  [
    'one id twice',
    JSON.stringify([ONE, { ...ONE, userIds: [] }]),
    /^CUSTOMERS_FILE: customer C1 stands there twice$/,
  ],
  ...['./ravi', 'x/../ravi', 'Ravi'].map((csvFolder): [string, string, RegExp] => [
    `one folder by two names (${csvFolder})`,
    JSON.stringify([
      { ...ONE, csvFolder: 'ravi' },
      { ...ONE, customerId: 'C2', userIds: [], csvFolder },
    ]),
    /^CUSTOMERS_FILE: two customers save into .*ravi$/,
  ]),
  ...['.', './', 'x/..'].map((csvFolder): [string, string, RegExp] => [
    `the operator’s folder (${csvFolder})`,
    JSON.stringify([{ ...ONE, csvFolder }]),
    /^CUSTOMERS_FILE: customer C1 has DATA_DIR as its csvFolder/,
  ]),
  ...['scans', './chat/files', 'Scans-Damaged'].map((csvFolder): [string, string, RegExp] => [
    `a folder of the bot (${csvFolder})`,
    JSON.stringify([{ ...ONE, csvFolder }]),
    /^CUSTOMERS_FILE: customer C1 has the csvFolder .*where the bot keeps things of its own$/,
  ]),
  [
    'a field that every object has',
    JSON.stringify([
      {
        ...ONE,
        csvFolder: 'c1',
        extraFields: [{ name: 'constructor', description: 'Builder', type: 'text', of: 'header' }],
      },
    ]),
    /^CUSTOMERS_FILE: customer C1 has an extra field constructor, a name that is taken$/,
  ],
])('%s is a problem that is named', (_, text, problem) => {
  expect(problemsOf(text)[0]).toMatch(problem);
});
