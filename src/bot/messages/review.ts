/** The review of an invoice before it is saved: what was read, what is doubtful, and the way to put it right. */
import { b, FormattedString, fmt } from '@grammyjs/parse-mode';
import Big from 'big.js';
import { formatRupees, parseDecimal } from '../../invoice/amounts.ts';
import { type Correction, type FieldPlace, valueAt } from '../../invoice/corrections.ts';
import { formatDate } from '../../invoice/dates.ts';
import {
  type Field,
  HEADER_FIELDS,
  type HeaderField,
  type Invoice,
  LINE_FIELDS,
  type LineField,
  type LineItem,
} from '../../invoice/invoice.ts';
import { labelOf } from '../../invoice/rules/rule.ts';
import { findingsAt, OVERVIEW, type Review, type ReviewScreen } from '../../scan/review.ts';
import type { SavedInvoice } from '../../scan/saved-invoices.ts';
import type { CheckedInvoice, Scan } from '../../scan/scan.ts';
import { countPages } from '../../scan/scan-pages.ts';
import { formatScreen } from '../review-screens.ts';
import {
  findingList,
  formatFinding,
  formatValue,
  invoiceFacts,
  STATUS_LABELS,
  shorten,
} from './invoice-facts.ts';
import { type Button, createMessage, type Message, pluralize } from './message.ts';

const FIELDS_PER_PAGE = 8;
const LINES_PER_PAGE = 8;
const FIELDS_PER_ROW = 2;
const MAX_CORRECTIONS_SHOWN = 8;

/** A button's label longer than this is cut by phones. */
const MAX_LABEL_LENGTH = 28;

/** Undefined unless the scan waits for its user. */
export function reviewMessage({ review, checked, ...scan }: Scan): Message | undefined {
  if (!review || !checked) return undefined;
  const parts = { review, checked, corrections: scan.corrections ?? [], pageCount: countPages({ ...scan }) };
  const { screen } = review;
  switch (screen.kind) {
    case 'overview':
      return overview(parts);
    case 'header':
      return chooseHeaderField(checked, screen.page);
    case 'lines':
      return chooseLine(checked.invoice, screen.page);
    case 'line':
      return chooseLineField(checked, screen.line);
    case 'value':
      return askValue(checked, screen);
  }
}

/** `on 06 Feb 2026, in row 12 of the sheet`. */
export function formatSavedInvoice({ savedOn, rowNumber }: SavedInvoice): string {
  const day = savedOn === undefined ? '' : `on ${formatDate(savedOn)}, `;
  return `${day}in row ${rowNumber} of the sheet`;
}

export function reviewReminder({ checked }: Scan, leftMs: number): Message {
  const hours = Math.max(1, Math.round(leftMs / 3_600_000));
  const [name] = invoiceFacts(checked?.invoice.header ?? {});
  return createMessage(
    `⏰ This invoice still waits for your answer${name === undefined ? '' : ` (${name})`}. Without one it is dropped in ${pluralize(hours, 'hour')}.`,
  );
}

interface OverviewParts {
  readonly review: Review;
  readonly checked: CheckedInvoice;
  readonly corrections: readonly Correction[];
  readonly pageCount: number;
}

function overview({ review, checked, corrections, pageCount }: OverviewParts): Message {
  const { invoice, findings, status } = checked;
  const facts = [
    ...invoiceFacts(invoice.header),
    `${pluralize(invoice.lines.length, 'line item')}${sumOfLines(invoice)}, ${pluralize(pageCount, 'page')}`,
    `Validation: ${STATUS_LABELS[status]}`,
  ];
  const sections = [
    ...(findings.length > 0 ? [findingList(findings)] : []),
    ...doubts(checked),
    ...changes(corrections),
  ];
  const text = sections.reduce(
    (sum, section) => fmt`${sum}\n\n${section}`,
    fmt`${title(review)}

${facts.join('\n')}`,
  );
  return createMessage(text, overviewButtons(review, corrections));
}

function title({ duplicateOf }: Review): FormattedString {
  if (!duplicateOf) return fmt`${b}📝 Please check before I save${b}`;
  return fmt`${b}⚠️ This invoice is saved already${b}: ${formatSavedInvoice(duplicateOf)}. Save it again?`;
}

function overviewButtons({ duplicateOf }: Review, corrections: readonly Correction[]): Button[][] {
  const answers: Button[] = [
    { label: duplicateOf ? '⚠️ Save anyway' : '✅ Save', action: 'save' },
    show('✏️ Correct', { kind: 'header', page: 0 }),
    { label: '🗑 Discard', action: 'discard' },
  ];
  return corrections.length === 0 ? [answers] : [answers, [{ label: '↩️ Undo last change', action: 'undo' }]];
}

function sumOfLines({ lines }: Invoice): string {
  const values = lines.map(({ Taxable_Value }) => parseDecimal(Taxable_Value ?? ''));
  const known = values.filter((value) => value !== undefined);
  if (known.length === 0) return '';
  const sum = known.reduce((total, value) => total.plus(value), new Big(0));
  return ` of ${formatRupees(sum.toFixed(2))} before tax`;
}

