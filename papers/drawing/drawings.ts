/** Every invoice that is drawn: the papers that the rules of the local reader were made with. */

import { bilingual } from '../layouts/bilingual.ts';
import { billOfSupply } from '../layouts/bill-of-supply.ts';
import { busy } from '../layouts/busy.ts';
import { cabRide } from '../layouts/cab-ride.ts';
import { cementBill } from '../layouts/cement-bill.ts';
import { chemist } from '../layouts/chemist.ts';
import { cloudInvoice } from '../layouts/cloud-invoice.ts';
import { courierBill } from '../layouts/courier-bill.ts';
import { creditNote } from '../layouts/credit-note.ts';
import { eInvoice } from '../layouts/e-invoice.ts';
import { fortyLines } from '../layouts/forty-lines.ts';
import { garageBill } from '../layouts/garage-bill.ts';
import { hindiBill } from '../layouts/hindi-bill.ts';
import { hotelFolio } from '../layouts/hotel-folio.ts';
import { interState } from '../layouts/inter-state.ts';
import { jeweller } from '../layouts/jeweller.ts';
import { letterhead } from '../layouts/letterhead.ts';
import { longNames } from '../layouts/long-names.ts';
import { marketplace } from '../layouts/marketplace.ts';
import { modern } from '../layouts/modern.ts';
import { multiRate } from '../layouts/multi-rate.ts';
import { pharma } from '../layouts/pharma.ts';
import { phoneApp } from '../layouts/phone-app.ts';
import { printedForm } from '../layouts/printed-form.ts';
import { pumpSlip } from '../layouts/pump-slip.ts';
import { rentLetter } from '../layouts/rent-letter.ts';
import { restaurant } from '../layouts/restaurant.ts';
import { serviceBill } from '../layouts/service-bill.ts';
import { subscription } from '../layouts/subscription.ts';
import { supermarket } from '../layouts/supermarket.ts';
import { tally } from '../layouts/tally.ts';
import { telecomBill } from '../layouts/telecom-bill.ts';
import { thermal } from '../layouts/thermal.ts';
import { transportBill } from '../layouts/transport-bill.ts';
import { twoColumns } from '../layouts/two-columns.ts';
import { twoPages } from '../layouts/two-pages.ts';
import type { Drawing } from './drawing.ts';

export const DRAWINGS: readonly Drawing[] = [
  tally,
  modern,
  thermal,
  bilingual,
  twoColumns,
  letterhead,
  twoPages,
  fortyLines,
  interState,
  multiRate,
  creditNote,
  eInvoice,
  billOfSupply,
  serviceBill,
  pumpSlip,
  pharma,
  telecomBill,
  busy,
  restaurant,
  transportBill,
  courierBill,
  garageBill,
  hotelFolio,
  jeweller,
  longNames,
  marketplace,
  printedForm,
  supermarket,
  cabRide,
  cementBill,
  chemist,
  cloudInvoice,
  rentLetter,
  subscription,
  hindiBill,
  phoneApp,
];
