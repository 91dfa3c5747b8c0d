/** Reasons why input tax credit on a purchase may be blocked or lost: hints for an accountant, never errors. */
import { numberIn } from './arithmetic/equation.ts';
import type { HeaderField, Invoice, LineField, LineItem } from './invoice.ts';
import { type BlockedGoods, blockedGoodsOn } from './law/blocked-goods.ts';
import { isSameState, stateNameOf } from './law/states.ts';
import { DAYS_TO_PAY, isPaymentLate, lastDayOfCredit } from './law/time-limits.ts';
import { determineDirection, isOwnGstin } from './parties/direction.ts';
import { checkGstin } from './parties/gstin.ts';
import { quote } from './rules/rule.ts';
import { formatDate, parseDate } from './values/dates.ts';

/** "Possible: ask your accountant." */
export interface CreditHint {
  /** Of the CGST Act: `17(5)(a)`. */
  readonly section: string;
  /** Whole sentences of plain text. */
  readonly reason: string;
}

export interface CreditQuestion {
  /** Normalised and completed. */
  readonly invoice: Invoice;
  /** Empty if nobody told. */
  readonly businessGstins: readonly string[];
  /** The day of the scan in India, `YYYY-MM-DD`. */
  readonly today: string;
}

const TAX_TOTALS = ['Total_GST', 'IGST_Total', 'CGST_Total', 'SGST_Total'] as const satisfies HeaderField[];
const LINE_TAXES = ['IGST_Amount', 'CGST_Amount', 'SGST_Amount'] as const satisfies LineField[];

/** Looks at one reason; none where it doesn't apply or the paper doesn't say. */
type FindHints = (question: CreditQuestion) => readonly CreditHint[];

const REASONS: readonly FindHints[] = [hintOnBuyer, hintOnPlace, hintsOnDate, hintsOnGoods];

/**
 * One hint per section at most. None for a sale, nor while nobody told whose books these are, since it may be one; and none
 * where no tax is charged or due: there is no credit to lose.
 */
export function findCreditHints(question: CreditQuestion): readonly CreditHint[] {
  const { invoice, businessGstins } = question;
  const isSale = determineDirection(invoice.header, businessGstins) === 'sale';
  return businessGstins.length === 0 || isSale || !isTaxDue(invoice)
    ? []
    : REASONS.flatMap((findHints) => findHints(question));
}

/** Only the recipient that the invoice names may claim (CGST Rules, rule 36(2)). */
function hintOnBuyer({ invoice: { header }, businessGstins }: CreditQuestion): CreditHint[] {
  if (isOwnGstin(header.Buyer_GSTIN, businessGstins)) return [];
  const reason =
    header.Buyer_GSTIN === undefined
      ? 'The invoice carries no GSTIN of the buyer, and credit needs yours on it.'
      : `The buyer’s GSTIN ${quote(header.Buyer_GSTIN)} is not one of yours.`;
  return [{ section: '16(2)(a)', reason }];
}

/** Tax of a state where the buyer isn't registered, such as a hotel's, stays there: GSTR-2B marks it as not available. */
function hintOnPlace({ invoice: { header }, businessGstins }: CreditQuestion): CreditHint[] {
  const buyer = checkGstin(header.Buyer_GSTIN ?? '');
  const place = stateNameOf(header.Place_Of_Supply ?? '');
  const isOurs = buyer.isValid && isOwnGstin(buyer.gstin, businessGstins);
  if (!isOurs || place === undefined || isSameState(header.Place_Of_Supply ?? '', buyer.stateCode)) return [];
  const registered = stateNameOf(buyer.stateCode);
  return [
    {
      section: '16(1)',
      reason: `The place of supply is ${place}, but your registration on this invoice is in ${registered}.`,
    },
  ];
}

function hintsOnDate({ invoice: { header }, today }: CreditQuestion): CreditHint[] {
  const date = parseDate(header.Invoice_Date ?? '');
  if (date === undefined) return [];
  const lastDay = lastDayOfCredit(date);
  if (today > lastDay) {
    const reason = `Credit on an invoice of ${formatDate(date)} could be taken until ${formatDate(lastDay)}.`;
    return [{ section: '16(4)', reason }];
  }
  if (!isPaymentLate(date, today)) return [];
  const reason = `The invoice is more than ${DAYS_TO_PAY.limit} days old: credit must be given back until it is paid.`;
  return [{ section: '16(2)', reason }];
}

function hintsOnGoods({ invoice: { header, lines } }: CreditQuestion): CreditHint[] {
  return blockedGoodsOn(parseDate(header.Invoice_Date ?? '')).flatMap((goods) => {
    const at = lines.findIndex((line) => isOfKind(line, goods));
    const description = lines[at]?.Item_Description ?? lines[at]?.HSN;
    if (description === undefined) return [];
    const reason = `Line ${at + 1}, ${quote(description)}, looks like ${goods.what}. Credit is blocked ${goods.unless}.`;
    return [{ section: goods.section, reason }];
  });
}

function isOfKind({ HSN = '', Item_Description = '' }: LineItem, { codes, words }: BlockedGoods): boolean {
  return codes.some((code) => HSN.startsWith(code)) || words.test(Item_Description);
}

function isTaxDue({ header, lines }: Invoice): boolean {
  const taxes = [
    ...TAX_TOTALS.map((field) => header[field]),
    ...lines.flatMap((line) => LINE_TAXES.map((field) => line[field])),
  ];
  return header.Reverse_Charge === 'Yes' || taxes.some((tax) => numberIn(tax)?.gt(0));
}
