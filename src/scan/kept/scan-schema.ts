/** A scan as it is kept: the schema of version 2. */
import { z } from 'zod';
import type { ScanErrorCode } from '../../errors.ts';
import type { CheckedInvoice } from '../../invoice/checked-invoice.ts';
import type { Correction } from '../../invoice/corrections.ts';
import type { EInvoiceQr } from '../../invoice/e-invoice/e-invoice-qr.ts';
import type { FieldPlace, FieldValue } from '../../invoice/field-values.ts';
import type { Finding } from '../../invoice/validate.ts';
import type { PageReading } from '../../reader/invoice-reader.ts';
import type { SavedInvoice } from '../../sheet/saved-invoices.ts';
import type { ModelCall } from '../../usage/model-call.ts';
import type { Parse, Question, Scan, ScanFile, ScanOwner } from '../value/scan.ts';

const count = z.int().nonnegative();
const at = z.iso.datetime();
/** Of the fields that a reader was asked for; which ones are known is told by the invoice, not by what was kept. */
const fields = z.record(z.string(), z.string());
const scores = z.record(z.string(), z.number());
/** Some are of vendors and of versions that are gone: whoever words them has a word for those too. */
const errorCode = z.custom<ScanErrorCode>((code) => typeof code === 'string' && code !== '');

export const owner: z.ZodType<ScanOwner> = z.object({
  chatId: z.int(),
  userId: z.int(),
  username: z.string().exactOptional(),
});

const qrSearch = z.object({ texts: z.array(z.string()), isUnreadable: z.boolean() });

const word = z.object({
  text: z.string(),
  left: z.number(),
  top: z.number(),
  right: z.number(),
  bottom: z.number(),
  confidence: z.number(),
});

const reading: z.ZodType<PageReading> = z.object({
  text: z.string(),
  pages: z.array(z.object({ width: z.number(), height: z.number(), words: z.array(word) })).exactOptional(),
  qr: qrSearch.exactOptional(),
});

/** What the two versions' files have in common. */
export const fileFields = {
  mimeType: z.enum(['image/jpeg', 'image/png', 'image/webp', 'image/heic', 'image/heif', 'application/pdf']),
  sizeBytes: count,
  pageCount: z.int().positive(),
  messageId: z.int(),
  replacesMessageId: z.int().exactOptional(),
  fileUniqueId: z.string(),
  albumId: z.string().exactOptional(),
  reading: reading.exactOptional(),
  qr: qrSearch.exactOptional(),
};

const file: z.ZodType<ScanFile> = z.object({
  name: z.string(),
  firstPageNumber: z.int().positive(),
  ...fileFields,
});

export const call: z.ZodType<ModelCall> = z.object({
  operation: z.enum(['ocr', 'parse_header', 'parse_lines', 'repair']),
  provider: z.string().exactOptional(),
  pageNumber: count.exactOptional(),
  modelName: z.string(),
  startedAt: at,
  processingTimeMs: z.number(),
  imageSizeBytes: count.exactOptional(),
  attempt: count,
  status: z.enum(['success', 'error', 'aborted']),
  errorCode: z.string().exactOptional(),
  tokens: z
    .object({
      promptTokens: count,
      cachedTokens: count,
      outputTokens: count,
      thinkingTokens: count,
      totalTokens: count,
    })
    .exactOptional(),
  promptChars: count.exactOptional(),
  outputChars: count.exactOptional(),
  rawUsage: z.unknown().optional(),
});

/** A place that is kept names a field of the time; a field that is gone is passed over by whoever looks for it. */
const place = z.custom<FieldPlace>(isPlace);

function isPlace(value: unknown): boolean {
  return z.looseObject({ field: z.string(), line: count.optional() }).safeParse(value).success;
}

export const correction: z.ZodType<Correction> = place.and(
  z.object({ from: z.string().optional(), to: z.string().optional(), byUserId: z.int(), at }),
);

export const fieldValue: z.ZodType<FieldValue> = place.and(z.object({ value: z.string() }));

export const eInvoice: z.ZodType<EInvoiceQr> = z.object({
  state: z.enum(['verified', 'invalid', 'decoded-not-verified']),
  algorithm: z.string(),
  kid: z.string().exactOptional(),
  values: z.object({
    sellerGstin: z.string().exactOptional(),
    buyerGstin: z.string().exactOptional(),
    docNo: z.string().exactOptional(),
    docType: z.enum(['INV', 'CRN', 'DBN']).exactOptional(),
    docDate: z.string().exactOptional(),
    totalValue: z.string().exactOptional(),
    itemCount: z.number().exactOptional(),
    mainHsn: z.string().exactOptional(),
    irn: z.string().exactOptional(),
    irnDate: z.string().exactOptional(),
  }),
});

