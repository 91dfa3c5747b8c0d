/** What was read against the e-invoice's QR code: differences, and what is none. */
import { createHash } from 'node:crypto';
import type { EInvoiceQr, QrValues } from '../../../src/invoice/e-invoice/e-invoice-qr.ts';
import type { Known, RuleTable } from '../rule-cases.ts';
import { GSTINS, INTRA_STATE, withFirstLine, withHeader } from '../sound-invoices.ts';

const irnOf = (key: string) => createHash('sha256').update(key).digest('hex');

/** What the registrar signed for `INTRA_STATE`. */
const VALUES: QrValues = {
  sellerGstin: GSTINS.mumbai,
  buyerGstin: GSTINS.pune,
  docNo: 'INV-2026/001',
  docType: 'INV',
  docDate: '2026-02-06',
  totalValue: '1390',
  itemCount: 2,
  mainHsn: '9403',
  irn: irnOf('27AAPFU0939F1ZV2025-26INVINV-2026/001'),
};

const qrOf = (values: QrValues = {}, qr: Partial<EInvoiceQr> = {}): Known => ({
  qr: { state: 'decoded-not-verified', algorithm: 'RS256', ...qr, values: { ...VALUES, ...values } },
});
const verified = (values: QrValues = {}) => qrOf(values, { state: 'verified' });
const invalid = (values: QrValues = {}, algorithm = 'RS256') => qrOf(values, { state: 'invalid', algorithm });

/** Each values differs in the code: silent where the code agrees, is absent or is not to be believed. */
const silentBut = (values: QrValues) =>
  [
    ['the code agrees', INTRA_STATE, qrOf()],
    ['there is no code', INTRA_STATE, {}],
    ['the signature is bad, so nothing of the code counts', INTRA_STATE, invalid(values)],
  ] as const;

