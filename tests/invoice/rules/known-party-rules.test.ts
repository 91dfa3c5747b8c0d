import { testRules } from '../rule-cases.ts';
import { KNOWN_PARTY_CASES } from './known-party-rules.cases.ts';

testRules(KNOWN_PARTY_CASES);
