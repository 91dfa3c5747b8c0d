/** The review of an invoice before it is saved: what was read, what is doubtful, and the way to put it right. */
import { b, type FormattedString, fmt } from '@grammyjs/parse-mode';
import Big from 'big.js';
import type { CheckedInvoice } from '../../invoice/checked-invoice.ts';
import type { Correction } from '../../invoice/corrections.ts';
import type { Invoice } from '../../invoice/invoice.ts';
import { labelOf } from '../../invoice/rules/rule.ts';
import { formatRupees, parseDecimal } from '../../invoice/values/amounts.ts';
import { formatDate } from '../../invoice/values/dates.ts';
import type { Question, ReviewingScan, Scan } from '../../scan/value/scan.ts';
import { countPages } from '../../scan/value/scan-files.ts';
import type { SavedInvoice } from '../../sheet/saved-invoices.ts';
import { eInvoiceFact, unreadableQrNote } from './e-invoice-notes.ts';
import { findingList, formatValue, invoiceFacts, STATUS_LABELS } from './invoice-facts.ts';
import { type Button, createMessage, joinSections, type Message, pluralize } from './message.ts';
import {
  askValue,
  chooseHeaderField,
  chooseLine,
  chooseLineField,
  formatPlace,
  show,
} from './review-fields.ts';

const MAX_CORRECTIONS_SHOWN = 8;

/** Undefined unless the scan waits for its user. */
export function reviewMessage(scan: Scan): Message | undefined {
  if (scan.state !== 'reviewing') return undefined;
  const { screen } = scan.question;
  const { checked } = scan.parse;
  switch (screen.kind) {
    case 'overview':
      return overview(scan);
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

export function reviewReminder({ parse }: Scan, leftMs: number): Message {
  const hours = Math.max(1, Math.round(leftMs / 3_600_000));
  const [name] = invoiceFacts(parse?.checked?.invoice.header ?? {});
  return createMessage(
    `⏰ This invoice still waits for your answer${name === undefined ? '' : ` (${name})`}. Without one it is dropped in ${pluralize(hours, 'hour')}.`,
  );
}

function overview(scan: ReviewingScan): Message {
  const { question, parse } = scan;
  const { checked, corrections = [] } = parse;
  const { invoice, findings, status } = checked;
  const facts = [
    ...invoiceFacts(invoice.header),
    `${pluralize(invoice.lines.length, 'line item')}${sumOfLines(invoice)}, ${pluralize(countPages(scan), 'page')}`,
    `Validation: ${STATUS_LABELS[status]}`,
    eInvoiceFact(scan),
  ].filter((fact) => fact !== undefined);
  const sections = [
    findings.length > 0 ? findingList(findings) : undefined,
    doubts(checked),
    changes(corrections),
    unreadableQrNote(scan),
  ];
  const text = joinSections(
    fmt`${title(question)}

${facts.join('\n')}`,
    sections,
  );
  return createMessage(text, overviewButtons(question, corrections));
}

function title({ duplicateOf }: Question): FormattedString {
  if (!duplicateOf) return fmt`${b}📝 Please check before I save${b}`;
  return fmt`${b}⚠️ This invoice is saved already${b}: ${formatSavedInvoice(duplicateOf)}. Save it again?`;
}

function overviewButtons({ duplicateOf }: Question, corrections: readonly Correction[]): Button[][] {
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

function doubts({ doubtful }: CheckedInvoice): string | undefined {
  const fields = doubtful.map(labelOf).join(', ');
  return fields === '' ? undefined : `Not read for sure: ${fields}`;
}

function changes(corrections: readonly Correction[]): string | undefined {
  if (corrections.length === 0) return undefined;
  const shown = corrections.slice(-MAX_CORRECTIONS_SHOWN).map(formatCorrection);
  return ['Changed:', ...shown].join('\n');
}

function formatCorrection({ from, to, ...place }: Correction): string {
  const show = (value: string | undefined) =>
    value === undefined ? 'blank' : formatValue(place.field, value);
  return `✏️ ${formatPlace(place)}: ${show(from)} → ${show(to)}`;
}
