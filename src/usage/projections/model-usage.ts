/** What each model was asked to do, month by month: calls, tokens, cost and latency, per operation and customer. */

import type { ModelOperation } from '../model-call.ts';
import type { CallEntry } from '../records/call-lines.ts';
import {
  countLatency,
  createLatencyHistogram,
  findQuantile,
  type LatencyHistogram,
} from './latency-histogram.ts';
import { createTable, type TableSnapshot } from './table.ts';

/** Exact sums over calls. */
export interface ModelFigures {
  readonly calls: number;
  readonly success: number;
  readonly error: number;
  readonly aborted: number;
  /** Calls that were a second or later attempt. */
  readonly retries: number;
  /** Calls whose tokens are a guess. */
  readonly estimated: number;
  readonly unpriced: number;
  readonly promptTokens: number;
  readonly outputTokens: number;
  readonly cachedTokens: number;
  readonly thinkingTokens: number;
  readonly totalTokens: number;
  readonly costNanoUsd: number;
}

export interface ModelUsageRow extends ModelFigures {
  readonly modelName: string;
  readonly operation: ModelOperation;
  /** Of all customers' calls, since it says how the model fares, not whom it serves. At most 5 % off. */
  readonly p50Ms: number | undefined;
  readonly p95Ms: number | undefined;
}

export interface ModelUsageSnapshot {
  readonly table: TableSnapshot;
  readonly customerIds: readonly string[];
  /** Model and operation, by number. */
  readonly kinds: readonly (readonly [string, ModelOperation])[];
  readonly latencies: ReadonlyMap<number, LatencyHistogram>;
}

export interface ModelUsage {
  /** Counts a call, or takes one back. `month` is that of its time. */
  add(call: CallEntry, month: number, sign: 1 | -1): void;
  /** One row per model and operation that was used, in the order of their names; no customer: all. */
  rows(month: number, customerId?: string): readonly ModelUsageRow[];
  snapshot(): ModelUsageSnapshot;
}

const NAMES = [
  'calls',
  'success',
  'error',
  'aborted',
  'retries',
  'estimated',
  'unpriced',
  'promptTokens',
  'outputTokens',
  'cachedTokens',
  'thinkingTokens',
  'totalTokens',
  'costNanoUsd',
] as const satisfies readonly (keyof ModelFigures)[];

const EVERYONE = 0;
const MAX_KINDS = 4096;
const MAX_MONTHS = 4096;

export function createModelUsage(known?: ModelUsageSnapshot): ModelUsage {
  const table = createTable(NAMES.length, known?.table);
  const customerNos = new Map((known?.customerIds ?? []).map((id, index) => [id, index + 1]));
  const kinds = [...(known?.kinds ?? [])];
  const kindNos = new Map(kinds.map(([modelName, operation], index) => [`${operation} ${modelName}`, index]));
  const latencies = new Map(known?.latencies);

  function kindNoOf({ modelName, operation }: CallEntry): number {
    const name = `${operation} ${modelName}`;
    let kindNo = kindNos.get(name);
    if (kindNo === undefined) {
      // Copies: pieces of a line would keep the whole text around them in memory.
      kindNo = kinds.push([Buffer.from(modelName).toString(), operation]) - 1;
      kindNos.set(Buffer.from(name).toString(), kindNo);
    }
    return kindNo;
  }

  function customerNoOf(id: string): number {
    let customerNo = customerNos.get(id);
    if (customerNo === undefined) {
      customerNo = customerNos.size + 1;
      customerNos.set(Buffer.from(id).toString(), customerNo);
    }
    return customerNo;
  }

  function latencyOf(key: number): LatencyHistogram {
    const histogram = latencies.get(key) ?? createLatencyHistogram();
    latencies.set(key, histogram);
    return histogram;
  }

  function addToRow(key: number, amounts: readonly number[], sign: 1 | -1): void {
    const row = table.rowOf(key);
    const { values } = table;
    amounts.forEach((amount, column) => {
      values[row + column] = (values[row + column] ?? 0) + sign * amount;
    });
  }

  function rowOf(month: number, customerNo: number, kindNo: number): ModelUsageRow | undefined {
    const row = table.findRow(keyOf(customerNo, month, kindNo));
    const kind = kinds[kindNo];
    if (row === undefined || kind === undefined || table.values[row] === 0) return undefined;
    const figures = Object.fromEntries(NAMES.map((name, column) => [name, table.values[row + column] ?? 0]));
    const latency = latencyOf(keyOf(EVERYONE, month, kindNo));
    return {
      ...(figures as unknown as ModelFigures),
      modelName: kind[0],
      operation: kind[1],
      p50Ms: findQuantile(latency, 0.5),
      p95Ms: findQuantile(latency, 0.95),
    };
  }

  return {
    add(call, month, sign) {
      const kindNo = kindNoOf(call);
      const amounts = amountsOf(call);
      const everyone = keyOf(EVERYONE, month, kindNo);
      addToRow(everyone, amounts, sign);
      addToRow(keyOf(customerNoOf(call.customerId), month, kindNo), amounts, sign);
      if (call.processingTimeMs !== undefined) countLatency(latencyOf(everyone), call.processingTimeMs, sign);
    },
    rows(month, customerId) {
      const customerNo = customerId === undefined ? EVERYONE : customerNos.get(customerId);
      if (customerNo === undefined) return [];
      return kinds.flatMap((_kind, kindNo) => rowOf(month, customerNo, kindNo) ?? []).sort(compareRows);
    },
    snapshot: () => ({ table: table.snapshot(), customerIds: [...customerNos.keys()], kinds, latencies }),
  };
}

function compareRows(a: ModelUsageRow, b: ModelUsageRow): number {
  return a.modelName.localeCompare(b.modelName) || a.operation.localeCompare(b.operation);
}

function keyOf(customerNo: number, month: number, kindNo: number): number {
  return (customerNo * MAX_MONTHS + month) * MAX_KINDS + kindNo;
}

/** In the order of `NAMES`. */
function amountsOf(call: CallEntry): number[] {
  return [
    1,
    call.status === 'success' ? 1 : 0,
    call.status === 'error' ? 1 : 0,
    call.status === 'aborted' ? 1 : 0,
    call.attempt > 1 ? 1 : 0,
    call.isEstimated ? 1 : 0,
    call.costNanoUsd === undefined ? 1 : 0,
    call.promptTokens,
    call.outputTokens,
    call.cachedTokens,
    call.thinkingTokens,
    call.totalTokens,
    call.costNanoUsd ?? 0,
  ];
}
