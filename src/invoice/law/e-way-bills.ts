/** Numbers of e-way bills. */
import type { Dated } from './dated.ts';

interface EwayBillForm extends Dated {
  readonly digits: number;
}

export const EWAY_BILL_NUMBER: EwayBillForm = {
  digits: 12,
  from: '2018-04-01',
  source:
    'CGST Rules, rule 138 and form GST EWB-01 (notification 15/2018-Central Tax, 23 March 2018); https://ewaybillgst.gov.in',
};

const NUMBER = new RegExp(`^\\d{${EWAY_BILL_NUMBER.digits}}$`);

export function isEwayBillNumber(text: string): boolean {
  return NUMBER.test(text);
}
