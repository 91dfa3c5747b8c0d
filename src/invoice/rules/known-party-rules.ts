/** What this invoice says of a business against what earlier ones said: a slip of the reader, a mix-up, or a fraud. */

import type { HeaderField, InvoiceHeader } from '../invoice.ts';
import { canonicalGstin } from '../parties/gstin.ts';
import { isSameName, type KnownParty } from '../parties/known-party.ts';
import { type Problem, quote, type Rule, type RuleContext } from './rule.ts';

const PARTIES = [
  ['Seller_GSTIN', 'Seller_Name'],
  ['Buyer_GSTIN', 'Buyer_Name'],
] as const satisfies readonly (readonly [HeaderField, HeaderField])[];

export const checkKnownNames: Rule = ({ header }, context) =>
  PARTIES.flatMap(([gstinField, nameField]): readonly Problem[] => {
    const names = partyOf(header, gstinField, context)?.names ?? [];
    const [known] = names;
    const name = header[nameField];
    if (known === undefined || name === undefined || names.some((one) => isSameName(one, name))) return [];
    const message = `GSTIN ${header[gstinField]} was saved before as ${quote(known)}, this invoice says ${quote(name)}. Check that both are the same business.`;
    return [{ severity: 'warning', field: nameField, message, expected: known, actual: name }];
  });

/** An account that changes may be a forger's. */
export const checkKnownBankAccount: Rule = ({ header }, context) => {
  const known = partyOf(header, 'Seller_GSTIN', context)?.bankAccounts ?? [];
  const printed = context.bankAccounts ?? [];
  const fresh = printed.find((account) => !known.includes(account));
  if (known.length === 0 || fresh === undefined || printed.some((account) => known.includes(account)))
    return [];
  const message = `The seller’s bank account is new: ${quote(fresh)}, earlier invoices named ${quote(known.at(-1) ?? '')}. Call the seller on a number that you know before you pay.`;
  return [
    { severity: 'warning', field: 'Seller_Name', message, expected: known.at(-1) ?? '', actual: fresh },
  ];
};

function partyOf(
  header: InvoiceHeader,
  field: 'Seller_GSTIN' | 'Buyer_GSTIN',
  { findParty }: RuleContext,
): KnownParty | undefined {
  const gstin = header[field];
  return gstin === undefined ? undefined : findParty?.(canonicalGstin(gstin));
}
