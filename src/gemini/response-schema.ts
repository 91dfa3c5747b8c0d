/** Response schemas in Gemini's dialect of OpenAPI, which knows no type unions and no `additionalProperties`. */
import type { ResponseSchema } from '../model-reading/response-schemas.ts';

export type GeminiSchema =
  | { readonly type: 'string'; readonly nullable: boolean; readonly description: string }
  | {
      readonly type: 'object';
      readonly properties: Readonly<Record<string, GeminiSchema>>;
      /** Without it the model answers in alphabetical order, far from the order of the paper. */
      readonly propertyOrdering: readonly string[];
    }
  | { readonly type: 'array'; readonly description: string; readonly items: GeminiSchema };

/** What is not required may be null. */
export function toGeminiSchema(schema: ResponseSchema, isRequired = true): GeminiSchema {
  switch (schema.type) {
    case 'string':
      return { type: 'string', nullable: !isRequired, description: schema.description };
    case 'array':
      return { type: 'array', description: schema.description, items: toGeminiSchema(schema.items) };
    case 'object': {
      const properties = Object.entries(schema.properties).map(([name, property]) => {
        return [name, toGeminiSchema(property, schema.required.includes(name))] as const;
      });
      return {
        type: 'object',
        properties: Object.fromEntries(properties),
        propertyOrdering: properties.map(([name]) => name),
      };
    }
  }
}
