/** The states of GST: their two-digit codes and names. */
import { type Dated, GST_BEGAN, underOneLaw } from './dated.ts';

export interface State extends Dated {
  readonly code: string;
  readonly name: string;
  /** Other names, old ones too. */
  readonly otherNames?: readonly string[];
  /** As vehicles and people have them. */
  readonly initials?: readonly string[];
  /** The code that this one was merged or renumbered into; old invoices and registrations still carry it. */
  readonly replacedBy?: string;
  /** A place of supply where nobody is registered. */
  readonly isPlaceOnly?: boolean;
}

/** Of place of supply only. */
export const FOREIGN_COUNTRY = '96';

const MERGER_OF_2020 =
  'Dadra and Nagar Haveli and Daman and Diu (Merger of Union Territories) Act 2019, from 26 January 2020';

/** 99 is the centre's, for services from abroad to private people (OIDAR). */
const STATES: readonly State[] = underOneLaw<Partial<Dated> & Omit<State, keyof Dated>>(
  {
    from: GST_BEGAN,
    source: 'Form GST REG-01 and the list of state codes in the help of https://www.gst.gov.in',
  },
  [
    { code: '01', name: 'Jammu and Kashmir', initials: ['JK', 'J K'] },
    { code: '02', name: 'Himachal Pradesh', initials: ['HP'] },
    { code: '03', name: 'Punjab', initials: ['PB'] },
    { code: '04', name: 'Chandigarh', initials: ['CH'] },
    { code: '05', name: 'Uttarakhand', initials: ['UK', 'UA'], otherNames: ['Uttaranchal', 'Uttrakhand'] },
    { code: '06', name: 'Haryana', initials: ['HR'] },
    { code: '07', name: 'Delhi', initials: ['DL'], otherNames: ['New Delhi', 'NCT Delhi'] },
    { code: '08', name: 'Rajasthan', initials: ['RJ'] },
    { code: '09', name: 'Uttar Pradesh', initials: ['UP'] },
    { code: '10', name: 'Bihar', initials: ['BR'] },
    { code: '11', name: 'Sikkim', initials: ['SK'] },
    { code: '12', name: 'Arunachal Pradesh', initials: ['AR'] },
    { code: '13', name: 'Nagaland', initials: ['NL'] },
    { code: '14', name: 'Manipur', initials: ['MN'] },
    { code: '15', name: 'Mizoram', initials: ['MZ'] },
    { code: '16', name: 'Tripura', initials: ['TR'] },
    { code: '17', name: 'Meghalaya', initials: ['ML'] },
    { code: '18', name: 'Assam', initials: ['AS'] },
    { code: '19', name: 'West Bengal', initials: ['WB'] },
    { code: '20', name: 'Jharkhand', initials: ['JH'] },
    { code: '21', name: 'Odisha', initials: ['OD', 'OR'], otherNames: ['Orissa'] },
    { code: '22', name: 'Chhattisgarh', initials: ['CG', 'CT'], otherNames: ['Chattisgarh', 'Chhatisgarh'] },
    { code: '23', name: 'Madhya Pradesh', initials: ['MP'] },
    { code: '24', name: 'Gujarat', initials: ['GJ'] },
    { code: '25', name: 'Daman and Diu', initials: ['DD'], replacedBy: '26', source: MERGER_OF_2020 },
    {
      code: '26',
      name: 'Dadra and Nagar Haveli and Daman and Diu',
      initials: ['DN', 'DNHDD'],
      otherNames: ['Dadra and Nagar Haveli'],
      source: MERGER_OF_2020,
    },
    { code: '27', name: 'Maharashtra', initials: ['MH'] },
    {
      code: '28',
      name: 'Andhra Pradesh',
      initials: ['AP'],
      otherNames: ['Andhra Pradesh Old'],
      replacedBy: '37',
    },
    { code: '29', name: 'Karnataka', initials: ['KA'] },
    { code: '30', name: 'Goa', initials: ['GA'] },
    { code: '31', name: 'Lakshadweep', initials: ['LD'] },
    { code: '32', name: 'Kerala', initials: ['KL'] },
    { code: '33', name: 'Tamil Nadu', initials: ['TN'], otherNames: ['Tamilnadu'] },
    { code: '34', name: 'Puducherry', initials: ['PY'], otherNames: ['Pondicherry'] },
    {
      code: '35',
      name: 'Andaman and Nicobar Islands',
      initials: ['AN'],
      otherNames: ['Andaman and Nicobar'],
    },
    { code: '36', name: 'Telangana', initials: ['TG', 'TS'], otherNames: ['Telengana'] },
    { code: '37', name: 'Andhra Pradesh', initials: ['AP'], otherNames: ['Andhra Pradesh New'] },
    {
      code: '38',
      name: 'Ladakh',
      initials: ['LA'],
      from: '2019-10-31',
      source: 'Jammu and Kashmir Reorganisation Act 2019, section 3',
    },
    {
      code: FOREIGN_COUNTRY,
      name: 'Foreign Country',
      otherNames: ['Other Country', 'Other Countries', 'Outside India'],
      isPlaceOnly: true,
    },
    { code: '97', name: 'Other Territory', initials: ['OT'] },
    { code: '99', name: 'Centre Jurisdiction' },
  ],
);

const STATES_BY_CODE = new Map(STATES.map((state) => [state.code, state]));

export function allStates(): readonly State[] {
  return STATES;
}

/** The state's name, or undefined if there is no such code. */
export function stateNameOf(code: string): string | undefined {
  return STATES_BY_CODE.get(code)?.name;
}

/** Whether two codes are one state today: 25 was merged into 26, and 28 became 37. */
export function isSameState(one: string, other: string): boolean {
  return currentCodeOf(one) === currentCodeOf(other);
}

/** Whether a GSTIN may begin with it. */
export function isRegisteringState(code: string): boolean {
  const state = STATES_BY_CODE.get(code);
  return state !== undefined && state.isPlaceOnly !== true;
}

function currentCodeOf(code: string): string {
  return STATES_BY_CODE.get(code)?.replacedBy ?? code;
}