/** A rule that is gone still has its finding in the remarks of a row. */
const finding = z.custom<Finding>(
  (value) =>
    z
      .looseObject({
        rule: z.string(),
        severity: z.enum(['error', 'warning']),
        field: z.string(),
        message: z.string(),
        lineNo: count.optional(),
      })
      .safeParse(value).success,
);

export const checked: z.ZodType<CheckedInvoice> = z.object({
  invoice: z.object({ header: fields, lines: z.array(fields) }),
  findings: z.array(finding),
  status: z.enum(['OK', 'WARNING', 'ERROR']),
  confidence: z.object({ header: scores, lines: z.array(scores), average: z.number().optional() }),
  doubtful: z.array(z.custom<CheckedInvoice['doubtful'][number]>((name) => typeof name === 'string')),
  fingerprint: z.string().optional(),
  direction: z.enum(['purchase', 'sale', 'unknown']),
  // Versions before these two left them out.
  creditHints: z.array(z.object({ section: z.string(), reason: z.string() })).default([]),
  bankAccounts: z.array(z.string()).default([]),
});

const savedInvoice: z.ZodType<SavedInvoice> = z.object({
  rowNumber: count,
  savedOn: z.string().optional(),
  scanId: z.string().optional(),
});

const parseFields = {
  header: fields.exactOptional(),
  lines: z.array(fields).exactOptional(),
  eInvoice: eInvoice.exactOptional(),
  repairs: z.array(fieldValue).exactOptional(),
  corrections: z.array(correction).exactOptional(),
};
const parse: z.ZodType<Parse> = z.object({ ...parseFields, checked: checked.exactOptional() });
const checkedParse = z.object({ ...parseFields, checked });

const screen = z.union([
  z.object({ kind: z.literal('overview') }),
  z.object({ kind: z.enum(['header', 'lines']), page: count }),
  z.object({ kind: z.literal('line'), line: count, page: count }),
  place.and(z.object({ kind: z.literal('value') })),
]);

export const questionFields = {
  askedAt: at,
  messageId: z.int().exactOptional(),
  remindedAt: at.exactOptional(),
  duplicateOf: savedInvoice.optional(),
  screen,
};
const question = z.object(questionFields) as z.ZodType<Question>;

export const decision = z.object({ reason: z.enum(['user', 'expired']), duplicateOf: savedInvoice });
export const savedAgain = z.object({ fingerprint: z.string(), duplicateOf: savedInvoice });

const savingFields = {
  approvedAt: at.exactOptional(),
  savedAgain: savedAgain.exactOptional(),
  waitingSince: at.exactOptional(),
};
const saving = z.object({ ...savingFields, discarded: decision.exactOptional() });
const discarding = z.object({ ...savingFields, discarded: decision });

export const fault = z.object({ code: errorCode, pageNumber: count.exactOptional() });
export const cancelReason = z.enum(['user', 'expired', 'joined']);

const endFields = { at, toldAt: at.exactOptional(), trackedAt: at.exactOptional() };
const savedEnd = z.object({ ...endFields, sheetsTimeMs: z.number() });

const common = {
  version: z.literal(2),
  scanId: z.string().min(1),
  customerId: z.string().min(1),
  owner,
  createdAt: at,
  touchedAt: at,
  changedBy: z.int().exactOptional(),
  queuedAt: at.exactOptional(),
  reviewMs: z.number().exactOptional(),
  statusMessageId: z.int().exactOptional(),
  files: z.array(file),
  lateForAlbum: z.literal(true).exactOptional(),
  calls: z.array(call),
  isAskedAgain: z.literal(true).exactOptional(),
  saveTried: z.literal(true).exactOptional(),
};

const resumable = { parse: parse.exactOptional(), saving: saving.exactOptional() };

/** Strict, so that a group that does not belong to the state is damage, not a surprise later. */
const state = <S extends string, Own extends z.core.$ZodShape>(name: S, own: Own) =>
  z.strictObject({ ...common, state: z.literal(name), ...own });

export const scanSchema: z.ZodType<Scan> = z.discriminatedUnion('state', [
  state('collecting', {}),
  state('queued', resumable),
  state('reading', resumable),
  state('parsing', resumable),
  state('reviewing', { parse: checkedParse, question, saving: saving.exactOptional() }),
  state('saving', { parse: checkedParse, saving }),
  state('saved', { parse: checkedParse, saving, end: savedEnd }),
  state('duplicate', { parse: checkedParse, saving: discarding, end: savedEnd }),
  state('failed', { ...resumable, end: z.object({ ...endFields, fault }) }),
  state('cancelled', { ...resumable, end: z.object({ ...endFields, reason: cancelReason }) }),
]);
