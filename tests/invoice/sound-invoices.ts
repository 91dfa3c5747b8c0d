/** Sound invoices to start from: one inside Maharashtra, one across its border. All people and businesses are made up. */
import type { Invoice, InvoiceHeader, LineItem } from '../../src/invoice/invoice.ts';

export const TODAY = '2026-02-10';

/** Valid GSTINs of Maharashtra (three) and Karnataka. */
export const GSTINS = {
  mumbai: '27AAPFU0939F1ZV',
  pune: '27AADFF2788D1ZF',
  nagpur: '27BJUPB5324E1Z9',
  bengaluru: '29AAFCC9980M1ZR',
} as const;

/** Valid too, but not of an ordinary dealer in a state of today. */
export const SPECIAL_GSTINS = {
  chandigarh: '04AAPFU0939F1Z3',
  daman: '25AAPFU0939F1ZZ',
  oldAndhraPradesh: '28AAPFU0939F1ZT',
  andhraPradesh: '37AAPFU0939F1ZU',
  taxDeductor: '27AAPFU0939F1D4',
  taxCollector: '27AAPFU0939F1C6',
  embassy: '0717UNO00157UNO',
  onlineService: '9917USA29007OS5',
} as const;

export const INTRA_STATE: Invoice = {
  header: {
    Invoice_No: 'INV-2026/001',
    Invoice_Date: '2026-02-06',
    Invoice_Type: 'Tax Invoice',
    Seller_Name: 'Udupi Traders',
    Seller_GSTIN: GSTINS.mumbai,
    Seller_State_Code: '27',
    Buyer_Name: 'Ferns & Fruits',
    Buyer_GSTIN: GSTINS.pune,
    Buyer_State_Code: '27',
    Place_Of_Supply: '27',
    Supply_Type: 'Intra-State',
    Reverse_Charge: 'No',
    Invoice_Value: '1390.00',
    Total_Taxable_Value: '1200.00',
    Total_GST: '190.00',
    CGST_Total: '95.00',
    SGST_Total: '95.00',
    Eway_Bill_No: '123456789012',
  },
  lines: [
    {
      Line_No: '1',
      Item_Description: 'Steel rack',
      HSN: '9403',
      Qty: '2',
      UOM: 'NOS',
      Rate: '500.00',
      Taxable_Value: '1000.00',
      GST_Rate: '18',
      CGST_Rate: '9',
      CGST_Amount: '90.00',
      SGST_Rate: '9',
      SGST_Amount: '90.00',
      Line_Total: '1180.00',
    },
    {
      Line_No: '2',
      Item_Description: 'Tea',
      HSN: '09024020',
      Qty: '4',
      UOM: 'KGS',
      Rate: '62.50',
      Discount_Percent: '20',
      Taxable_Value: '200.00',
      GST_Rate: '5',
      CGST_Rate: '2.5',
      CGST_Amount: '5.00',
      SGST_Rate: '2.5',
      SGST_Amount: '5.00',
      Line_Total: '210.00',
    },
  ],
};

export const INTER_STATE: Invoice = {
  header: {
    Invoice_No: 'KA/77',
    Invoice_Date: '2026-02-06',
    Invoice_Type: 'Tax Invoice',
    Seller_GSTIN: GSTINS.bengaluru,
    Seller_State_Code: '29',
    Buyer_GSTIN: GSTINS.mumbai,
    Buyer_State_Code: '27',
    Place_Of_Supply: '27',
    Supply_Type: 'Inter-State',
    Invoice_Value: '11800.00',
    Total_Taxable_Value: '10000.00',
    Total_GST: '1800.00',
    IGST_Total: '1800.00',
  },
  lines: [
    {
      Line_No: '1',
      Item_Description: 'Design work',
      HSN: '998391',
      Taxable_Value: '10000.00',
      GST_Rate: '18',
      IGST_Rate: '18',
      IGST_Amount: '1800.00',
      Line_Total: '11800.00',
    },
  ],
};

/** New values; `undefined` takes a field away. */
export type Changes<Fields> = { readonly [Name in keyof Fields]?: string | undefined };

/** The invoice with other header fields. */
export function withHeader(invoice: Invoice, changes: Changes<InvoiceHeader>): Invoice {
  return { ...invoice, header: withChanges(invoice.header, changes) };
}

/** The invoice with other fields in its first line. */
export function withFirstLine(invoice: Invoice, changes: Changes<LineItem>): Invoice {
  return {
    ...invoice,
    lines: invoice.lines.map((line, at) => (at === 0 ? withChanges(line, changes) : line)),
  };
}

function withChanges<Fields extends object>(fields: Fields, changes: Changes<Fields>): Fields {
  const entries = Object.entries({ ...fields, ...changes }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Fields;
}
