/** The HTTP server of the Bot API: turns what a route says into an answer on the wire. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type LoopbackServer, startLoopbackServer } from '../loopback-server.ts';
import { sendAnswer } from './answers.ts';
import type { Route } from './routes.ts';

export interface BotApiServerOptions {
  /** 0 is any free port. */
  readonly port: number;
  readonly route: Route;
}

/** Rejects if the port is taken. */
export function startBotApiServer({ port, route }: BotApiServerOptions): Promise<LoopbackServer> {
  return startLoopbackServer({ port, serve });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const hungUp = new AbortController();
    response.once('close', () => hungUp.abort());
    const answer = await route(request, hungUp.signal);
    if (answer === 'dropped') response.destroy();
    else if (!response.destroyed) sendAnswer(response, answer);
  }
}
