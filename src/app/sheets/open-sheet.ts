/** How a sheet is opened, whoever keeps it. */
import type { SheetPlace } from '../../customers/customer.ts';
import type { InvoiceSheet, SheetTab } from '../../sheet/invoice-sheet.ts';

/** `tabs` are asked for at each use: a customer's own fields may change while the bot runs. */
export type OpenSheet = (place: SheetPlace, tabs: () => readonly SheetTab[]) => InvoiceSheet;
