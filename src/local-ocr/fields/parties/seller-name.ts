/** Finds the seller's name: the letterhead, with the signature `for …` as a witness. */
import { distance } from 'fastest-levenshtein';
import type { Word } from '../../../reader/invoice-reader.ts';
import { isTitle } from '../document-title.ts';
import {
  type LabelledPaper,
  startsWithLabel,
  textUntilLabel,
  textWithNeighbours,
} from '../labels/labelled-paper.ts';
import type { Cell, PrintedRow } from '../printed/printed-rows.ts';
import { findBlockName } from './block-fields.ts';
import type { PartyBlock } from './party-block.ts';
import { isAddressLike, isNameLike, isWholeCompanyName, joinCompanyName, trimName } from './party-names.ts';

const SIGNATURE = /(?:^|\/\s*|signatory\s+)(?:for|कृते)[\s,:.]+(?:m\/s\.?\s*)?(?<name>.+)$/iu;
const SIGNATURE_HEAD = /(?:^|signatory |signature )(?:for|कृते)[\s,:.]*$/i;
const NO_SIGNER =
  /^(?:recipient|buyer|office|the\b|your|any|supplier|transporter|more|assistance|goods|period)/i;
const BUSINESS =
  /\b(?:ltd|limited|llp|pvt|private|co|company|traders?|enterprises?|industries|stores?|mart|agency|agencies|associates|sons|brothers|bros|services|solutions|electricals?|textiles?|pharma|medicals?|motors|foods|hardware|computers|garments|house|works|corporation|corp|inc|&)(?![\p{L}])/iu;
const TRADE =
  /\b(?:manufacturers?|dealers?|wholesalers?|suppliers? of|distributors?|stockists?|importers?|exporters?|specialists?|an iso|estd|govt|prop\b|proprietor|subject to|jurisdiction|original|duplicate|triplicate|copy|page \d|cash|e-?invoice|welcome|thank|composition|memo|bill$)/i;
const ABBREVIATION = /\b(?:pvt|co|m\/s|dr|mr|mrs|shri|smt|st)\./gi;
const SENTENCE = /[.:] \S/;
const MAX_ROWS = 12;
/** Rows of the column beside may stand between those of a name. */
const MAX_ROWS_TO_REST = 4;
/** A brand's letters are so many times as high as those of the company's name below it. */
const BRAND_SIZE = 1.3;
/** With the `Private Limited` at its end. */
const MIN_COMPANY_WORDS = 5;
const MAX_TRAIL = 2;
const MAX_SLIP_SHARE = 0.25;

export function findSellerName(paper: LabelledPaper, blocks: readonly PartyBlock[]): string | undefined {
  const ownBlock = blocks.find(({ party }) => party === 'seller');
  const inBlock = ownBlock && findBlockName(paper, ownBlock);
  if (inBlock !== undefined) return inBlock;
  const signer = findSigner(paper);
  const heads = letterheadCells(paper, blocks).map((head) => {
    const name = trimName(textWithNeighbours(paper, head));
    return { name, head, score: scoreHead(head, paper) + scoreWitnesses(paper, { name, signer }) };
  });
  const best = [...heads].sort((a, b) => b.score - a.score)[0];
  if (best === undefined || best.score <= 0) return signer?.name;
  const isClearer = signer !== undefined && signer.confidence > meanConfidence(best.head.cell.words);
  const name = addRowBelow(paper, best, signer);
  const isTrailed = signer !== undefined && isTrailedName(name, signer.name);
  return isTrailed || (isClearer && isMisreading(name, signer.name)) ? signer.name : name;
}

/** A long name goes on below: what the signature says too, or up to the `Ltd` that ends it. Below a brand stands the company. */
function addRowBelow(
  paper: LabelledPaper,
  { name, head: { cell, rowIndex } }: { readonly name: string; readonly head: Head },
  signer: Signer | undefined,
): string {
  const cells = paper.rows
    .slice(rowIndex + 1, rowIndex + 1 + MAX_ROWS_TO_REST)
    .flatMap((row) => row.cells.filter(({ left, right }) => left < cell.right && right > cell.left));
  const below = cells.map(({ text }) => trimName(text));
  const signed = below
    .map((_, at) => [name, ...below.slice(0, at + 1)].join(' '))
    .find((whole) => signer !== undefined && lettersOf(signer.name) === lettersOf(whole));
  if (signed !== undefined) return signed;
  const [first = '', ...rest] = below;
  const company = joinCompanyName(first, rest);
  const isLarger = cells[0] !== undefined && heightOf(cell) > BRAND_SIZE * heightOf(cells[0]);
  return isLarger && isCompanyOf(name, company) ? company : joinCompanyName(name, below);
}

