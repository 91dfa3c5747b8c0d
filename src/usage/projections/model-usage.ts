/** What each model was asked to do, month by month: calls, tokens, cost and latency, per operation and customer. */

import type { ModelOperation } from '../model-call.ts';
import type { CallEntry } from '../records/call-lines.ts';
import { addRow, createFigureRows, type FiguresOf, type FigureTable } from '../stats/figure-rows.ts';
import {
  countLatency,
  createLatencyHistogram,
  findQuantile,
  type LatencyHistogram,
} from './latency-histogram.ts';
import { createTable, type TableSnapshot } from './table.ts';

/** Exact sums over calls. */
const CALL_FIGURES = {
  calls: () => 1,
  success: ({ status }) => Number(status === 'success'),
  error: ({ status }) => Number(status === 'error'),
  aborted: ({ status }) => Number(status === 'aborted'),
  /** Calls that were a second or later attempt. */
  retries: ({ attempt }) => Number(attempt > 1),
  /** Calls whose tokens are a guess. */
  estimated: ({ isEstimated }) => Number(isEstimated),
  unpriced: ({ costNanoUsd }) => Number(costNanoUsd === undefined),
  promptTokens: ({ promptTokens }) => promptTokens,
  outputTokens: ({ outputTokens }) => outputTokens,
  cachedTokens: ({ cachedTokens }) => cachedTokens,
  thinkingTokens: ({ thinkingTokens }) => thinkingTokens,
  totalTokens: ({ totalTokens }) => totalTokens,
  costNanoUsd: ({ costNanoUsd }) => costNanoUsd ?? 0,
} as const satisfies FigureTable<CallEntry>;

export type ModelFigures = FiguresOf<typeof CALL_FIGURES>;

const CALL_ROWS = createFigureRows(CALL_FIGURES);

/** Calls of one kind are counted together. */
type CallKind = Pick<CallEntry, 'provider' | 'modelName' | 'operation'>;

export interface ModelUsageRow extends ModelFigures {
  /** With its provider, `local:gemma-3`, where two of them have a model of this name. */
  readonly modelName: string;
  readonly provider: string;
  readonly operation: ModelOperation;
  /** Of all customers' calls, since it says how the model fares, not whom it serves. At most 5 % off. */
  readonly p50Ms: number | undefined;
  readonly p95Ms: number | undefined;
}

export interface ModelUsageSnapshot {
  readonly table: TableSnapshot;
  readonly customerIds: readonly string[];
  /** By number. */
  readonly kinds: readonly CallKind[];
  readonly latencies: ReadonlyMap<number, LatencyHistogram>;
}

export interface ModelUsage {
  /** Counts a call, or takes one back. `month` is that of its time. */
  add(call: CallEntry, month: number, sign: 1 | -1): void;
  /** One row per provider, model and operation that was used, in the order of their names; no customer: all. */
  rows(month: number, customerId?: string): readonly ModelUsageRow[];
  snapshot(): ModelUsageSnapshot;
}

const EVERYONE = 0;
const MAX_KINDS = 4096;
const MAX_MONTHS = 4096;

export function createModelUsage(known?: ModelUsageSnapshot): ModelUsage {
  const table = createTable(CALL_ROWS.width, known?.table);
  const customerNos = new Map((known?.customerIds ?? []).map((id, index) => [id, index + 1]));
  const kinds = [...(known?.kinds ?? [])];
  const kindNos = new Map(kinds.map((kind, index) => [nameOf(kind), index]));
  const latencies = new Map(known?.latencies);
  const amounts = new Float64Array(CALL_ROWS.width);

  function kindNoOf(kind: CallKind): number {
    const name = nameOf(kind);
    let kindNo = kindNos.get(name);
    if (kindNo === undefined) {
      // Copies: pieces of a line would keep the whole text around them in memory.
      kindNo = kinds.push(copyOf(kind)) - 1;
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

  function addTo(key: number, sign: 1 | -1): void {
    const at = table.rowOf(key);
    addRow(table.values, at, amounts, sign);
  }

  function rowOf(month: number, customerNo: number, kindNo: number): ModelUsageRow | undefined {
    const row = table.findRow(keyOf(customerNo, month, kindNo));
    const kind = kinds[kindNo];
    if (row === undefined || kind === undefined || table.values[row] === 0) return undefined;
    const latency = latencyOf(keyOf(EVERYONE, month, kindNo));
    return {
      ...CALL_ROWS.read(table.values, row),
      ...kind,
      p50Ms: findQuantile(latency, 0.5),
      p95Ms: findQuantile(latency, 0.95),
    };
  }

  return {
    add(call, month, sign) {
      const kindNo = kindNoOf(call);
      CALL_ROWS.fill(amounts, call);
      const everyone = keyOf(EVERYONE, month, kindNo);
      addTo(everyone, sign);
      addTo(keyOf(customerNoOf(call.customerId), month, kindNo), sign);
      if (call.processingTimeMs !== undefined) countLatency(latencyOf(everyone), call.processingTimeMs, sign);
    },
    rows(month, customerId) {
      const customerNo = customerId === undefined ? EVERYONE : customerNos.get(customerId);
      if (customerNo === undefined) return [];
      const rows = kinds.flatMap((_kind, kindNo) => rowOf(month, customerNo, kindNo) ?? []);
      return rows.map((row) => ({ ...row, modelName: titleOf(row, rows) })).sort(compareRows);
    },
    snapshot: () => ({ table: table.snapshot(), customerIds: [...customerNos.keys()], kinds, latencies }),
  };
}

function nameOf({ provider, modelName, operation }: CallKind): string {
  return `${operation}\n${provider}\n${modelName}`;
}

function copyOf({ provider, modelName, operation }: CallKind): CallKind {
  return {
    provider: Buffer.from(provider).toString(),
    modelName: Buffer.from(modelName).toString(),
    operation,
  };
}

function titleOf({ provider, modelName }: CallKind, all: readonly CallKind[]): string {
  const isShared = all.some((other) => other.modelName === modelName && other.provider !== provider);
  return isShared ? `${provider}:${modelName}` : modelName;
}

function compareRows(a: ModelUsageRow, b: ModelUsageRow): number {
  return a.modelName.localeCompare(b.modelName) || a.operation.localeCompare(b.operation);
}

function keyOf(customerNo: number, month: number, kindNo: number): number {
  return (customerNo * MAX_MONTHS + month) * MAX_KINDS + kindNo;
}
