/** The rules on the tax that fits a supply. */

import { testRules } from '../rule-cases.ts';
import { SUPPLY_CASES } from './supply-rules.cases.ts';

testRules(SUPPLY_CASES);
