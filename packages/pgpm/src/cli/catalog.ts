import type { Command } from './command.js';

/** A command that can be called, before its file is loaded. */
export interface CatalogEntry {
  /** One word, or two for a command of a group. */
  readonly name: string;
  /** Another word for the same. */
  readonly alias?: string | undefined;
  /** One sentence. */
  readonly summary: string;
  load(): Promise<Command>;
}

/** Groups of commands, and what they are about. */
export const groups: Readonly<Record<string, string>> = {
  init: 'Start a workspace or a module.',
  migrate: 'Look after the registry of what is deployed.',
  server: 'Look after the embedded PostgreSQL of the workspace.',
};
