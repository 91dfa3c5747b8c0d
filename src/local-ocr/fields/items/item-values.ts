/** Takes the values of an item out of its cells, exactly as they are printed. */
import { LINE_FIELDS, type LineField, type LineItem } from '../../../invoice/invoice.ts';
import { CODE_DIGITS, hasHsnShape } from '../../../invoice/law/hsn-codes.ts';
import type { Word } from '../../../reader/invoice-reader.ts';
import { isNumberLike, withoutForeignSign } from '../printed/printed-numbers.ts';
import type { ColumnRole } from '../table/column-labels.ts';
import type { TableColumn } from '../table/table-columns.ts';
import type { TableItem } from '../table/table-rows.ts';

/** `24Nos`, `2.5Kg`: a unit that sticks to its quantity. */
const QUANTITY_WITH_UNIT = /^(?<number>\d[\d.,]*)(?<unit>\p{L}[\p{L}.]{0,9})$/u;
/** `18.00+0`, as the portal prints rates of GST and cess. */
const RATE_WITH_CESS = /^(\d{1,2}(?:\.\d{1,3})?%?)\+\d/;
const HSN_IN_NAME = new RegExp(
  String.raw`[([]?\b(?:HSN|SAC)(?:/SAC)?(?: ?code)? ?[:.-]* ?(${CODE_DIGITS})\b[)\]]?`,
  'i',
);
const FRAME = /^[|[\]:]+|[|[\]:]+$/g;
const TEXT_FIELDS: readonly LineField[] = ['Item_Code', 'Item_Description', 'UOM'];
const FIELD_NAMES: readonly string[] = LINE_FIELDS.map(({ name }) => name);

/** `columns` with roles that are settled; those that are no field are left out. The first of two columns wins. */
export function readItemValues(item: TableItem, columns: readonly TableColumn[]): LineItem {
  const values = new Map<LineField, string>();
  for (const [index, { role, label }] of columns.entries()) {
    for (const [field, value] of readCell(role, { words: item.cells[index] ?? [], label })) {
      if (value !== undefined && value !== '' && !values.has(field)) values.set(field, value);
    }
  }
  return Object.fromEntries([...values]);
}

/** The numbers in the columns headed `Amount`, as printed. */
export function readAmounts(items: readonly TableItem[], columns: readonly TableColumn[]): readonly string[] {
  const cells = items.flatMap((item) => item.cells.filter((_, index) => columns[index]?.role === 'Amount'));
  return cells
    .flat()
    .map(({ text }) => text.replace(FRAME, ''))
    .filter(isNumberLike);
}

type Values = readonly (readonly [LineField, string | undefined])[];

interface CellOfColumn {
  readonly words: readonly Word[];
  readonly label: string;
}

function readCell(role: ColumnRole, { words, label }: CellOfColumn): Values {
  const texts = words.map(({ text }) => text.replace(FRAME, '')).filter((text) => text !== '');
  if (role === 'Qty') return readQuantity(texts);
  if (role === 'Item_Description') return /hsn|sac/i.test(label) ? readNameWithCode(texts) : readName(texts);
  if (role === 'CGST' || role === 'SGST' || role === 'IGST') return readRateWithAmount(role, texts);
  if (role === 'Tax_Amount') return [['GST_Rate', rateIn(texts)]];
  if (role === 'CGST_Amount' || role === 'SGST_Amount' || role === 'IGST_Amount')
    return readAmountWithRate(role, texts);
  if (!isField(role)) return [];
  return [[role, TEXT_FIELDS.includes(role) ? texts.join(' ') : readNumber(role, texts)]];
}

function isField(role: ColumnRole): role is LineField {
  return FIELD_NAMES.includes(role);
}

function readNumber(role: LineField, texts: readonly string[]): string | undefined {
  const numbers = texts.filter(isNumberLike);
  if (role === 'HSN') return numbers[0] ?? texts.find((text) => /\d{3}/.test(text));
  if (role === 'Line_No') return texts.find((text) => /\d/.test(text))?.replace(/\D+$/, '');
  const withCess = role.endsWith('_Rate') ? texts.find((text) => RATE_WITH_CESS.test(text)) : undefined;
  const nil = texts.find((text) => /^(?:nil|exempt(?:ed)?)$/i.test(text));
  const number = numbers[0] && withoutForeignSign(numbers[0]).replace(/[,;]+$/, '');
  return number ?? RATE_WITH_CESS.exec(withCess ?? '')?.[1] ?? nil;
}

/** A number, and its unit where one sticks to it or follows. */
export function readQuantity(texts: readonly string[]): Values {
  const at = texts.findIndex((text) => isNumberLike(text) || QUANTITY_WITH_UNIT.test(text));
  const { number, unit } = QUANTITY_WITH_UNIT.exec(texts[at] ?? '')?.groups ?? {};
  const word = texts.slice(at + 1).find((text) => /^\p{L}[\p{L}.]*$/u.test(text));
  return [
    ['Qty', number ?? texts[at]],
    ['UOM', at === -1 ? undefined : (unit ?? word)],
  ];
}

/** `Item/HSN`: the name, and the code that stands by itself below or behind it. */
function readNameWithCode(texts: readonly string[]): Values {
  const code = texts.findLast((text) => hasHsnShape(text));
  const name = texts.filter((text) => text !== code && !/^(?:hsn|sac)(?:\/sac)?:?$/i.test(text));
  return [
    ['Item_Description', name.join(' ')],
    ['HSN', code],
  ];
}

/** A code may stand in the name as `HSN: 8518` or `(SAC 997212)`. */
export function readName(texts: readonly string[]): Values {
  const name = texts.join(' ');
  const code = HSN_IN_NAME.exec(name);
  return [
    ['Item_Description', code === null ? name : name.replace(code[0], '').trim()],
    ['HSN', code?.[1]],
  ];
}

/** `₹15.31 @ 2.5%`, or the rate below its amount. */
function readAmountWithRate(
  role: 'CGST_Amount' | 'SGST_Amount' | 'IGST_Amount',
  texts: readonly string[],
): Values {
  const rate = rateIn(texts);
  const amounts = texts.filter((text) => !/%\)?$/.test(text));
  return [
    [role, readNumber(role, amounts)],
    [role.replace('_Amount', '_Rate') as LineField, rate],
  ];
}

/** `2.5%`, or `(18%)`. */
function rateIn(texts: readonly string[]): string | undefined {
  const rate = texts.find((text) => isNumberLike(text) && /%\)?$/.test(text));
  return rate?.replace(/[()]/g, '');
}

/** `9% 313.20` below one label. */
function readRateWithAmount(tax: 'CGST' | 'SGST' | 'IGST', texts: readonly string[]): Values {
  const numbers = texts.filter(isNumberLike);
  return numbers.length < 2
    ? []
    : [
        [`${tax}_Rate`, numbers[0]],
        [`${tax}_Amount`, numbers[1]],
      ];
}