function doubts({ doubtful }: CheckedInvoice): FormattedString[] {
  const fields = doubtful.map(labelOf).join(', ');
  return fields === '' ? [] : [new FormattedString(`Not read for sure: ${fields}`)];
}

function changes(corrections: readonly Correction[]): FormattedString[] {
  if (corrections.length === 0) return [];
  const shown = corrections.slice(-MAX_CORRECTIONS_SHOWN).map(formatCorrection);
  return [new FormattedString(['Changed:', ...shown].join('\n'))];
}

function formatCorrection({ from, to, ...place }: Correction): string {
  const show = (value: string | undefined) =>
    value === undefined ? 'blank' : formatValue(place.field, value);
  return `✏️ ${formatPlace(place)}: ${show(from)} → ${show(to)}`;
}

function formatPlace({ field, line }: FieldPlace): string {
  return line === undefined ? labelOf(field) : `${labelOf(field)}, line ${line + 1}`;
}

function chooseHeaderField(checked: CheckedInvoice, page: number): Message {
  const fields = pageOf<Field<HeaderField>>(HEADER_FIELDS, page, FIELDS_PER_PAGE);
  const buttons = fields.map(({ name }) => fieldButton(checked, { field: name }));
  const count = checked.invoice.lines.length;
  const lines =
    count === 0 ? [] : [[show(`📋 ${pluralize(count, 'line item')}…`, { kind: 'lines', page: 0 })]];
  return createMessage('✏️ Which value is wrong?', [
    ...inRows(buttons),
    ...pageTurns(HEADER_FIELDS.length, page, FIELDS_PER_PAGE, (next) => ({ kind: 'header', page: next })),
    ...lines,
    [show('↩️ Back', OVERVIEW)],
  ]);
}

function chooseLine({ lines }: Invoice, page: number): Message {
  const first = page * LINES_PER_PAGE;
  const buttons = lines
    .slice(first, first + LINES_PER_PAGE)
    .map((line, offset) => [
      show(labelOfLine(line, first + offset), { kind: 'line', line: first + offset, page: 0 }),
    ]);
  return createMessage('✏️ In which line?', [
    ...buttons,
    ...pageTurns(lines.length, page, LINES_PER_PAGE, (next) => ({ kind: 'lines', page: next })),
    [show('↩️ Back', { kind: 'header', page: 0 })],
  ]);
}

function chooseLineField(checked: CheckedInvoice, line: number): Message {
  const item = checked.invoice.lines[line] ?? {};
  const buttons = LINE_FIELDS.map(({ name }: Field<LineField>) =>
    fieldButton(checked, { field: name, line }),
  );
  return createMessage(`✏️ ${labelOfLine(item, line)}: which value is wrong?`, [
    ...inRows(buttons),
    [show('↩️ Back', { kind: 'lines', page: Math.floor(line / LINES_PER_PAGE) })],
  ]);
}

function askValue(checked: CheckedInvoice, place: FieldPlace): Message {
  const value = valueAt(checked.invoice, place);
  const findings = findingsAt(checked.findings, place).map(formatFinding);
  const text = [
    `✏️ ${formatPlace(place)}`,
    `Now: ${value === undefined ? 'blank' : formatValue(place.field, value)}`,
    ...findings,
    '',
    'Type the right value, or - to leave it blank.',
  ];
  return createMessage(text.join('\n'), [[show('↩️ Back', OVERVIEW)]]);
}

function fieldButton({ invoice, findings }: CheckedInvoice, place: FieldPlace): Button {
  const value = valueAt(invoice, place);
  const mark = findingsAt(findings, place).length > 0 ? '⚠️ ' : '';
  const label =
    value === undefined
      ? labelOf(place.field)
      : `${labelOf(place.field)}: ${formatValue(place.field, value)}`;
  return show(`${mark}${shorten(label, MAX_LABEL_LENGTH)}`, { kind: 'value', ...place });
}

function labelOfLine({ Item_Description, HSN }: LineItem, line: number): string {
  return shorten(`${line + 1}. ${Item_Description ?? HSN ?? 'no description'}`, MAX_LABEL_LENGTH);
}

function show(label: string, screen: ReviewScreen): Button {
  return { label, action: 'show', argument: formatScreen(screen) };
}

function inRows(buttons: readonly Button[]): Button[][] {
  const rows = Math.ceil(buttons.length / FIELDS_PER_ROW);
  return Array.from({ length: rows }, (_, row) => pageOf(buttons, row, FIELDS_PER_ROW));
}

function pageOf<T>(all: readonly T[], page: number, size: number): T[] {
  return all.slice(page * size, (page + 1) * size);
}

function pageTurns(
  count: number,
  page: number,
  size: number,
  screenOf: (page: number) => ReviewScreen,
): Button[][] {
  const turns = [
    ...(page > 0 ? [show('◀ Before', screenOf(page - 1))] : []),
    ...((page + 1) * size < count ? [show('More ▶', screenOf(page + 1))] : []),
  ];
  return turns.length === 0 ? [] : [turns];
}
