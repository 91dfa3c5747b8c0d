/** The part of the configuration that names the Google Sheet, and the account that writes it. */
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

export interface GoogleSheetConfig {
  readonly spreadsheetId: string;
  readonly credentials: ServiceAccount;
  readonly rootUrl: string;
  readonly tokenUrl: string;
}

/** Undefined where no sheet is named, or where what is wrong with it was added to `problems`. */
export function readGoogleSheet(
  values: Values,
  sources: ConfigSources,
  problems: string[],
): GoogleSheetConfig | undefined {
  const {
    GOOGLE_SHEET_ID: spreadsheetId,
    GOOGLE_SHEETS_ROOT_URL: rootUrl,
    GOOGLE_TOKEN_URL: tokenUrl,
  } = values;
  const source = credentialsSource(values);
  if (spreadsheetId === undefined && source === undefined) return undefined;
  if (spreadsheetId === undefined) {
    problems.push('GOOGLE_SHEET_ID is not set although credentials are: expected the id of the spreadsheet');
  }
  if (source === undefined) {
    problems.push(
      'GOOGLE_SHEETS_CREDENTIALS_FILE is not set although GOOGLE_SHEET_ID is: expected the path of a service account key',
    );
  }
  const credentials = source && readCredentials(source, sources, problems);
  if (spreadsheetId === undefined || credentials === undefined) return undefined;
  return { spreadsheetId, credentials, rootUrl, tokenUrl };
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
