/** An HTTP server that listens on loopback only, and whose end cuts every connection. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

const HOST = '127.0.0.1';

export interface LoopbackServer {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Cuts every connection, waiting ones included. */
  close(): Promise<void>;
}

export interface LoopbackServerOptions {
  /** 0 is any free port. */
  readonly port: number;
  /** Must not reject. */
  readonly serve: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

/** Rejects if the port is taken. */
export async function startLoopbackServer({ port, serve }: LoopbackServerOptions): Promise<LoopbackServer> {
  const server = createServer((request, response) => void serve(request, response));
  await listen(server, port);
  const address = server.address();
  return {
    url: `http://${HOST}:${typeof address === 'object' ? address?.port : port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, resolve);
  });
}
