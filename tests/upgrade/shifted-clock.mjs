/** Loaded before a process (`--import`), it sets that process's clock to START_AT; from there it goes on as usual. */

const RealDate = Date;
const shiftMs = RealDate.parse(process.env.START_AT ?? '') - RealDate.now();

globalThis.Date = class extends RealDate {
  constructor(...parts) {
    super(...(parts.length === 0 ? [RealDate.now() + shiftMs] : parts));
  }

  static now() {
    return RealDate.now() + shiftMs;
  }
};
