/** The second look at single values: what a model is asked to answer with, and how the answer is read. */
import { z } from 'zod';
import type { FieldPlace, FieldValue } from '../invoice/field-values.ts';
import { listOf, parseAnswer } from './answered-fields.ts';
import type { ResponseSchema } from './response-schemas.ts';

export const REPAIR_RESPONSE_SCHEMA: ResponseSchema = {
  type: 'array',
  description: 'The values that were asked for and stand on the pages',
  items: {
    type: 'object',
    properties: {
      field: { type: 'string', description: 'Name of the field, as in the question' },
      line: { type: 'string', description: 'Number of the line item, for its fields alone' },
      value: { type: 'string', description: 'The value exactly as it is printed' },
    },
    required: ['field'],
  },
};

const printed = z.string().nullish();
const repairedValues = listOf(z.object({ field: z.string(), line: printed, value: printed }));

/** Only what was asked for; throws `answer_invalid` (retryable) for broken JSON or another shape. */
export function parseRepairAnswer(answer: string, places: readonly FieldPlace[]): readonly FieldValue[] {
  return parseAnswer(repairedValues, answer).flatMap(({ field, line, value }) => {
    const place = places.find(
      (asked) => asked.field === field && lineNumberOf(asked) === (line ?? '').trim(),
    );
    const text = value?.trim() ?? '';
    return place === undefined || text === '' || text === 'null' ? [] : [{ ...place, value: text }];
  });
}

/** As the question counts lines, from 1; empty for the header. */
export function lineNumberOf({ line }: FieldPlace): string {
  return line === undefined ? '' : String(line + 1);
}
