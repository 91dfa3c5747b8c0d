/** Chooses among the candidates the totals that agree: taxable value + tax ± rounding = invoice value. */
import type { InvoiceHeader } from '../../../invoice/invoice.ts';
import { ROUND_OFF } from '../../../invoice/law/rounding.ts';
import { highestTaxRate } from '../../../invoice/law/tax-rates.ts';
import type { TotalCandidate, TotalRole } from './total-candidates.ts';

export interface TotalWitnesses {
  /** Amounts in words, in paise. */
  readonly inWords: readonly number[];
  /** From an e-invoice's QR code. */
  readonly inQr: number | undefined;
}

interface Tax {
  readonly cgst?: TotalCandidate;
  readonly sgst?: TotalCandidate;
  readonly igst?: TotalCandidate;
  readonly tax?: TotalCandidate;
  readonly paise: number;
  readonly score: number;
}

interface Totals {
  readonly value?: TotalCandidate | undefined;
  readonly taxable?: TotalCandidate | undefined;
  readonly tax?: Tax | undefined;
  readonly score: number;
}

const MAX_ROUND_OFF_PAISE = ROUND_OFF.times(100).toNumber();
const MAX_PER_ROLE = 8;
const CLOSES = 3;
const IN_WORDS = 2;
const HALVES_AGREE = 0.5;
/** CGST and SGST are equal by law (CGST Act, section 9, and that of each SGST Act), so one of them closes the sum where the other can't be read. */
const HALF_ALONE = 0.5;
const TAX_AGREES = 1;
/** Of the taxable value: the highest rate, and a hundredth for rounding. */
const MAX_TAX_SHARE = (highestTaxRate() + 1) / 100;
/** Where the sum does not close, cess may be counted in. */
const MAX_OPEN_TAX_SHARE = 0.5;
/** What a label must say to be believed where nothing adds up. */
const SURE = 0.6;
/** Another place that shows the same amount. */
const SEEN_AGAIN = 0.2;
const NO_TAX: Tax = { paise: 0, score: 0 };

export function chooseTotals(
  candidates: readonly TotalCandidate[],
  witnesses: TotalWitnesses,
): InvoiceHeader {
  const of = (role: TotalRole) => rank(candidates, role);
  const values = of('value').map((value) => ({
    ...value,
    score: value.score + witnessScore(value, witnesses),
  }));
  const taxes = findTaxes(of);
  const extras = findExtras(of);
  const closing = values.flatMap((value) =>
    of('taxable').flatMap((taxable) =>
      taxes
        .filter(({ paise }) => paise !== 0 || taxable.score >= SURE)
        .filter(({ paise }) => paise <= MAX_TAX_SHARE * taxable.paise)
        .filter(({ paise }) => closes({ value, taxable, paise, extras }))
        .map((tax) => scoreTotals({ value, taxable, tax })),
    ),
  );
  const best = closing.sort((a, b) => b.score - a.score)[0] ?? chooseApart(values, of('taxable'), taxes);
  return toHeader(best);
}

/** Same amounts together, the best first. */
function rank(candidates: readonly TotalCandidate[], role: TotalRole): readonly TotalCandidate[] {
  const byAmount = new Map<number, TotalCandidate>();
  for (const candidate of candidates.filter((one) => one.role === role)) {
    const known = byAmount.get(candidate.paise);
    if (known === undefined) byAmount.set(candidate.paise, candidate);
    else {
      const better = candidate.score > known.score ? candidate : known;
      byAmount.set(candidate.paise, { ...better, score: better.score + SEEN_AGAIN });
    }
  }
  return [...byAmount.values()].sort((a, b) => b.score - a.score).slice(0, MAX_PER_ROLE);
}

function witnessScore({ paise }: TotalCandidate, { inWords, inQr }: TotalWitnesses): number {
  return (inWords.includes(paise) ? IN_WORDS : 0) + (inQr === paise ? IN_WORDS : 0);
}

