/** A clean synthetic invoice as the loopback Gemini reads it, unless a test scripts another. */

export const SAMPLE_PAGE_TEXT = `TAX INVOICE
Sahyadri Stationers LLP
GSTIN: 27AAPFU0939F1ZV | State: Maharashtra (27)
Invoice No: INV-2026-0042 | Invoice Date: 06/02/2026
Bill To: Fulmala Foods | GSTIN: 27AADFF2788D1ZF | State Code: 27
Place of Supply: 27 Maharashtra | Reverse Charge: No
Sr | Description | HSN | Qty | UOM | Rate | Taxable Value | CGST % | CGST | SGST % | SGST | Total
1 | Account book, 400 pages | 4820 | 10 | NOS | 250.00 | 2,500.00 | 9 | 225.00 | 9 | 225.00 | 2,950.00
2 | Stapler, heavy duty | 8472 | 5 | NOS | 100.00 | 500.00 | 9 | 45.00 | 9 | 45.00 | 590.00
Total | 3,000.00 | 270.00 | 270.00 | 3,540.00
Total GST: 540.00
Grand Total: ₹ 3,540.00`;

export const SAMPLE_HEADER = {
  Invoice_No: 'INV-2026-0042',
  Invoice_Date: '06/02/2026',
  Invoice_Type: 'TAX INVOICE',
  Seller_Name: 'Sahyadri Stationers LLP',
  Seller_GSTIN: '27AAPFU0939F1ZV',
  Seller_State_Code: '27',
  Buyer_Name: 'Fulmala Foods',
  Buyer_GSTIN: '27AADFF2788D1ZF',
  Buyer_State_Code: '27',
  Place_Of_Supply: '27 Maharashtra',
  Reverse_Charge: 'No',
  Invoice_Value: '3,540.00',
  Total_Taxable_Value: '3,000.00',
  Total_GST: '540.00',
  CGST_Total: '270.00',
  SGST_Total: '270.00',
};

export const SAMPLE_LINES = [
  {
    Line_No: '1',
    Item_Description: 'Account book, 400 pages',
    HSN: '4820',
    Qty: '10',
    UOM: 'NOS',
    Rate: '250.00',
    Taxable_Value: '2,500.00',
    CGST_Rate: '9',
    CGST_Amount: '225.00',
    SGST_Rate: '9',
    SGST_Amount: '225.00',
    Line_Total: '2,950.00',
  },
  {
    Line_No: '2',
    Item_Description: 'Stapler, heavy duty',
    HSN: '8472',
    Qty: '5',
    UOM: 'NOS',
    Rate: '100.00',
    Taxable_Value: '500.00',
    CGST_Rate: '9',
    CGST_Amount: '45.00',
    SGST_Rate: '9',
    SGST_Amount: '45.00',
    Line_Total: '590.00',
  },
];
