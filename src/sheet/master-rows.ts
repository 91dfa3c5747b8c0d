/** What a saved invoice teaches the master tabs: its parties, and the goods and services in it. */

import type { CheckedInvoice } from '../invoice/checked-invoice.ts';
import type { InvoiceHeader, LineItem } from '../invoice/invoice.ts';
import { isServiceCode, mayBeHsn } from '../invoice/law/hsn-codes.ts';
import { findUnitCode } from '../invoice/law/unit-codes.ts';
import { canonicalGstin, checkGstin } from '../invoice/parties/gstin.ts';
import { type FindParty, isSameName } from '../invoice/parties/known-party.ts';
import { canonicalDecimal } from '../invoice/values/amounts.ts';
import type { Cell, SheetRow } from './invoice-sheet.ts';
import { formatAccounts } from './known-parties.ts';
import type { CustomerColumn, HsnColumn } from './sheet-tabs.ts';

export interface MasterContext {
  /** Wall time, for Last_Updated. */
  readonly localTime: string;
  /** One's own GSTINs are nobody's customers. */
  readonly businessGstins: readonly string[];
  readonly findParty: FindParty;
}

type CustomerCells = { readonly [C in CustomerColumn]?: Cell | undefined };
type HsnCells = { readonly [C in HsnColumn]?: Cell | undefined };

/** One row for each party with a valid GSTIN, and one for each HSN or SAC of the lines: Usage_Count counts invoices. */
export function buildMasterRows(checked: CheckedInvoice, context: MasterContext): readonly SheetRow[] {
  return [...customerRows(checked, context), ...hsnRows(checked.invoice.lines, context)];
}

/** Valid, and not one's own. */
export function findParties(
  header: InvoiceHeader,
  businessGstins: readonly string[],
): readonly { readonly gstin: string; readonly name: string | undefined; readonly isSeller: boolean }[] {
  const own = businessGstins.map(canonicalGstin);
  const seller = {
    gstin: canonicalGstin(header.Seller_GSTIN ?? ''),
    name: header.Seller_Name,
    isSeller: true,
  };
  const buyer = { gstin: canonicalGstin(header.Buyer_GSTIN ?? ''), name: header.Buyer_Name, isSeller: false };
  const parties = seller.gstin === buyer.gstin ? [seller] : [seller, buyer];
  return parties.filter(({ gstin }) => checkGstin(gstin).isValid && !own.includes(gstin));
}

function customerRows(checked: CheckedInvoice, context: MasterContext): readonly SheetRow[] {
  const { header } = checked.invoice;
  return findParties(header, context.businessGstins).map(({ gstin, name, isSeller }) => {
    const known = context.findParty(gstin);
    const otherName = known?.names[0] !== undefined && isOther(name, known.names) ? name : undefined;
    const accounts = [
      ...new Set([...(known?.bankAccounts ?? []), ...(isSeller ? checked.bankAccounts : [])]),
    ];
    const cells: CustomerCells = {
      GSTIN: text(gstin),
      Legal_Name: text(name),
      Trade_Name: text(otherName),
      State_Code: text(gstin.slice(0, 2)),
      Default_Place_Of_Supply: text(isSeller ? undefined : header.Place_Of_Supply),
      Last_Updated: { kind: 'timestamp', local: context.localTime },
      Bank_Accounts: text(formatAccounts(accounts)),
    };
    return {
      tab: 'customerMaster',
      cells: present(cells),
      refreshes: ['Trade_Name', 'Last_Updated', 'Bank_Accounts'],
    };
  });
}

function isOther(name: string | undefined, names: readonly string[]): boolean {
  return name !== undefined && !names.some((one) => isSameName(one, name));
}

function hsnRows(lines: readonly LineItem[], { localTime }: MasterContext): readonly SheetRow[] {
  const codes = new Map<string, LineItem>();
  for (const line of lines) {
    if (line.HSN !== undefined && mayBeHsn(line.HSN) && !codes.has(line.HSN)) codes.set(line.HSN, line);
  }
  return [...codes].map(([code, line]) => {
    const cells: HsnCells = {
      HSN_SAC_Code: text(code),
      Description: text(line.Item_Description),
      Default_GST_Rate: number(line.GST_Rate),
      UQC: text(findUnitCode(line.UOM)),
      Category: text(isServiceCode(code) ? 'Services' : 'Goods'),
      Last_Updated: { kind: 'timestamp', local: localTime },
    };
    return { tab: 'hsnMaster', cells: present(cells), refreshes: ['Default_GST_Rate', 'Last_Updated'] };
  });
}

function text(value: string | undefined): Cell | undefined {
  return value === undefined || value === '' ? undefined : { kind: 'text', text: value };
}

function number(value: string | undefined): Cell | undefined {
  const decimal = canonicalDecimal(value ?? '');
  return decimal === undefined ? undefined : { kind: 'number', decimal };
}

function present(cells: { readonly [name: string]: Cell | undefined }): Record<string, Cell> {
  return Object.fromEntries(Object.entries(cells).filter(([, cell]) => cell)) as Record<string, Cell>;
}
