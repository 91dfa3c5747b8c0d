import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { readDrawnInvoices } from '../../../papers/drawn-invoices.ts';
import { calculateAccuracy, type InvoiceScore, scoreInvoice } from '../../../papers/measures/score.ts';
import { completeInvoice } from '../../../src/invoice/complete.ts';
import type { InvoiceHeader } from '../../../src/invoice/invoice.ts';
import { normalizeInvoice } from '../../../src/invoice/normalize.ts';
import { findHeader } from '../../../src/local-ocr/fields/find-header.ts';
import { readTextLayers } from '../../../src/local-ocr/pdf/text-layer.ts';
import type { PageLayout } from '../../../src/reader/invoice-reader.ts';
import { isWholeAsText } from './drawn-layers.ts';
import { addNoise, type Noise } from './lines-noise.ts';
import { layOutPaper } from './lines-papers.ts';
import { OTHER_PAPERS } from './other-papers.ts';

interface ReadPaper {
  readonly name: string;
  readonly pages: readonly PageLayout[];
  readonly truth: InvoiceHeader;
}

const DRAWN = await Promise.all(
  readDrawnInvoices()
    .filter(isWholeAsText)
    .map(async ({ slug, pdf, truth }): Promise<ReadPaper> => {
      const layers = await readTextLayers(await readFile(pdf));
      return { name: slug, pages: layers.filter((layer) => layer !== undefined), truth: truth.header };
    }),
);

const OTHERS = OTHER_PAPERS.map(({ name, drawing, truth }): ReadPaper => {
  const { header } = completeInvoice(normalizeInvoice({ header: truth, lines: [] }));
  return { name, pages: [layOutPaper(drawing)], truth: header };
});

function score({ pages, truth }: ReadPaper): InvoiceScore {
  return scoreInvoice({ header: findHeader(pages), lines: [] }, { header: truth, lines: [] });
}

function scoreAll(papers: readonly ReadPaper[]) {
  const scores = papers.map(score);
  return {
    header: calculateAccuracy(scores.flatMap(({ header }) => header)),
    key: calculateAccuracy(scores.flatMap(({ key }) => key)),
  };
}

function withNoise(papers: readonly ReadPaper[], noise: Omit<Noise, 'seed'>): readonly ReadPaper[] {
  return [1, 2].flatMap((seed) =>
    papers.map((paper) => ({
      ...paper,
      pages: paper.pages.map((page) => addNoise(page, { seed, ...noise })),
    })),
  );
}

describe('the header of a PDF with a text layer', () => {
  it.each(DRAWN)('is read from $name', (paper) => {
    expect(score(paper).header.filter(({ isRight }) => !isRight)).toEqual([]);
  });
});

describe('the header of a paper that looks unlike the drawn ones', () => {
  it.each(OTHERS)('is read from $name', (paper) => {
    expect(score(paper).header.filter(({ isRight }) => !isRight)).toEqual([]);
  });
});

describe('a seller whose name goes on in the row below', () => {
  const paper = (rest: string, signer: string) => `
   VAIGAI HARDWARE AND                                TAX INVOICE
   ${rest}
   14, Netaji Road, Madurai 625001
   GSTIN: 33AAQFM8256D1Z3
   Invoice No : VH/204                                Date : 12-01-2026

   Sr   Description        HSN      Qty    Rate      Amount
   1    Ball valve 1 inch  848180   10     250.00    2,500.00
                                           Total     2,500.00
                                           For ${signer}`;

  it.each([
    ['as its signature has it', 'SANITARY STORES', 'VAIGAI HARDWARE AND SANITARY STORES'],
    ['with what only ends a name', 'Pvt. Ltd.', 'the company'],
  ])('is named whole, %s', (_, rest, signer) => {
    expect(findHeader([layOutPaper(paper(rest, signer))]).Seller_Name).toBe(`VAIGAI HARDWARE AND ${rest}`);
  });

  it('is not named by what merely stands below', () => {
    const header = findHeader([layOutPaper(paper('Dealers in pipes and fittings', 'VAIGAI HARDWARE AND'))]);
    expect(header.Seller_Name).toBe('VAIGAI HARDWARE AND');
  });
});

describe('a page that is badly read', () => {
  it.each([
    { what: 'words that stand a little off', noise: { jitter: 0.15 }, floor: 0.98 },
    { what: 'a page that is a little askew', noise: { skewDegrees: 0.5 }, floor: 0.98 },
    { what: 'words that are joined', noise: { mergedWords: 0.05 }, floor: 0.97 },
    { what: 'words that are parted', noise: { splitWords: 0.02 }, floor: 0.95 },
    { what: 'words that are lost', noise: { droppedWords: 0.03 }, floor: 0.87 },
    { what: 'one letter in a hundred misread', noise: { misreadLetters: 0.01 }, floor: 0.87 },
    { what: 'three letters in a hundred misread', noise: { misreadLetters: 0.03 }, floor: 0.75 },
  ])('keeps most of its header with $what', ({ noise, floor }) => {
    expect(scoreAll(withNoise([...DRAWN, ...OTHERS], noise)).header).toBeGreaterThanOrEqual(floor);
  });
});

describe('the QR code of an e-invoice', () => {
  const drawing = `
  ASHOKA TOOLS
  GSTIN 27AABCM4821K1ZF
  Tax Invoice
  Invoice No. : A-17
  Doc No. : B-99
  Date : 01-12-2025
  `;

  it('tells which of two numbers on the page is right', () => {
    expect(findHeader([layOutPaper(drawing)], [signedCode({ DocNo: 'B-99' })]).Invoice_No).toBe('B-99');
  });

  it('gives no value that does not stand on the page', () => {
    const code = signedCode({ DocNo: 'C-1', BuyerGstin: '24AAFCG1120H1Z8' });
    const header = findHeader([layOutPaper(drawing)], [code]);
    expect(header.Invoice_No).toBe('A-17');
    expect(header.Buyer_GSTIN).toBeUndefined();
  });

  it('may be any other code', () => {
    const codes = ['upi://pay?pa=ashoka@bank', 'a.b.c', 'x.bnVsbA.y'];
    expect(findHeader([layOutPaper(drawing)], codes).Invoice_No).toBe('A-17');
  });
});

function signedCode(data: object): string {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${encode({ alg: 'RS256' })}.${encode({ data: JSON.stringify(data), iss: 'NIC' })}.signature`;
}
