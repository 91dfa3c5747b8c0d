/** The HTTP server of the Bot API: listens on loopback, answers, closes. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { sendAnswer } from './answers.ts';
import type { Route } from './routes.ts';

const HOST = '127.0.0.1';

export interface BotApiServer {
  readonly url: string;
  /** Cuts every connection, waiting long polls included. */
  close(): Promise<void>;
}

/** Listens on loopback only; port 0 is any free port. Rejects if the port is taken. */
export async function startBotApiServer({
  port,
  route,
}: {
  port: number;
  route: Route;
}): Promise<BotApiServer> {
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

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const hungUp = new AbortController();
    response.once('close', () => hungUp.abort());
    const answer = await route(request, hungUp.signal);
    if (answer === 'dropped') response.destroy();
    else if (!response.destroyed) sendAnswer(response, answer);
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, resolve);
  });
}
