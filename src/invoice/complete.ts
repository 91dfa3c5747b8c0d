/** Fills in what follows with certainty from what was read; a value that was printed is never replaced. */
import Big from 'big.js';
import type { Invoice, InvoiceHeader, LineItem } from './invoice.ts';
import { checkGstin } from './parties/gstin.ts';
import { deriveSupplyType } from './supply-type.ts';
import { parseDecimal } from './values/amounts.ts';

/**
 * Adds to a normalised invoice, where absent:
 * - Seller_State_Code and Buyer_State_Code, from a valid GSTIN;
 * - Supply_Type, from the title or the states of seller and place of supply (see `deriveSupplyType`);
 * - Total_GST, and GST_Rate of each line: IGST, or CGST and SGST together;
 * - Line_No, by position.
 * The place of supply is never guessed: the law takes it from facts that the paper need not show.
 */
export function completeInvoice({ header, lines }: Invoice): Invoice {
  return { header: completeHeader(header), lines: lines.map(completeLine) };
}

function completeHeader(header: InvoiceHeader): InvoiceHeader {
  return {
    ...known({
      Seller_State_Code: stateOfGstin(header.Seller_GSTIN),
      Buyer_State_Code: stateOfGstin(header.Buyer_GSTIN),
      Supply_Type: deriveSupplyType(header),
      Total_GST: sumOfHeads(header.IGST_Total, [header.CGST_Total, header.SGST_Total]),
    }),
    ...header,
  };
}

function completeLine(line: LineItem, index: number): LineItem {
  return {
    ...known({
      Line_No: String(index + 1),
      GST_Rate: sumOfHeads(line.IGST_Rate, [line.CGST_Rate, line.SGST_Rate]),
    }),
    ...line,
  };
}

function stateOfGstin(gstin: string | undefined): string | undefined {
  const check = checkGstin(gstin ?? '');
  return check.isValid ? check.stateCode : undefined;
}

/**
 * Undefined where the sum is not certain: half of an intra-state tax says nothing about the other half, and an IGST of 0
 * by itself nothing about CGST and SGST.
 */
function sumOfHeads(igst: string | undefined, halves: readonly (string | undefined)[]): string | undefined {
  const printed = [igst, ...halves].filter((head) => head !== undefined);
  const heads = printed.map(parseDecimal).filter((head) => head !== undefined);
  const hasBothHalves = !halves.includes(undefined);
  const isIgstOnly = halves.every((half) => half === undefined) && heads.some((head) => !head.eq(0));
  if (heads.length < printed.length || !(hasBothHalves || isIgstOnly)) return undefined;
  const sum = heads.reduce((total, head) => total.plus(head), new Big(0));
  return sum.toFixed(Math.max(...printed.map(scaleOf)));
}

function scaleOf(decimal: string): number {
  return decimal.split('.')[1]?.length ?? 0;
}

function known<Fields extends Record<string, string | undefined>>(fields: Fields) {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Name in keyof Fields]?: string };
}
