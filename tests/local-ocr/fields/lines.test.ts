/** Line items by the columns of the paper's own table. */
import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type DrawnInvoice, readDrawnInvoices } from '../../../papers/drawn-invoices.ts';
import { calculateAccuracy, type FieldScore, scoreInvoice } from '../../../papers/measures/score.ts';
import { findLines } from '../../../src/local-ocr/fields/items/find-lines.ts';
import { readTextLayers } from '../../../src/local-ocr/pdf/text-layer.ts';
import type { PageLayout, Word } from '../../../src/reader/invoice-reader.ts';
import { isWholeAsText } from './drawn-layers.ts';
import { addNoise, type Noise } from './lines-noise.ts';
import { layOutPaper, PAPERS } from './lines-papers.ts';

interface Drawing {
  readonly invoice: DrawnInvoice;
  readonly pages: readonly PageLayout[];
}

let drawings: readonly Drawing[] = [];

beforeAll(async () => {
  drawings = await Promise.all(
    readDrawnInvoices()
      .filter(isWholeAsText)
      .map(async (invoice) => {
        const layers = await readTextLayers(await readFile(invoice.pdf));
        return { invoice, pages: layers.filter((page) => page !== undefined) };
      }),
  );
});

test('a rupee sign that was taken for another is none of the number', () => {
  const [line] = findLines([
    layOutPaper('Sl   Item     Qty    Rate       Amount\n1    Kettle   2      ¥500.00    $1,000.00'),
  ]);
  expect(line).toMatchObject({ Qty: '2', Rate: '500.00', Taxable_Value: '1,000.00' });
});

test('a first column that counts is known by that', () => {
  const paper = `
Sli    AWB No.     Destination     Wt (kg)     Amount
1      C7740118    Ranchi          0.750       185.00
2      C7740155    Patna           1.250       142.50`;
  expect(findLines([layOutPaper(paper)])).toEqual([
    { Line_No: '1', Item_Description: 'Ranchi', Taxable_Value: '185.00' },
    { Line_No: '2', Item_Description: 'Patna', Taxable_Value: '142.50' },
  ]);
});

function scoreDrawings(noise: Omit<Noise, 'seed'> = {}): { key: FieldScore[]; other: FieldScore[] } {
  const scores = drawings.map(({ invoice, pages }, index) => {
    const noisy = pages.map((page, number) => addNoise(page, { ...noise, seed: 100 * index + number }));
    return scoreInvoice({ header: {}, lines: findLines(noisy) }, invoice.truth);
  });
  return {
    key: scores.flatMap(({ lines }) => lines),
    other: scores.flatMap(({ otherLineFields }) => otherLineFields),
  };
}

function readPaper(text: string): ReturnType<typeof findLines> {
  return findLines([layOutPaper(text)]);
}

describe('drawn invoices', () => {
  test('the lines of text PDFs are read right', () => {
    const { key, other } = scoreDrawings();

    expect(key.length).toBeGreaterThan(400);
    expect(key.filter(({ isRight }) => !isRight)).toEqual([]);
    expect(other.filter(({ isRight }) => !isRight)).toEqual([]);
  });

  test.each<[string, number, Omit<Noise, 'seed'>]>([
    ['two letters in a hundred are misread', 0.88, { misreadLetters: 0.02 }],
    ['three words in a hundred are split', 0.94, { splitWords: 0.03 }],
    ['words run together', 0.97, { mergedWords: 0.05 }],
    ['two words in a hundred are lost', 0.88, { droppedWords: 0.02 }],
    ['words jump and the page is askew', 0.97, { jitter: 0.12, skewDegrees: 0.6 }],
  ])('most lines are still read where %s', (_, floor, noise) => {
    expect(calculateAccuracy(scoreDrawings(noise).key)).toBeGreaterThanOrEqual(floor);
  });
});

describe('other papers', () => {
  test.each(PAPERS.map((paper) => [paper.name, paper] as const))('%s', (_, { text, lines }) => {
    expect(readPaper(text)).toEqual(lines);
  });
});

describe('the end of a table', () => {
  const HEAD = 'Sr  Item            HSN     Qty      Rate     Amount';
  const ITEM = '1   Copper wire     740811  10 Kg   850.00   8,500.00';

  test.each([
    ['a total', '    Total                           8,500.00   8,500.00'],
    ['a total behind an unread word', '  ge    Total                       8,500.00   8,500.00'],
    ['a tax row', '    CGST 9%                         765.00     765.00'],
    ['a sum that is carried forward', '    Carried Forward         10             8,500.00'],
    ['a summary by HSN', 'HSN/SAC        Taxable Value       CGST Amount       SGST Amount'],
  ])('%s is no item, nor is what follows', (_, row) => {
    const lines = readPaper(
      [HEAD, ITEM, row, '2   More wire       740811  10 Kg   850.00   8,500.00'].join('\n'),
    );

    expect(lines.map(({ Item_Description }) => Item_Description)).toEqual(['Copper wire']);
  });

  test('the text below a table is not added to its last item', () => {
    const [line] = readPaper([HEAD, ITEM, '', '', '    Goods once sold will not be taken back'].join('\n'));

    expect(line?.Item_Description).toBe('Copper wire');
  });

  test('an item may begin with the word total', () => {
    const lines = readPaper([HEAD, ITEM, '2   Total station   901530  1 Nos  950.00     950.00'].join('\n'));

    expect(lines.map(({ HSN }) => HSN)).toEqual(['740811', '901530']);
  });
});

