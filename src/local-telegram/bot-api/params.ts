/** Reads a call's parameters: a JSON body has them typed, a form has everything as text. */
import { badRequest } from './bot-api-error.ts';

/** Parameters of a call, or of one object inside a call. */
export type Params = Readonly<Record<string, unknown>>;

export interface UploadedFile {
  readonly fileName: string;
  readonly bytes: Buffer;
}

/** Absent and empty are one: both give ''. */
export function readText(params: Params, name: string): string {
  const value = params[name];
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : '';
}

/** `undefined` if there is none, or if it isn't a whole number. */
export function readInteger(params: Params, name: string): number | undefined {
  const text = readText(params, name);
  return /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
}

export function readFlag(params: Params, name: string): boolean {
  const value = params[name];
  return value === true || value === 'true' || value === 'True' || value === '1';
}

/** An object or a list, which a form carries as JSON. Throws 400 if that is broken. */
export function readJson(params: Params, name: string): unknown {
  const value = params[name];
  if (typeof value !== 'string') return value ?? undefined;
  if (value === '') return undefined;
  try {
    return JSON.parse(value);
  } catch {
    throw badRequest(`can't parse ${name.replaceAll('_', ' ')} JSON object`);
  }
}

export function isRecord(value: unknown): value is Params {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