function findTaxes(of: (role: TotalRole) => readonly TotalCandidate[]): readonly Tax[] {
  const halves = of('cgst').flatMap((cgst) => of('sgst').flatMap((sgst) => joinHalves(cgst, sgst)));
  const integrated = of('igst').map((igst): Tax => ({ igst, paise: igst.paise, score: igst.score }));
  const heads = [...halves, ...integrated];
  const agreed = heads.flatMap((head) =>
    of('tax')
      .filter(({ paise }) => Math.abs(paise - head.paise) <= 1)
      .map((tax) => ({ ...head, tax, score: head.score + tax.score + TAX_AGREES })),
  );
  const halfAlone = [
    ...of('cgst').map((cgst): Tax => ({ cgst, paise: 2 * cgst.paise, score: cgst.score * HALF_ALONE })),
    ...of('sgst').map((sgst): Tax => ({ sgst, paise: 2 * sgst.paise, score: sgst.score * HALF_ALONE })),
  ].filter(({ paise }) => paise > 0);
  const alone = of('tax').map((tax): Tax => ({ tax, paise: tax.paise, score: tax.score }));
  return [...agreed, ...heads, ...halfAlone, ...alone, NO_TAX].filter(({ paise }) => paise >= 0);
}

/** Halves that differ are a fault of the paper where their labels are sure: shown as printed, for the rules to see. */
function joinHalves(cgst: TotalCandidate, sgst: TotalCandidate): readonly Tax[] {
  const agree = Math.abs(cgst.paise - sgst.paise) <= 1;
  const isSure = Math.min(cgst.score, sgst.score) >= SURE;
  if (!agree && !isSure) return [];
  const score = cgst.score + sgst.score;
  const paise = cgst.paise + sgst.paise;
  return [{ cgst, sgst, paise, score: agree ? score + HALVES_AGREE : score * HALF_ALONE }];
}

/** What may stand between taxable value with tax and the invoice value, in paise. */
function findExtras(of: (role: TotalRole) => readonly TotalCandidate[]): readonly number[] {
  const cess = of('cess')[0]?.paise ?? 0;
  const charge = of('charge')[0]?.paise ?? 0;
  const discount = Math.abs(of('discount')[0]?.paise ?? 0);
  return [0, cess, charge, -discount, cess + charge, charge - discount];
}

interface Sum {
  readonly value: TotalCandidate;
  readonly taxable: TotalCandidate;
  readonly paise: number;
  readonly extras: readonly number[];
}

function closes({ value, taxable, paise, extras }: Sum): boolean {
  return extras.some((extra) => Math.abs(taxable.paise + paise + extra - value.paise) <= MAX_ROUND_OFF_PAISE);
}

/** Without tax the sum closes by itself, which says little. */
function scoreTotals({
  value,
  taxable,
  tax,
}: {
  value: TotalCandidate;
  taxable: TotalCandidate;
  tax: Tax;
}): Totals {
  const closing = tax.paise === 0 ? 0 : CLOSES + tax.score;
  return { value, taxable, tax, score: value.score + taxable.score + closing };
}

/** Nothing adds up: each total by its label alone, and no tax that contradicts the others. */
function chooseApart(
  values: readonly TotalCandidate[],
  taxables: readonly TotalCandidate[],
  taxes: readonly Tax[],
): Totals {
  const value = [...values].sort((a, b) => b.score - a.score)[0];
  const taxable = taxables.find(({ score }) => score >= SURE);
  const tax = [...taxes].sort((a, b) => b.score - a.score)[0];
  const hasHeads = tax?.igst !== undefined || tax?.cgst !== undefined || tax?.sgst !== undefined;
  const isTooMuch =
    tax !== undefined && taxable !== undefined && tax.paise > MAX_OPEN_TAX_SHARE * taxable.paise;
  const isContradicted = value !== undefined && taxable !== undefined && (!hasHeads || isTooMuch);
  return { value, taxable, tax: isContradicted ? undefined : tax, score: 0 };
}

/** A head of 0 beside one that is not does not apply. */
function toHeader({ value, taxable, tax = NO_TAX }: Totals): InvoiceHeader {
  const isZero = (head: TotalCandidate | undefined) => head?.paise === 0 && tax.paise !== 0;
  const isLone =
    tax.paise === 0 &&
    tax.cgst === undefined &&
    tax.igst === undefined &&
    taxable !== undefined &&
    taxable.score < SURE;
  const fields = {
    Invoice_Value: value?.text,
    Total_Taxable_Value: isLone ? undefined : taxable?.text,
    Total_GST: tax.tax?.text,
    CGST_Total: isZero(tax.cgst) ? undefined : tax.cgst?.text,
    SGST_Total: isZero(tax.sgst) ? undefined : tax.sgst?.text,
    IGST_Total: isZero(tax.igst) ? undefined : tax.igst?.text,
  };
  return fields as InvoiceHeader;
}
