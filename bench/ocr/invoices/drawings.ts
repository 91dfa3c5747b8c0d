/** Every invoice that is drawn. */
import type { Drawing } from './drawing.ts';
import { bilingual } from './layouts/bilingual.ts';
import { billOfSupply } from './layouts/bill-of-supply.ts';
import { busy } from './layouts/busy.ts';
import { creditNote } from './layouts/credit-note.ts';
import { eInvoice } from './layouts/e-invoice.ts';
import { fortyLines } from './layouts/forty-lines.ts';
import { interState } from './layouts/inter-state.ts';
import { letterhead } from './layouts/letterhead.ts';
import { modern } from './layouts/modern.ts';
import { multiRate } from './layouts/multi-rate.ts';
import { pharma } from './layouts/pharma.ts';
import { pumpSlip } from './layouts/pump-slip.ts';
import { restaurant } from './layouts/restaurant.ts';
import { serviceBill } from './layouts/service-bill.ts';
import { tally } from './layouts/tally.ts';
import { telecomBill } from './layouts/telecom-bill.ts';
import { thermal } from './layouts/thermal.ts';
import { transportBill } from './layouts/transport-bill.ts';
import { twoColumns } from './layouts/two-columns.ts';
import { twoPages } from './layouts/two-pages.ts';

/** Those that the reader was tuned on. */
export const TUNED: readonly Drawing[] = [
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
];

/** Those that were drawn after it was tuned, to see how it fares with papers that nobody thought of. What it got wrong was mended since. */
export const HELD_OUT: readonly Drawing[] = [
  serviceBill,
  pumpSlip,
  pharma,
  telecomBill,
  busy,
  restaurant,
  transportBill,
];
