/** Answers machines that ask how the bot is: /healthz, /readyz, /metrics. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type HttpListener, openHttpListener } from '../http/http-listener.ts';
import type { Metrics } from './metrics.ts';
import type { Readiness } from './readiness.ts';

export interface HealthServerOptions {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly readiness: Pick<Readiness, 'reasons'>;
  readonly metrics: Pick<Metrics, 'render'>;
  readonly onFault: (error: unknown) => void;
}

interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

/**
 * `/healthz` is 200 as long as the process answers at all; `/readyz` is 503 with the reasons while the bot takes no work.
 * Throws `PortError`.
 */
export function startHealthServer(options: HealthServerOptions): Promise<HttpListener> {
  const { host, port, readiness, metrics, onFault } = options;

  async function answer(path: string): Promise<Answer> {
    switch (path) {
      case '/healthz':
        return toJson(200, { alive: true });
      case '/readyz': {
        const reasons = readiness.reasons();
        return toJson(reasons.length === 0 ? 200 : 503, { ready: reasons.length === 0, reasons });
      }
      case '/metrics':
        return { status: 200, ...(await metrics.render()) };
      default:
        return toJson(404, { paths: ['/healthz', '/readyz', '/metrics'] });
    }
  }

  async function serve({ method, url = '/' }: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const isRead = method === 'GET' || method === 'HEAD';
      const { status, contentType, text } = isRead ? await answer(url.split('?')[0] ?? '/') : toJson(405, {});
      response.writeHead(status, { 'content-type': contentType, 'cache-control': 'no-store' });
      response.end(method === 'HEAD' ? undefined : text);
    } catch (error) {
      onFault(error);
      response.destroy();
    }
  }

  return openHttpListener({ host, port, variable: 'HEALTH_PORT', serve });
}

function toJson(status: number, value: object): Answer {
  return { status, contentType: 'application/json', text: `${JSON.stringify(value)}\n` };
}
