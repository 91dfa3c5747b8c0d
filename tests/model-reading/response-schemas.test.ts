/** The response schemas: what a model is asked for, in plain JSON Schema. */
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { HEADER_FIELDS, LINE_FIELDS } from '../../src/invoice/invoice.ts';
import { createHeaderSchema, createLinesSchema } from '../../src/model-reading/response-schemas.ts';

const text = z.strictObject({ type: z.literal('string'), description: z.string().min(1) });
const flatObject = z.strictObject({
  type: z.literal('object'),
  properties: z.record(z.string(), text),
  required: z.tuple([]),
});
const list = z.strictObject({ type: z.literal('array'), description: z.string(), items: flatObject });

const OWN = { name: 'PO_Number', description: 'Number of the order', kind: 'text' } as const;

describe('the response schemas', () => {
  test('ask for each header field by name and description, in the order of the sheet, own fields last', () => {
    const { properties } = flatObject.parse(createHeaderSchema({ header: [OWN], lines: [] }));
    expect(Object.keys(properties)).toEqual([...HEADER_FIELDS.map(({ name }) => name), 'PO_Number']);
    expect(properties.Invoice_No?.description).toBe(HEADER_FIELDS[0].description);
    expect(properties.PO_Number?.description).toBe('Number of the order');
  });

  test('ask for a list of line items', () => {
    const { properties } = list.parse(createLinesSchema({ header: [], lines: [OWN] })).items;
    expect(Object.keys(properties)).toEqual([...LINE_FIELDS.map(({ name }) => name), 'PO_Number']);
  });
});
