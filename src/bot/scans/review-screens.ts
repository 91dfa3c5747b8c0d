/** The screens of a review as they travel in a button: `o`, `h.1`, `ls.0`, `l.3.0`, `v.Invoice_No`, `v.3.HSN`. */
import type { FieldPlace } from '../../invoice/field-values.ts';
import { HEADER_FIELDS, LINE_FIELDS } from '../../invoice/invoice.ts';
import { OVERVIEW } from '../../scan/value/review.ts';
import type { ReviewScreen } from '../../scan/value/scan.ts';

export function formatScreen(screen: ReviewScreen): string {
  switch (screen.kind) {
    case 'overview':
      return 'o';
    case 'header':
      return `h.${screen.page}`;
    case 'lines':
      return `ls.${screen.page}`;
    case 'line':
      return `l.${screen.line}.${screen.page}`;
    case 'value':
      return screen.line === undefined ? `v.${screen.field}` : `v.${screen.line}.${screen.field}`;
  }
}

/** Undefined for anything that this version did not make. */
export function parseScreen(text: string): ReviewScreen | undefined {
  const [kind, ...rest] = text.split('.');
  if (kind === 'v') return parseValueScreen(rest);
  const [first, second] = rest.map(parseIndex);
  if (kind === 'o' && rest.length === 0) return OVERVIEW;
  if (kind === 'h' && first !== undefined) return { kind: 'header', page: first };
  if (kind === 'ls' && first !== undefined) return { kind: 'lines', page: first };
  if (kind === 'l' && first !== undefined && second !== undefined)
    return { kind: 'line', line: first, page: second };
  return undefined;
}

function parseValueScreen(parts: readonly string[]): ReviewScreen | undefined {
  const place = parts.length === 1 ? parseHeaderPlace(parts[0]) : parseLinePlace(parts);
  return place && { kind: 'value', ...place };
}

function parseHeaderPlace(name: string | undefined): FieldPlace | undefined {
  const field = HEADER_FIELDS.find((known) => known.name === name);
  return field && { field: field.name };
}

function parseLinePlace([index = '', name]: readonly string[]): FieldPlace | undefined {
  const line = parseIndex(index);
  const field = LINE_FIELDS.find((known) => known.name === name);
  return field && line !== undefined ? { field: field.name, line } : undefined;
}

function parseIndex(text: string): number | undefined {
  return /^\d{1,4}$/.test(text) ? Number(text) : undefined;
}
