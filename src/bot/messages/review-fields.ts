/** The screens of a review on which a field is chosen and its value is asked for. */

import type { CheckedInvoice } from '../../invoice/checked-invoice.ts';
import { type FieldPlace, valueAt } from '../../invoice/field-values.ts';
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
import { findingsAt, OVERVIEW } from '../../scan/value/review.ts';
import type { ReviewScreen } from '../../scan/value/scan.ts';
import { formatScreen } from '../scans/review-screens.ts';
import { formatFinding, formatValue, shorten } from './invoice-facts.ts';
import { type Button, createMessage, type Message, pluralize } from './message.ts';

const FIELDS_PER_PAGE = 8;
const LINES_PER_PAGE = 8;
const FIELDS_PER_ROW = 2;

/** A button's label longer than this is cut by phones. */
const MAX_LABEL_LENGTH = 28;

export function chooseHeaderField(checked: CheckedInvoice, page: number): Message {
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

export function chooseLine({ lines }: Invoice, page: number): Message {
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

export function chooseLineField(checked: CheckedInvoice, line: number): Message {
  const item = checked.invoice.lines[line] ?? {};
  const buttons = LINE_FIELDS.map(({ name }: Field<LineField>) =>
    fieldButton(checked, { field: name, line }),
  );
  return createMessage(`✏️ ${labelOfLine(item, line)}: which value is wrong?`, [
    ...inRows(buttons),
    [show('↩️ Back', { kind: 'lines', page: Math.floor(line / LINES_PER_PAGE) })],
  ]);
}

export function askValue(checked: CheckedInvoice, place: FieldPlace): Message {
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

/** A button that turns the review to another screen. */
export function show(label: string, screen: ReviewScreen): Button {
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

/** `HSN, line 2`. */
export function formatPlace({ field, line }: FieldPlace): string {
  return line === undefined ? labelOf(field) : `${labelOf(field)}, line ${line + 1}`;
}
