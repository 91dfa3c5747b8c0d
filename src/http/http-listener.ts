/** Opens a port for plain HTTP, or says which variable names one that can't be had. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export interface HttpListenerOptions {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  /** The variable that names the port, for the error's message. */
  readonly variable: string;
  /** Must not reject. */
  readonly serve: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

export interface HttpListener {
  /** `http://<host>:<port>` */
  readonly url: string;
  /** The process does not go on for its sake. */
  unref(): void;
  /** Takes no more connections, and cuts those that are open. */
  close(): Promise<void>;
}

/** Its message tells the operator what to change. */
export class PortError extends Error {
  override readonly name = 'PortError';
}

/** A request whose head takes longer to come is cut off. */
const HEADERS_TIMEOUT_MS = 10_000;

/** Throws `PortError`. */
export async function openHttpListener(options: HttpListenerOptions): Promise<HttpListener> {
  const { host, port, variable, serve } = options;
  const server = createServer({ headersTimeout: HEADERS_TIMEOUT_MS }, (request, response) => {
    void serve(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      reject(new PortError(`${variable}: port ${port} of ${host} can't be opened (${error.message})`));
    });
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const openPort = typeof address === 'object' && address ? address.port : port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${openPort}`,
    unref: () => void server.unref(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