/** `neelkamal` over `Neelkamal Softworks LLP`, or over a company's name that is whole without it. */
function isCompanyOf(brand: string, company: string): boolean {
  if (!isWholeCompanyName(company)) return false;
  const wordsOf = (text: string) => text.split(/\s+/).map(lettersOf);
  return wordsOf(brand)[0] === wordsOf(company)[0] || wordsOf(company).length >= MIN_COMPANY_WORDS;
}

interface Head {
  readonly cell: Cell;
  readonly row: PrintedRow;
  readonly rowIndex: number;
}

function letterheadCells(paper: LabelledPaper, blocks: readonly PartyBlock[]): readonly Head[] {
  const taken = blocks.filter(({ party }) => party !== 'seller');
  const end = Math.min(paper.tableTop, MAX_ROWS, ...taken.map(({ anchor }) => anchor.rowIndex + 1));
  return paper.rows.slice(0, end).flatMap((row, rowIndex) =>
    row.cells
      .filter(
        (cell) =>
          !taken.some(({ anchor, cells }) => anchor.cell === cell || cells.some((one) => one.cell === cell)),
      )
      .filter((cell) => !startsWithLabel(paper, cell) && !isTitle(cell.text))
      .filter((cell) => isNameLike(trimName(textUntilLabel(paper, cell, 0))))
      .map((cell) => ({ cell, row, rowIndex })),
  );
}

/** Large letters, near the top, no address. */
function scoreHead({ cell, rowIndex }: Head, paper: LabelledPaper): number {
  const size = heightOf(cell) / medianHeight(paper);
  const text = cell.text;
  return (
    Math.min(size, 3) +
    2 * meanConfidence(cell.words) +
    Math.max(0, 1 - rowIndex * 0.15) +
    (BUSINESS.test(text) ? 0.5 : 0) -
    (isAddressLike(text) ? 1.5 : 0) -
    (TRADE.test(text) ? 1 : 0)
  );
}

interface Signer {
  readonly name: string;
  readonly confidence: number;
}

/** The signature, or any other place below the items where the name ends a cell. */
function scoreWitnesses(
  paper: LabelledPaper,
  { name, signer }: { readonly name: string; readonly signer: Signer | undefined },
): number {
  if (signer !== undefined && isSameName(name, signer.name)) return 3;
  const letters = lettersOf(name);
  const below = paper.rows.slice(paper.tableTop).flatMap(({ cells }) => cells);
  return letters.length >= 6 && below.some(({ text }) => lettersOf(text).endsWith(letters)) ? 2 : 0;
}

/** The same length, save for a letter or two. */
function isMisreading(name: string, signer: string): boolean {
  const [a, b] = [lettersOf(name), lettersOf(signer)];
  return a !== b && isSameName(name, signer) && Math.abs(a.length - b.length) <= 3;
}

/** With a bit of a logo or of the address beside it. */
function isTrailedName(name: string, signer: string): boolean {
  const trail = name.startsWith(`${signer} `) ? name.slice(signer.length + 1) : '';
  return trail.length > 0 && trail.length <= MAX_TRAIL;
}

function meanConfidence(words: readonly Word[]): number {
  return words.reduce((sum, { confidence }) => sum + confidence, 0) / Math.max(1, words.length);
}

function isSameName(one: string, other: string): boolean {
  const [a, b] = [lettersOf(one), lettersOf(other)];
  if (a.length < 4 || b.length < 4) return false;
  return (
    a.startsWith(b) || b.startsWith(a) || distance(a, b) <= MAX_SLIP_SHARE * Math.max(a.length, b.length)
  );
}

/** The last one on the papers. */
function findSigner(paper: LabelledPaper): Signer | undefined {
  const below = paper.rows.slice(paper.tableTop);
  const signers = below.flatMap(({ cells }, at) =>
    cells.flatMap((cell) => {
      const named = SIGNATURE.exec(cell.text)?.groups?.name ?? nameBelow(cell, below[at + 1]);
      const name = trimName(named ?? '');
      return isSigner(name) ? [{ name, confidence: meanConfidence(cell.words) }] : [];
    }),
  );
  return signers.at(-1);
}

/** No sentence: `for any dispute. Subject to …`. */
function isSigner(name: string): boolean {
  return isNameLike(name) && !NO_SIGNER.test(name) && !SENTENCE.test(name.replace(ABBREVIATION, ''));
}

function nameBelow(cell: Cell, next: PrintedRow | undefined): string | undefined {
  if (!SIGNATURE_HEAD.test(cell.text)) return undefined;
  return next?.cells.find(({ left, right }) => left < cell.right && right > cell.left)?.text;
}

function heightOf({ words }: Cell): number {
  const heights = words.map(({ top, bottom }) => bottom - top).sort((a, b) => a - b);
  return heights[Math.floor(heights.length / 2)] ?? 0;
}

function medianHeight({ rows }: LabelledPaper): number {
  const heights = rows
    .flatMap(({ words }) => words.map(({ top, bottom }) => bottom - top))
    .sort((a, b) => a - b);
  return heights[Math.floor(heights.length / 2)] || 1;
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, '');
}
