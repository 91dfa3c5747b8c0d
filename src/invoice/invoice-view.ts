/** An invoice as the rules look at it: its fields, and the few conclusions that many rules share. */
import type { Invoice } from './invoice.ts';
import { type DocumentType, parseDocumentType } from './law/document-types.ts';
import { findSupplyType, type SupplyType } from './supply-type.ts';

export interface InvoiceView extends Invoice {
  readonly documentType: DocumentType;
  /** Undefined if the paper neither says it nor lets it be told. */
  readonly supplyType: SupplyType | undefined;
  readonly isReverseCharge: boolean;
  /**
   * True where the law lets the seller collect no tax although the paper may show rates or amounts: reverse charge,
   * export and SEZ (with or without payment of IGST), bill of supply.
   */
  readonly mayCollectNoTax: boolean;
}

export function createInvoiceView(invoice: Invoice): InvoiceView {
  const documentType = parseDocumentType(invoice.header.Invoice_Type);
  const supplyType = findSupplyType(invoice.header);
  const isReverseCharge = invoice.header.Reverse_Charge === 'Yes';
  const isZeroRated = supplyType === 'Export' || supplyType === 'SEZ';
  return {
    ...invoice,
    documentType,
    supplyType,
    isReverseCharge,
    mayCollectNoTax: isReverseCharge || isZeroRated || documentType === 'bill_of_supply',
  };
}
