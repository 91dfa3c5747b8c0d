/** The words that heads of item tables are made of, found again where a reader got a letter wrong. */
import { distance } from 'fastest-levenshtein';
import { foldPrintedText } from '../../../invoice/values/printed-text.ts';

/** Every word by its meaning; English as invoices abbreviate it, and Hindi. */
const SPELLINGS = {
  serial: 'sl si slno sr srno sn sno serial क्र क्रम क्रमांक क्रसं',
  number: 'no nos number num सं संख्या',
  description: 'description descriptions desc particulars particular विवरण',
  item: 'item items goods product products service services commodity article medicine drug nature quality dish वस्तु माल सेवा',
  name: 'name details नाम',
  material: 'material',
  code: 'code sku part model कोड',
  hsn: 'hsn sac hsnsac hsncode एचएसएन एसएसी',
  quantity: 'qty quantity qnty quan qtty मात्रा',
  measure: 'hours hrs days nights weight wt mts mtr mtrs meters metres kgs ltr ltrs litres volume',
  unit: 'uom unit units uqc इकाई इकाइ',
  per: 'per',
  rate: 'rate tariff दर',
  price: 'price cost',
  discount: 'disc discount dis less छूट',
  taxable: 'taxable assessable taxbl taxble योग्य',
  value: 'value val मूल्य',
  amount: 'amount amt राशि',
  cgst: 'cgst सीजीएसटी',
  sgst: 'sgst utgst एसजीएसटी',
  igst: 'igst आईजीएसटी आइजीएसटी',
  gst: 'gst जीएसटी',
  tax: 'tax कर',
  cess: 'cess उपकर',
  total: 'total कुल योग',
  net: 'net',
  gross: 'gross',
  inclusive: 'incl inclusive including with after',
  exclusive: 'excl exclusive before without',
  percent: '% percent pct perc percentage प्रतिशत',
  kind: 'type kind',
  money: '₹ rs inr rupees re रु',
  small: 'of the in and for to & a की का',
  other:
    'mrp batch lot exp expiry mfg mfd pack packing free scheme sch date lr gr vehicle truck from destination ' +
    'state charges other freight period sqft size colour color brand make warranty serials bags pkgs packages ptr pts loc cut purity',
} as const;

export type LabelWord = keyof typeof SPELLINGS;

const MEANINGS: ReadonlyMap<string, LabelWord> = new Map(
  (Object.keys(SPELLINGS) as LabelWord[]).flatMap((meaning) =>
    SPELLINGS[meaning].split(' ').map((spelling): [string, LabelWord] => [spelling, meaning]),
  ),
);

/** Shorter words are too like each other to be guessed. */
const MIN_GUESSED_LENGTH = 4;
const LETTERS_PER_SLIP = 4;
/** Short, but like no other word. */
const GUESSED_SHORT_WORDS: readonly string[] = ['uom', 'qty', 'hsn'];

/** The meanings of a label's words, in order; words without one are `undefined`. */
export function readLabelWords(label: string): readonly (LabelWord | undefined)[] {
  return tokensOf(label).map(meaningOf);
}

/** The words of a label: lower case, `S.No.` as `sno`, `%` and `#` by themselves, the slash of `SGSTIUTGST` restored. */
function tokensOf(label: string): readonly string[] {
  return foldPrintedText(label)
    .toLowerCase()
    .replace(/#/g, ' sno ')
    .replace(/\bs\.? ?(?:n\b|no\b)\.?|\bs[lr]\.? ?no\b\.?/g, ' sno ')
    .replace(/(?<=gst)[il1|](?=[cisu]t?gst)/g, '/')
    .replace(/[.'’]/g, '')
    .replace(/%/g, ' % ')
    .split(/[^\p{L}\p{M}\p{N}%₹&]+/u)
    .filter((token) => token !== '');
}

function meaningOf(token: string): LabelWord | undefined {
  return MEANINGS.get(token) ?? MEANINGS.get(withLetters(token)) ?? closestMeaning(withLetters(token));
}

function closestMeaning(token: string): LabelWord | undefined {
  let best: { slips: number; meaning: LabelWord } | undefined;
  for (const [spelling, meaning] of MEANINGS) {
    const slips = distance(spelling, token);
    if (slips <= slipsAllowed(spelling, token) && slips < (best?.slips ?? Number.POSITIVE_INFINITY)) {
      best = { slips, meaning };
    }
  }
  return best?.meaning;
}

function slipsAllowed(spelling: string, token: string): number {
  if (GUESSED_SHORT_WORDS.includes(spelling) && token.length >= spelling.length) return 1;
  const shorter = Math.min(spelling.length, token.length);
  return shorter < MIN_GUESSED_LENGTH ? 0 : Math.floor(token.length / LETTERS_PER_SLIP);
}

/** Digits that stand for letters: `Am0unt`. */
function withLetters(token: string): string {
  return token.replaceAll('0', 'o').replaceAll('1', 'l').replaceAll('5', 's').replaceAll('8', 'b');
}
