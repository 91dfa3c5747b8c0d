/** A call of the loopback Gemini as it is logged: what was asked, and for what. */
import type { IncomingHttpHeaders } from 'node:http';

export type CallKind = 'ocr' | 'header' | 'lines' | 'repair';

export interface GeminiServerCall {
  readonly kind: CallKind;
  readonly model: string;
  /** Of the parts that hold a file, inline or uploaded. */
  readonly mimeTypes: readonly string[];
  /** All text of the request's parts, without the system instruction. */
  readonly prompt: string;
  readonly systemInstruction: string;
  /** The request as it came. */
  readonly body: GenerateBody;
  readonly headers: IncomingHttpHeaders;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
  /** True once the caller has hung up without an answer. */
  aborted: boolean;
}

interface GenerateBody {
  readonly contents: readonly { readonly parts: readonly BodyPart[] }[];
  readonly systemInstruction?: { readonly parts: readonly BodyPart[] };
  readonly generationConfig?: Readonly<Record<string, unknown>>;
}

interface BodyPart {
  readonly text?: string;
  readonly inlineData?: { readonly mimeType: string; readonly data: string };
  readonly fileData?: { readonly mimeType: string; readonly fileUri: string };
}

/** `body` is that of a generateContent request. */
export function describeCall(
  model: string,
  headers: IncomingHttpHeaders,
  body: GenerateBody,
): GeminiServerCall {
  const parts = body.contents.flatMap((content) => content.parts);
  const mimeTypes = parts.flatMap((part) => (part.inlineData ?? part.fileData)?.mimeType ?? []);
  return {
    kind: findKind(mimeTypes, body),
    model,
    mimeTypes,
    prompt: joinTexts(parts),
    systemInstruction: joinTexts(body.systemInstruction?.parts ?? []),
    body,
    headers,
    receivedAt: Date.now(),
    aborted: false,
  };
}

/** A file alone is to be transcribed, one with a schema looked at again; of the others, who asks for Line_No wants lines. */
function findKind(mimeTypes: readonly string[], body: GenerateBody): CallKind {
  const config = JSON.stringify(body.generationConfig ?? {});
  if (mimeTypes.length > 0) return config.includes('"responseSchema"') ? 'repair' : 'ocr';
  return config.includes('"Line_No"') ? 'lines' : 'header';
}

function joinTexts(parts: readonly BodyPart[]): string {
  return parts.flatMap((part) => part.text ?? []).join('\n');
}
