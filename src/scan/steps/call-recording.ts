/** Keeps every call to a model in the scan that it was sent for. */
import type { ModelCall } from '../../usage/model-call.ts';
import type { ScanStore } from '../kept/scan-store.ts';
import { addCall } from '../value/scan-steps.ts';

export function recordCallsOf(store: ScanStore, scanId: string): (call: ModelCall) => void {
  return (call) => {
    // Carried by the next write of the scan; a failed write shows itself there.
    store.update(scanId, (scan) => addCall(scan, call)).catch(() => undefined);
  };
}