describe('pages', () => {
  const HEAD = 'Sr  Item            HSN     Qty      Rate     Amount';
  const FIRST = [
    HEAD,
    '1   Copper wire     740811  10 Kg   850.00   8,500.00',
    '    Carried forward   8,500.00',
  ];
  const SECOND = [
    '    Brought forward                          8,500.00',
    '2   Steel wire      721710   5 Kg    90.00     450.00',
  ];

  test.each([
    ['with the head again', [HEAD, ...SECOND]],
    ['without a head', SECOND],
  ])('a table goes on on the next page %s', (_, second) => {
    const lines = findLines([layOutPaper(FIRST.join('\n')), layOutPaper(second.join('\n'))]);

    expect(lines).toEqual([
      {
        Line_No: '1',
        Item_Description: 'Copper wire',
        HSN: '740811',
        Qty: '10',
        UOM: 'Kg',
        Rate: '850.00',
        Taxable_Value: '8,500.00',
      },
      {
        Line_No: '2',
        Item_Description: 'Steel wire',
        HSN: '721710',
        Qty: '5',
        UOM: 'Kg',
        Rate: '90.00',
        Taxable_Value: '450.00',
      },
    ]);
  });

  test('a page of other numbers does not continue a table', () => {
    const other = [
      'Payment terms   30 days   interest 18   850.00',
      '7   Branch    560003   12   98.00    1.00',
    ];

    expect(findLines([layOutPaper(FIRST.join('\n')), layOutPaper(other.join('\n'))])).toHaveLength(1);
  });

  test('a duplicate for the transporter adds no lines', () => {
    const page = layOutPaper([...FIRST.slice(0, 2), '    Total   8,500.00'].join('\n'));

    expect(findLines([page, page, page])).toHaveLength(1);
  });

  test('a page without a table has no lines', () => {
    expect(findLines([])).toEqual([]);
    expect(readPaper('Dear customer,\nthank you for your order of 12 January 2026.\nTotal 500.00')).toEqual(
      [],
    );
  });
});

describe('a slip without a table', () => {
  const SLIP = [
    'SHREE GANESH WEIGH AND SALE',
    'SLIP NO      : 4402',
    'NAME         : RAMESH',
    'MATERIAL     : CRUSHED STONE 20MM',
    'HSN          : 25171010',
    'NET WEIGHT   : 12.40 MT',
    'RATE/MT      : 650.00',
    'AMOUNT       : 8060.00',
    'CGST 2.5%    : 201.50',
  ];

  test('has one item, each value behind its label', () => {
    expect(readPaper(SLIP.join('\n'))).toEqual([
      { Item_Description: 'CRUSHED STONE 20MM', HSN: '25171010', Qty: '12.40', UOM: 'MT', Rate: '650.00' },
    ]);
  });

  test('is read also where no colon was', () => {
    const [line] = readPaper(SLIP.map((row) => row.replace(':', ' ')).join('\n'));
    expect(line).toMatchObject({ Item_Description: 'CRUSHED STONE 20MM', Qty: '12.40', Rate: '650.00' });
  });

  test('has none where quantity times rate is no amount of it', () => {
    const other = SLIP.map((row) => row.replace('8060.00', '9060.00'));
    expect(readPaper(other.join('\n'))).toEqual([]);
  });

  test('names no item by the name of a person', () => {
    const rows = SLIP.filter((row) => !row.startsWith('MATERIAL')).map((row) => row.replace(' MT', ''));
    expect(readPaper(rows.join('\n'))).toStrictEqual([{ HSN: '25171010', Qty: '12.40', Rate: '650.00' }]);
  });
});

describe('amounts', () => {
  const TABLE = 'Item              Qty     Rate    Amount\nSoap              2       59.00   118.00\n';

  test('with tax in them are line totals', () => {
    const [line] = readPaper(`${TABLE}Net payable                     118.00\nCGST 9.00  SGST 9.00`);

    expect(line).toEqual({ Item_Description: 'Soap', Qty: '2', Rate: '59.00', Line_Total: '118.00' });
  });

  test('that tax is added to are taxable values', () => {
    const [line] = readPaper(
      `${TABLE}Total                          118.00\nCGST 10.62  SGST 10.62\nNet payable  139.24`,
    );

    expect(line).toEqual({ Item_Description: 'Soap', Qty: '2', Rate: '59.00', Taxable_Value: '118.00' });
  });
});

