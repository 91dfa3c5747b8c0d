/** The labels that stand beside the values of an invoice's header, as Indian paper words them. */

/**
 * Phrases by what they announce. Case, spaces and punctuation don't count; a letter or two may be misread. The longest
 * phrase wins, so labels that must not be taken for others (`Due Date`) stand here too.
 */
export const HEADER_LABELS = {
  invoiceNo:
    'no of invoice|invoice no|invoice number|invoice num|inv no|inv number|invoice #|tax invoice no|tax invoice number|gst invoice no|' +
    'bill no|bill number|bill #|invoice bill no|document no|document number|doc no|credit note no|credit note number|' +
    'debit note no|debit note number|note no|cash memo no|memo no|receipt no|receipt number|slip no|invoice sr no|' +
    'invoice serial no|serial no of invoice|invoice serial number|ref invoice no|retail invoice no|sale bill no|invoice serial id|invoice id|bill id|' +
    'bill of supply no|voucher no|txn no|बीजक संख्या|बिल नं|बिल संख्या|इनवॉइस नं|चालान संख्या',
  invoiceDate:
    'invoice date|inv date|inv dt|invoice dt|date of invoice|bill date|bill dt|date of issue|issue date|document date|' +
    'doc date|credit note date|debit note date|note date|invoice date time|date time|bill date time|' +
    'बीजक दिनांक|बिल दिनांक',
  date: 'date|dated|dt|दिनांक|तारीख|तिथि',
  placeOfSupply: 'place of supply|place of supply state|pos state|supply place|state of supply|आपूर्ति का स्थान',
  reverseCharge:
    'reverse charge|supply attracts reverse charge|whether reverse charge|tax payable on reverse charge|' +
    'whether tax is payable on reverse charge|whether tax payable under reverse charge|reverse charge applicable|' +
    'whether tax is payable under reverse charge|gst payable on reverse charge|under reverse charge|' +
    'reverse charge y n|reverse charge yes no|tax is payable on reverse charge|tax payable under reverse charge|' +
    'amount of tax subject to reverse charge|rcm|रिवर्स चार्ज',
  ewayBill:
    'e way bill no|eway bill no|e way bill|eway bill|e way bill number|ewb no|ewaybill no|e way no|eway no|ई वे बिल नं',
  transporter:
    'transporter|transporter name|name of transporter|transport|transport name|transport co|dispatched through|' +
    'despatched through|dispatch through|despatch through|shipped through|carrier|carrier name|courier|courier name|' +
    'shipped via|ship via|sent through|transporter details|परिवहन',
  supplyType: 'supply type|type of supply|nature of supply|transaction type|nature of transaction',
  documentType: 'document type|type of document|invoice type|doc type',
  gstin:
    'gstin|gstin no|gstin number|gstin uin|gst no|gst number|gst in|gstn|gst reg no|gst registration no|gstin uin no|' +
    'gst tin|gst id|gstin unique id|जीएसटी नं|जीएसटीआईएन',
  buyerGstin:
    'buyer gstin|buyer gst no|party gstin|party gst no|customer gstin|customer gst no|recipient gstin|receiver gstin|' +
    'client gstin|buyers gstin|party gstin no|customer gstin no|billing gstin|क्रेता जीएसटी नं',
  sellerGstin: 'supplier gstin|seller gstin|our gstin|our gst no|company gstin|vendor gstin|companys gstin',
  buyer:
    'bill to|billed to|buyer|buyer bill to|bill to party|billing to|billing address|details of receiver billed to|' +
    'details of receiver|details of buyer|buyer details|buyer name|name of buyer|customer|customer name|' +
    'customer details|name of customer|party|party name|name of party|party details|recipient|recipient details|' +
    'details of recipient|name of recipient|receiver|receiver billed to|details of recipient billed to|sold to|' +
    'invoice to|invoiced to|client|client name|client details|billed to party|bill to address|purchaser|' +
    'patient name|consumer name|company|details of buyer billed to|customer billing details|bill to customer|' +
    'buyer billed to|details of receiver bill to|invoice for|issued to|consignee buyer|buyer consignee|patient|member name|' +
    'क्रेता|क्रेता का नाम|ग्राहक|ग्राहक का नाम|प्राप्तकर्ता|खरीदार',
  guest: 'guest name|guest|name of guest',
  shipTo:
    'ship to|shipped to|consignee|consignee ship to|ship to party|shipping to|shipping address|deliver to|' +
    'delivered to|delivery to|details of consignee shipped to|details of consignee|consignee name|consignee details|' +
    'delivery address|consignee shipped to|name of consignee|shipping details|ship to address|place of delivery|' +
    'delivery at|details of consignee ship to|shipped to party|प्रेषिती',
  seller:
    'supplier|supplier details|details of supplier|seller|seller details|sold by|details of seller|from|' +
    'supplier name|seller name|name of supplier|vendor|invoice issued by|issued by|billed by|bill from|billed from|supplied by|service provider|विक्रेता|आपूर्तिकर्ता',
  to: 'to|m s|messrs|to m s|सेवा में',
  name: 'name|name of the party|trade name|legal name|नाम|company name',
  state: 'state|state name|राज्य',
  stateCode: 'state code|code|state no|राज्य कोड',
  place:
    'address|city|pin|pincode|phone|ph|mob|mobile|tel|email|e mail|contact|contact no|pan|pan no|cin|fssai|fssai no|' +
    'website|web|llpin|msme no|udyam no|dl no|d l no|drug licence no|pan it no|contact person|mobile no|phone no|पता|kind attn|attn|phone number|gst state|district|taluka|dist',
  other:
    'due date|carried forward|brought forward|carried over|print date|ack no|ack date|irn|order no|po no|po number|po date|purchase order no|buyers order no|' +
    'order date|lr no|lr date|l r no|gr no|rr no|vehicle no|vehicle number|truck no|delivery note|delivery note date|' +
    'delivery date|reference no|reference no date|ref no|other references|original invoice no|original invoice date|' +
    'dispatch doc no|despatch document no|destination|terms of delivery|terms of payment|mode terms of payment|' +
    'payment terms|terms|a c no|account no|bank|bank name|ifsc|ifsc code|branch|branch ifs code|salesman|sales person|' +
    'cashier|pos|counter|table no|time|transporter id|transport mode|mode of transport|transportation mode|' +
    'transport doc no|reason for issue|against invoice no|challan no|challan date|dc no|date of supply|category|' +
    'generated by|exp date|expiry date|supply date|valid upto|e way bill date|eway bill date|customer id|customer code|' +
    'nozzle no|pump no|batch no|doctor|patient id|dr name|age|token no|job card no|job no|work order no|wo no|contract no|' +
    'service period|billing period|period|booking no|trip no|registration no|reg no|model|project|subject|route|' +
    'bill of lading no|port code|shipping bill no|vendor code|supplier code|distance|freight|date time of issue|' +
    'time of supply|order ref|agent|broker|payment mode|mode of payment|pay mode|upi id|upi|shift|attendant|' +
    'original bill no|ref date|reference date|date of removal|digitally signed by|terms conditions|notes|declaration|remarks|narration',
  title:
    'tax invoice|gst invoice|invoice|bill of supply|credit note|debit note|retail invoice|cash memo|cash bill|e invoice|' +
    'gst tax invoice|bill cum tax invoice|export invoice|delivery challan|sales invoice|proforma invoice|bill',
  // What the totals are made of.
  grandTotal:
    'grand total|net amount|net payable|net amount payable|total payable|amount payable|invoice total|total invoice value|' +
    'total invoice amount|invoice value|invoice amount|bill amount|bill total|bill value|net total|net bill amount|net amt|' +
    'total amount after tax|total after tax|total amount payable|total value after tax|total bill amount|total amount|' +
    'total amt|tot inv amt|total credit amount|total debit amount|credit note total|amount due|total due|net value|' +
    'total inc gst|total incl gst|total including gst|total inclusive of tax|total amount incl gst|gross total|' +
    'total invoice value in figure|total value|final amount|payable amount|to pay|total rs|total inr|sale amount|' +
    'total sale|amount rs|invoice net amount|net invoice value|total price|grand total inr|grand total rs|' +
    'invoice total inr|net payable amount|net rs|net payable rounded|कुल राशि|कुल देय|कुल देय राशि',
  paid: 'balance due|balance|received|amount received|paid|paid by upi|paid amount|tendered|cash|card|change|advance|previous balance|old balance|you saved|total savings|mrp total',
  taxable:
    'taxable value|taxable amount|total taxable value|total taxable amount|taxable amt|taxble amt|taxable|sub total|' +
    'subtotal|total before tax|total amount before tax|amount before tax|taxable total|assessable value|basic amount|' +
    'net taxable|net taxable value|total taxable charges|total value of supply|total taxable|taxable val|total value before tax|subtotal before tax|basic value|' +
    'total basic amount|base amount|value before tax|gross taxable|कर योग्य मूल्य|कर योग्य राशि|total assessable value',
  gross: 'gross amount|gross amt|gross value|gross',
  cgst: 'cgst|central tax|output cgst|add cgst|total cgst|cgst amt|cgst amount|c gst|cgst tax|cgst total|cgst payable|सीजीएसटी|central gst|cgst output|less cgst',
  sgst:
    'sgst|state tax|output sgst|add sgst|total sgst|sgst amt|sgst amount|s gst|utgst|sgst utgst|add utgst|sgst tax|' +
    'output utgst|state ut tax|ugst|sgst total|sgst payable|एसजीएसटी|state gst|sgst ugst|sgst output|utgst amount',
  igst: 'igst|integrated tax|output igst|add igst|total igst|igst amt|igst amount|i gst|igst tax|igst total|आइजीएसटी|आईजीएसटी|integrated gst|igst output|igst payable',
  totalTax:
    'total tax|total gst|total tax amount|tax amount|total gst amount|gst amount|tax total|gst total|gst amt|tax amt|' +
    'total tax amt|total tax payable|tax|gst|add gst|total amount of tax',
  cess: 'cess|compensation cess|cess amt|cess amount|total cess|state cess|tcs|add tcs|tcs amount',
  roundOff:
    'round off|rounding|rounded off|round off amt|roundoff|rounding off|round off amount|less round off|add round off|less rounded off|add rounded off|r off|adjustment|less roundoff',
  charge:
    'freight charges|packing charges|packing|loading charges|other charges|delivery charges|shipping charges|transport charges|add freight|forwarding charges|insurance|handling charges|courier charges|freight|p f charges',
  discount:
    'discount|less discount|trade discount|cash discount|total discount|disc|special discount|scheme discount',
  total: 'total|totals|tot|कुल|कुल योग|योग|g total',
  lineAmount: 'amount|net amt|amt|value|line total|total amt',
  inWords:
    'amount in words|amount chargeable in words|in words|total in words|tax amount in words|rupees in words|' +
    'total amount in words|invoice value in words|amount chargeable|bill amount in words|total invoice value in words|' +
    'राशि शब्दों में|total invoice amount in words|rs in words|amt in words',
} as const;

export type LabelKey = keyof typeof HEADER_LABELS;
