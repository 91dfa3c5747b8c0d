/** Papers that the rules for line items were not made on, as words in fixed columns. */
import type { LineItem } from '../../../src/invoice/invoice.ts';
import type { PageLayout, Word } from '../../../src/reader/invoice-reader.ts';

export interface Paper {
  readonly name: string;
  readonly text: string;
  readonly lines: readonly LineItem[];
}

const LETTER_WIDTH = 6;
const LETTER_HEIGHT = 9;
const ROW_HEIGHT = 14;

/** A page as a typewriter prints it: one character of `text` is one step to the right. */
export function layOutPaper(text: string): PageLayout {
  const rows = text.split('\n');
  return { width: 1000, height: rows.length * ROW_HEIGHT + 40, words: rows.flatMap(toWords) };
}

function toWords(row: string, index: number): readonly Word[] {
  return [...row.matchAll(/\S+/g)].map(({ 0: text, index: column }) => ({
    text,
    left: 20 + column * LETTER_WIDTH,
    right: 20 + (column + text.length) * LETTER_WIDTH - 1,
    top: 20 + index * ROW_HEIGHT,
    bottom: 20 + index * ROW_HEIGHT + LETTER_HEIGHT,
    confidence: 1,
  }));
}

const SERVICE_BILL: Paper = {
  name: 'service bill with SAC and no quantities',
  text: `
MALHAR & CO., CHARTERED ACCOUNTANTS                                  TAX INVOICE
22, Deccan Gymkhana, Pune 411004                                     Invoice No : MC/118/25-26
GSTIN : 27AAKFS4821M1ZQ                                              Date : 12-01-2026

Sr.    Description of Services                     SAC        Amount (Rs.)
No.
1      Statutory audit fees for the year           998221        75,000.00
       ended 31 March 2025
2      Filing of GST returns, October to           998231        18,500.00
       December 2025
3      Out of pocket expenses                      998221         1,250.50
                                        Total                    94,750.50
                                        Add: CGST @ 9%            8,527.55
                                        Add: SGST @ 9%            8,527.55
                                        Grand Total            1,11,805.60
Rupees One Lakh Eleven Thousand Eight Hundred Five and Sixty Paise Only
`,
  lines: [
    {
      Line_No: '1',
      Item_Description: 'Statutory audit fees for the year ended 31 March 2025',
      HSN: '998221',
      Taxable_Value: '75,000.00',
    },
    {
      Line_No: '2',
      Item_Description: 'Filing of GST returns, October to December 2025',
      HSN: '998231',
      Taxable_Value: '18,500.00',
    },
    { Line_No: '3', Item_Description: 'Out of pocket expenses', HSN: '998221', Taxable_Value: '1,250.50' },
  ],
};

