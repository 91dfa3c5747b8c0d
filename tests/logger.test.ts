import { describe, expect, test } from 'vitest';
import { createLogger } from '../src/logger.ts';

const TOKEN = '123456789:AAaaBBbbCCccDDddEEeeFFffGGggHHhhIIi';
const KEY = '-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----\n';

function createCapture() {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const log = createLogger({ level: 'info', secrets: [TOKEN, KEY], isTerminal: false, destination });
  return { lines, log };
}

describe('logger', () => {
  test('scrubs a secret wherever it stands: message, data, nested error, URL, child logger', () => {
    const { lines, log } = createCapture();
    const cause = new Error(
      `request to https://api.telegram.org/bot${encodeURIComponent(TOKEN)}/getMe failed`,
    );
    log.info(`token ${TOKEN}`);
    log.child({ url: `https://x/file/bot${TOKEN}/a.jpg` }).warn({ deep: { key: [KEY] } }, 'child');
    log.error({ err: new Error(`outer ${TOKEN}`, { cause }) }, 'failed');

    const written = lines.join('');
    expect(lines).toHaveLength(3);
    expect(written).not.toContain('AAaaBBbb');
    expect(written).not.toContain('BEGIN PRIVATE KEY');
    expect(written.match(/\[secret\]/g)?.length).toBeGreaterThanOrEqual(5);
  });

  test('writes one line of JSON an entry, still valid after scrubbing', () => {
    const { lines, log } = createCapture();
    log.info({ scanId: 'scan_1', key: KEY }, 'Page received');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      scanId: 'scan_1',
      key: '[secret]',
      msg: 'Page received',
    });
  });
});
