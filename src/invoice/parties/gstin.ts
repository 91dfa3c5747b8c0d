/** What a GSTIN says about itself: its form, state, PAN and check digit; and the one repair that OCR may suggest. */

import { isRegisteringState } from '../law/states.ts';
import { foldPrintedText } from '../values/printed-text.ts';

/** Who was registered: an ordinary dealer, or one of the special forms that the portal issues. */
export type GstinKind =
  | 'regular'
  | 'tax_deductor'
  | 'tax_collector'
  | 'department'
  | 'un_body'
  | 'non_resident'
  | 'online_service';

/** The first thing that is wrong, from coarse to fine. */
export type GstinProblem = 'length' | 'format' | 'state' | 'check_digit';

export type GstinCheck =
  | {
      readonly isValid: true;
      /** Upper case, without spaces. */
      readonly gstin: string;
      readonly kind: GstinKind;
      readonly stateCode: string;
      /** Absent in forms that carry none (UN bodies, non-residents, deductors by TAN …). */
      readonly pan?: string;
    }
  | { readonly isValid: false; readonly gstin: string; readonly problem: GstinProblem };

/** Characters. */
export const GSTIN_LENGTH = 15;
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const PAN = '(?<pan>[A-Z]{5}\\d{4}[A-Z])';

/** Source: the patterns that the GST portal publishes with its return and e-invoice schemas. */
const FORMS: readonly { readonly kind: GstinKind; readonly pattern: RegExp }[] = [
  { kind: 'regular', pattern: new RegExp(`^\\d{2}${PAN}[1-9A-Z]Z[0-9A-Z]$`) },
  { kind: 'tax_deductor', pattern: new RegExp(`^\\d{2}(?:${PAN}|[A-Z]{4}\\d{5}[A-Z])[1-9A-Z]D[0-9A-Z]$`) },
  { kind: 'tax_collector', pattern: new RegExp(`^\\d{2}${PAN}[1-9A-Z]C[0-9A-Z]$`) },
  { kind: 'department', pattern: /^\d{2}[A-Z]{4}\d{5}[A-Z]\dZ[0-9A-Z]$/ },
  { kind: 'un_body', pattern: /^\d{4}[A-Z]{3}\d{5}[UO]N[0-9A-Z]$/ },
  { kind: 'non_resident', pattern: /^\d{4}[A-Z]{3}\d{5}NR[0-9A-Z]$/ },
  { kind: 'online_service', pattern: /^99\d{2}[A-Z]{3}\d{5}OS[0-9A-Z]$/ },
];

/** The fourth letter of a PAN: person, company, firm, HUF, LLP, trust, association, body, government … */
const PAN_HOLDERS = 'ABCEFGHJKLPT';

/** Characters that OCR mixes up, each read as any of its group. */
const CONFUSABLES = ['0O', '1IL', '5S', '8B', '2Z', '6G'] as const;

/** What may stand at each of the 15 places of a regular GSTIN. */
const PLACES = [
  ...Array<RegExp>(2).fill(/\d/),
  ...Array<RegExp>(5).fill(/[A-Z]/),
  ...Array<RegExp>(4).fill(/\d/),
  /[A-Z]/,
  /[1-9A-Z]/,
  /Z/,
  /[0-9A-Z]/,
];

/** Upper case, ASCII, without spaces, hyphens and dots between the characters. Does not judge what is left. */
export function canonicalGstin(text: string): string {
  return foldPrintedText(text)
    .toUpperCase()
    .replace(/[\s.-]+/g, '');
}

/** Checks form, state code and check digit. Never throws, whatever the text. */
export function checkGstin(text: string): GstinCheck {
  const gstin = canonicalGstin(text);
  if (gstin.length !== GSTIN_LENGTH) return { isValid: false, gstin, problem: 'length' };
  const form = FORMS.find(({ pattern }) => pattern.test(gstin));
  if (form === undefined) return { isValid: false, gstin, problem: 'format' };
  const stateCode = gstin.slice(0, 2);
  if (!isRegisteringState(stateCode)) return { isValid: false, gstin, problem: 'state' };
  if (calculateGstinCheckCharacter(gstin) !== gstin.at(-1)) {
    return { isValid: false, gstin, problem: 'check_digit' };
  }
  const pan = form.pattern.exec(gstin)?.groups?.pan;
  return { isValid: true, gstin, kind: form.kind, stateCode, ...(pan !== undefined && { pan }) };
}

/** Whether the fourth letter names a kind of holder. A PAN's own check letter is not public and not checked. */
export function hasKnownPanHolder(pan: string): boolean {
  return PAN_HOLDERS.includes(pan.charAt(3));
}

/**
 * The 15th character that belongs to the first 14 of `gstin` (mod 36, factors 1 and 2 in turn). Undefined if there
 * are fewer, or others than digits and capitals.
 */
export function calculateGstinCheckCharacter(gstin: string): string | undefined {
  const values = [...gstin.slice(0, GSTIN_LENGTH - 1)].map((char) => ALPHABET.indexOf(char));
  if (values.length !== GSTIN_LENGTH - 1 || values.includes(-1)) return undefined;
  const products = values.map((value, place) => value * ((place % 2) + 1));
  const sum = products.reduce((total, product) => total + Math.floor(product / 36) + (product % 36), 0);
  return ALPHABET.charAt((36 - (sum % 36)) % 36);
}

/**
 * A regular GSTIN that the text may have been misread from: only look-alike characters differ, and it is the only
 * such GSTIN with a right check digit. A hint for a person, never to be put in place silently. Undefined if the text
 * is valid as it stands.
 */
export function suggestGstin(text: string): string | undefined {
  const check = checkGstin(text);
  if (check.isValid || check.gstin.length !== GSTIN_LENGTH) return undefined;
  const choices = PLACES.map((place, at) =>
    lookAlikesOf(check.gstin.charAt(at)).filter((char) => place.test(char)),
  );
  const candidates = choices.reduce<string[]>(
    (heads, chars) => heads.flatMap((head) => chars.map((char) => head + char)),
    [''],
  );
  const [only, ...others] = candidates.filter((candidate) => checkGstin(candidate).isValid);
  return others.length === 0 ? only : undefined;
}

function lookAlikesOf(char: string): string[] {
  return [...(CONFUSABLES.find((alike) => alike.includes(char)) ?? char)];
}
