/** Turns a table of fields into all that a record needs: its schema, its pattern, its writer, its texts. */
import { z } from 'zod';
import type { AnyField, Fields, Groups } from './fields.ts';
import { type Kind, patternOf } from './kinds.ts';

/** The texts of a record's kept fields by their groups, from 1: what the pattern captured, or would have. */
export type Texts = readonly (string | undefined)[];

type Shape<Table extends Fields<never>> = { [Name in keyof Table]: Table[Name]['schema'] };
/** Loose: what other programs write beside our fields is kept. */
type RecordSchema<Table extends Fields<never>> = z.ZodObject<Shape<Table>, z.core.$loose>;

/** A record's field as exports show it. */
export interface Column<Value> {
  readonly name: string;
  /** Empty where the record has no such field. */
  cellOf(record: Value): string;
}

export interface RecordDefinition<Source, Table extends Fields<never>> {
  readonly schema: RecordSchema<Table>;
  /** The whole record as `write` and JSON.stringify give it, without groups: a part of other patterns. */
  readonly pattern: string;
  /** The same; captures what is kept. */
  readonly capturingPattern: string;
  readonly groups: Groups<Table>;
  /** Columns of exports, in the order of the fields. */
  readonly columns: readonly Column<z.infer<RecordSchema<Table>>>[];
  write(source: Source): z.infer<RecordSchema<Table>>;
  /** For records that the pattern does not match. */
  textsOf(record: z.infer<RecordSchema<Table>>): Texts;
}

type NamedField<Source> = readonly [name: string, field: AnyField<Source>];

/** `source`: a type only, of what records are written from. */
export function defineRecord<Source, Table extends Fields<Source>>(
  table: Table & Fields<Source>,
): RecordDefinition<Source, Table> {
  const fields: readonly NamedField<Source>[] = Object.entries(table);
  const kept = fields.filter(([, { isKept }]) => isKept === true);
  return {
    schema: z.looseObject(mapValues(fields, ({ schema }) => schema) as Shape<Table>),
    pattern: patternOfFields(fields.map(([name, field]) => [name, { ...field, isKept: false }])),
    capturingPattern: patternOfFields(fields),
    groups: Object.fromEntries(kept.map(([name], index) => [name, index + 1])) as Groups<Table>,
    columns: fields.filter(([, { isColumn }]) => isColumn).map(columnOf),
    write: (source) => mapValues(fields, ({ from }) => from(source)) as z.infer<RecordSchema<Table>>,
    textsOf: (record) => ['', ...kept.map(([name, { kind }]) => textOf(kind, record[name]))],
  };
}

function mapValues<Source>(
  fields: readonly NamedField<Source>[],
  map: (field: AnyField<Source>) => unknown,
): object {
  return Object.fromEntries(fields.map(([name, field]) => [name, map(field)]));
}

function textOf({ textOf }: Kind<unknown>, value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : textOf(value);
}

function columnOf<Source>([name, { kind }]: NamedField<Source>): Column<Readonly<Record<string, unknown>>> {
  return {
    name,
    cellOf: ({ [name]: value }) => (value === undefined || value === null ? '' : kind.cellOf(value)),
  };
}

/** Optional fields before the first required one bring the comma behind them, all later ones that before them. */
function patternOfFields<Source>(fields: readonly NamedField<Source>[]): string {
  const first = fields.findIndex(([, { isOptional }]) => !isOptional);
  const patterns = fields.map(([name, { kind, isKept, isOptional }], index) => {
    const own = `"${name}":${patternOf(kind, isKept)}`;
    if (index === first) return own;
    const withComma = index < first ? `${own},` : `,${own}`;
    return isOptional ? `(?:${withComma})?` : withComma;
  });
  return `\\{${patterns.join('')}\\}`;
}
