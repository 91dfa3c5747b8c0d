/** The second look at single values: what Gemini is asked to answer with, and how the answer is read. */
import { z } from 'zod';
import type { FieldPlace, FieldValue } from '../invoice/field-values.ts';
import { parseAnswer } from './answered-fields.ts';
import type { ResponseSchema } from './response-schemas.ts';

export const REPAIR_RESPONSE_SCHEMA: ResponseSchema = {
  type: 'array',
  description: 'The values that were asked for and stand on the pages',
  items: {
    type: 'object',
    properties: {
      field: { type: 'string', nullable: false, description: 'Name of the field, as in the question' },
      line: { type: 'string', nullable: true, description: 'Number of the line item, for its fields alone' },
      value: { type: 'string', nullable: true, description: 'The value exactly as it is printed' },
    },
    propertyOrdering: ['field', 'line', 'value'],
  },
};

const printed = z.string().nullish();
const repairedValues = z.array(z.object({ field: z.string(), line: printed, value: printed }));

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
