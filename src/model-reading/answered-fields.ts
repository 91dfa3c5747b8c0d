/** A model's JSON answers, read leniently into the fields of header and line items. */
import { z } from 'zod';
import { ScanError } from '../errors.ts';
import {
  type Field,
  HEADER_FIELDS,
  type InvoiceHeader,
  LINE_FIELDS,
  type LineItem,
} from '../invoice/invoice.ts';

const fieldValues = z.record(z.string(), z.unknown());
const lineValues = listOf(fieldValues);
const printed = z.string().nullish();

/** Throws `answer_invalid` (retryable) for broken JSON or another shape. Unknown fields and empty values are dropped. */
export function parseHeaderAnswer(answer: string, extra: readonly Field[] = []): InvoiceHeader {
  return pickFields([...HEADER_FIELDS, ...extra], parseAnswer(fieldValues, answer));
}

/** As `parseHeaderAnswer`; items without any value are dropped. */
export function parseLinesAnswer(answer: string, extra: readonly Field[] = []): readonly LineItem[] {
  return parseAnswer(lineValues, answer)
    .map((values): LineItem => pickFields([...LINE_FIELDS, ...extra], values))
    .filter((line) => Object.keys(line).length > 0);
}

/** The text inside a Markdown fence, or the text itself: models fence their answers although told not to. */
export function stripCodeFence(answer: string): string {
  return /^\s*```[a-z]*\r?\n([\s\S]*?)\s*```\s*$/i.exec(answer)?.[1] ?? answer;
}

function pickFields(
  fields: readonly Field[],
  values: Readonly<Record<string, unknown>>,
): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const { name } of fields) {
    const value = printed.safeParse(values[name]);
    if (!value.success) throw invalid(`${name} is neither text nor a number`);
    const text = value.data?.trim();
    if (text && text !== 'null') picked[name] = text;
  }
  return picked;
}

/** A list as it was asked for, or in an object around it: some vendors want one, and some models make one. */
export function listOf<T>(item: z.ZodType<T>): z.ZodType<T[]> {
  const list = z.array(item);
  return z.union([list, fieldValues.transform(findOnlyArray).pipe(list)]);
}

/** Numbers in it count as text. Throws `answer_invalid` (retryable) for broken JSON or another shape. */
export function parseAnswer<T>(shape: z.ZodType<T>, answer: string): T {
  const parsed = shape.safeParse(parseJson(answer));
  if (parsed.success) return parsed.data;
  throw invalid('not the shape that was asked for');
}

function parseJson(answer: string): unknown {
  try {
    return JSON.parse(quoteNumbers(stripCodeFence(answer)));
  } catch {
    throw invalid('no JSON');
  }
}

/**
 * Numbers become strings before anyone parses them: `1128.00` would lose its paise and a long code its last digits.
 * Strings are matched first, so that digits inside them are left alone.
 */
function quoteNumbers(json: string): string {
  return json.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g, (token) =>
    token.startsWith('"') ? token : `"${token}"`,
  );
}

function findOnlyArray(wrapper: Record<string, unknown>): unknown {
  const arrays = Object.values(wrapper).filter(Array.isArray);
  return arrays.length === 1 ? arrays[0] : undefined;
}

/** Says what is wrong without quoting the answer: it is full of a customer's data. */
function invalid(problem: string): ScanError {
  return new ScanError('answer_invalid', `The model's answer is unusable: ${problem}`, { retryable: true });
}
