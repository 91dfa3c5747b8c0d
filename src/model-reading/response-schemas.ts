/** What Gemini is asked to answer with: the fields of header and line items as response schemas. */
import type { ExtraFields } from '../invoice/extra-fields.ts';
import { type Field, HEADER_FIELDS, LINE_FIELDS } from '../invoice/invoice.ts';

/** The part of Gemini's OpenAPI dialect that we use: it knows no type unions and no `additionalProperties`. */
export type ResponseSchema =
  | { readonly type: 'string'; readonly nullable: boolean; readonly description: string }
  | {
      readonly type: 'object';
      readonly properties: Readonly<Record<string, ResponseSchema>>;
      /** Without it the model answers in alphabetical order, far from the order of the paper. */
      readonly propertyOrdering: readonly string[];
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
      fields.map(({ name, description }) => [name, { type: 'string', nullable: true, description }]),
    ),
    propertyOrdering: fields.map(({ name }) => name),
  };
}
