/** The figures of the OCR bench as tables for people. */

import { calculateAccuracy, type FieldScore, type InvoiceScore } from '../../papers/measures/score.ts';
import { formatTable } from '../../papers/measures/tables.ts';
import { CLEAN_KINDS, type FileKind } from '../../papers/photos/page-files.ts';
import type { MachineFigures, Measurement } from './measurement.ts';

type Part = keyof InvoiceScore;

/** What is aimed for, in percent. */
const AIMS: Readonly<Record<'clean' | 'photo', Partial<Record<Part, number>>>> = {
  clean: { header: 95, key: 98, lines: 90 },
  photo: { header: 80 },
};

export function formatReport(measurements: readonly Measurement[], machine: MachineFigures): string {
  const kinds = [...new Set(measurements.map(({ kind }) => kind))];
  const slugs = [...new Set(measurements.map(({ slug }) => slug))];
  const byKind = kinds.map((kind) => formatKind(kind, measurements));
  const byLayout = slugs.map((slug) => formatLayout(slug, measurements, kinds));
  return [
    'By kind of file: right fields in percent (! below the aim), seconds per page (median)',
    formatTable(['kind', 'header', 'key', 'lines', 'other', 's/page', 'CPU s'], byKind),
    'By layout: right header fields / line fields in percent (the rules were made with these papers: others fare worse)',
    formatTable(['layout', ...kinds], byLayout),
    formatMachine(machine),
  ].join('\n\n');
}

/** Every field that was read wrong, one per line. */
export function formatErrors(measurements: readonly Measurement[]): string {
  return measurements
    .flatMap(({ slug, kind, score }) =>
      [...score.header, ...score.lines, ...score.otherLineFields]
        .filter(({ isRight }) => !isRight)
        .map(({ field, expected, actual }) => {
          return `${slug} ${kind} ${field}: ${expected ?? '(nothing)'} was read as ${actual ?? '(nothing)'}`;
        }),
    )
    .join('\n');
}

function formatKind(kind: FileKind, measurements: readonly Measurement[]): string[] {
  const own = measurements.filter((measurement) => measurement.kind === kind);
  const aims = AIMS[CLEAN_KINDS.includes(kind) ? 'clean' : 'photo'];
  const parts: readonly Part[] = ['header', 'key', 'lines', 'otherLineFields'];
  const accuracies = parts.map((part) => {
    const percent = 100 * calculateAccuracy(gather(own, part));
    return `${percent.toFixed(1)}${percent < (aims[part] ?? 0) ? '!' : ''}`;
  });
  const seconds = median(own.map(({ secondsPerPage }) => secondsPerPage));
  const cpuSeconds = median(own.map(({ cpuSecondsPerPage }) => cpuSecondsPerPage));
  return [kind, ...accuracies, seconds.toFixed(1), cpuSeconds.toFixed(1)];
}

function formatLayout(
  slug: string,
  measurements: readonly Measurement[],
  kinds: readonly FileKind[],
): string[] {
  const own = measurements.filter((measurement) => measurement.slug === slug);
  const cells = kinds.map((kind) => {
    const score = own.find((measurement) => measurement.kind === kind)?.score;
    if (score === undefined) return '';
    return `${formatPercent(score.header)}/${formatPercent(score.lines)}`;
  });
  return [slug, ...cells];
}

function formatPercent(fields: readonly FieldScore[]): string {
  return String(Math.floor(100 * calculateAccuracy(fields)));
}

function gather(measurements: readonly Measurement[], part: Part): FieldScore[] {
  return measurements.flatMap(({ score }) => score[part]);
}

function formatMachine({ idleRssMb, peakRssMb, eventLoopDelayMs }: MachineFigures): string {
  return [
    `Memory: ${idleRssMb.toFixed(0)} MB before the first page, ${peakRssMb.toFixed(0)} MB at most`,
    `Main thread: timers ${eventLoopDelayMs.p99.toFixed(0)} ms late (99th percentile), ${eventLoopDelayMs.max.toFixed(0)} ms at most`,
  ].join('\n');
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
