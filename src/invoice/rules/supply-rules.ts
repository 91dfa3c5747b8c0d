/** Whether the tax fits the supply: CGST and SGST inside a state, IGST across a border, none where none is due. */
import Big from 'big.js';
import { numberIn, sumOf } from '../arithmetic/equation.ts';
import type { HeaderField, LineField } from '../invoice.ts';
import type { InvoiceView } from '../invoice-view.ts';
import { ROUND_OFF } from '../law/rounding.ts';
import { isSameState, stateNameOf } from '../law/states.ts';
import { findSellerState, parseSupplyType } from '../supply-type.ts';
import { formatRupees } from '../values/amounts.ts';
import type { Rule } from './rule.ts';

const SEZ_HINT = 'If the buyer is an SEZ unit, set Supply Type to SEZ.';

/** What the paper says against what its states say (IGST Act, sections 7 and 8). Export and SEZ stand by themselves. */
export const checkSupplyTypeFitsStates: Rule = ({ header }) => {
  const actual = parseSupplyType(header.Supply_Type ?? '');
  const seller = findSellerState(header);
  const place = header.Place_Of_Supply ?? '';
  if (seller === undefined || stateNameOf(place) === undefined) return [];
  const states = `the seller is in ${withName(seller)} and the place of supply is ${withName(place)}. Check all three.`;
  if (actual === 'Intra-State' && !isSameState(seller, place)) {
    const message = `Supply type is Intra-State, but ${states}`;
    return [{ severity: 'error', field: 'Supply_Type', message, expected: 'Inter-State', actual }];
  }
  if (actual === 'Inter-State' && isSameState(seller, place)) {
    const message = `Supply type is Inter-State, but ${states} ${SEZ_HINT}`;
    return [{ severity: 'warning', field: 'Supply_Type', message, expected: 'Intra-State', actual }];
  }
  return [];
};

export const checkHeadsNotMixed: Rule = (view) => {
  const { igst, halves } = chargedTax(view);
  if (igst === undefined || halves === undefined) return [];
  const message = `IGST of ${formatRupees(igst)} and CGST + SGST of ${formatRupees(halves)} are both charged, but a supply has one or the other. Check the tax columns.`;
  return [{ severity: 'error', field: 'IGST_Total', message, actual: igst.toFixed(2) }];
};

export const checkNoIgstInsideState: Rule = (view) => {
  const { igst, halves } = chargedTax(view);
  if (view.supplyType !== 'Intra-State' || igst === undefined || halves !== undefined) return [];
  const message = `IGST of ${formatRupees(igst)} is charged on an Intra-State supply, where CGST and SGST apply. Check the place of supply. ${SEZ_HINT}`;
  return [{ severity: 'error', field: 'IGST_Total', message, actual: igst.toFixed(2) }];
};

export const checkOnlyIgstAcrossBorder: Rule = (view) => {
  const { supplyType } = view;
  const { igst, halves } = chargedTax(view);
  if (supplyType === undefined || supplyType === 'Intra-State') return [];
  if (halves === undefined || igst !== undefined) return [];
  const message = `CGST + SGST of ${formatRupees(halves)} is charged on a supply of type ${supplyType}, where only IGST applies. Check the place of supply and the tax columns.`;
  return [{ severity: 'error', field: 'CGST_Total', message, actual: halves.toFixed(2) }];
};

/** Composition dealers and sellers of exempt goods must not collect tax (CGST Act, sections 10(4) and 31(3)(c)). */
export const checkBillOfSupplyUntaxed: Rule = (view) => {
  const { tax } = chargedTax(view);
  if (view.documentType !== 'bill_of_supply' || tax === undefined) return [];
  const message = `A bill of supply charges no GST, but tax of ${formatRupees(tax)} was found. Check the title of the document.`;
  return [{ severity: 'warning', field: 'Invoice_Type', message, actual: tax.toFixed(2) }];
};

/** Under reverse charge the buyer pays the tax to the government, so it must not be in the bill (CGST Act, section 9(3) and (4)). */
export const checkReverseChargeUncollected: Rule = (view) => {
  const { tax } = chargedTax(view);
  const taxable = numberIn(view.header.Total_Taxable_Value);
  const value = numberIn(view.header.Invoice_Value);
  if (!view.isReverseCharge || tax === undefined || taxable === undefined || value === undefined) return [];
  const cess = sumOf(view.lines.map((line) => numberIn(line.Cess_Amount))) ?? new Big(0);
  const beyondTax = value.minus(taxable).minus(tax);
  if (![beyondTax, beyondTax.minus(cess)].some((rest) => rest.abs().lte(ROUND_OFF))) return [];
  const message = `Reverse charge is Yes, but tax of ${formatRupees(tax)} is part of the invoice value ${formatRupees(value)}. Check whether reverse charge really applies.`;
  return [{ severity: 'warning', field: 'Reverse_Charge', message, actual: 'Yes' }];
};

/** What is charged, by the header or, where it says nothing, by the lines; undefined for none. */
function chargedTax({ header, lines }: InvoiceView) {
  const charged = (total: HeaderField, ofLine: LineField): Big | undefined => {
    const ofLines = sumOf(lines.map((line) => numberIn(line[ofLine])));
    return [numberIn(header[total]), ofLines].find(isCharged);
  };
  const igst = charged('IGST_Total', 'IGST_Amount');
  const halves = sumOf([charged('CGST_Total', 'CGST_Amount'), charged('SGST_Total', 'SGST_Amount')]);
  return { igst, halves, tax: [sumOf([igst, halves]), numberIn(header.Total_GST)].find(isCharged) };
}

function isCharged(tax: Big | undefined): boolean {
  return tax !== undefined && !tax.eq(0);
}

function withName(code: string): string {
  return `${stateNameOf(code)} (${code})`;
}
