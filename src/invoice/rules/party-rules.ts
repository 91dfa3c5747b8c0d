/** Seller and buyer: their GSTINs, and the states that stand beside them. */

import type { InvoiceHeader } from '../invoice.ts';
import { isSameState, stateNameOf } from '../law/states.ts';
import {
  checkGstin,
  GSTIN_LENGTH,
  type GstinCheck,
  type GstinKind,
  type GstinProblem,
  hasKnownPanHolder,
  suggestGstin,
} from '../parties/gstin.ts';
import { type Problem, quote, type Rule } from './rule.ts';

interface Party {
  readonly name: 'Seller' | 'Buyer';
  readonly gstinField: 'Seller_GSTIN' | 'Buyer_GSTIN';
  readonly stateField: 'Seller_State_Code' | 'Buyer_State_Code';
}

const SELLER: Party = { name: 'Seller', gstinField: 'Seller_GSTIN', stateField: 'Seller_State_Code' };
const BUYER: Party = { name: 'Buyer', gstinField: 'Buyer_GSTIN', stateField: 'Buyer_State_Code' };

const FAULTS: Readonly<Record<Exclude<GstinProblem, 'length'>, string>> = {
  format: 'is not built like a GSTIN (2 digits, then a PAN, then 3 more characters)',
  state: 'begins with a state code that does not exist',
  check_digit: 'does not match its own last character, so at least one character is wrong',
};

/** Registrations that make no supplies of their own. */
const NOT_FOR_SELLING: { readonly [Kind in GstinKind]?: string } = {
  tax_deductor: 'deducting tax (TDS)',
  tax_collector: 'collecting tax (TCS)',
  un_body: 'embassies and UN bodies (UIN)',
};

export const checkGstins: Rule = ({ header }) =>
  [SELLER, BUYER].flatMap(({ name, gstinField }) => {
    const printed = header[gstinField];
    const check = checkGstin(printed ?? '');
    if (printed === undefined || check.isValid) return [];
    const suggestion = suggestGstin(printed);
    const hint = suggestion === undefined ? '' : ` It may be ${suggestion}.`;
    const message = `${name} GSTIN ${quote(printed)} ${faultOf(check)}.${hint} Compare it with the paper.`;
    const expected = suggestion === undefined ? {} : { expected: suggestion };
    return [{ severity: 'error', field: gstinField, message, actual: printed, ...expected }];
  });

/** A right check digit with an odd PAN is rare; two misread characters that cancel out are rarer still. */
export const checkPanHolders: Rule = ({ header }) =>
  [SELLER, BUYER].flatMap(({ name, gstinField }) => {
    const check = checkGstin(header[gstinField] ?? '');
    if (!check.isValid || check.pan === undefined || hasKnownPanHolder(check.pan)) return [];
    const message = `The PAN ${check.pan} inside the ${name.toLowerCase()} GSTIN has an unusual fourth letter. Compare it with the paper.`;
    return [{ severity: 'warning', field: gstinField, message, actual: check.gstin }];
  });

/** A marketplace's invoice carries its TCS number too; the seller's own stands elsewhere on the paper. */
export const checkSellerRegistration: Rule = ({ header }) => {
  const check = checkGstin(header.Seller_GSTIN ?? '');
  const purpose = check.isValid ? NOT_FOR_SELLING[check.kind] : undefined;
  if (purpose === undefined) return [];
  const message = `Seller GSTIN ${quote(check.gstin)} is a registration for ${purpose}, not for selling. Look for another GSTIN of the seller on the paper.`;
  return [{ severity: 'warning', field: 'Seller_GSTIN', message, actual: check.gstin }];
};

/** Legal on a self-invoice under reverse charge; otherwise one of the two was read from the wrong place. */
export const checkPartiesDiffer: Rule = ({ header, isReverseCharge }) => {
  const { Seller_GSTIN: seller, Buyer_GSTIN: buyer } = header;
  if (seller === undefined || seller !== buyer || isReverseCharge) return [];
  const message = `Seller and buyer have the same GSTIN ${quote(seller)}. Check which of the two it belongs to.`;
  return [{ severity: 'warning', field: 'Buyer_GSTIN', message, actual: seller }];
};

/** A seller supplies from the state where it is registered, so one of the two was misread. */
export const checkSellerState: Rule = ({ header }) => stateProblems(header, SELLER, 'error');

/** A buyer's address may lie outside the state of its registration. */
export const checkBuyerState: Rule = ({ header }) => stateProblems(header, BUYER, 'warning');

function faultOf({ gstin, problem }: Extract<GstinCheck, { isValid: false }>): string {
  if (problem !== 'length') return FAULTS[problem];
  return `has ${gstin.length} characters instead of ${GSTIN_LENGTH}`;
}

function stateProblems(header: InvoiceHeader, party: Party, severity: Problem['severity']): Problem[] {
  const check = checkGstin(header[party.gstinField] ?? '');
  const printed = header[party.stateField];
  const printedName = stateNameOf(printed ?? '');
  if (!check.isValid || printed === undefined || printedName === undefined) return [];
  if (isSameState(printed, check.stateCode)) return [];
  const registered = `${stateNameOf(check.stateCode)} (${check.stateCode})`;
  const message = `${party.name} state is ${printedName} (${printed}), but the GSTIN belongs to ${registered}. Compare both with the paper.`;
  return [{ severity, field: party.stateField, message, expected: check.stateCode, actual: printed }];
}