describe('a column without a label', () => {
  test.each([
    ['rate', 'Sr  Item            HSN     Qty               Amount'],
    ['amount', 'Sr  Item            HSN     Qty      Rate           '],
  ])('is found again by the arithmetic: %s', (_, head) => {
    const items = [
      '1   Copper wire     740811  10       850.00   8,500.00',
      '2   Steel wire      721710   5        90.00     450.00',
    ];
    const [line] = readPaper([head, ...items].join('\n'));

    expect(line).toMatchObject({ HSN: '740811', Qty: '10', Rate: '850.00', Taxable_Value: '8,500.00' });
  });
});

describe('a column with a label of its trade', () => {
  test('is the value where quantity times rate is it', () => {
    const lines = readPaper(
      'Sr  Particulars        SAC      Weight    Rate       Freight\n1   Jaipur to Mumbai   996511   12.40     2,150.00   26,660.00\n2   Jaipur to Surat    996511    9.75     1,480.00   14,430.00\nTotal                                                41,090.00',
    );
    expect(lines.map((line) => line.Taxable_Value)).toEqual(['26,660.00', '14,430.00']);
  });

  test('is none where it is not', () => {
    const [line] = readPaper(
      'Sr  Particulars        HSN      Qty       Rate       Freight\n1   Cement, bags       252329   12        380.00     150.00',
    );
    expect(line).toMatchObject({ Qty: '12', Rate: '380.00' });
    expect(line).not.toHaveProperty('Taxable_Value');
  });
});

test('columns between others are found though their labels were not read', () => {
  const rows = [
    'Sr  Item       HSN               UOM   Rate                 CGST   CGST     SGST   SGST     Total',
    '                                                           Rate   Amt      Rate   Amt',
    '1   Tea        09024020    4     PCS   318.00    1272.00    2.50   31.80    2.50   31.80    1335.60',
    '2   Biscuit    19053100    9     PCS    79.60     716.40    9.00   64.48    9.00   64.48     845.36',
    '3   Oil        15149120   14     PCS   148.25    2075.50    2.50   51.89    2.50   51.89    2179.28',
  ];
  expect(readPaper(rows.join('\n'))).toMatchObject([
    {
      Qty: '4',
      UOM: 'PCS',
      Rate: '318.00',
      Taxable_Value: '1272.00',
      CGST_Rate: '2.50',
      Line_Total: '1335.60',
    },
    { Qty: '9', UOM: 'PCS', Rate: '79.60', Taxable_Value: '716.40', CGST_Rate: '9.00', Line_Total: '845.36' },
    { Qty: '14', UOM: 'PCS', Rate: '148.25', Taxable_Value: '2075.50', CGST_Rate: '2.50' },
  ]);
});

describe('any words', () => {
  const wordText = fc.oneof(
    fc.constantFrom(
      'Sr',
      'Item',
      'HSN',
      'Qty',
      'Rate',
      'Amount',
      'Total',
      'CGST',
      '%',
      'Taxable',
      'Value',
      'per',
      '|',
      '-',
    ),
    fc.constantFrom('1', '2', '24', '24Nos', '8,500.00', '9%', '18.00+0', '740811', 'wire', '[0.5', '₹'),
    fc.string({ minLength: 1, maxLength: 8 }).map((text) => text.replace(/\s/g, 'x')),
  );
  const word: fc.Arbitrary<Word> = fc
    .record({
      text: wordText,
      column: fc.integer({ min: 0, max: 12 }),
      row: fc.integer({ min: 0, max: 12 }),
      confidence: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ text, column, row, confidence }) => {
      const [left, top] = [column * 60, row * 14];
      return { text, left, top, right: left + text.length * 6, bottom: top + 9, confidence };
    });
  const pages = fc.array(
    fc.array(word, { maxLength: 80 }).map((words) => ({ width: 800, height: 200, words })),
    { maxLength: 3 },
  );
  const HEAD = 'Sr   Item      HSN       Qty       Rate      Amount';

  test('every value stands on the page, whatever stands there', () => {
    fc.assert(
      fc.property(pages, fc.boolean(), (layouts, hasHead) => {
        const head = hasHead
          ? layOutPaper(HEAD).words.map((label) => ({ ...label, top: -14, bottom: -5 }))
          : [];
        const all = layouts.map((page) => ({ ...page, words: [...head, ...page.words] }));
        const printed = all.flatMap(({ words }) => words.map(({ text }) => text));
        for (const value of findLines(all).flatMap((line) => Object.values(line))) {
          expect(value).not.toBe('');
          expect(value.split(' ').filter((part) => !printed.some((text) => text.includes(part)))).toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
  });
});
