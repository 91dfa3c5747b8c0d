/** One invoice to draw: its data, and how its page lays it out. */
import type { Sheet } from './html.ts';
import type { Paper } from './paper.ts';
import type { PrintedInvoice } from './printed-invoice.ts';

export interface Drawing {
  /** Names its files. */
  readonly slug: string;
  readonly paper: Paper;
  /** The page; whatever field of the invoice it prints goes through `print`. */
  readonly lay: (print: PrintedInvoice, paper: Paper) => Sheet | Promise<Sheet>;
}

/** The numbers of the lines from 0, to lay out one row for each. */
export function indexesOf({ invoice }: PrintedInvoice): readonly number[] {
  return [...invoice.lines.keys()];
}
