import { findDatabase, type Database } from '@pgpm/postgres';

/** Options of every executor that talks to a database. */
export interface ConnectionOptions {
  readonly url?: string | undefined;
  readonly database?: string | undefined;
}

export interface ConnectionContext {
  /** The workspace whose embedded server is meant when nothing else is named. */
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  /** Which embedded server. Default: the one for development. */
  readonly cluster?: 'development' | 'test' | undefined;
  /** Called every few seconds while it takes long, as the first start of the embedded server does. */
  readonly onWaiting: (seconds: number) => void;
}

const heartbeatSeconds = 3;

/** Decides which database is meant, and starts the embedded server when it is that one. */
export async function connect(options: ConnectionOptions, context: ConnectionContext): Promise<Database> {
  let seconds = 0;
  const timer = setInterval(() => {
    seconds += heartbeatSeconds;
    context.onWaiting(seconds);
  }, heartbeatSeconds * 1000);
  try {
    const { root, env, cluster } = context;
    return await findDatabase({ url: options.url, database: options.database, cwd: root, env, cluster });
  } finally {
    clearInterval(timer);
  }
}
