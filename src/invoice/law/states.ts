/** The states of GST: their two-digit codes, names and the ways that paper writes them. */
import { foldPrintedText } from '../values/printed-text.ts';

interface State {
  readonly code: string;
  readonly name: string;
  readonly aliases?: readonly string[];
  /** The code that this one was merged or renumbered into; old invoices and registrations still carry it. */
  readonly replacedBy?: string;
}

/** Source: the state code list of the GST portal; 96 stands in place of supply only, 99 is OIDAR and the centre. */
const STATES: readonly State[] = [
  { code: '01', name: 'Jammu and Kashmir', aliases: ['JK', 'J K'] },
  { code: '02', name: 'Himachal Pradesh', aliases: ['HP'] },
  { code: '03', name: 'Punjab', aliases: ['PB'] },
  { code: '04', name: 'Chandigarh', aliases: ['CH'] },
  { code: '05', name: 'Uttarakhand', aliases: ['UK', 'UA', 'Uttaranchal', 'Uttrakhand'] },
  { code: '06', name: 'Haryana', aliases: ['HR'] },
  { code: '07', name: 'Delhi', aliases: ['DL', 'New Delhi', 'NCT Delhi'] },
  { code: '08', name: 'Rajasthan', aliases: ['RJ'] },
  { code: '09', name: 'Uttar Pradesh', aliases: ['UP'] },
  { code: '10', name: 'Bihar', aliases: ['BR'] },
  { code: '11', name: 'Sikkim', aliases: ['SK'] },
  { code: '12', name: 'Arunachal Pradesh', aliases: ['AR'] },
  { code: '13', name: 'Nagaland', aliases: ['NL'] },
  { code: '14', name: 'Manipur', aliases: ['MN'] },
  { code: '15', name: 'Mizoram', aliases: ['MZ'] },
  { code: '16', name: 'Tripura', aliases: ['TR'] },
  { code: '17', name: 'Meghalaya', aliases: ['ML'] },
  { code: '18', name: 'Assam', aliases: ['AS'] },
  { code: '19', name: 'West Bengal', aliases: ['WB'] },
  { code: '20', name: 'Jharkhand', aliases: ['JH'] },
  { code: '21', name: 'Odisha', aliases: ['OD', 'OR', 'Orissa'] },
  { code: '22', name: 'Chhattisgarh', aliases: ['CG', 'CT', 'Chattisgarh', 'Chhatisgarh'] },
  { code: '23', name: 'Madhya Pradesh', aliases: ['MP'] },
  { code: '24', name: 'Gujarat', aliases: ['GJ'] },
  { code: '25', name: 'Daman and Diu', aliases: ['DD'], replacedBy: '26' },
  {
    code: '26',
    name: 'Dadra and Nagar Haveli and Daman and Diu',
    aliases: ['DN', 'DNHDD', 'Dadra and Nagar Haveli'],
  },
  { code: '27', name: 'Maharashtra', aliases: ['MH'] },
  { code: '28', name: 'Andhra Pradesh', aliases: ['AP', 'Andhra Pradesh Old'], replacedBy: '37' },
  { code: '29', name: 'Karnataka', aliases: ['KA'] },
  { code: '30', name: 'Goa', aliases: ['GA'] },
  { code: '31', name: 'Lakshadweep', aliases: ['LD'] },
  { code: '32', name: 'Kerala', aliases: ['KL'] },
  { code: '33', name: 'Tamil Nadu', aliases: ['TN', 'Tamilnadu'] },
  { code: '34', name: 'Puducherry', aliases: ['PY', 'Pondicherry'] },
  { code: '35', name: 'Andaman and Nicobar Islands', aliases: ['AN', 'Andaman and Nicobar'] },
  { code: '36', name: 'Telangana', aliases: ['TG', 'TS', 'Telengana'] },
  { code: '37', name: 'Andhra Pradesh', aliases: ['AP', 'Andhra Pradesh New'] },
  { code: '38', name: 'Ladakh', aliases: ['LA'] },
  { code: '96', name: 'Foreign Country', aliases: ['Other Country', 'Other Countries', 'Outside India'] },
  { code: '97', name: 'Other Territory', aliases: ['OT'] },
  { code: '99', name: 'Centre Jurisdiction' },
];

/** Words that stand around a state's name without naming one; dropped from both sides of the comparison. */
const FILLER = /\b(?:state|name|code|place|of|supply|the|and|ut|union territory)\b/g;

const STATES_BY_CODE = new Map(STATES.map((state) => [state.code, state]));

/** A name that two codes share belongs to the one in use today, which stands later in the list. */
const CODES_BY_NAME = new Map(
  STATES.flatMap(({ code, name, aliases = [] }) =>
    [name, ...aliases].map((one) => [keyOf(one), code] as const),
  ),
);

/** The state's name, or undefined if there is no such code. */
export function stateNameOf(code: string): string | undefined {
  return STATES_BY_CODE.get(code)?.name;
}

/** Whether two codes are one state today: 25 was merged into 26, and 28 became 37. */
export function isSameState(one: string, other: string): boolean {
  return currentCodeOf(one) === currentCodeOf(other);
}

/**
 * The code of the state that `text` names by code, name, initials or several of them: `27-Maharashtra`, `MH`,
 * `State: Delhi, Code: 07`. Undefined if it names none, or two that differ: `27-Gujarat`.
 */
export function parseStateCode(text: string): string | undefined {
  const folded = foldPrintedText(text);
  const numbers = [...folded.matchAll(/(?<![\p{L}\d])\d{1,2}(?![\p{L}\d])/gu)].map(([digits]) =>
    digits.padStart(2, '0'),
  );
  const names = folded.replace(/[\d.]+/g, '').split(/[^\p{L}\p{M} &]+/u);
  const named = [folded, ...names].map(codeOfName).filter((code) => code !== undefined);
  const [first, ...rest] = [...numbers, ...named];
  if (first === undefined || !STATES_BY_CODE.has(first)) return undefined;
  return rest.every((code) => isSameState(code, first)) ? first : undefined;
}

function currentCodeOf(code: string): string {
  return STATES_BY_CODE.get(code)?.replacedBy ?? code;
}

function codeOfName(name: string): string | undefined {
  return CODES_BY_NAME.get(keyOf(name));
}

function keyOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(FILLER, ' ')
    .replace(/[^\p{L}\p{M}]+/gu, ' ')
    .trim();
}
