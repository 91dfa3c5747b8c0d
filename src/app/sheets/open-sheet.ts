/** How a sheet is opened, whoever keeps it. */
import type { SheetPlace } from '../../customers/customer.ts';
import type { InvoiceSheet, SheetTab } from '../../sheet/invoice-sheet.ts';

/** `place` is undefined for the operator's own. */
export type OpenSheet = (place: SheetPlace | undefined, tabs: readonly SheetTab[]) => InvoiceSheet;