const PHARMA_BILL: Paper = {
  name: 'pharmacy bill with batch, expiry and MRP',
  text: `
SHREE DHANVANTARI PHARMA DISTRIBUTORS                    GST INVOICE
Plot 4, Medical Market, Nagpur                           Inv No. A-20418   Dt. 03/12/2025
GSTIN 27AAKFS4821M1ZQ   D.L. No. 20B-118842

Sn Qty  Free Pack  Product Name          HSN    Batch    Exp.    MRP     Rate   Disc%  Taxable  CGST%  SGST%  Amount
1  10   1    10TAB PARACIP 650 TAB       300490 B24K118  08/27   33.60   22.15   2.00   217.07   2.50   2.50   227.92
2  24   0    100ML COUGHREX SYRUP        300490 CX5510   01/27  118.00   78.40   0.00  1881.60   2.50   2.50  1975.68
3  5    0    15GM  DERMASOFT CREAM       300490 DS0091   11/26   96.00   64.25   5.00   305.19   2.50   2.50   320.45
4  12   0    1PC   DIGITAL THERMOMETER   902519 T2201    -      250.00  141.00   0.00  1692.00   9.00   9.00  1996.56

Items 4  Qty 51                                                    Sub Total    4095.86                      4520.61
GST 2.50+2.50 on 2403.86 : 60.10 + 60.10        Round Off   0.39      Net Payable  4521.00
`,
  lines: [
    {
      Line_No: '1',
      Qty: '10',
      Item_Description: 'PARACIP 650 TAB',
      HSN: '300490',
      Rate: '22.15',
      Discount_Percent: '2.00',
      Taxable_Value: '217.07',
      CGST_Rate: '2.50',
      SGST_Rate: '2.50',
      Line_Total: '227.92',
    },
    {
      Line_No: '2',
      Qty: '24',
      Item_Description: 'COUGHREX SYRUP',
      HSN: '300490',
      Rate: '78.40',
      Discount_Percent: '0.00',
      Taxable_Value: '1881.60',
      CGST_Rate: '2.50',
      SGST_Rate: '2.50',
      Line_Total: '1975.68',
    },
    {
      Line_No: '3',
      Qty: '5',
      Item_Description: 'DERMASOFT CREAM',
      HSN: '300490',
      Rate: '64.25',
      Discount_Percent: '5.00',
      Taxable_Value: '305.19',
      CGST_Rate: '2.50',
      SGST_Rate: '2.50',
      Line_Total: '320.45',
    },
    {
      Line_No: '4',
      Qty: '12',
      Item_Description: 'DIGITAL THERMOMETER',
      HSN: '902519',
      Rate: '141.00',
      Discount_Percent: '0.00',
      Taxable_Value: '1692.00',
      CGST_Rate: '9.00',
      SGST_Rate: '9.00',
      Line_Total: '1996.56',
    },
  ],
};

const TRANSPORT_BILL: Paper = {
  name: 'transport bill by weight',
  text: `
SHIVNERI ROADLINES                                            FREIGHT BILL
Transport Nagar, Nigdi, Pune                                  Bill No. SR/2291
GSTIN : 27AAKFS4821M1ZQ                                       Bill Date 28/02/2026
To: Konkan Interiors Pvt. Ltd.

S.No.  LR No.   LR Date     Vehicle No.   Particulars                  SAC      Weight   Rate per   Amount
                                                                                (MT)     MT         (Rs.)
1.     55120    02/02/2026  MH12AB5512    Pune to Thane, plywood       996511   4.500    1,150.00    5,175.00
2.     55148    09/02/2026  MH14GC0071    Pune to Nashik, laminates    996511   2.250    1,400.00    3,150.00
                                          and hardware
3.     55190    21/02/2026  MH12AB5512    Pune to Mumbai, doors        996511   6.000    1,275.00    7,650.00
                                                                       Total   12.750               15,975.00
GST payable by recipient under reverse charge
Rupees Fifteen Thousand Nine Hundred Seventy Five Only
`,
  lines: [
    {
      Line_No: '1',
      Item_Description: 'Pune to Thane, plywood',
      HSN: '996511',
      Qty: '4.500',
      Rate: '1,150.00',
      Taxable_Value: '5,175.00',
    },
    {
      Line_No: '2',
      Item_Description: 'Pune to Nashik, laminates and hardware',
      HSN: '996511',
      Qty: '2.250',
      Rate: '1,400.00',
      Taxable_Value: '3,150.00',
    },
    {
      Line_No: '3',
      Item_Description: 'Pune to Mumbai, doors',
      HSN: '996511',
      Qty: '6.000',
      Rate: '1,275.00',
      Taxable_Value: '7,650.00',
    },
  ],
};

