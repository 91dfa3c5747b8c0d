import { describe, expect, it } from 'vitest';
import { readDate, readNumber } from '../../../src/local-ocr/fields/document-fields.ts';
import { isTitle } from '../../../src/local-ocr/fields/document-title.ts';
import { findHeader } from '../../../src/local-ocr/fields/find-header.ts';
import { findLabels } from '../../../src/local-ocr/fields/labels/find-labels.ts';
import { findGstins } from '../../../src/local-ocr/fields/parties/gstin-candidates.ts';
import { amountsOf } from '../../../src/local-ocr/fields/printed/printed-amounts.ts';
import { readPrintedRows } from '../../../src/local-ocr/fields/printed/printed-rows.ts';
import { chooseTotals } from '../../../src/local-ocr/fields/totals/closing-totals.ts';
import type { TotalCandidate, TotalRole } from '../../../src/local-ocr/fields/totals/total-candidates.ts';
import { layOutPaper } from './lines-papers.ts';

function rowsOf(drawing: string) {
  return readPrintedRows([layOutPaper(drawing)]);
}

describe('a label', () => {
  it.each([
    ['Invoice No. : 17', 'invoiceNo'],
    ['lnv0ice N0: 17', 'invoiceNo'],
    ['InvoiceNo 17', 'invoiceNo'],
    ['Bill To', 'buyer'],
    ['Bill No', 'invoiceNo'],
    ['Due Date : 01-01-2026', 'other'],
    ['Details of Receiver (Billed to)', 'buyer'],
    ['Gr4nd Total 100.00', 'grandTotal'],
    ['Add : CGST @ 9%', 'cgst'],
    ['1GST', 'igst'],
    ['TAX INVOICE', 'title'],
    ['बिल दिनांक : 01-01-2026', 'invoiceDate'],
  ])('%s is known as %s', (drawing, key) => {
    expect(findLabels(rowsOf(drawing))[0]?.key).toBe(key);
  });

  it('may stand on two rows of a narrow column', () => {
    const [place] = findLabels(rowsOf('Place of   Vehicle\nSupply     No.'));
    expect(place).toMatchObject({ key: 'placeOfSupply', lastRowIndex: 1 });
  });

  it('is not seen in running text', () => {
    expect(findLabels(rowsOf('Please quote the invoice number in every letter'))).toEqual([]);
  });
});

describe('a GSTIN', () => {
  it.each([
    ['GSTIN:27AABCM4821K1ZF', '27AABCM4821K1ZF', true],
    ['27AABCM 4821K1ZF', '27AABCM4821K1ZF', true],
    ['27AABCM482IK1ZF', '27AABCM4821K1ZF', true],
    ['19AEZPH5516)1ZU', '19AEZPH5516J1ZU', true],
    ['29AAHFD3390R1Z0O', '29AAHFD3390R1ZO', true],
    ['27AABCM4822K1ZF', '27AABCM4822K1ZF', false],
  ])('in %s is %s', (drawing, text, isValid) => {
    expect(findGstins(rowsOf(drawing))).toMatchObject([{ text, isValid }]);
  });

  it('is no phone number, account or IRN', () => {
    expect(findGstins(rowsOf('98400 55512 602144557712345 06f089fab874893ad2af3cd3299138a9'))).toEqual([]);
  });
});

describe('the text beside a label', () => {
  it.each([
    ['INV-000417', 'INV-000417'],
    ['SHT / 456 / 25-26 dated', 'SHT / 456 / 25-26'],
    ['1 VTX-2526-0932', 'VTX-2526-0932'],
    ['06/02/2026', undefined],
    ['Dated', undefined],
  ])('%s gives the number %s', (text, number) => {
    expect(readNumber(text)).toBe(number);
  });

  it.each([
    ['21-12-2025 19:42', '21-12-2025'],
    ['6-Feb-26', '6-Feb-26'],
    ['28 October 2025', '28 October 2025'],
    ['31/02/2026', undefined],
    ['98400 55512', undefined],
  ])('%s gives the date %s', (text, date) => {
    expect(readDate(text)).toBe(date);
  });

  it.each([
    ['TAX INVOICE', true],
    ['Tax Invoice (Original for Recipient)', true],
    ['कर बीजक / TAX INVOICE', true],
    ['This is a Computer Generated Invoice', false],
    ['Credit Note No.', false],
  ])('%s is a title: %s', (text, expected) => {
    expect(isTitle(text)).toBe(expected);
  });

  it('gives amounts in spite of misread signs', () => {
    const [row] = rowsOf('Total ¥2,96,527.51 13:132.35 18% 9 % |500.00|');
    expect(row && amountsOf(row).map(({ paise }) => paise)).toEqual([29_652_751, 1_313_235, 50_000]);
  });
});

