/** Asks Gemini about the model with the key: free, and enough to know that both are good. */
import { z } from 'zod';
import type { ScanError } from '../errors.ts';
import { toScanError } from './gemini-errors.ts';

export interface ModelCheckOptions {
  readonly apiKey: string;
  readonly model: string;
  /** Without `/v1beta`. */
  readonly baseUrl: string;
  readonly timeoutMs: number;
}

export type ModelCheck =
  | { readonly outcome: 'known' }
  | { readonly outcome: 'unknown_model' }
  | { readonly outcome: 'failed'; readonly error: ScanError };

const refusal = z.object({
  error: z.object({ message: z.string().catch(''), details: z.array(z.unknown()).catch([]) }),
});

/** Never rejects, never retries. */
export async function checkModel({
  apiKey,
  model,
  baseUrl,
  timeoutMs,
}: ModelCheckOptions): Promise<ModelCheck> {
  const fail = (error: unknown): ModelCheck => {
    return { outcome: 'failed', error: toScanError({ error, apiKey, notes: {}, nowMs: Date.now() }) };
  };
  try {
    const response = await fetch(`${baseUrl}/v1beta/models/${encodeURIComponent(model)}`, {
      headers: { 'x-goog-api-key': apiKey },
      signal: AbortSignal.timeout(timeoutMs),
    });
    const body: unknown = await response.json().catch(() => undefined);
    if (response.ok) return { outcome: 'known' };
    if (response.status === 404) return { outcome: 'unknown_model' };
    const { message = '', details: errorDetails = [] } = refusal.safeParse(body).data?.error ?? {};
    const said = new Error(`[${response.status}] ${message}`.trim());
    return fail(Object.assign(said, { status: response.status, errorDetails }));
  } catch (error) {
    return fail(error);
  }
}
