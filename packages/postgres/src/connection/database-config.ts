import type { ClientConfig } from 'pg';

/** How to connect, for `pg`. */
export interface DatabaseConfig extends ClientConfig {
  /** `channel_binding=require`: the engine connects only to a server that binds the password to the channel. `pg` alone cannot keep that. */
  readonly requiresChannelBinding?: boolean | undefined;
}
