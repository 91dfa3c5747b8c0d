/** Finds the header of an invoice in words with positions, by rules that know labels and arithmetic but no template. */
import type { InvoiceHeader } from '../../invoice/invoice.ts';
import type { PageLayout } from '../../reader/invoice-reader.ts';
import { findDocumentFields } from './document-fields.ts';
import { readLabelledPaper } from './labels/labelled-paper.ts';
import { findPartyFields } from './parties/party-fields.ts';
import { readQrWitness } from './qr-witness.ts';
import { chooseTotals } from './totals/closing-totals.ts';
import { findTotalCandidates } from './totals/total-candidates.ts';
import { findAmountsInWords } from './totals/totals-in-words.ts';

/**
 * Values as printed, GSTINs repaired where only one repair is possible; what is not found is absent. `codes` are the texts
 * of QR codes on the pages.
 */
export function findHeader(pages: readonly PageLayout[], codes: readonly string[] = []): InvoiceHeader {
  const paper = readLabelledPaper(pages);
  const witness = readQrWitness(codes);
  const totals = chooseTotals(findTotalCandidates(paper), {
    inWords: findAmountsInWords(paper),
    inQr: witness.totalPaise,
  });
  return present({ ...findDocumentFields(paper, witness), ...findPartyFields(paper), ...totals });
}

function present(header: InvoiceHeader): InvoiceHeader {
  return Object.fromEntries(
    Object.entries(header).filter(([, value]) => value !== undefined && value !== ''),
  );
}
