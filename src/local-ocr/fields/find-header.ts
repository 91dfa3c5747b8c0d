/** Finds the header of an invoice in words with positions, by rules that know labels and arithmetic but no template. */
import type { InvoiceHeader } from '../../invoice/invoice.ts';
import type { PageLayout } from '../../scan/ports.ts';
import { chooseTotals } from './closing-totals.ts';
import { findDocumentFields } from './document-fields.ts';
import { readHeaderSheet } from './header-sheet.ts';
import { findPartyFields } from './party-fields.ts';
import { readQrWitness } from './qr-witness.ts';
import { findTotalCandidates } from './total-candidates.ts';
import { findAmountsInWords } from './totals-in-words.ts';

/** Some readers see QR codes too. */
export interface PageWithCodes extends PageLayout {
  readonly qrCodes?: readonly string[];
}

/** Values as printed, GSTINs repaired where only one repair is possible; what is not found is absent. */
export function findHeader(pages: readonly PageWithCodes[]): InvoiceHeader {
  const sheet = readHeaderSheet(pages);
  const witness = readQrWitness(pages.flatMap(({ qrCodes }) => qrCodes ?? []));
  const totals = chooseTotals(findTotalCandidates(sheet), {
    inWords: findAmountsInWords(sheet),
    inQr: witness.totalPaise,
  });
  return present({ ...findDocumentFields(sheet, witness), ...findPartyFields(sheet), ...totals });
}

function present(header: InvoiceHeader): InvoiceHeader {
  return Object.fromEntries(
    Object.entries(header).filter(([, value]) => value !== undefined && value !== ''),
  );
}
