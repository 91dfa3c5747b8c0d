/** Seller and buyer: GSTINs and states that are wrong, and those that only look it. */

import type { RuleTable } from '../rule-cases.ts';
import { GSTINS, INTER_STATE, INTRA_STATE, SPECIAL_GSTINS, withHeader } from '../sound-invoices.ts';

const soldBy = (gstin: string) => withHeader(INTRA_STATE, { Seller_GSTIN: gstin });
const boughtBy = (gstin: string) => withHeader(INTRA_STATE, { Buyer_GSTIN: gstin });
const states = (seller: string, buyer: string) =>
  withHeader(INTRA_STATE, { Seller_State_Code: seller, Buyer_State_Code: buyer });

export const PARTY_CASES = {
  gstin: {
    fires: [
      [
        'a wrong check digit',
        soldBy('27AAPFU0939F1ZW'),
        {
          severity: 'error',
          field: 'Seller_GSTIN',
          message:
            'Seller GSTIN “27AAPFU0939F1ZW” does not match its own last character, so at least one character is wrong. Compare it with the paper.',
          actual: '27AAPFU0939F1ZW',
        },
      ],
      [
        'a letter O for a zero, with the one reading that fits',
        boughtBy('27AADFF2788DIZF'),
        {
          severity: 'error',
          field: 'Buyer_GSTIN',
          message:
            'Buyer GSTIN “27AADFF2788DIZF” does not match its own last character, so at least one character is wrong. It may be 27AADFF2788D1ZF. Compare it with the paper.',
          expected: '27AADFF2788D1ZF',
          actual: '27AADFF2788DIZF',
        },
      ],
      [
        'a character too few',
        boughtBy('27AADFF2788D1Z'),
        {
          severity: 'error',
          field: 'Buyer_GSTIN',
          message: 'Buyer GSTIN “27AADFF2788D1Z” has 14 characters instead of 15. Compare it with the paper.',
          actual: '27AADFF2788D1Z',
        },
      ],
      [
        'a PAN whose letters and digits are mixed up',
        soldBy('27ADPK6637J1IZN'),
        {
          severity: 'error',
          field: 'Seller_GSTIN',
          message:
            'Seller GSTIN “27ADPK6637J1IZN” is not built like a GSTIN (2 digits, then a PAN, then 3 more characters). Compare it with the paper.',
          actual: '27ADPK6637J1IZN',
        },
      ],
      [
        'a state that is none',
        soldBy('39AAPFU0939F1ZQ'),
        {
          severity: 'error',
          field: 'Seller_GSTIN',
          message:
            'Seller GSTIN “39AAPFU0939F1ZQ” begins with a state code that does not exist. Compare it with the paper.',
          actual: '39AAPFU0939F1ZQ',
        },
      ],
    ],
    silent: [
      ['small letters and spaces', soldBy('27 aapfu0939f 1zv')],
      ['a buyer without one', boughtBy('Unregistered')],
      ['an embassy with a UIN', boughtBy(SPECIAL_GSTINS.embassy)],
      ['a government office that deducts tax', boughtBy(SPECIAL_GSTINS.taxDeductor)],
      ['a foreign seller of online services', soldBy(SPECIAL_GSTINS.onlineService)],
      ['a seller of the old Andhra Pradesh', soldBy(SPECIAL_GSTINS.oldAndhraPradesh)],
    ],
  },
  pan: {
    fires: [
      [
        'a fourth letter that stands for no kind of holder',
        soldBy('27AAPXU0939F1ZU'),
        {
          severity: 'warning',
          field: 'Seller_GSTIN',
          message:
            'The PAN AAPXU0939F inside the seller GSTIN has an unusual fourth letter. Compare it with the paper.',
          actual: '27AAPXU0939F1ZU',
        },
      ],
    ],
    silent: [
      ['a GSTIN without PAN', boughtBy(SPECIAL_GSTINS.embassy)],
      ['a GSTIN that is wrong anyway', soldBy('27AAPXU0939F1ZV')],
    ],
  },
  seller_registration: {
    fires: [
      [
        'a registration for TDS',
        soldBy(SPECIAL_GSTINS.taxDeductor),
        {
          severity: 'warning',
          field: 'Seller_GSTIN',
          message:
            'Seller GSTIN “27AAPFU0939F1D4” is a registration for deducting tax (TDS), not for selling. Look for another GSTIN of the seller on the paper.',
          actual: '27AAPFU0939F1D4',
        },
      ],
      [
        'a registration for TCS, as of an online marketplace',
        soldBy(SPECIAL_GSTINS.taxCollector),
        {
          severity: 'warning',
          field: 'Seller_GSTIN',
          message:
            'Seller GSTIN “27AAPFU0939F1C6” is a registration for collecting tax (TCS), not for selling. Look for another GSTIN of the seller on the paper.',
          actual: '27AAPFU0939F1C6',
        },
      ],
      [
        'a UIN',
        soldBy(SPECIAL_GSTINS.embassy),
        {
          severity: 'warning',
          field: 'Seller_GSTIN',
          message:
            'Seller GSTIN “0717UNO00157UNO” is a registration for embassies and UN bodies (UIN), not for selling. Look for another GSTIN of the seller on the paper.',
          actual: '0717UNO00157UNO',
        },
      ],
    ],
    silent: [
      ['a government department that sells', soldBy('27MUMA12345B1ZW')],
      ['a non-resident', soldBy('2718USA12345NRK')],
      ['a buyer that deducts tax', boughtBy(SPECIAL_GSTINS.taxDeductor)],
    ],
  },
  same_gstin: {
    fires: [
      [
        'one GSTIN in both places',
        boughtBy(GSTINS.mumbai),
        {
          severity: 'warning',
          field: 'Buyer_GSTIN',
          message:
            'Seller and buyer have the same GSTIN “27AAPFU0939F1ZV”. Check which of the two it belongs to.',
          actual: '27AAPFU0939F1ZV',
        },
      ],
    ],
    silent: [
      [
        'a self-invoice under reverse charge',
        withHeader(INTRA_STATE, { Buyer_GSTIN: GSTINS.mumbai, Reverse_Charge: 'Yes' }),
      ],
      ['no GSTINs at all', withHeader(INTRA_STATE, { Seller_GSTIN: undefined, Buyer_GSTIN: undefined })],
    ],
  },
  seller_state: {
    fires: [
      [
        'another state than the GSTIN’s',
        states('Gujarat', '27'),
        {
          severity: 'error',
          field: 'Seller_State_Code',
          message:
            'Seller state is Gujarat (24), but the GSTIN belongs to Maharashtra (27). Compare both with the paper.',
          expected: '27',
          actual: '24',
        },
      ],
    ],
    silent: [
      ['the state’s name', states('Maharashtra', '27')],
      ['a state that cannot be read', states('Gondor', '27')],
      [
        'a renumbered state',
        withHeader(INTRA_STATE, { Seller_GSTIN: SPECIAL_GSTINS.andhraPradesh, Seller_State_Code: '28' }),
      ],
      [
        'a merged state',
        withHeader(INTRA_STATE, { Seller_GSTIN: SPECIAL_GSTINS.daman, Seller_State_Code: '26' }),
      ],
      ['a GSTIN that is wrong anyway', withHeader(states('24', '27'), { Seller_GSTIN: '27AAPFU0939F1ZW' })],
    ],
  },
  buyer_state: {
    fires: [
      [
        'another state than the GSTIN’s',
        withHeader(INTER_STATE, { Buyer_State_Code: '24' }),
        {
          severity: 'warning',
          field: 'Buyer_State_Code',
          message:
            'Buyer state is Gujarat (24), but the GSTIN belongs to Maharashtra (27). Compare both with the paper.',
          expected: '27',
          actual: '24',
        },
      ],
    ],
    silent: [['no buyer GSTIN', withHeader(states('27', '24'), { Buyer_GSTIN: undefined })]],
  },
} satisfies RuleTable;
