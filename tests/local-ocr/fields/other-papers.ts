/** Papers that look unlike the drawn ones: what is printed on them, and what is to be read. */
import type { InvoiceHeader } from '../../../src/invoice/invoice.ts';

export interface OtherPaper {
  readonly name: string;
  readonly drawing: string;
  readonly truth: InvoiceHeader;
}

const SERVICE_BILL: OtherPaper = {
  name: 'a bill for services with the client on the right',
  drawing: `
                                                                                    Original for Recipient
   GODAVARI DESIGN STUDIO LLP
   Interior & Architecture Consultants
   402, Sai Arcade, FC Road, Pune - 411004
   Email: hello@godavari.example   Ph: 020-55501122
   PAN: AAGFT7719D      GSTIN: 27AAGFT7719D1Z1

                                     TAX INVOICE

   Invoice Number    :  GDS/2025-26/118                 Client :   M/s Coromandel Hotels Private Limited
   Date of Issue     :  04 September 2025                          7, Residency Road,
   Work Order No     :  WO-5521                                    Bengaluru - 560025, Karnataka
   Due Date          :  04 October 2025                  GSTIN :   29AACCN9024L1Z2
   Place of Supply   :  Karnataka (29)                   Kind Attn : Ms. R. Nair
   Whether tax is payable under reverse charge : No

   S.No   Particulars of Service                      SAC        Amount (Rs.)
   1      Concept design of lobby and lounge          998391       1,40,000.00
   2      Site supervision for August 2025            998391         36,500.00

                                            Gross Amount           1,76,500.00
                                            Less: Discount            6,500.00
                                            Taxable Value          1,70,000.00
                                            IGST @ 18%               30,600.00
                                            Total Amount Payable   2,00,600.00

   Amount in words : Rupees Two Lakhs Six Hundred Only
   Bank Details : Bank of Baroda, A/c No. 3344021100056, IFSC BARB0FCROAD
                                                          For GODAVARI DESIGN STUDIO LLP

                                                                Authorised Signatory
`,
  truth: {
    Invoice_No: 'GDS/2025-26/118',
    Invoice_Date: '04 September 2025',
    Invoice_Type: 'TAX INVOICE',
    Seller_Name: 'GODAVARI DESIGN STUDIO LLP',
    Seller_GSTIN: '27AAGFT7719D1Z1',
    Buyer_Name: 'Coromandel Hotels Private Limited',
    Buyer_GSTIN: '29AACCN9024L1Z2',
    Buyer_State_Code: 'Karnataka',
    Place_Of_Supply: 'Karnataka (29)',
    Reverse_Charge: 'No',
    Invoice_Value: '2,00,600.00',
    Total_Taxable_Value: '1,70,000.00',
    IGST_Total: '30,600.00',
  },
};

const FUEL_SLIP: OtherPaper = {
  name: 'a fuel slip, which carries no tax',
  drawing: `
      WELCOME TO
  SHREE GANESH SERVICE STATION
  NH-48, Manesar, Gurugram 122051
  Tel. No.: 0124-5550199
  GST No.: 06AAHFP3318R1ZS

  Bill No.      : 88213-ORGNL
  Trns. ID      : 0000421977
  Atnd. ID      : 7
  Date : 18/12/25   Time : 08:41:07
  Vehicle No.   : HR26DK4417
  Nozzle No.    : 03
  Product       : Diesel
  Rate/Ltr      : Rs. 87.71
  Volume (Ltr)  : 22.80
  Amount        : Rs. 1999.79

  Payment Mode  : UPI
  SAVE FUEL, SECURE THE FUTURE
  THANK YOU
`,
  truth: {
    Invoice_No: '88213-ORGNL',
    Invoice_Date: '18/12/25',
    Seller_Name: 'SHREE GANESH SERVICE STATION',
    Seller_GSTIN: '06AAHFP3318R1ZS',
    Invoice_Value: '1999.79',
  },
};

const PHARMA_BILL: OtherPaper = {
  name: 'a wholesale bill for medicines with totals across the foot',
  drawing: `
  MEENAKSHI PHARMA DISTRIBUTORS                 GST INVOICE                Inv No  : MP-004512
  12, North Masi Street, Madurai 625001         CREDIT                     Inv Dt  : 09-01-2026
  DL No: 20B/TN/5512, 21B/TN/5512                                          Due Dt  : 08-02-2026
  GSTIN : 33ABCPV8890M1ZU                                                  L.R No  :
  To
  KURINJI MEDICALS
  88, Anna Salai, Dindigul 624001
  GSTIN : 33AAKFL4455P1ZS     DL No: 20/TN/8871
  -------------------------------------------------------------------------------------------------
  Sn  Product            Pack   HSN     Batch    Exp    MRP      Rate    Qty  Free  Disc   GST   Amount
  1   Paracetamol 650    15s    3004    PX2201   03/27  34.00    24.20   100  10    0.00   5     2420.00
  2   Cough Syrup        100ml  3004    CS118    11/26  98.00    70.10   40   0     0.00   5     2804.00
  3   Glucose Powder     500g   1702    GL77     01/28  145.00   118.00  24   0     0.00   18    2832.00
  -------------------------------------------------------------------------------------------------
  Class     Taxable     SGST      CGST      Total             Gross Amount   :      8056.00
  GST 5%    5224.00     130.60    130.60    261.20            SGST           :       385.48
  GST 18%   2832.00     254.88    254.88    509.76            CGST           :       385.48
  Total     8056.00     385.48    385.48    770.96            Round Off      :         0.04
  Rs. Eight Thousand Eight Hundred Twenty Seven Only          Net Amount     :      8827.00
  Goods once sold will not be taken back                For MEENAKSHI PHARMA DISTRIBUTORS
                                                              Authorised Signatory
`,
  truth: {
    Invoice_No: 'MP-004512',
    Invoice_Date: '09-01-2026',
    Invoice_Type: 'GST INVOICE',
    Seller_Name: 'MEENAKSHI PHARMA DISTRIBUTORS',
    Seller_GSTIN: '33ABCPV8890M1ZU',
    Buyer_Name: 'KURINJI MEDICALS',
    Buyer_GSTIN: '33AAKFL4455P1ZS',
    Total_Taxable_Value: '8056.00',
    CGST_Total: '385.48',
    SGST_Total: '385.48',
    Total_GST: '770.96',
    Invoice_Value: '8827.00',
  },
};

