/** Finds the seller's name: the letterhead, with the signature line `for …` as a witness. */
import { distance } from 'fastest-levenshtein';
import { isTitle } from './document-title.ts';
import { type HeaderSheet, startsWithLabel, textUntilLabel } from './header-sheet.ts';
import type { PartyBlock } from './party-blocks.ts';
import { findBlockName } from './party-fields.ts';
import { isAddressLike, isNameLike, trimName } from './party-names.ts';
import type { Cell, PrintedRow } from './printed-rows.ts';

const SIGNATURE = /(?:^|\/\s*|signatory\s+)(?:for|कृते)[\s,:.]+(?:m\/s\.?\s*)?(?<name>.+)$/iu;
const SIGNATURE_HEAD = /(?:^|signatory |signature )(?:for|कृते)[\s,:.]*$/i;
const NO_SIGNER =
  /^(?:recipient|buyer|office|the\b|your|any|supplier|transporter|more|assistance|goods|period)/i;
const BUSINESS =
  /\b(?:ltd|limited|llp|pvt|private|co|company|traders?|enterprises?|industries|stores?|mart|agency|agencies|associates|sons|brothers|bros|services|solutions|electricals?|textiles?|pharma|medicals?|motors|foods|hardware|computers|garments|house|works|corporation|corp|inc|&)(?![\p{L}])/iu;
const TRADE =
  /\b(?:manufacturers?|dealers?|wholesalers?|suppliers? of|distributors?|stockists?|importers?|exporters?|specialists?|an iso|estd|govt|prop\b|proprietor|subject to|jurisdiction|original|duplicate|triplicate|copy|page \d|cash|e-?invoice|welcome|thank|composition|memo|bill$)/i;
const MAX_ROWS = 12;
const MAX_SLIP_SHARE = 0.25;

export function findSellerName(sheet: HeaderSheet, blocks: readonly PartyBlock[]): string | undefined {
  const ownBlock = blocks.find(({ party }) => party === 'seller');
  const inBlock = ownBlock && findBlockName(sheet, ownBlock);
  if (inBlock !== undefined) return inBlock;
  const signer = findSigner(sheet);
  const heads = letterheadCells(sheet, blocks).map((cell) => ({
    name: trimName(textUntilLabel(sheet, cell.cell, 0)),
    score: scoreHead(cell, sheet) + witness(cell.cell.text, signer),
  }));
  const best = [...heads].sort((a, b) => b.score - a.score)[0];
  return best !== undefined && best.score > 0 ? best.name : (signer ?? undefined);
}

interface Head {
  readonly cell: Cell;
  readonly row: PrintedRow;
  readonly rowIndex: number;
}

function letterheadCells(sheet: HeaderSheet, blocks: readonly PartyBlock[]): readonly Head[] {
  const taken = blocks.filter(({ party }) => party !== 'seller');
  const end = Math.min(sheet.tableTop, MAX_ROWS, ...taken.map(({ anchor }) => anchor.rowIndex + 1));
  return sheet.rows.slice(0, end).flatMap((row, rowIndex) =>
    row.cells
      .filter(
        (cell) =>
          !taken.some(({ anchor, cells }) => anchor.cell === cell || cells.some((one) => one.cell === cell)),
      )
      .filter((cell) => !startsWithLabel(sheet, cell) && !isTitle(cell.text))
      .filter((cell) => isNameLike(trimName(textUntilLabel(sheet, cell, 0))))
      .map((cell) => ({ cell, row, rowIndex })),
  );
}

/** Large letters, near the top, no address. */
function scoreHead({ cell, rowIndex }: Head, sheet: HeaderSheet): number {
  const size = heightOf(cell) / medianHeight(sheet);
  const text = cell.text;
  return (
    Math.min(size, 3) +
    Math.max(0, 1 - rowIndex * 0.15) +
    (BUSINESS.test(text) ? 0.5 : 0) -
    (isAddressLike(text) ? 1.5 : 0) -
    (TRADE.test(text) ? 1 : 0)
  );
}

function witness(text: string, signer: string | undefined): number {
  return signer !== undefined && isSameName(trimName(text), signer) ? 3 : 0;
}

function isSameName(one: string, other: string): boolean {
  const [a, b] = [lettersOf(one), lettersOf(other)];
  if (a.length < 4 || b.length < 4) return false;
  return (
    a.startsWith(b) || b.startsWith(a) || distance(a, b) <= MAX_SLIP_SHARE * Math.max(a.length, b.length)
  );
}

/** The last one on the papers. */
function findSigner(sheet: HeaderSheet): string | undefined {
  const below = sheet.rows.slice(Math.min(sheet.tableTop, sheet.rows.length));
  const signers = below.flatMap((row, at) =>
    row.cells.flatMap((cell) => {
      const named = SIGNATURE.exec(cell.text)?.groups?.name ?? nameBelow(cell, below[at + 1]);
      const name = trimName(named ?? '');
      return isNameLike(name) &&
        !NO_SIGNER.test(name) &&
        !/[.:] /.test(name.slice(0, -1).replace(/\b(?:pvt|co|m\/s|dr|mr|mrs|shri)\./gi, ''))
        ? [name]
        : [];
    }),
  );
  return signers.at(-1);
}

function nameBelow(cell: Cell, next: PrintedRow | undefined): string | undefined {
  if (!SIGNATURE_HEAD.test(cell.text)) return undefined;
  return next?.cells.find(({ left, right }) => left < cell.right && right > cell.left)?.text;
}

function heightOf({ words }: Cell): number {
  const heights = words.map(({ top, bottom }) => bottom - top).sort((a, b) => a - b);
  return heights[Math.floor(heights.length / 2)] ?? 0;
}

function medianHeight({ rows }: HeaderSheet): number {
  const heights = rows
    .flatMap(({ words }) => words.map(({ top, bottom }) => bottom - top))
    .sort((a, b) => a - b);
  return heights[Math.floor(heights.length / 2)] || 1;
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, '');
}
