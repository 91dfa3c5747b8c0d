/** What a model is asked to answer with: the fields of header and line items as response schemas. */
import type { ExtraFields } from '../invoice/extra-fields.ts';
import { type Field, HEADER_FIELDS, LINE_FIELDS } from '../invoice/invoice.ts';

/** The part of JSON Schema that we use: texts, objects of them, lists of those. Each edge turns it into its vendor's dialect. */
export type ResponseSchema =
  | { readonly type: 'string'; readonly description: string }
  | {
      readonly type: 'object';
      /** In the order of the paper, which is the best one to answer in. */
      readonly properties: Readonly<Record<string, ResponseSchema>>;
      /** Whatever is not in here may be left out. */
      readonly required: readonly string[];
    }
  | { readonly type: 'array'; readonly description: string; readonly items: ResponseSchema };

/**
 * All values are text, amounts and dates too, so that they come as printed; none is required, so that none has to be
 * invented.
 */
export function createHeaderSchema({ header }: ExtraFields): ResponseSchema {
  return createObjectSchema([...HEADER_FIELDS, ...header]);
}

export function createLinesSchema({ lines }: ExtraFields): ResponseSchema {
  return {
    type: 'array',
    description: 'Line items in the order of the paper',
    items: createObjectSchema([...LINE_FIELDS, ...lines]),
  };
}

function createObjectSchema(fields: readonly Field[]): ResponseSchema {
  return {
    type: 'object',
    properties: Object.fromEntries(
      fields.map(({ name, description }) => [name, { type: 'string', description }]),
    ),
    required: [],
  };
}
