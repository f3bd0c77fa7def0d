import { join } from 'node:path';

import type { ClientConfig } from 'pg';

import { printUrl, type Place } from '../connection/print.js';
import { loopback, superuser } from '../embedded/state.js';

/** What starts the server process: plain JavaScript, so that it runs from sources, too. */
export const program = join(__dirname, 'program', 'main.cjs');

/** The only database of a WASM server. */
export const database = 'postgres';

/** A WASM server that accepts connections. It serves one session at a time; a second connection waits for the first. */
export interface WasmServer {
  readonly pid: number;
  readonly port: number;
  /** Of PostgreSQL, such as `18.3`. */
  readonly version: string;
  /** For `pg`; holds the password. */
  readonly config: ClientConfig;
  /** `config` without the password. */
  readonly place: Place;
  /** `place` as a URL. */
  readonly url: string;
}

/** What the process says about itself when it is ready. */
export interface Ready {
  readonly pid: number;
  readonly port: number;
  readonly version: string;
}

export function parseReady({ pid, port, version }: Readonly<Record<string, unknown>>): Ready | undefined {
  if (typeof pid !== 'number' || typeof port !== 'number' || typeof version !== 'string') return undefined;
  return { pid, port, version };
}

export function describeWasm({ pid, port, version }: Ready, password: string): WasmServer {
  const place: Place = { host: loopback, port, user: superuser, database };
  const config = { host: loopback, port, user: superuser, database, password, application_name: 'pgpm', ssl: false };
  return { pid, port, version, config, place, url: printUrl(place) };
}
