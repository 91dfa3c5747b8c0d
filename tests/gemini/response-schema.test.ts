/** The response schemas, held against what Gemini's dialect of OpenAPI takes. */
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { toGeminiSchema } from '../../src/gemini/response-schema.ts';
import { NO_EXTRA_FIELDS } from '../../src/invoice/extra-fields.ts';
import { HEADER_FIELDS, LINE_FIELDS } from '../../src/invoice/invoice.ts';
import { createHeaderSchema, createLinesSchema } from '../../src/model-reading/response-schemas.ts';

const stringField = z.strictObject({
  type: z.literal('string'),
  nullable: z.literal(true),
  description: z.string(),
});
const flatObject = z.strictObject({
  type: z.literal('object'),
  properties: z.record(z.string(), stringField),
  propertyOrdering: z.array(z.string()),
});
const list = z.strictObject({ type: z.literal('array'), description: z.string(), items: flatObject });

describe('the response schemas', () => {
  test('ask for each header field by its name and description, in the order of the sheet', () => {
    const schema = flatObject.parse(toGeminiSchema(createHeaderSchema(NO_EXTRA_FIELDS)));
    expect(schema.propertyOrdering).toEqual(HEADER_FIELDS.map((field) => field.name));
    expect(Object.keys(schema.properties)).toEqual(schema.propertyOrdering);
    expect(schema.properties.Invoice_No?.description).toBe(HEADER_FIELDS[0].description);
  });

  test('ask for a list of line items', () => {
    const schema = list.parse(toGeminiSchema(createLinesSchema(NO_EXTRA_FIELDS))).items;
    expect(schema.propertyOrdering).toEqual(LINE_FIELDS.map((field) => field.name));
    expect(Object.keys(schema.properties)).toEqual(schema.propertyOrdering);
  });

  test('let a value be null unless it is required', () => {
    const text = (description: string) => ({ type: 'string', description }) as const;
    const properties = { field: text('its name'), value: text('as printed') };
    expect(toGeminiSchema({ type: 'object', properties, required: ['field'] })).toEqual({
      type: 'object',
      properties: {
        field: { type: 'string', nullable: false, description: 'its name' },
        value: { type: 'string', nullable: true, description: 'as printed' },
      },
      propertyOrdering: ['field', 'value'],
    });
  });
});
