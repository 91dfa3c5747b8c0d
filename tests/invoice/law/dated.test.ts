/** Entries of a table of the law by day. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entriesOn, underOneLaw } from '../../../src/invoice/law/dated.ts';

const TABLE = [
  { name: 'old', from: '2017-07-01', until: '2025-09-21', source: 'a notification' },
  { name: 'new', from: '2025-09-22', source: 'another' },
];
const namesOn = (date: string | undefined) => entriesOn(TABLE, date).map(({ name }) => name);

test.each([
  ['2017-06-30', []],
  ['2017-07-01', ['old']],
  ['2025-09-21', ['old']],
  ['2025-09-22', ['new']],
  ['2099-01-01', ['new']],
  [undefined, ['old', 'new']],
])('on %s hold %j', (date, names) => {
  expect(namesOn(date)).toEqual(names);
});

test('what holds on a day holds at any time', () => {
  const days = fc.date({ min: new Date('2010-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(days, (day) => {
      const names = namesOn(day.toISOString().slice(0, 10));
      expect(namesOn(undefined)).toEqual(expect.arrayContaining(names));
      expect(names.length).toBeLessThanOrEqual(1);
    }),
  );
});

test('an entry may have a law of its own among those of one', () => {
  const law = { from: '2017-07-01', source: 'the act' };
  expect(underOneLaw(law, [{ code: '01' }, { code: '38', from: '2019-10-31' }])).toEqual([
    { code: '01', from: '2017-07-01', source: 'the act' },
    { code: '38', from: '2019-10-31', source: 'the act' },
  ]);
});