describe('totals', () => {
  const candidate = (role: TotalRole, paise: number, score = 1): TotalCandidate => ({
    role,
    paise,
    score,
    text: (paise / 100).toFixed(2),
  });
  const none = { inWords: [], inQr: undefined };

  it('are those that add up, within a rupee of rounding', () => {
    const candidates = [
      candidate('value', 99_900),
      candidate('value', 118_000, 0.6),
      candidate('taxable', 100_040, 0.3),
      candidate('cgst', 9_004),
      candidate('sgst', 9_004),
    ];
    expect(chooseTotals(candidates, none)).toEqual({
      Invoice_Value: '1180.00',
      Total_Taxable_Value: '1000.40',
      CGST_Total: '90.04',
      SGST_Total: '90.04',
    });
  });

  it('follow the amount in words where two add up', () => {
    const candidates = [
      candidate('value', 118_000),
      candidate('value', 118_050),
      candidate('taxable', 100_000),
      candidate('igst', 18_000),
    ];
    expect(chooseTotals(candidates, { inWords: [118_050], inQr: undefined }).Invoice_Value).toBe('1180.50');
  });

  it('leave out the heads that are zero beside one that is not', () => {
    const zeros = [candidate('cgst', 0), candidate('sgst', 0)];
    const header = chooseTotals(
      [candidate('value', 118_000), candidate('taxable', 100_000), candidate('igst', 18_000), ...zeros],
      none,
    );
    expect(header).toEqual({
      Invoice_Value: '1180.00',
      Total_Taxable_Value: '1000.00',
      IGST_Total: '180.00',
    });
  });

  it('hold no tax that contradicts the others', () => {
    const header = chooseTotals(
      [candidate('value', 118_000), candidate('taxable', 100_000), candidate('tax', 77_700)],
      none,
    );
    expect(header).toEqual({ Invoice_Value: '1180.00', Total_Taxable_Value: '1000.00' });
  });

  it('are absent where no label names them', () => {
    expect(chooseTotals([], none)).toEqual({ Invoice_Value: undefined });
  });
});

describe('a header', () => {
  const headerOf = (drawing: string) => findHeader([layOutPaper(drawing)]);
  const ITEMS = 'S.No   Description   HSN   Qty   Rate   Amount';

  it.each([
    ['No. 1847                 Date 03/12/2025', '1847'],
    ['Sr. No. : A/17           Date 03/12/2025', 'A/17'],
    ['Ph. No. 9829011234       Date 03/12/2025', undefined],
    ['Invoice No   + VTX-2526-0932', 'VTX-2526-0932'],
    ['Invoice No   ASI|/0644', 'ASI/0644'],
  ])('has the number of: %s', (row, number) => {
    expect(headerOf(`${row}\n${ITEMS}`).Invoice_No).toBe(number);
  });

  it('joins a number that is broken over two rows', () => {
    const drawing = `Bill No.     MTC-FB-\n             0219\nBill Date    04.03.2026\n${ITEMS}`;
    expect(headerOf(drawing).Invoice_No).toBe('MTC-FB-0219');
  });

  it.each([
    [
      'a name over two rows',
      'Vidarbha Cooperative Cotton\nFederation Limited',
      'Vidarbha Cooperative Cotton Federation Limited',
    ],
    ['a name that is whole', 'Konkan Interiors Pvt. Ltd.\nShah Limited', 'Konkan Interiors Pvt. Ltd.'],
    ['a name above an address', 'Mewar Craft House\n6, Limited Access Road', 'Mewar Craft House'],
    ['whom a letter goes to', 'The Accounts Manager\nMewar Craft House', 'Mewar Craft House'],
  ])('names the buyer: %s', (_what, rows, name) => {
    expect(headerOf(`Bill To :\n${rows}\n\n${ITEMS}`).Buyer_Name).toBe(name);
  });

  it('names whom only a GSTIN announces, over their address', () => {
    const drawing = (gstin: string) =>
      `ACME BROADBAND LTD\n\n\nMarina Super Mart      Bill No : 17\n88, Lattice Bridge Road\nChennai 600020\n${gstin} : 33AAQFM8256D1Z3\n${ITEMS}`;
    expect(headerOf(drawing('Customer GSTIN')).Buyer_Name).toBe('Marina Super Mart');
    expect(headerOf(drawing('GSTIN')).Buyer_Name).toBeUndefined();
  });

  it('leaves out what stuck to the letterhead, where the signature has the name alone', () => {
    const signed = (name: string) => headerOf(`Purba Couriers Ll\n${ITEMS}\n\nFor ${name}`).Seller_Name;
    expect(signed('Purba Couriers')).toBe('Purba Couriers');
    expect(signed('Others')).toBe('Purba Couriers Ll');
  });

  it('names a guest only where no company pays', () => {
    const guest = 'Guest Name : R. Venkataraman';
    expect(headerOf(`${guest}\n${ITEMS}`).Buyer_Name).toBe('R. Venkataraman');
    expect(headerOf(`${guest}\nCompany : Golconda Services Ltd\n${ITEMS}`).Buyer_Name).toBe(
      'Golconda Services Ltd',
    );
  });

  it('takes the row that adds up the others for the totals of a table, whatever it is called', () => {
    const groups = `
      GST    Taxable Amt    CGST     SGST     Total
      A)     1139.04        28.48    28.48    1196.00
      B)     561.02         50.49    50.49    662.00
      T:     1700.06        78.97    78.97    1858.00`;
    expect(headerOf(groups)).toMatchObject({
      Invoice_Value: '1858.00',
      Total_Taxable_Value: '1700.06',
      CGST_Total: '78.97',
      SGST_Total: '78.97',
    });
  });

  it('calls the tax IGST where a paper names no other', () => {
    const sums = 'Net Amount      1,000.00\nTaxable Value      847.46\nTotal Tax      152.54';
    expect(headerOf(`${sums}\nTax Type: IGST`).IGST_Total).toBe('152.54');
    expect(headerOf(`${sums}\nCGST or IGST as applicable`).IGST_Total).toBeUndefined();
  });

  it.each([
    ['Dated   : 1 29-12-2025', '29-12-2025'],
    ['Dated   : 1 12 2025', '1 12 2025'],
  ])('reads past a colon that was taken for a digit: %s', (row, date) => {
    expect(headerOf(`${row}\n${ITEMS}`).Invoice_Date).toBe(date);
  });
});
