/** Keeps every call to a model in the scan that it was sent for. */
import type { ModelCall } from '../usage/model-call.ts';
import { addCall } from './scan.ts';
import type { ScanStore } from './scan-store.ts';

export function recordCallsOf(store: ScanStore, scanId: string): (call: ModelCall) => void {
  return (call) => {
    // Carried by the next write of the scan; a failed write shows itself there.
    store.update(scanId, (scan) => addCall(scan, call)).catch(() => undefined);
  };
}
