/** How far printed sums may be off by rounding. */
import Big from 'big.js';

/** Tax is rounded to the nearest rupee (CGST Act, section 170), so a rounded amount is off by half of one at most. */
export const ROUNDING: Big = new Big('0.50');

/** CGST and SGST are rounded each by itself. */
export const ROUNDING_OF_HALVES: Big = ROUNDING.times(2);

/** Invoices are rounded to whole rupees, up or down (the same section), at times in a line of their own. */
export const ROUND_OFF: Big = new Big(1);
