/** Hints on input tax credit: the sections that are named, and the purchases that need none. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findCreditHints } from '../../src/invoice/credit-hints.ts';
import type { Invoice } from '../../src/invoice/invoice.ts';
import { printedInvoices } from './arbitrary-invoices.ts';
import { GSTINS, INTER_STATE, INTRA_STATE, TODAY, withFirstLine, withHeader } from './sound-invoices.ts';

const OURS = [GSTINS.pune];

const hintsOn = (invoice: Invoice, { today = TODAY, businessGstins = OURS as readonly string[] } = {}) =>
  findCreditHints({ invoice, businessGstins, today });
const sectionsOn = (invoice: Invoice, options = {}) =>
  hintsOn(invoice, options).map(({ section }) => section);
const of = (description: string, hsn = '9403') =>
  withFirstLine(INTRA_STATE, { Item_Description: description, HSN: hsn });

describe('no hint', () => {
  test('on a sound purchase', () => {
    expect(hintsOn(INTRA_STATE)).toEqual([]);
  });

  test('on a sale, whatever is sold', () => {
    expect(hintsOn(of('Gift hampers'), { businessGstins: [GSTINS.mumbai] })).toEqual([]);
  });

  test('on buyer and place while nobody said who the business is', () => {
    expect(hintsOn(INTER_STATE, { businessGstins: [] })).toEqual([]);
  });

  test('where no tax is charged: there is no credit to lose', () => {
    const untaxed = { header: { Invoice_Date: '2019-05-01', Total_GST: '0.00' }, lines: [] };
    expect(hintsOn(untaxed)).toEqual([]);
  });

  test.each([
    ['Car seat covers', '8708'],
    ['Food grade oil', '1512'],
    ['Insurance of goods in transit', '997135'],
    ['Building material, steel bars', '7214'],
    ['Health drink', '2202'],
    ['Club soda', '2201'],
  ])('on %s', (description, hsn) => {
    expect(hintsOn(of(description, hsn))).toEqual([]);
  });
});

describe('blocked goods and services', () => {
  test.each([
    ['17(5)(a)', 'Hatchback, petrol', '9403'],
    ['17(5)(a)', 'Model X', '87032291'],
    ['17(5)(aa)', 'Yacht of 12 m', '9403'],
    ['17(5)(ab)', 'Vehicle servicing', '9403'],
    ['17(5)(ab)', 'Annual policy', '997133'],
    ['17(5)(b)(i)', 'Outdoor catering for 50', '9403'],
    ['17(5)(b)(i)', 'Lunch', '996331'],
    ['17(5)(b)(ii)', 'Club membership 2026', '9403'],
    ['17(5)(b)(iii)', 'Goa holiday package', '9403'],
    ['17(5)(c)', 'Works contract, new office', '9403'],
    ['17(5)(c)', 'Plastering', '995473'],
    ['17(5)(g)', 'Sofa for personal use', '9403'],
    ['17(5)(h)', 'Diwali gift hampers', '9403'],
  ])('%s: %s, HSN %s', (section, description, hsn) => {
    expect(sectionsOn(of(description, hsn))).toEqual([section]);
  });

  test('one hint says its line, its words and what the law leaves open', () => {
    const both = {
      ...of('Gift boxes'),
      lines: of('Gift boxes').lines.map((line) => ({ ...line, HSN: '4819' })),
    };
    expect(hintsOn(both)).toEqual([
      {
        section: '17(5)(h)',
        reason:
          'Line 1, “Gift boxes”, looks like gifts or free samples. Credit is blocked for what is given away.',
      },
    ]);
  });
});

describe('buyer and place', () => {
  test('a buyer that is not us', () => {
    expect(hintsOn(withHeader(INTRA_STATE, { Buyer_GSTIN: GSTINS.nagpur }))).toEqual([
      { section: '16(2)(a)', reason: 'The buyer’s GSTIN “27BJUPB5324E1Z9” is not one of yours.' },
    ]);
  });

  test('no buyer GSTIN at all', () => {
    expect(sectionsOn(withHeader(INTRA_STATE, { Buyer_GSTIN: undefined }))).toEqual(['16(2)(a)']);
  });

  test('a hotel in another state', () => {
    const hotel = withHeader(INTRA_STATE, { Seller_GSTIN: GSTINS.bengaluru, Place_Of_Supply: '29' });
    expect(hintsOn(hotel)).toEqual([
      {
        section: '16(1)',
        reason: 'The place of supply is Karnataka, but your registration on this invoice is in Maharashtra.',
      },
    ]);
  });
});

describe('time', () => {
  const dated = withHeader(INTRA_STATE, { Invoice_Date: '2025-03-31' });

  test.each([
    ['2025-09-27', []],
    ['2025-09-28', ['16(2)']],
    ['2025-11-30', ['16(2)']],
    ['2025-12-01', ['16(4)']],
  ])('an invoice of 31 March 2025, on %s', (today, sections) => {
    expect(sectionsOn(dated, { today })).toEqual(sections);
  });

  test('the day of the next financial year has a year more', () => {
    const next = withHeader(INTRA_STATE, { Invoice_Date: '2025-04-01' });
    expect(sectionsOn(next, { today: '2026-11-30' })).toEqual(['16(2)']);
    expect(sectionsOn(next, { today: '2026-12-01' })).toEqual(['16(4)']);
  });
});

test('whatever is printed, hints are whole sentences, one per section', () => {
  fc.assert(
    fc.property(printedInvoices(), (invoice) => {
      const hints = hintsOn(invoice);
      expect(new Set(hints.map(({ section }) => section)).size).toBe(hints.length);
      for (const { reason } of hints) expect(reason).toMatch(/^[A-Z].*\.$/s);
    }),
  );
});
