/** Number, date and the other facts about the document that stand beside a label of their own. */
import { distance } from 'fastest-levenshtein';
import type { QrValues } from '../../invoice/e-invoice/e-invoice-qr.ts';
import type { InvoiceHeader } from '../../invoice/invoice.ts';
import { EWAY_BILL_NUMBER } from '../../invoice/law/e-way-bills.ts';
import { parseStateCode } from '../../invoice/law/printed-states.ts';
import { parseSupplyType } from '../../invoice/supply-type.ts';
import { parseDate } from '../../invoice/values/dates.ts';
import { findTitle } from './document-title.ts';
import type { Label } from './labels/find-labels.ts';
import type { LabelKey } from './labels/header-labels.ts';
import { findTexts, type LabelledPaper, labelsOf } from './labels/labelled-paper.ts';
import { isNameLike, trimName } from './parties/party-names.ts';

const NUMBER =
  /^(?:(?:no|number)\b\.?\s*[:.]?\s*)?(?<number>[A-Z]{0,6}[ .]?[A-Z0-9]+(?:\s?[/\\_-]\s?[A-Z0-9]+)*)/i;
const BARE_NUMBER = /^(?:s(?:r|l|\.)?\.? ?)?no\.?\s*[:.]?\s*(?<number>[A-Z\d][A-Z\d/-]*)(?= |$)/i;
const NUMBER_BEHIND_SIGN = /^#\s*(?<number>[A-Z\d][A-Z\d/-]*)$/i;
const MISREAD_COLON = /^[1iIl!tT:;.+*~=] +(?=[A-Z0-9]*[\d/-])/;
const MISREAD_BEFORE_DATE = /^[1iIl!|;.] +(?=\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\b)/;
const BEFORE_DATE = /[\s/|,-]*(?:\b(?:dt|dated|date)\b)?[\s.:]*$/i;
const EWAY_BILL = new RegExp(
  String.raw`^(?:[1iIl!|;.] +)?(?<number>(?:\d[ -]?){${EWAY_BILL_NUMBER.digits}})(?!\d)`,
);
const MAX_NUMBER_LENGTH = 24;
const MAX_SLIPS = 2;
const DATE =
  /(?<![\d/.-])(?:\d{1,2}\s?[-/. ]\s?\d{1,2}\s?[-/. ]\s?(?:\d{4}|\d{2})(?!\d)|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)|\d{1,2}(?:st|nd|rd|th)?[\s,./-]{0,2}[\p{L}\p{M}]{3,9}[\s,.'’/-]{0,3}(?:\d{4}|\d{2})(?!\d)|[\p{L}]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4})/iu;

export function findDocumentFields(paper: LabelledPaper, witness: QrValues): InvoiceHeader {
  const number = findInvoiceNumber(paper, witness);
  return {
    Invoice_No: number,
    Invoice_Date: findInvoiceDate(paper, witness),
    Invoice_Type: findTitle(paper),
    Place_Of_Supply: firstValue(paper, 'placeOfSupply', (text) =>
      parseStateCode(text) === undefined ? undefined : text,
    ),
    Supply_Type: firstValue(paper, 'supplyType', (text) =>
      parseSupplyType(text) === undefined ? undefined : text,
    ),
    Reverse_Charge: firstValue(paper, 'reverseCharge', readYesOrNo),
    Eway_Bill_No: firstValue(paper, 'ewayBill', (text) => EWAY_BILL.exec(text)?.groups?.number?.trim()),
    Transporter: findTransporter(paper),
  } as InvoiceHeader;
}

function findInvoiceNumber(paper: LabelledPaper, witness: QrValues): string | undefined {
  const labels = labelsOf(paper, 'invoiceNo');
  const isFirst = isInHead(paper);
  const inOrder = [...labels.filter(isFirst), ...labels.filter((label) => !isFirst(label))];
  const labelled = inOrder.flatMap((label) => valuesOf(paper, label, readNumber));
  const found = labelled.length > 0 ? labelled : findBareNumber(paper);
  return found.find((number) => sameText(number, witness.docNo)) ?? surestReading(paper, found);
}

/**
 * `No. 1847` by itself, as printed forms have it: above the items, and nothing before it in its row. Or `# INV-17` in a cell of
 * its own.
 */
function findBareNumber(paper: LabelledPaper): readonly string[] {
  const head = paper.rows.slice(0, paper.tableTop).map(({ cells }) => cells.map(({ text }) => text));
  const numbers = [
    ...head.map((texts) => BARE_NUMBER.exec(texts.join(' '))),
    ...head.flat().map((text) => NUMBER_BEHIND_SIGN.exec(text)),
  ];
  return numbers
    .flatMap((match) => match?.groups?.number ?? [])
    .flatMap((number) => readNumber(number) ?? []);
}

/** The first, or the same number where another page shows it clearer. */
function surestReading(paper: LabelledPaper, numbers: readonly string[]): string | undefined {
  const [first = ''] = numbers;
  const same = numbers.filter((number) => distance(number, first) <= MAX_SLIPS);
  const byConfidence = same.map((number) => ({ number, confidence: confidenceOf(paper, number) }));
  return byConfidence.sort((a, b) => b.confidence - a.confidence)[0]?.number;
}

function confidenceOf(paper: LabelledPaper, value: string): number {
  const words = paper.rows.flatMap((row) => row.words).filter(({ text }) => text.includes(value));
  return Math.max(0, ...words.map(({ confidence }) => confidence));
}

function findInvoiceDate(paper: LabelledPaper, witness: QrValues): string | undefined {
  const own = datesBeside(paper, 'invoiceDate');
  const dates = own.length > 0 ? own : datesBeside(paper, 'date');
  const isWitnessed = (date: string) => parseDate(date) === witness.docDate && witness.docDate !== undefined;
  return dates.find(isWitnessed) ?? dates[0] ?? findOnlyDate(paper);
}

function datesBeside(paper: LabelledPaper, key: LabelKey): readonly string[] {
  return labelsOf(paper, key)
    .filter(isInHead(paper))
    .flatMap((label) => valuesOf(paper, label, readDate).slice(0, 1));
}

/** Without a label, only if no other date stands above the items. */
function findOnlyDate(paper: LabelledPaper): string | undefined {
  const dates = paper.rows
    .slice(0, paper.tableTop)
    .flatMap(({ cells }) =>
      cells
        .filter((cell) => !paper.labels.some((label) => label.cell === cell && label.key === 'other'))
        .flatMap(({ text }) => readDate(text) ?? []),
    );
  return new Set(dates.map(parseDate)).size === 1 ? dates[0] : undefined;
}

/** Above the items, where that leaves any. */
function isInHead(paper: LabelledPaper): (label: Label) => boolean {
  const hasAny = (key: LabelKey) => labelsOf(paper, key).some(({ rowIndex }) => rowIndex < paper.tableTop);
  return (label) => label.rowIndex < paper.tableTop || !hasAny(label.key);
}

function firstValue(
  paper: LabelledPaper,
  key: LabelKey,
  read: (text: string) => string | undefined,
): string | undefined {
  return labelsOf(paper, key).flatMap((label) => valuesOf(paper, label, read))[0];
}

function valuesOf(
  paper: LabelledPaper,
  label: Label,
  read: (text: string) => string | undefined,
): readonly string[] {
  return findTexts(paper, label).flatMap(({ text }) => read(text) ?? []);
}

export function readNumber(text: string): string | undefined {
  const bare = withoutDate(text.replaceAll('|', '').replace(MISREAD_COLON, ''));
  const number = NUMBER.exec(bare)?.groups?.number?.trim();
  if (number === undefined || !/\d/.test(number) || number.length > MAX_NUMBER_LENGTH) return undefined;
  return parseDate(number) === undefined ? number : undefined;
}

/** `GNT/0718 / 28.10.2025` below `Invoice No. & Date`. */
function withoutDate(text: string): string {
  const date = DATE.exec(text);
  const before = date === null ? '' : text.slice(0, date.index);
  return /\S\s+$/.test(before) ? before.replace(BEFORE_DATE, '') : text;
}

export function readDate(text: string): string | undefined {
  const date = DATE.exec(text.replace(MISREAD_BEFORE_DATE, ''))?.[0];
  return date !== undefined && parseDate(date) !== undefined ? date : undefined;
}

function readYesOrNo(text: string): string | undefined {
  return /^\W*(?<answer>yes|no|y|n|हाँ|नहीं|applicable|not applicable)(?!\p{L}|\.\s?\S*\d)/iu.exec(text)?.groups
    ?.answer;
}

/** `Transport Nagar` is an address: what goes on without a mark is no value. */
function findTransporter(paper: LabelledPaper): string | undefined {
  return labelsOf(paper, 'transporter')
    .flatMap((label) => findTexts(paper, label).filter(({ place }) => place !== 'inline' || label.isMarked))
    .map(({ text }) => readTransporter(text))
    .find((name) => name !== undefined);
}

function readTransporter(text: string): string | undefined {
  const name = trimName(text);
  return isNameLike(name) && !/^(?:mode|name|id|by road|road|charges?|details?)\b/i.test(name)
    ? name
    : undefined;
}

function sameText(one: string, other: string | undefined): boolean {
  return (
    other !== undefined && one.replace(/\s/g, '').toUpperCase() === other.replace(/\s/g, '').toUpperCase()
  );
}
