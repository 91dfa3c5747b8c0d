/** The type of a supply: what the paper says, and what follows from the states of seller and place of supply. */

import type { InvoiceHeader } from './invoice.ts';
import { FOREIGN_COUNTRY, isSameState, stateNameOf } from './law/states.ts';
import { checkGstin } from './parties/gstin.ts';
import { foldPrintedText } from './values/printed-text.ts';

/** The canonical texts of Supply_Type. */
export const SUPPLY_TYPES = ['Intra-State', 'Inter-State', 'Export', 'SEZ'] as const;
export type SupplyType = (typeof SUPPLY_TYPES)[number];

/** Told by the letters alone: `Inter State`, `INTERSTATE`, `inter-state supply`. Deemed exports stay inside India. */
const WORDINGS: readonly { readonly type: SupplyType; readonly letters: RegExp }[] = [
  { type: 'SEZ', letters: /^(?:supply|supplies)?(?:to)?sez|specialeconomiczone/ },
  { type: 'Export', letters: /^(?:supplymeantfor|zerorated)?(?:export|expwo?p)/ },
  {
    type: 'Intra-State',
    letters: /^intra(?:state)?(?:supply|sale)?$|^(?:local|withinstate)(?:supply|sale)?$/,
  },
  { type: 'Inter-State', letters: /^inter(?:state)?(?:supply|sale)?$|^outsidestate(?:supply|sale)?$/ },
];

/** The type that `text` names, in whatever wording; undefined for others, such as `B2B`. */
export function parseSupplyType(text: string): SupplyType | undefined {
  const letters = foldPrintedText(text)
    .toLowerCase()
    .replace(/[^a-z]+/g, '');
  return WORDINGS.find((wording) => wording.letters.test(letters))?.type;
}

/**
 * The type that follows from what else is printed: the document's title (`Export Invoice`), a place of supply
 * abroad, or the states of seller and place of supply (IGST Act, sections 7 and 8). Undefined if one of them is
 * missing. A supply to an SEZ unit of the same state looks intra-state here: only the paper can say so.
 */
export function deriveSupplyType(header: InvoiceHeader): SupplyType | undefined {
  const titled = typeInTitle(header.Invoice_Type ?? '');
  if (titled !== undefined) return titled;
  const seller = findSellerState(header);
  const place = header.Place_Of_Supply;
  if (place === FOREIGN_COUNTRY) return 'Export';
  if (seller === undefined || place === undefined || stateNameOf(place) === undefined) return undefined;
  return isSameState(seller, place) ? 'Intra-State' : 'Inter-State';
}

/** What the paper says, else what follows from it. */
export function findSupplyType(header: InvoiceHeader): SupplyType | undefined {
  return parseSupplyType(header.Supply_Type ?? '') ?? deriveSupplyType(header);
}

/** The seller's state by its GSTIN, which carries a check digit, else as printed. */
export function findSellerState(header: InvoiceHeader): string | undefined {
  const check = checkGstin(header.Seller_GSTIN ?? '');
  if (check.isValid) return check.stateCode;
  const printed = header.Seller_State_Code;
  return printed !== undefined && stateNameOf(printed) !== undefined ? printed : undefined;
}

function typeInTitle(title: string): SupplyType | undefined {
  if (/\bSEZ\b|special economic zone/i.test(title)) return 'SEZ';
  return /\bexport\b/i.test(title) && !/\bdeemed\b/i.test(title) ? 'Export' : undefined;
}
