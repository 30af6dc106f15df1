/** Runs a process: reads the environment, starts, and stops in order when asked. */
import { type Config, ConfigError, readConfig } from './config.ts';
import { makeLogger } from './logger.ts';
import { type Opened, open } from './open.ts';

/** `start` answers with what to do first when the process stops. `apart` processes need a database that both reach. */
export async function run(
  start: (opened: Opened) => Promise<() => Promise<void>>,
  { apart = false }: { apart?: boolean } = {},
): Promise<void> {
  const config = configOrExit(apart);
  const log = makeLogger(config.logLevel);
  try {
    const opened = await open(config, log);
    const stop = await start(opened);
    let stopping = false;
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        if (stopping) return;
        stopping = true;
        log.info({ signal }, 'stopping');
        void stop()
          .then(() => opened.close())
          .then(
            () => process.exit(0),
            (error: unknown) => {
              log.error({ err: error }, 'not stopped cleanly');
              process.exit(1);
            },
          );
      });
    }
  } catch (error) {
    log.fatal({ err: error }, 'not started');
    process.exitCode = 1;
    setTimeout(() => process.exit(1), 100); // lets the log out
  }
}

function configOrExit(apart: boolean): Config {
  try {
    const config = readConfig(process.env);
    if (!apart || config.databaseUrl) return config;
    throw new ConfigError(
      'Not started. The environment needs attention:\n  - DATABASE_URL: missing. App and worker as two processes need one database: postgres://user:password@host:5432/api_review. Without it use `npm start`.',
    );
  } catch (error) {
    process.stderr.write(`${error instanceof ConfigError ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
