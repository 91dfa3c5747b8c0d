/** What earlier invoices said of a business, and what this one says. */
import type { KnownParty } from '../../../src/invoice/parties/known-party.ts';
import type { Known, RuleTable } from '../rule-cases.ts';
import { GSTINS, INTRA_STATE } from '../sound-invoices.ts';

const SELLER = INTRA_STATE.header.Seller_Name ?? '';
const ACCOUNT = '60213344556';
const OTHER_ACCOUNT = '918020012345678';

const knows = (party: Partial<KnownParty>, printed: readonly string[] = []): Known => ({
  findParty: (gstin) => (gstin === GSTINS.mumbai ? { names: [], bankAccounts: [], ...party } : undefined),
  bankAccounts: printed,
});

export const KNOWN_PARTY_CASES = {
  known_name: {
    fires: [
      [
        'the seller under another name',
        INTRA_STATE,
        {
          severity: 'warning',
          field: 'Seller_Name',
          message: `GSTIN ${GSTINS.mumbai} was saved before as “Konkan Spices”, this invoice says “${SELLER}”. Check that both are the same business.`,
          expected: 'Konkan Spices',
          actual: SELLER,
        },
        knows({ names: ['Konkan Spices', 'KS Foods'] }),
      ],
    ],
    silent: [
      ['its legal name', INTRA_STATE, knows({ names: [SELLER] })],
      ['its trade name', INTRA_STATE, knows({ names: ['Konkan Spices', SELLER] })],
      ['nobody knows it', INTRA_STATE, knows({})],
      ['nobody asks', INTRA_STATE],
    ],
  },
  known_bank_account: {
    fires: [
      [
        'another account than ever before',
        INTRA_STATE,
        {
          severity: 'warning',
          field: 'Seller_Name',
          message: `The seller’s bank account is new: “${OTHER_ACCOUNT}”, earlier invoices named “${ACCOUNT}”. Call the seller on a number that you know before you pay.`,
          expected: ACCOUNT,
          actual: OTHER_ACCOUNT,
        },
        knows({ bankAccounts: [ACCOUNT] }, [OTHER_ACCOUNT]),
      ],
    ],
    silent: [
      ['the same account', INTRA_STATE, knows({ bankAccounts: [ACCOUNT] }, [ACCOUNT])],
      [
        'a known one beside another',
        INTRA_STATE,
        knows({ bankAccounts: [ACCOUNT] }, [OTHER_ACCOUNT, ACCOUNT]),
      ],
      ['none is printed', INTRA_STATE, knows({ bankAccounts: [ACCOUNT] })],
      ['none was ever printed', INTRA_STATE, knows({}, [ACCOUNT])],
    ],
  },
} as const satisfies RuleTable;
