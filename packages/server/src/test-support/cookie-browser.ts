/** A browser for tests of doors: keeps cookies, and does not follow. */

import type { FastifyInstance } from 'fastify';
import { accessToken } from './test-server.ts';

export class CookieBrowser {
  readonly cookies = new Map<string, string>();
  readonly #server: FastifyInstance;

  constructor(server: FastifyInstance) {
    this.#server = server;
  }

  async ask(method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const body = payload === undefined ? {} : { payload };
    const answer = await this.#server.inject({ method, url, headers: { cookie }, ...body });
    for (const { name, value } of answer.cookies) this.cookies.set(name, value);
    return answer;
  }

  /** As whoever holds the access token. */
  async signIn(): Promise<this> {
    await this.ask('POST', '/api/v1/session', { token: accessToken });
    return this;
  }

  /** With a password of an account. */
  async signInAs(login: string, password: string): Promise<this> {
    await this.ask('POST', '/api/v1/session/password', { login, password });
    return this;
  }
}
