/** Finds what may be GSTINs among the words of a page. */
import { canonicalGstin, checkGstin, GSTIN_LENGTH, suggestGstin } from '../../../invoice/parties/gstin.ts';
import type { Cell, PrintedRow } from '../printed/printed-rows.ts';

export interface GstinCandidate {
  /** As printed, or repaired where look-alike characters allow exactly one GSTIN with a right check digit. */
  readonly text: string;
  readonly isValid: boolean;
  readonly row: PrintedRow;
  readonly rowIndex: number;
  readonly cell: Cell;
  /** Where its first word begins in the text of the cell. */
  readonly start: number;
  readonly left: number;
}

/** Two digits, five letters, four digits …, where some may be taken for look-alikes. */
const GSTIN_SHAPE = /^(?=(?:\d*[A-Z]){4})[0-9OIlSZBG]{2}[A-Z0-9]{5}[0-9OILSZBGQD]{4}[A-Z0-9]{4}$/;
const TWINS = ['0OQD', '1IL', '5S', '8B', '2Z', '6G', 'JI'] as const;
const MAX_PARTS = 4;
const Z_PLACE = 13;

/** In reading order. Each stands on the page, save for the repaired characters. */
export function findGstins(rows: readonly PrintedRow[]): readonly GstinCandidate[] {
  return rows.flatMap((row, rowIndex) =>
    row.cells.flatMap((cell) => findInCell(cell).map((found) => ({ ...found, row, rowIndex, cell }))),
  );
}

type Found = Pick<GstinCandidate, 'text' | 'isValid' | 'start' | 'left'>;

function findInCell(cell: Cell): Found[] {
  const found: Found[] = [];
  for (let first = 0; first < cell.words.length; first++) {
    const hit = findAt(cell, first);
    if (hit === undefined) continue;
    found.push(hit.found);
    first = hit.last;
  }
  return found;
}

/** One word, or several that together have the length: print is often spaced out, and OCR parts words. */
function findAt(cell: Cell, first: number): { found: Found; last: number } | undefined {
  for (let last = first; last < Math.min(first + MAX_PARTS, cell.words.length); last++) {
    const words = cell.words.slice(first, last + 1);
    const read =
      words.length === 1
        ? readInside(words[0]?.text ?? '')
        : readGstin(words.map((word) => word.text).join(''));
    const start = cell.words.slice(0, first).reduce((sum, { text }) => sum + text.length + 1, 0);
    if (read !== undefined) return { found: { ...read, start, left: words[0]?.left ?? 0 }, last };
  }
  return undefined;
}

/** Undefined unless exactly one GSTIN with a right check digit is that near. */
function repairGstin(printed: string): string | undefined {
  const text = printed.replace(/[)\]]/g, 'J').replaceAll('$', 'S').replace(/[|!]/g, '1');
  const places =
    text.length === GSTIN_LENGTH ? [] : [...text].flatMap((_, at) => (isTwin(text, at) ? [at] : []));
  const variants =
    text.length === GSTIN_LENGTH
      ? [text, withUsualZ(text)]
      : places.map((at) => text.slice(0, at) + text.slice(at + 1));
  const valid = variants.flatMap((variant) => {
    const check = checkGstin(variant);
    return check.isValid ? [check.gstin] : (suggestGstin(variant) ?? []);
  });
  const [only, ...others] = new Set(valid);
  return others.length === 0 ? only : undefined;
}

/** The last place but one holds a Z in every regular GSTIN, however it was read. */
function withUsualZ(text: string): string {
  return `${text.slice(0, Z_PLACE)}Z${text.slice(Z_PLACE + 1)}`;
}

/** `0O`: one character that was read twice. */
function isTwin(text: string, at: number): boolean {
  return TWINS.some(
    (pair) =>
      pair.includes(text.charAt(at)) &&
      (pair.includes(text.charAt(at + 1) || ' ') || pair.includes(text.charAt(at - 1) || ' ')),
  );
}

/** A colon or a label may stick to it: `GSTIN:27…`. */
function readInside(word: string): Pick<Found, 'text' | 'isValid'> | undefined {
  const pieces = word.split(/[:;,/([]+/).filter((piece) => piece.length >= GSTIN_LENGTH);
  return pieces.map(readGstin).find((read) => read !== undefined);
}

function readGstin(text: string): Pick<Found, 'text' | 'isValid'> | undefined {
  const bare = text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N})\]]+$/gu, '');
  const length = canonicalGstin(bare).length;
  if (length < GSTIN_LENGTH || length > GSTIN_LENGTH + 1) return undefined;
  if (checkGstin(bare).isValid) return { text: bare, isValid: true };
  const repaired = repairGstin(canonicalGstin(bare));
  if (repaired !== undefined) return { text: repaired, isValid: true };
  return GSTIN_SHAPE.test(canonicalGstin(bare)) ? { text: bare, isValid: false } : undefined;
}
