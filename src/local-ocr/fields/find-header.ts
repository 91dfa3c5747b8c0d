/** Finds the header of an invoice in words with positions, by rules that know labels and arithmetic but no template. */
import { decodeQr } from '../../invoice/e-invoice/decode-qr.ts';
import type { QrValues } from '../../invoice/e-invoice/e-invoice-qr.ts';
import type { InvoiceHeader } from '../../invoice/invoice.ts';
import { parseDecimal } from '../../invoice/values/amounts.ts';
import type { PageLayout } from '../../reader/invoice-reader.ts';
import { findDocumentFields } from './document-fields.ts';
import { readLabelledPaper } from './labels/labelled-paper.ts';
import { findPartyFields } from './parties/party-fields.ts';
import { chooseTotals } from './totals/closing-totals.ts';
import { findTotalCandidates } from './totals/total-candidates.ts';
import { findAmountsInWords } from './totals/totals-in-words.ts';

/**
 * Values as printed, GSTINs repaired where only one repair is possible; what is not found is absent. `codes` are the texts
 * of QR codes on the pages.
 */
export function findHeader(pages: readonly PageLayout[], codes: readonly string[] = []): InvoiceHeader {
  const paper = readLabelledPaper(pages);
  const witness = readWitness(codes);
  const totals = chooseTotals(findTotalCandidates(paper), {
    inWords: findAmountsInWords(paper),
    inQr: parseDecimal(witness.totalValue ?? '')
      ?.times(100)
      .round()
      .toNumber(),
  });
  return present({ ...findDocumentFields(paper, witness), ...findPartyFields(paper), ...totals });
}

/** Of the first code that says anything. Its signature is not checked here, so it tells which printed value is right, and gives none. */
function readWitness(codes: readonly string[]): QrValues {
  return codes.map(decodeQr).find((decoded) => decoded !== undefined)?.values ?? {};
}

function present(header: InvoiceHeader): InvoiceHeader {
  return Object.fromEntries(
    Object.entries(header).filter(([, value]) => value !== undefined && value !== ''),
  );
}