export const QR_CASES = {
  qr_signature: {
    fires: [
      [
        'an edited code',
        INTRA_STATE,
        {
          severity: 'error',
          field: 'Invoice_No',
          message:
            'The e-invoice QR code is signed with a signature that does not fit: it was changed after it was signed, or is a forgery. Ask the seller for the invoice again, and look the IRN up on the e-invoice portal.',
        },
        invalid(),
      ],
      [
        'a code without signature',
        INTRA_STATE,
        {
          severity: 'error',
          field: 'Invoice_No',
          message:
            'The e-invoice QR code is not signed as registrars sign (its algorithm is “none”): it is a forgery, or a sample. Ask the seller for the invoice again, and look the IRN up on the e-invoice portal.',
        },
        invalid({}, 'none'),
      ],
    ],
    silent: [
      ['verified', INTRA_STATE, verified()],
      ['the key is not known', INTRA_STATE, qrOf()],
      ['there is no code', INTRA_STATE],
    ],
  },
  qr_seller_check_digit: {
    fires: [
      [
        'a test registrar, its signature good',
        INTRA_STATE,
        {
          severity: 'warning',
          field: 'Seller_GSTIN',
          message:
            'The seller GSTIN “27AAPFU0939F1ZW” in the e-invoice QR code cannot exist, so the code comes from a test system. Ask the seller for the real e-invoice.',
          actual: '27AAPFU0939F1ZW',
        },
        verified({ sellerGstin: '27AAPFU0939F1ZW' }),
      ],
    ],
    silent: [
      ['a good one', INTRA_STATE, verified()],
      ['there is no code', INTRA_STATE],
    ],
  },
  qr_seller_gstin: {
    fires: [
      [
        'another seller',
        withHeader(INTRA_STATE, { Seller_GSTIN: GSTINS.nagpur }),
        {
          severity: 'error',
          field: 'Seller_GSTIN',
          message:
            'Seller GSTIN is “27BJUPB5324E1Z9”, but the e-invoice QR code says “27AAPFU0939F1ZV”. Compare it with the paper.',
          expected: GSTINS.mumbai,
          actual: GSTINS.nagpur,
        },
        qrOf(),
      ],
      [
        'a person typed another than was signed',
        withHeader(INTRA_STATE, { Seller_GSTIN: GSTINS.nagpur }),
        {
          severity: 'error',
          field: 'Seller_GSTIN',
          message:
            'Seller GSTIN is “27BJUPB5324E1Z9”, but the e-invoice QR code says “27AAPFU0939F1ZV”. The code is signed, so take its value.',
          expected: GSTINS.mumbai,
          actual: GSTINS.nagpur,
        },
        verified(),
      ],
    ],
    silent: [
      ...silentBut({ sellerGstin: GSTINS.nagpur }),
      ['none was read', withHeader(INTRA_STATE, { Seller_GSTIN: undefined }), qrOf()],
    ],
  },
  qr_buyer_gstin: {
    fires: [
      [
        'another buyer',
        INTRA_STATE,
        {
          severity: 'error',
          field: 'Buyer_GSTIN',
          message:
            'Buyer GSTIN is “27AADFF2788D1ZF”, but the e-invoice QR code says “27BJUPB5324E1Z9”. Compare it with the paper.',
          expected: GSTINS.nagpur,
          actual: GSTINS.pune,
        },
        qrOf({ buyerGstin: GSTINS.nagpur }),
      ],
    ],
    silent: silentBut({ buyerGstin: GSTINS.nagpur }),
  },
  qr_invoice_no: {
    fires: [
      [
        'another number',
        INTRA_STATE,
        {
          severity: 'error',
          field: 'Invoice_No',
          message:
            'Invoice No is “INV-2026/001”, but the e-invoice QR code says “INV-2026/007”. Compare it with the paper.',
          expected: 'INV-2026/007',
          actual: 'INV-2026/001',
        },
        qrOf({ docNo: 'INV-2026/007' }),
      ],
      [
        'a number that was taken from a signed code',
        INTRA_STATE,
        {
          severity: 'warning',
          field: 'Invoice_No',
          message:
            'Invoice No was read as “INV-2O26/OO1”, but the signed e-invoice QR code says “INV-2026/001”, which was taken.',
          expected: 'INV-2026/001',
          actual: 'INV-2O26/OO1',
        },
        { ...verified(), qrChanges: [{ field: 'Invoice_No', from: 'INV-2O26/OO1', to: 'INV-2026/001' }] },
      ],
    ],
    silent: [
      ...silentBut({ docNo: 'INV-2026/007' }),
      [
        'a number that only a signed code gave',
        INTRA_STATE,
        { ...verified(), qrChanges: [{ field: 'Invoice_No', to: 'INV-2026/001' }] },
      ],
      ['other separators and letter case', INTRA_STATE, qrOf({ docNo: 'inv/2026-001' })],
    ],
  },
  qr_invoice_date: {
    fires: [
      [
        'another day',
        INTRA_STATE,
        {
          severity: 'error',
          field: 'Invoice_Date',
          message:
            'Invoice Date is 06 Feb 2026, but the e-invoice QR code says 05 Feb 2026. Compare it with the paper.',
          expected: '2026-02-05',
          actual: '2026-02-06',
        },
        qrOf({ docDate: '2026-02-05' }),
      ],
    ],
    silent: silentBut({ docDate: '2026-02-05' }),
  },
  qr_document_type: {
    fires: [
      [
        'a credit note',
        INTRA_STATE,
        {
          severity: 'error',
          field: 'Invoice_Type',
          message:
            'Invoice Type is “Tax Invoice”, but the e-invoice QR code says “Credit Note”. Compare it with the paper.',
          expected: 'Credit Note',
          actual: 'Tax Invoice',
        },
        qrOf({ docType: 'CRN' }),
      ],
    ],
    silent: [
      ...silentBut({ docType: 'CRN' }),
      ['another title of an invoice', withHeader(INTRA_STATE, { Invoice_Type: 'Cash Memo' }), qrOf()],
    ],
  },
  qr_invoice_value: {
    fires: [
      [
        'more than ₹1 apart',
        INTRA_STATE,
        {
          severity: 'error',
          field: 'Invoice_Value',
          message:
            'Invoice Value is ₹1,390.00, but the e-invoice QR code says ₹1,391.01. Compare it with the paper.',
          expected: '1391.01',
          actual: '1390.00',
        },
        qrOf({ totalValue: '1391.01' }),
      ],
    ],
    silent: [
      ...silentBut({ totalValue: '9' }),
      ['registered before it was rounded', INTRA_STATE, qrOf({ totalValue: '1389.60' })],
      [
        'a credit note with a minus',
        withHeader(INTRA_STATE, { Invoice_Type: 'Credit Note', Invoice_Value: '-1390.00' }),
        qrOf({ docType: 'CRN' }),
      ],
    ],
  },
  qr_irn: {
    fires: [
      [
        'the code of another document, its values edited',
        INTRA_STATE,
        {
          severity: 'error',
          field: 'Invoice_No',
          message:
            'The IRN in the e-invoice QR code does not belong to this seller GSTIN, number, year and kind of document. One of them was misread, or the code belongs to another document. Compare them with the paper.',
          actual: 'INV-2026/001',
        },
        qrOf({ irn: irnOf('27AAPFU0939F1ZV2025-26INVINV-2026/002') }),
      ],
    ],
    silent: [
      ...silentBut({ irn: irnOf('another') }),
      [
        'a misread number, which has a finding of its own',
        INTRA_STATE,
        qrOf({ docNo: '7', irn: irnOf('7') }),
      ],
      ['no number was read', withHeader(INTRA_STATE, { Invoice_No: undefined }), qrOf()],
      [
        'of before June 2025',
        withHeader(INTRA_STATE, { Invoice_No: 'a/1' }),
        {
          ...qrOf({ docNo: 'a/1', irn: irnOf('27AAPFU0939F1ZV2025-26INVa/1') }),
        },
      ],
    ],
  },
  qr_item_count: {
    fires: [
      [
        'a line too few',
        INTRA_STATE,
        {
          severity: 'warning',
          field: 'Line_No',
          message:
            'The e-invoice QR code counts 3 line items, but 2 were found. Look for a line that was missed or read twice.',
          expected: '3',
          actual: '2',
        },
        verified({ itemCount: 3 }),
      ],
    ],
    silent: [
      ...silentBut({ itemCount: 3 }),
      ['no lines, which has a finding of its own', { ...INTRA_STATE, lines: [] }, verified()],
    ],
  },
  qr_main_hsn: {
    fires: [
      [
        'a code that no line has',
        INTRA_STATE,
        {
          severity: 'warning',
          field: 'HSN',
          message:
            'The e-invoice QR code names HSN “8471”, which no line has. Compare the HSN codes with the paper.',
          expected: '8471',
        },
        verified({ mainHsn: '8471' }),
      ],
    ],
    silent: [
      ...silentBut({ mainHsn: '8471' }),
      ['more digits in the code', INTRA_STATE, verified({ mainHsn: '94032090' })],
      ['fewer digits in the code', withFirstLine(INTRA_STATE, { HSN: '94032090' }), verified()],
    ],
  },
} satisfies RuleTable;