const MARKETPLACE_INVOICE: OtherPaper = {
  name: 'an online marketplace invoice with the seller in a block of its own',
  drawing: `
  Tax Invoice/Bill of Supply/Cash Memo                              (Original for Recipient)

  Sold By :                                     Billing Address :
  Narmada Home Goods Private Limited            Anita Deshmukh
  Survey 118, Bhiwandi Logistics Park           Flat 9, Shanti Kunj
  Bhiwandi, MAHARASHTRA, 421302                 THANE, MAHARASHTRA, 400601
  IN                                            IN
                                                State/UT Code: 27
  PAN No: AABCM4821K
  GST Registration No: 27AABCM4821K1ZF          Shipping Address :
                                                Rohan Deshmukh
                                                14, Lake Road
                                                PANAJI, GOA, 403001
                                                State/UT Code: 30
                                                Place of supply: GOA
                                                Place of delivery: GOA
  Order Number: 405-7711023-9981              Invoice Number : BOM7-228815
  Order Date: 02.11.2025                      Invoice Date : 03.11.2025

  Sl. No  Description          Unit Price   Qty   Net Amount   Tax Rate   Tax Type   Tax Amount   Total Amount
  1       Steel Bottle 1 L     ₹423.73      2     ₹847.46      18%        IGST       ₹152.54      ₹1,000.00
  TOTAL:                                                                             ₹152.54      ₹1,000.00
  Amount in Words:
  One Thousand only
                                                        For Narmada Home Goods Private Limited:
                                                        Authorized Signatory
  Whether tax is payable under reverse charge - No
`,
  truth: {
    Invoice_No: 'BOM7-228815',
    Invoice_Date: '03.11.2025',
    Invoice_Type: 'Tax Invoice',
    Seller_Name: 'Narmada Home Goods Private Limited',
    Seller_GSTIN: '27AABCM4821K1ZF',
    Buyer_Name: 'Anita Deshmukh',
    Buyer_State_Code: '27',
    Ship_To_Name: 'Rohan Deshmukh',
    Ship_To_State_Code: '30',
    Place_Of_Supply: 'GOA',
    Reverse_Charge: 'No',
    Invoice_Value: '₹1,000.00',
    Total_GST: '₹152.54',
    IGST_Total: '₹152.54',
  },
};

const TRANSPORT_BILL: OtherPaper = {
  name: 'a transport bill under reverse charge, with heads in a grid',
  drawing: `
                              VARUNA ROADWAYS
                  Fleet Owners & Transport Contractors
            Plot 77, Transport Nagar, Surat 395010, Gujarat
                      GSTIN : 24AAFCG1120H1Z8
                                INVOICE
  Bill To                                     Bill No        Bill Date      State
  Malabar Spices Export House                 VR/1190        30-06-2025     Gujarat (24)
  Willingdon Island, Kochi 682003             Reverse Charge                Place of Supply
  GSTIN : 32AAECM7765F1ZF                     Yes                           Kerala (32)
  State : Kerala    State Code : 32

  LR No    Date         Vehicle No     From      To       Weight    Rate     Freight Amount
  55120    24-06-2025   GJ05 BX 1120   Surat     Kochi    9.500     4200.00      39,900.00
  55188    27-06-2025   GJ05 BX 7718   Surat     Kochi    8.000     4200.00      33,600.00

                                                  TOTAL                          73,500.00
  GST payable by recipient under RCM
  Rupees Seventy Three Thousand Five Hundred Only
                                                            For, VARUNA ROADWAYS
`,
  truth: {
    Invoice_No: 'VR/1190',
    Invoice_Date: '30-06-2025',
    Invoice_Type: 'INVOICE',
    Seller_Name: 'VARUNA ROADWAYS',
    Seller_GSTIN: '24AAFCG1120H1Z8',
    Buyer_Name: 'Malabar Spices Export House',
    Buyer_GSTIN: '32AAECM7765F1ZF',
    Buyer_State_Code: 'Kerala',
    Place_Of_Supply: 'Kerala (32)',
    Reverse_Charge: 'Yes',
    Invoice_Value: '73,500.00',
  },
};

export const OTHER_PAPERS: readonly OtherPaper[] = [
  SERVICE_BILL,
  FUEL_SLIP,
  PHARMA_BILL,
  MARKETPLACE_INVOICE,
  TRANSPORT_BILL,
];
