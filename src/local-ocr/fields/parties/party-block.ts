/** The block of a party on a page: whose name, address and GSTIN stand together. */
import type { Label } from '../labels/find-labels.ts';
import type { Cell } from '../printed/printed-rows.ts';

export type Party = 'seller' | 'buyer' | 'shipTo';

export interface BlockCell {
  readonly cell: Cell;
  readonly rowIndex: number;
}

export interface PartyBlock {
  readonly party: Party;
  readonly anchor: Label;
  /** What stands behind the anchor in its own row; empty if nothing does. */
  readonly inline: string;
  /** Below the anchor, from top to bottom. */
  readonly cells: readonly BlockCell[];
}
