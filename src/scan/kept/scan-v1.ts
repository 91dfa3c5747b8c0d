/** Scans as version 1 kept them, one flat value whose fields came and went, and what they are today. */
import { z } from 'zod';
import { calculateFingerprint } from '../../invoice/fingerprint.ts';
import type {
  CheckedParse,
  End,
  Parse,
  Question,
  Saving,
  Scan,
  ScanCommon,
  ScanFile,
} from '../value/scan.ts';
import {
  call,
  cancelReason,
  checked,
  correction,
  decision,
  eInvoice,
  fault,
  fieldValue,
  fileFields,
  owner,
  questionFields,
  savedAgain,
} from './scan-schema.ts';

const at = z.iso.datetime();
const fields = z.record(z.string(), z.string());

/** The oldest scored nothing, and looked for no duplicates. */
const checkedV1 = z
  .looseObject({ invoice: z.looseObject({ header: fields }) })
  .transform((kept): unknown => ({
    confidence: { header: {}, lines: [] },
    doubtful: [],
    direction: 'unknown',
    fingerprint: calculateFingerprint(kept.invoice.header),
    ...kept,
  }))
  .pipe(checked);

const scanV1 = z.object({
  version: z.literal(1),
  scanId: z.string().min(1),
  state: z.enum([
    'collecting',
    'queued',
    'reading',
    'parsing',
    'reviewing',
    'saving',
    'saved',
    'duplicate',
    'failed',
    'cancelled',
  ]),
  owner,
  createdAt: at,
  touchedAt: at,
  changedBy: z.int().optional(),
  queuedAt: at.optional(),
  statusMessageId: z.int().optional(),
  pages: z.array(z.object({ file: z.string(), ...fileFields })),
  header: fields.optional(),
  lines: z.array(fields).optional(),
  eInvoice: eInvoice.optional(),
  repair: z.object({ values: z.array(fieldValue) }).optional(),
  checked: checkedV1.optional(),
  corrections: z.array(correction).optional(),
  review: z.object(questionFields).optional(),
  reviewMs: z.number().optional(),
  approvedAt: at.optional(),
  savedAgain: savedAgain.optional(),
  discarded: decision.optional(),
  calls: z.array(call),
  saveTried: z.literal(true).optional(),
  waitingForSheet: z.object({ since: at }).optional(),
  endedAt: at.optional(),
  /** What `endedAt` was called at first. */
  savedAt: at.optional(),
  sheetsTimeMs: z.number().optional(),
  fault: fault.optional(),
  cancelReason: cancelReason.optional(),
  lateForAlbum: z.literal(true).optional(),
  repliedAt: at.optional(),
  trackedAt: at.optional(),
});

type ScanV1 = z.infer<typeof scanV1>;

export interface MigrationContext {
  /** Version 1 knew no customers: a scan belongs to the one that its user belongs to. */
  readonly customerOf: (owner: ScanCommon['owner']) => string;
}

/** Throws for what is no scan of version 1. */
export function migrateScanV1(kept: unknown, context: MigrationContext): Scan {
  const old = scanV1.parse(kept);
  const common = commonOf(old, context);
  const resumable = resumableOf(old);
  switch (old.state) {
    case 'collecting':
      return { ...common, state: 'collecting' };
    case 'queued':
    case 'reading':
    case 'parsing':
      return { ...common, ...resumable, state: old.state };
    case 'reviewing':
      // A page was just being joined to it: it is to be read again.
      if (!old.review || !old.checked) return { ...common, ...resumable, state: 'queued' };
      return {
        ...common,
        ...resumable,
        state: 'reviewing',
        parse: checkedParseOf(old),
        question: questionOf(old.review),
      };
    case 'saving':
      return { ...common, state: 'saving', parse: checkedParseOf(old), saving: savingOf(old) };
    case 'saved':
    case 'duplicate':
      return migrateSaved(old, common);
    case 'failed':
      return {
        ...common,
        ...resumable,
        state: 'failed',
        end: { ...endOf(old), fault: old.fault ?? { code: 'internal' } },
      };
    case 'cancelled':
      return {
        ...common,
        ...resumable,
        state: 'cancelled',
        end: { ...endOf(old), reason: old.cancelReason ?? 'user' },
      };
  }
}

function migrateSaved(old: ScanV1, common: ScanCommon): Scan {
  const parse = checkedParseOf(old);
  const saving = savingOf(old);
  const end = { ...endOf(old), sheetsTimeMs: old.sheetsTimeMs ?? 0 };
  const { discarded } = old;
  if (old.state === 'saved') return { ...common, state: 'saved', parse, saving, end };
  if (!discarded) throw new Error('a duplicate that repeats nothing');
  return { ...common, state: 'duplicate', parse, saving: { ...saving, discarded }, end };
}

function commonOf(old: ScanV1, { customerOf }: MigrationContext): ScanCommon {
  const { changedBy, queuedAt, reviewMs, statusMessageId, lateForAlbum, saveTried, repair } = old;
  const { scanId, owner: sender, createdAt, touchedAt, calls } = old;
  return {
    ...{ version: 2, scanId, customerId: customerOf(sender), owner: sender, createdAt, touchedAt, calls },
    ...defined({ changedBy, queuedAt, reviewMs, statusMessageId, lateForAlbum, saveTried }),
    files: filesOf(old),
    ...(repair && { isAskedAgain: true }),
  };
}

function filesOf({ pages }: ScanV1): readonly ScanFile[] {
  let firstPageNumber = 1;
  return pages.map(({ file: name, ...facts }) => {
    const file = { name, firstPageNumber, ...facts };
    firstPageNumber += facts.pageCount;
    return file;
  });
}

function parseOf({ header, lines, eInvoice: qr, repair, corrections, checked: done }: ScanV1): Parse {
  const repairs = repair && repair.values.length > 0 ? repair.values : undefined;
  return defined({ header, lines, eInvoice: qr, repairs, corrections, checked: done });
}

function checkedParseOf(old: ScanV1): CheckedParse {
  if (!old.checked) throw new Error(`a scan that is ${old.state} without a checked invoice`);
  return { ...parseOf(old), checked: old.checked };
}

function savingOf({ approvedAt, savedAgain: again, discarded, waitingForSheet }: ScanV1): Saving {
  return defined({ approvedAt, savedAgain: again, discarded, waitingSince: waitingForSheet?.since });
}

/** What is empty is not there. */
function resumableOf(old: ScanV1): { readonly parse?: Parse; readonly saving?: Saving } {
  const parse = parseOf(old);
  const saving = savingOf(old);
  return {
    ...(Object.keys(parse).length > 0 && { parse }),
    ...(Object.keys(saving).length > 0 && { saving }),
  };
}

function questionOf({ duplicateOf, ...review }: NonNullable<ScanV1['review']>): Question {
  return { ...(review as Question), ...(duplicateOf && { duplicateOf }) };
}

function endOf({ endedAt, savedAt, touchedAt, repliedAt, trackedAt }: ScanV1): End {
  return { at: endedAt ?? savedAt ?? touchedAt, ...defined({ toldAt: repliedAt, trackedAt }) };
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without the properties that are undefined: they are not there. */
function defined<T extends object>(values: T): Defined<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>;
}
