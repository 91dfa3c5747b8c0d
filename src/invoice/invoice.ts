/** An invoice as this project knows it: the fields of header and line items, in the order of the sheet. */

/** How a field's text is written in canonical form; see normalize.ts. */
export type FieldKind =
  /** Text exactly as printed, trimmed. */
  | 'text'
  /** 15 characters, upper case, no spaces. */
  | 'gstin'
  /** Two digits: the GST state code. */
  | 'state'
  /** `YYYY-MM-DD`. */
  | 'date'
  /** Money in rupees as an exact decimal: `125000.00`, `-200.00`. */
  | 'amount'
  /** A plain decimal: a quantity, a rate per unit or a percentage. */
  | 'number';

export interface Field<Name extends string = string> {
  readonly name: Name;
  readonly kind: FieldKind;
  /** What stands in the field; given to the model word for word. */
  readonly description: string;
}

/** The 22 header fields that are read from the paper. */
export const HEADER_FIELDS = [
  { name: 'Invoice_No', kind: 'text', description: 'Invoice, bill or note number exactly as printed' },
  { name: 'Invoice_Date', kind: 'date', description: 'Date of the document exactly as printed' },
  {
    name: 'Invoice_Type',
    kind: 'text',
    description:
      'Title of the document: Tax Invoice, Bill of Supply, Credit Note, Debit Note, Export Invoice …',
  },
  { name: 'Seller_Name', kind: 'text', description: 'Legal or trade name of the supplier' },
  { name: 'Seller_GSTIN', kind: 'gstin', description: 'GSTIN of the supplier, 15 characters' },
  { name: 'Seller_State_Code', kind: 'state', description: 'Two-digit GST state code of the supplier' },
  { name: 'Buyer_Name', kind: 'text', description: 'Name of the recipient (billed to)' },
  { name: 'Buyer_GSTIN', kind: 'gstin', description: 'GSTIN of the recipient; leave out if unregistered' },
  { name: 'Buyer_State_Code', kind: 'state', description: 'Two-digit GST state code of the recipient' },
  { name: 'Ship_To_Name', kind: 'text', description: 'Name of the consignee (shipped to)' },
  { name: 'Ship_To_State_Code', kind: 'state', description: 'Two-digit GST state code of the consignee' },
  {
    name: 'Place_Of_Supply',
    kind: 'state',
    description: 'Place of supply as printed: state code or state name',
  },
  {
    name: 'Supply_Type',
    kind: 'text',
    description: 'Intra-State, Inter-State, Export or SEZ, only if the paper says so in words',
  },
  { name: 'Reverse_Charge', kind: 'text', description: 'Tax payable on reverse charge: Yes or No' },
  { name: 'Invoice_Value', kind: 'amount', description: 'Grand total payable, taxes included' },
  { name: 'Total_Taxable_Value', kind: 'amount', description: 'Sum of taxable values, before tax' },
  { name: 'Total_GST', kind: 'amount', description: 'Total of all GST (IGST + CGST + SGST/UTGST)' },
  { name: 'IGST_Total', kind: 'amount', description: 'Total IGST' },
  { name: 'CGST_Total', kind: 'amount', description: 'Total CGST' },
  { name: 'SGST_Total', kind: 'amount', description: 'Total SGST or UTGST' },
  { name: 'Eway_Bill_No', kind: 'text', description: 'E-way bill number, 12 digits' },
  { name: 'Transporter', kind: 'text', description: 'Name of the transporter, carrier or courier' },
] as const satisfies readonly Field[];

/** The 18 fields of a line item that are read from the paper; the sheet adds Invoice_No in front. */
export const LINE_FIELDS = [
  { name: 'Line_No', kind: 'number', description: 'Serial number of the line, from 1' },
  { name: 'Item_Code', kind: 'text', description: 'Item, part or SKU code exactly as printed' },
  { name: 'Item_Description', kind: 'text', description: 'Description of the goods or service' },
  { name: 'HSN', kind: 'text', description: 'HSN or SAC code, digits only' },
  { name: 'Qty', kind: 'number', description: 'Quantity, without the unit' },
  { name: 'UOM', kind: 'text', description: 'Unit of measure: NOS, KGS, PCS …' },
  { name: 'Rate', kind: 'number', description: 'Price of one unit before tax' },
  { name: 'Discount_Percent', kind: 'number', description: 'Discount in percent' },
  {
    name: 'Taxable_Value',
    kind: 'amount',
    description: 'Taxable value of the line, after discount, before tax',
  },
  { name: 'GST_Rate', kind: 'number', description: 'Total GST rate in percent (CGST + SGST, or IGST)' },
  { name: 'CGST_Rate', kind: 'number', description: 'CGST rate in percent' },
  { name: 'CGST_Amount', kind: 'amount', description: 'CGST amount of the line' },
  { name: 'SGST_Rate', kind: 'number', description: 'SGST or UTGST rate in percent' },
  { name: 'SGST_Amount', kind: 'amount', description: 'SGST or UTGST amount of the line' },
  { name: 'IGST_Rate', kind: 'number', description: 'IGST rate in percent' },
  { name: 'IGST_Amount', kind: 'amount', description: 'IGST amount of the line' },
  { name: 'Cess_Amount', kind: 'amount', description: 'Compensation cess of the line' },
  { name: 'Line_Total', kind: 'amount', description: 'Total of the line, taxes included' },
] as const satisfies readonly Field[];

/** How each field, of header or line, is written. */
export const FIELD_KINDS: ReadonlyMap<string, FieldKind> = new Map(
  [...HEADER_FIELDS, ...LINE_FIELDS].map(({ name, kind }) => [name, kind]),
);

export type HeaderField = (typeof HEADER_FIELDS)[number]['name'];
export type LineField = (typeof LINE_FIELDS)[number]['name'];

/** Concluded from other fields or counted: the paper need not print them in these words. */
export const CONCLUDED_FIELDS: readonly (HeaderField | LineField)[] = [
  'Supply_Type',
  'Seller_State_Code',
  'Buyer_State_Code',
  'Line_No',
];

/**
 * Field values as text. A field that is not on the paper is absent, never an empty string.
 * As a reader returns it the text is as printed; after `normalizeInvoice` it is canonical wherever it could be
 * understood, and as printed where it could not (validation then says so).
 */
export type InvoiceHeader = { readonly [F in HeaderField]?: string };
export type LineItem = { readonly [F in LineField]?: string };

export interface Invoice {
  readonly header: InvoiceHeader;
  readonly lines: readonly LineItem[];
}
