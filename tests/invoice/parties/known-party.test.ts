/** Names of one business, accounts on a page, units of the returns. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findUnitCode } from '../../../src/invoice/law/unit-codes.ts';
import { findBankAccounts } from '../../../src/invoice/parties/bank-accounts.ts';
import { isSameName } from '../../../src/invoice/parties/known-party.ts';

describe('a name', () => {
  test.each([
    ['Konkan Interiors Pvt. Ltd.', 'KONKAN INTERIORS PRIVATE LIMITED'],
    ['M/s. Asha Traders', 'Asha Traders'],
    ['Sahyadri Stationers LLP', 'Sahyadrl Statloners'],
    ['Aravali Steel', 'Aravali Steel Industries'],
    ['शिवनेरी ट्रेडर्स', 'शिवनेरी ट्रेडर्स'],
  ])('%s is the same business as %s', (one, other) => {
    expect(isSameName(one, other)).toBe(true);
    expect(isSameName(other, one)).toBe(true);
  });

  test.each([
    ['Konkan Interiors', 'Deccan Electricals'],
    ['Asha Traders', 'Usha Tailors'],
    ['शिवनेरी ट्रेडर्स', 'गणेश मेडिकल'],
  ])('%s is another than %s', (one, other) => {
    expect(isSameName(one, other)).toBe(false);
  });
});

describe('a bank account', () => {
  test.each([
    ["Company's Bank Details\nA/c No. : 60213344556\nIFSC MAHB0000041", '60213344556'],
    ['Account Number - 5020 0012 3456 78', '50200012345678'],
    ['Bank A/C | : 918020012345678 | IFSC: UTIB0000123', '918020012345678'],
    ['Acct # 0012-3456-789', '00123456789'],
    ['Current Account No.\n60213344556', '60213344556'],
  ])('stands in %j', (text, account) => {
    expect(findBankAccounts([text])).toEqual([account]);
  });

  test.each([
    'Phone 98400 55512, Account manager Ravi',
    'Invoice No 60213344556',
    'A/c No. 1234',
    'Account 2025-26, page 1',
    'A/c Konkan Interiors',
    'Ack. No : 162610012345678',
  ])('is not in %j', (text) => {
    expect(findBankAccounts([text])).toEqual([]);
  });

  test('is found whatever stands around it, once', () => {
    const digits = fc.stringMatching(/^[1-9]\d{8,17}$/);
    const noise = fc.stringMatching(/^[A-Za-z ,.]{0,20}$/);
    fc.assert(
      fc.property(digits, noise, noise, (account, before, after) => {
        const line = `${before}\nA/c No: ${account}\n${after}`;
        expect(findBankAccounts([line, line])).toEqual([account]);
      }),
    );
  });
});

test('units have one code, whatever paper calls them', () => {
  expect(['Nos.', 'nos', 'EACH', 'Kg', 'KGS.', 'Sq. Ft', 'Pair', 'JOB', undefined].map(findUnitCode)).toEqual(
    ['NOS', 'NOS', 'NOS', 'KGS', 'KGS', 'SQF', 'PRS', undefined, undefined],
  );
});
