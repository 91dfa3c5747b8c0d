/** The rules on the e-invoice's QR code. */
import { testRules } from '../rule-cases.ts';
import { QR_CASES } from './qr-rules.cases.ts';

testRules(QR_CASES);
