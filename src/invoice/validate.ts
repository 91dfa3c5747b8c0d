/** Validates an invoice: the table of rules, the findings that they give, and the status that follows. */
import type { EquationRule } from './arithmetic/equation.ts';
import type { Invoice } from './invoice.ts';
import { createInvoiceView } from './invoice-view.ts';
import { checkArithmetic, EQUATION_RULES } from './rules/arithmetic-rules.ts';
import { checkHsn, checkRatesAgree, checkRatesInForce } from './rules/code-rules.ts';
import {
  checkDateNotInFuture,
  checkDateNotTooOld,
  checkEwayBillNo,
  checkInvoiceNo,
  checkIsTaxDocument,
} from './rules/document-rules.ts';
import { checkKnownBankAccount, checkKnownNames } from './rules/known-party-rules.ts';
import {
  checkBuyerState,
  checkGstins,
  checkPanHolders,
  checkPartiesDiffer,
  checkSellerRegistration,
  checkSellerState,
} from './rules/party-rules.ts';
import {
  checkQrBuyer,
  checkQrCheckDigit,
  checkQrDate,
  checkQrDocumentType,
  checkQrIrn,
  checkQrItemCount,
  checkQrMainHsn,
  checkQrNumber,
  checkQrSeller,
  checkQrSignature,
  checkQrTotal,
} from './rules/qr-rules.ts';
import {
  checkLinesPresent,
  checkReadable,
  checkRequiredFields,
  checkTaxableValuePresent,
} from './rules/required-rules.ts';
import type { Problem, Rule, RuleContext } from './rules/rule.ts';
import {
  checkBillOfSupplyUntaxed,
  checkHeadsNotMixed,
  checkNoIgstInsideState,
  checkOnlyIgstAcrossBorder,
  checkReverseChargeUncollected,
  checkSupplyTypeFitsStates,
} from './rules/supply-rules.ts';

export interface Finding extends Problem {
  readonly rule: RuleName;
}

export type ValidationStatus = 'OK' | 'WARNING' | 'ERROR';

/** A cell with more than this is read by nobody. */
const MAX_REMARKS = 20;

/** By the names that findings carry, in the order of the remarks; the sums (see `EquationRule`) come last. */
const RULES = {
  required: checkRequiredFields,
  taxable_value_required: checkTaxableValuePresent,
  lines_required: checkLinesPresent,
  readable: checkReadable,
  not_a_tax_document: checkIsTaxDocument,
  invoice_no: checkInvoiceNo,
  date_in_future: checkDateNotInFuture,
  date_too_old: checkDateNotTooOld,
  gstin: checkGstins,
  pan: checkPanHolders,
  seller_registration: checkSellerRegistration,
  same_gstin: checkPartiesDiffer,
  seller_state: checkSellerState,
  buyer_state: checkBuyerState,
  supply_type: checkSupplyTypeFitsStates,
  heads_mixed: checkHeadsNotMixed,
  igst_inside_state: checkNoIgstInsideState,
  cgst_sgst_across_border: checkOnlyIgstAcrossBorder,
  bill_of_supply_taxed: checkBillOfSupplyUntaxed,
  reverse_charge_collected: checkReverseChargeUncollected,
  hsn: checkHsn,
  rate_in_force: checkRatesInForce,
  rates_agree: checkRatesAgree,
  eway_bill_no: checkEwayBillNo,
  known_name: checkKnownNames,
  known_bank_account: checkKnownBankAccount,
  qr_signature: checkQrSignature,
  qr_seller_check_digit: checkQrCheckDigit,
  qr_seller_gstin: checkQrSeller,
  qr_buyer_gstin: checkQrBuyer,
  qr_invoice_no: checkQrNumber,
  qr_invoice_date: checkQrDate,
  qr_document_type: checkQrDocumentType,
  qr_invoice_value: checkQrTotal,
  qr_irn: checkQrIrn,
  qr_item_count: checkQrItemCount,
  qr_main_hsn: checkQrMainHsn,
} satisfies Record<string, Rule>;

/** Stable across versions: `grand_total`. */
export type RuleName = keyof typeof RULES | EquationRule;

const NAMED_RULES = Object.entries(RULES) as readonly (readonly [keyof typeof RULES, Rule])[];

export const RULE_NAMES: readonly RuleName[] = [...NAMED_RULES.map(([name]) => name), ...EQUATION_RULES];

/**
 * Everything that is wrong or doubtful about a normalised (and, if wanted, completed) invoice; empty if it is sound.
 * Two values are compared only where both are present. Lawful oddities (nil-rated, exempt, export, SEZ, reverse
 * charge, bill of supply, credit note, no buyer GSTIN, no lines) give warnings at most. Never throws.
 */
export function validateInvoice(invoice: Invoice, context: RuleContext): readonly Finding[] {
  const view = createInvoiceView(invoice);
  const findings = NAMED_RULES.flatMap(([rule, check]) =>
    check(view, context).map((problem): Finding => ({ rule, ...problem })),
  );
  return [...findings, ...checkArithmetic(view)];
}

/** ERROR if there is any error, else WARNING if there is any warning, else OK. */
export function calculateStatus(findings: readonly Finding[]): ValidationStatus {
  if (findings.some(({ severity }) => severity === 'error')) return 'ERROR';
  return findings.length > 0 ? 'WARNING' : 'OK';
}

/** Errors first, else in the order of the rules. */
export function sortBySeverity(findings: readonly Finding[]): readonly Finding[] {
  return [
    ...findings.filter(({ severity }) => severity === 'error'),
    ...findings.filter(({ severity }) => severity === 'warning'),
  ];
}

/** For Validation_Remarks, without line breaks: errors first, at most 20 findings; empty if there are none. */
export function formatRemarks(findings: readonly Finding[]): string {
  const remarks = sortBySeverity(findings).map(
    ({ severity, message }) => `${severity === 'error' ? 'Error' : 'Warning'}: ${message}`,
  );
  const left = remarks.length - MAX_REMARKS;
  return [...remarks.slice(0, MAX_REMARKS), ...(left > 0 ? [`… and ${left} more`] : [])].join(' | ');
}
