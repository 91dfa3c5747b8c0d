/** Gathers the amounts that may be totals: those beside a label, and those in the total row of a table. */
import { parseDecimal } from '../../../invoice/values/amounts.ts';
import type { Word } from '../../../reader/invoice-reader.ts';
import type { Label } from '../labels/find-labels.ts';
import type { LabelKey } from '../labels/header-labels.ts';
import type { LabelledPaper } from '../labels/labelled-paper.ts';
import { type Amount, amountsOf } from '../printed/printed-amounts.ts';
import type { PrintedRow } from '../printed/printed-rows.ts';
import { addPartsByRate } from './taxes-by-rate.ts';
import { readColumnTotals } from './total-columns.ts';

export type TotalRole =
  | 'value'
  | 'taxable'
  | 'cgst'
  | 'sgst'
  | 'igst'
  | 'tax'
  | 'cess'
  | 'charge'
  | 'discount'
  | 'roundOff';

export interface TotalCandidate {
  readonly role: TotalRole;
  /** As printed, or the sum of what is printed in parts. */
  readonly text: string;
  readonly paise: number;
  /** How much its label says, about 0 to 1; more if other places say the same. */
  readonly score: number;
}

/** What a label makes of the amount beside it; a plain `Total` may be before or after tax. */
const ROLES: { readonly [Key in LabelKey]?: Readonly<Partial<Record<TotalRole, number>>> } = {
  grandTotal: { value: 1, taxable: 0.1 },
  total: { value: 0.6, taxable: 0.3 },
  lineAmount: { value: 0.4, taxable: 0.3 },
  paid: { value: 0.3 },
  taxable: { taxable: 1 },
  // A discount may be still in it.
  gross: { taxable: 0.5 },
  cgst: { cgst: 1 },
  sgst: { sgst: 1 },
  igst: { igst: 1 },
  totalTax: { tax: 1 },
  cess: { cess: 1 },
  charge: { charge: 1 },
  discount: { discount: 1 },
  roundOff: { roundOff: 1 },
};
const MIN_ITEM_CELLS = 4;
const SHARE_OF_GUESS = 0.3;
/** A sum of all parts says more than one of them, whose label is the same. */
const SCORE_OF_SUM = 1.5;

/** Of the whole invoice, in reading order. */
export function findTotalCandidates(paper: LabelledPaper): readonly TotalCandidate[] {
  const beside = paper.labels.flatMap((label) => candidatesBeside(paper, label));
  const inColumns = readColumnTotals(paper).flatMap(({ key, amount }) => toCandidates(key, amount, 0.6));
  const added = addPartsByRate(paper.rows).map((sum) => ({ ...sum, score: SCORE_OF_SUM }));
  return withTaxKind([...beside, ...inColumns, ...added], paper);
}

/** Where IGST is the only kind of tax that a paper names, its tax is that. */
function withTaxKind(
  candidates: readonly TotalCandidate[],
  { rows }: LabelledPaper,
): readonly TotalCandidate[] {
  const words = rows.flatMap((row) => row.words).map(({ text }) => text);
  const isNamed = (tax: RegExp) => words.some((text) => tax.test(text));
  const isIntegrated = isNamed(/^igst\b/i) && !isNamed(/^(?:[cs]gst|utgst)\b/i);
  const isOpen = candidates.every(({ role }) => role !== 'igst');
  const taxes = isIntegrated && isOpen ? candidates.filter(({ role }) => role === 'tax') : [];
  return [...candidates, ...taxes.map((tax): TotalCandidate => ({ ...tax, role: 'igst' }))];
}

function candidatesBeside(paper: LabelledPaper, label: Label): readonly TotalCandidate[] {
  if (ROLES[label.key] === undefined || label.rowIndex < paper.tableTop % paper.rows.length) return [];
  if (isItemRow(label.row)) return [];
  const next = paper.labels.find(
    (other) => other.row === label.row && other.left > label.right && ROLES[other.key] !== undefined,
  );
  const amounts = amountsOf(label.row)
    .filter(({ word }) => word.left >= label.right && word.left < (next?.left ?? Number.POSITIVE_INFINITY))
    .filter(({ word }) => !isBase(label.row, word));
  const money = amounts.filter(({ text }) => /\.\d{2}\b|\/-|,\d{3}(?!\.\d{3})/.test(text));
  // Behind a total the sum of the quantities may stand first.
  const isTotal = label.key === 'total' || label.key === 'grandTotal';
  const amount = (isTotal ? money.at(-1) : money[0]) ?? amounts.at(-1);
  if (amount === undefined) return [];
  const weight = label.key === 'total' && amounts.length > 1 ? 0.5 : 1;
  return toCandidates(label.key, amount, weight);
}

/** `GST 5% on 505.33` says what is taxed. */
function isBase({ words }: PrintedRow, amount: Word): boolean {
  return /^on$/i.test(words[words.indexOf(amount) - 1]?.text ?? '');
}

/** It begins with its serial number. */
function isItemRow({ cells, words }: PrintedRow): boolean {
  return cells.length >= MIN_ITEM_CELLS && /^\d{1,3}[.)]?$/.test(words[0]?.text ?? '');
}

function toCandidates(key: LabelKey, { text, paise }: Amount, weight: number): readonly TotalCandidate[] {
  const roles = Object.entries(ROLES[key] ?? {}) as [TotalRole, number][];
  const variants = [{ text, paise, share: 1 }, ...withoutRupeeDigit(text)];
  return roles.flatMap(([role, score]) =>
    variants.map((variant) => ({
      role,
      text: variant.text,
      paise: variant.paise,
      score: score * weight * variant.share,
    })),
  );
}

/** `745,233.01` may be `₹45,233.01`; only arithmetic can tell. */
function withoutRupeeDigit(text: string) {
  const rest = /^[1237](?<rest>\d{1,2},.*\.\d{2})$/.exec(text)?.groups?.rest;
  const decimal = rest === undefined ? undefined : parseDecimal(rest);
  if (rest === undefined || decimal === undefined) return [];
  return [{ text: rest, paise: decimal.times(100).round().toNumber(), share: SHARE_OF_GUESS }];
}
