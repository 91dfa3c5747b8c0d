/** Opens sheets where rows go, each watched for the metrics. */
import type { Config } from '../../config/config.ts';
import type { HealthWatch } from '../health-watch.ts';
import { createSheet, type SheetOptions } from '../vendors.ts';
import type { OpenSheet } from './open-sheet.ts';

export interface SheetOpeningOptions extends Omit<SheetOptions, 'tabs' | 'place'> {
  readonly watch: Pick<HealthWatch, 'watchSheet'>;
}

export function createSheetOpening(config: Config, { watch, ...options }: SheetOpeningOptions): OpenSheet {
  return (place, tabs) => {
    const isGoogle = place ? place.kind === 'google-sheet' : config.googleSheet !== undefined;
    const sheet = createSheet(config, { ...options, place, tabs });
    return watch.watchSheet(sheet, isGoogle ? 'google_sheets' : 'csv');
  };
}
