/** Finds the title of a document: `TAX INVOICE`, `Bill of Supply`, `Credit Note`. */
import { findTexts, type LabelledPaper, labelsOf } from './labels/labelled-paper.ts';

const QUALIFIER =
  '(?:(?:gst|tax|retail|sales?|cash|credit|debit|proforma|export|commercial|service|bill|invoice|revised|supplementary|job ?work|labour|fuel|freight|transport|lorry|medical|hotel|restaurant|receipt|rent|lease|subscription|membership|e-?|and|cum|of|supply|self)[ /-]+)*';
const NOUN =
  '(?:invoice|bill of supply|credit note|debit note|receipt voucher|refund voucher|payment voucher|cash memo|cash bill|credit memo|delivery challan|receipt|bill)';
const TITLE = new RegExp(`(?<![\\p{L}])(?<title>${QUALIFIER}${NOUN})(?![\\p{L}#])`, 'iu');
const HINDI_TITLE = /^(?:कर बीजक|बीजक|टैक्स इनवॉइस|कर चालान|क्रेडिट नोट|डेबिट नोट|(?:आपूर्ति|प्रदाय) (?:का )?बिल)$/u;
const WHOLE_TITLE = new RegExp(`^${QUALIFIER}${NOUN}$`, 'i');
const ALONE =
  /^[\s\p{P}\p{M}]*(?:\(?(?:original|duplicate|triplicate|for|recipient|buyer|transporter|supplier|copy|cash|credit|office|customer|under|rule|section|gst|act|of|issued|see|\d+|[\s\p{P}/-])*\)?)$/iu;
const MAX_ROWS = 14;
const WEAK = /^(?:e-?[ -]?invoice|receipt|bill|invoice|cash memo)$/i;

/** Whether the whole text is a title, with or without `(Original for Recipient)`. */
export function isTitle(text: string): boolean {
  return titleIn(text) !== undefined;
}

/** The strongest title near the top of the first page, else the labelled document type. */
export function findTitle(paper: LabelledPaper): string | undefined {
  const labelled = labelsOf(paper, 'documentType')
    .flatMap((label) => findTexts(paper, label).map(({ text }) => titleIn(text)))
    .filter((title) => title !== undefined);
  const rows = paper.rows.slice(0, Math.min(paper.tableTop, MAX_ROWS));
  const titles = rows.flatMap(({ cells }) => cells.flatMap(({ text }) => titleIn(text) ?? []));
  const strong = [...titles, ...labelled].filter((title) => !WEAK.test(title));
  return firstOf(strong[0] ?? titles[0] ?? labelled[0]);
}

/** A marketplace prints `Tax Invoice/Bill of Supply/Cash Memo` on all its papers. */
function firstOf(title: string | undefined): string | undefined {
  const [first, ...others] = title?.split(/\s*\/\s*/) ?? [];
  return first !== undefined && others.length > 0 && WHOLE_TITLE.test(first) ? first : title;
}

/** A title with nothing but Devanagari, a slash or the kind of copy around it. */
function titleIn(text: string): string | undefined {
  if (HINDI_TITLE.test(text.trim())) return text.trim();
  const match = TITLE.exec(text);
  const title = match?.groups?.title;
  if (match === null || title === undefined) return undefined;
  const before = text.slice(0, match.index);
  const after = text.slice(match.index + title.length);
  return !/[a-z0-9]/i.test(before) && ALONE.test(after) ? title : undefined;
}
