/** What the signed QR code of an e-invoice says. Its signature is not checked here, so it is a witness, never a source. */
import { Buffer } from 'node:buffer';
import { parseDecimal } from '../../invoice/values/amounts.ts';
import { parseDate } from '../../invoice/values/dates.ts';

export interface QrWitness {
  readonly sellerGstin?: string;
  readonly buyerGstin?: string;
  readonly invoiceNo?: string;
  /** Canonical. */
  readonly date?: string;
  readonly totalPaise?: number;
}

/** Empty where no code is that of an e-invoice. */
export function readQrWitness(codes: readonly string[]): QrWitness {
  return codes.map(readCode).find((witness) => witness !== undefined) ?? {};
}

function readCode(code: string): QrWitness | undefined {
  try {
    const payload: unknown = JSON.parse(Buffer.from(code.split('.')[1] ?? '', 'base64url').toString('utf8'));
    const data = fieldOf(payload, 'data');
    return typeof data === 'string' ? toWitness(JSON.parse(data)) : undefined;
  } catch {
    return undefined; // Any other QR code, such as one to pay by.
  }
}

function toWitness(data: unknown): QrWitness {
  const total = parseDecimal(textOf(data, 'TotInvVal') ?? '');
  return known({
    sellerGstin: textOf(data, 'SellerGstin'),
    buyerGstin: textOf(data, 'BuyerGstin'),
    invoiceNo: textOf(data, 'DocNo'),
    date: parseDate(textOf(data, 'DocDt') ?? ''),
    totalPaise: total?.times(100).round().toNumber(),
  });
}

function textOf(data: unknown, name: string): string | undefined {
  const value = fieldOf(data, name);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function fieldOf(data: unknown, name: string): unknown {
  return typeof data === 'object' && data !== null ? Reflect.get(data, name) : undefined;
}

function known(fields: { readonly [Name in keyof QrWitness]: QrWitness[Name] | undefined }): QrWitness {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