const GOVERNMENT_FORM: Paper = {
  name: 'the form of the GST portal, with three taxes side by side',
  text: `
                                              TAX INVOICE
Invoice No: 77/25-26                                            Transport Mode: Road

S.    Name of Product   HSN    UOM   Qty   Rate     Amount    Less:     Taxable      CGST            SGST            IGST         Total
No.                     ACS                                   Discount  Value     Rate  Amount    Rate  Amount    Rate  Amount
1     Wall clock        9105   NOS   10    450.00   4,500.00  225.00    4,275.00  9%    384.75    9%    384.75                     5,044.50
      12 inch
2     Table lamp        9405   NOS   4     800.00   3,200.00  0.00      3,200.00  9%    288.00    9%    288.00                     3,776.00

      Total                          14             7,700.00  225.00    7,475.00        672.75          672.75                     8,820.50
`,
  lines: [
    {
      Line_No: '1',
      Item_Description: 'Wall clock 12 inch',
      HSN: '9105',
      UOM: 'NOS',
      Qty: '10',
      Rate: '450.00',
      Taxable_Value: '4,275.00',
      CGST_Rate: '9%',
      CGST_Amount: '384.75',
      SGST_Rate: '9%',
      SGST_Amount: '384.75',
      Line_Total: '5,044.50',
    },
    {
      Line_No: '2',
      Item_Description: 'Table lamp',
      HSN: '9405',
      UOM: 'NOS',
      Qty: '4',
      Rate: '800.00',
      Taxable_Value: '3,200.00',
      CGST_Rate: '9%',
      CGST_Amount: '288.00',
      SGST_Rate: '9%',
      SGST_Amount: '288.00',
      Line_Total: '3,776.00',
    },
  ],
};

const WEB_SHOP: Paper = {
  name: 'web shop with the HSN in the name and a net amount',
  text: `
Tax Invoice/Bill of Supply/Cash Memo
Order Number: 402-1187                                       Invoice Number : BLR7-204418

Sl.  Description                       Unit       Qty  Net         Tax    Tax    Tax       Total
No                                     Price           Amount      Rate   Type   Amount    Amount
1    Bluetooth headphones, black       1,271.19   2    2,542.38    18%    IGST   457.63    3,000.01
     with microphone
     HSN:8518
2    USB cable 1.5 m                   168.64     1    168.64      18%    IGST   30.36     199.00
     HSN:8544
TOTAL:                                                                           487.99    3,199.01
Amount in Words: Three Thousand One Hundred Ninety-nine only
`,
  lines: [
    {
      Line_No: '1',
      Item_Description: 'Bluetooth headphones, black with microphone',
      HSN: '8518',
      Rate: '1,271.19',
      Qty: '2',
      Taxable_Value: '2,542.38',
      GST_Rate: '18%',
      IGST_Amount: '457.63',
      Line_Total: '3,000.01',
    },
    {
      Line_No: '2',
      Item_Description: 'USB cable 1.5 m',
      HSN: '8544',
      Rate: '168.64',
      Qty: '1',
      Taxable_Value: '168.64',
      GST_Rate: '18%',
      IGST_Amount: '30.36',
      Line_Total: '199.00',
    },
  ],
};

const RESTAURANT_BILL: Paper = {
  name: 'restaurant bill without serial numbers and codes',
  text: `
      HOTEL ANNAPOORNA
   GSTIN 29AAHFD3390R1ZO
 Bill No 4471   Table 12
 ------------------------------------
 Particulars         Qty  Rate   Value
 ------------------------------------
 Masala Dosa          2   85.00  170.00
 Filter Coffee        3   30.00   90.00
 Mini Meals           1  140.00  140.00
 ------------------------------------
 Sub Total                       400.00
 CGST 2.5%                        10.00
 SGST 2.5%                        10.00
 Grand Total                     420.00
`,
  lines: [
    { Item_Description: 'Masala Dosa', Qty: '2', Rate: '85.00', Taxable_Value: '170.00' },
    { Item_Description: 'Filter Coffee', Qty: '3', Rate: '30.00', Taxable_Value: '90.00' },
    { Item_Description: 'Mini Meals', Qty: '1', Rate: '140.00', Taxable_Value: '140.00' },
  ],
};

export const PAPERS: readonly Paper[] = [
  SERVICE_BILL,
  PHARMA_BILL,
  TRANSPORT_BILL,
  GOVERNMENT_FORM,
  WEB_SHOP,
  RESTAURANT_BILL,
];
