/** The fields of which records are declared: of a kind, taken from somewhere, always there or not. */
import type { z } from 'zod';
import type { Kind } from './kinds.ts';

export interface FieldOptions<Source, Value, Given, Kept extends boolean> {
  readonly kind: Kind<Value>;
  /** Where the value comes from when a record is written; undefined leaves the field out. */
  readonly from: (source: Source) => Given;
  /** True: entries are made of it, so the reader captures its text. */
  readonly isKept?: Kept;
  /** True: it has a column in exports. */
  readonly isColumn?: boolean;
}

export interface Field<Source, Value, Given, Kept extends boolean, Schema extends z.ZodType>
  extends FieldOptions<Source, Value, Given, Kept> {
  /** False: every line has it, whoever wrote it. */
  readonly isOptional: boolean;
  readonly schema: Schema;
}

export type AnyField<Source> = Field<Source, unknown, unknown, boolean, z.ZodType>;
/** In the order in which they are written. */
export type Fields<Source> = Readonly<Record<string, AnyField<Source>>>;

type Nullish<Value> = z.ZodOptional<z.ZodNullable<z.ZodType<Value>>>;

/** Makes the fields of records that are written from a `Source`. */
export function fieldsFrom<Source>() {
  return {
    /** In every line, the plain shape's too. */
    required<Value, const Kept extends boolean = false>(
      options: FieldOptions<Source, Value, NoInfer<Value>, Kept>,
    ): Field<Source, Value, Value, Kept, z.ZodType<Value>> {
      return { ...options, isOptional: false, schema: options.kind.schema };
    },

    /** Absent or null in the plain shape, or where it isn't known. */
    optional<Value, const Kept extends boolean = false>(
      options: FieldOptions<Source, Value, NoInfer<Value> | undefined, Kept>,
    ): Field<Source, Value, Value | undefined, Kept, Nullish<Value>> {
      return { ...options, isOptional: true, schema: options.kind.schema.nullish() };
    },

    /**
     * Not of version 1 from its beginning: until then lines counted whatever they had under this name, so a value of another kind
     * is none, and no damage.
     */
    added<Value, const Kept extends boolean = false>(
      options: FieldOptions<Source, Value, NoInfer<Value> | undefined, Kept>,
    ): Field<Source, Value, Value | undefined, Kept, z.ZodCatch<Nullish<Value>>> {
      const schema = options.kind.schema.nullish().catch(undefined);
      return { ...options, isOptional: true, schema };
    },
  };
}

type KeptNames<Table> = {
  [Name in keyof Table]: Table[Name] extends { readonly isKept?: true } ? Name : never;
}[keyof Table];

/** Places of the kept fields' texts, as the pattern's groups count them: from 1. */
export type Groups<Table> = { readonly [Name in KeptNames<Table>]: number };
