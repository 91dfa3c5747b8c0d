/** Gemini: whether it takes the key, and knows the model. */
import type { GeminiConfig } from '../../config/config.ts';
import type { ScanError } from '../../errors.ts';
import { checkModel } from '../../gemini/model-check.ts';
import type { Finding } from './finding.ts';

const SUBJECT = 'Gemini';

export async function checkGemini(gemini: GeminiConfig, timeoutMs: number): Promise<Finding> {
  const check = await checkModel({ ...gemini, timeoutMs });
  switch (check.outcome) {
    case 'known':
      return { subject: SUBJECT, verdict: 'well', sentence: `it takes the key, and knows ${gemini.model}.` };
    case 'unknown_model':
      return {
        subject: SUBJECT,
        verdict: 'broken',
        sentence: `it knows no model ${gemini.model} for this key. Check the spelling of GEMINI_MODEL, or leave it out.`,
      };
    case 'failed':
      return explain(check.error, gemini);
  }
}

function explain({ code, message }: ScanError, { baseUrl }: GeminiConfig): Finding {
  switch (code) {
    case 'reader_access_denied':
      return {
        subject: SUBJECT,
        verdict: 'broken',
        sentence: `it refuses the key (${message}). Make a new one at https://aistudio.google.com/apikey and put it into GEMINI_API_KEY.`,
      };
    case 'reader_quota_exhausted':
      return {
        subject: SUBJECT,
        verdict: 'broken',
        sentence: `the key has used up its quota of today (${message}). Ask Google for more, or wait until tomorrow.`,
      };
    case 'reader_unavailable':
      return {
        subject: SUBJECT,
        verdict: 'broken',
        sentence: `${baseUrl} does not answer as it should (${message}). Check the network and GEMINI_BASE_URL, or try again later.`,
      };
    default:
      return {
        subject: SUBJECT,
        verdict: 'broken',
        sentence: `it refuses the question (${message}). Check GEMINI_BASE_URL and GEMINI_MODEL.`,
      };
  }
}
