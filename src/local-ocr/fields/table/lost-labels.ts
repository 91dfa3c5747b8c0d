/** Finds columns whose label was not read: two numbers stand where one label is, or names with their number or their code. */
import { hasHsnShape } from '../../../invoice/law/hsn-codes.ts';
import type { Word } from '../../../reader/invoice-reader.ts';
import { isNumberLike } from '../printed/printed-numbers.ts';
import type { ColumnRole } from './column-labels.ts';
import type { HeaderColumn } from './header-columns.ts';
import { gapBetween, type Range, toRange } from './label-segments.ts';
import type { TableItem } from './table-rows.ts';

/** Columns of one number. A tax may have its rate and its amount below one label. */
const SINGLE_NUMBERS: readonly ColumnRole[] = [
  ...(['Qty', 'Rate', 'Taxable_Value', 'Amount', 'Line_Total'] as const),
  ...(['CGST_Rate', 'SGST_Rate', 'IGST_Rate', 'GST_Rate'] as const),
  ...(['CGST_Amount', 'SGST_Amount', 'IGST_Amount', 'Tax_Amount'] as const),
];
const MIN_SHARE = 0.6;
/** Heights of a letter. */
const MIN_COLUMN_GAP = 1;
/** At each end of a column. */
const MAX_OUTLIERS = 0.1;

/** The same columns, and one more of unknown role beside each that most items have two values in. */
export function addLostLabels(
  header: readonly HeaderColumn[],
  items: readonly TableItem[],
): readonly HeaderColumn[] {
  const hasCodes = header.some(({ role }) => role === 'HSN');
  return header.flatMap((column, index) => {
    const words = items.map(({ cells }) => cells[index] ?? []);
    const choices: readonly Pairs[] =
      column.role === 'Item_Description'
        ? [
            index === 0 ? words.flatMap((own, at) => serialAndName(own, at + 1)) : [],
            hasCodes ? [] : words.flatMap(nameAndCode),
          ]
        : [words.flatMap((own) => pairOf(column.role, own))];
    const pairs = choices.find(({ length }) => length > items.length * MIN_SHARE);
    return pairs ? withLostNeighbour(column, pairs) : [column];
  });
}

type Pairs = readonly (readonly [Word, Word])[];

/** Two numbers; a quantity before its unit, or behind a code that is whole (`0902 4020` may be one). */
function pairOf(role: ColumnRole, words: readonly Word[]): Pairs {
  const numbers = words.filter(({ text }) => isNumberLike(text));
  const isCode = role === 'HSN' && /^\d{6,8}$/.test(numbers[0]?.text ?? '');
  const isUnit = role === 'UOM' && numbers.length === 1 && numbers[0] === words[0];
  const single = isCode || SINGLE_NUMBERS.includes(role) ? numbers : [];
  const [first, second, ...rest] = isUnit ? words : single;
  return first !== undefined && second !== undefined && rest.length === 0 ? [[first, second]] : [];
}

/** The first words of a name that its number in the list stands before. */
function serialAndName(words: readonly Word[], serial: number): Pairs {
  const [first, second] = words;
  const isCounted = first?.text.replace(/\W+$/, '') === String(serial);
  return isCounted && second !== undefined ? [[first, second]] : [];
}

/** The end of a name, and a code of goods that stands apart from it. */
function nameAndCode(words: readonly Word[]): Pairs {
  const [name, code] = words.slice(-2);
  const isCode = code !== undefined && hasHsnShape(code.text);
  if (name === undefined || !isCode) return [];
  return code.left - name.right > MIN_COLUMN_GAP * (code.bottom - code.top) ? [[name, code]] : [];
}

function withLostNeighbour(column: HeaderColumn, pairs: Pairs): readonly HeaderColumn[] {
  const before = toRange(withoutOutliers(pairs.map(([first]) => first)));
  const after = toRange(withoutOutliers(pairs.map(([, second]) => second)));
  // Numbers that do not stand in two columns are one that was split.
  if (gapBetween(before, after) === 0) return [column];
  const isBefore = distanceTo(column, before) > distanceTo(column, after);
  const lost: HeaderColumn = { label: '', role: 'Unknown', ...(isBefore ? before : after) };
  return isBefore ? [lost, column] : [column, lost];
}

/** A few words of a long table may have been read together with what is not theirs. */
function withoutOutliers(words: readonly Word[]): readonly Word[] {
  const dropped = Math.floor(words.length * MAX_OUTLIERS);
  const inner = [...words].sort((a, b) => a.right - b.right).slice(dropped, words.length - dropped);
  return inner.sort((a, b) => a.left - b.left).slice(dropped, inner.length - dropped);
}

function distanceTo(label: Range, numbers: Range): number {
  return Math.abs(label.left + label.right - numbers.left - numbers.right) / 2;
}
