/** The part of the configuration that names the Google Sheet, and the account that writes it. */
import type { Customer } from '../customers/customer.ts';
import type { KeyFile } from '../invoice/e-invoice/keyring.ts';
import type { Values, VariableName } from './variables.ts';

/** The part of a service account's key that is used. */
export interface ServiceAccount {
  readonly clientEmail: string;
  readonly privateKey: string;
}

/** What reading the configuration needs from outside. */
export interface ConfigSources {
  readonly readFile: (path: string) => string;
  /** The files of a folder, those of its folders left out. */
  readonly readFiles: (folder: string) => readonly KeyFile[];
  /** Throws an error whose message says what is wrong, without quoting the key. */
  readonly parseServiceAccount: (json: string) => ServiceAccount;
}

/** Who writes sheets, and where Google is. */
export interface GoogleAccount {
  readonly credentials: ServiceAccount;
  readonly rootUrl: string;
  readonly tokenUrl: string;
}

export interface GoogleSheetConfig extends GoogleAccount {
  readonly spreadsheetId: string;
}

/** Undefined where none is named, or where what is wrong with it was added to `problems`. */
export function readGoogleAccount(
  values: Values,
  sources: ConfigSources,
  problems: string[],
): GoogleAccount | undefined {
  const { GOOGLE_SHEETS_ROOT_URL: rootUrl, GOOGLE_TOKEN_URL: tokenUrl } = values;
  const source = credentialsSource(values);
  const credentials = source && readCredentials(source, sources, problems);
  return credentials && { credentials, rootUrl, tokenUrl };
}

export function isAccountNamed(values: Values): boolean {
  return credentialsSource(values) !== undefined;
}

/** Adds what is missing: an account without any sheet, or a sheet without an account. */
export function checkGoogleSheet(values: Values, customers: readonly Customer[], problems: string[]): void {
  const { GOOGLE_SHEET_ID: spreadsheetId } = values;
  const isNamed = isAccountNamed(values);
  const isSheetDeclared = customers.some(({ sheet }) => sheet?.kind === 'google-sheet');
  if (isNamed && spreadsheetId === undefined && !isSheetDeclared) {
    problems.push('GOOGLE_SHEET_ID is not set although credentials are: expected the id of the spreadsheet');
  }
  if (!isNamed && spreadsheetId !== undefined) {
    problems.push(
      'GOOGLE_SHEETS_CREDENTIALS_FILE is not set although GOOGLE_SHEET_ID is: expected the path of a service account key',
    );
  }
}

interface CredentialsSource {
  readonly name: VariableName;
  readonly value: string;
}

function credentialsSource(values: Values): CredentialsSource | undefined {
  const { GOOGLE_SHEETS_CREDENTIALS_JSON: json, GOOGLE_SHEETS_CREDENTIALS_FILE: file } = values;
  if (json !== undefined) return { name: 'GOOGLE_SHEETS_CREDENTIALS_JSON', value: json };
  return file === undefined ? undefined : { name: 'GOOGLE_SHEETS_CREDENTIALS_FILE', value: file };
}

function readCredentials(
  { name, value }: CredentialsSource,
  { readFile, parseServiceAccount }: ConfigSources,
  problems: string[],
): ServiceAccount | undefined {
  try {
    return parseServiceAccount(name === 'GOOGLE_SHEETS_CREDENTIALS_FILE' ? readFile(value) : value);
  } catch (error) {
    problems.push(`${name}: ${error instanceof Error ? error.message : error}`);
    return undefined;
  }
}
