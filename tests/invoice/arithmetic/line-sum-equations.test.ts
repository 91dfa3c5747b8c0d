/** The lines against the totals. */
import { testRules } from '../rule-cases.ts';
import { LINE_SUM_CASES } from './line-sum-equations.cases.ts';

testRules(LINE_SUM_CASES);
