/** Redis if configured, else PostgreSQL: the one switch, and the only place that knows there are two. */
import { createPostgresBackend, Queue, Worker, withBackend } from 'bullmq';
import { Redis } from 'ioredis';

interface Added {
  name: string;
  payload: Record<string, string>;
  id: string;
  delayMs?: number;
}

export interface QueueHandle {
  add(job: Added): Promise<void>;
  /** Runs a job of this name every so often; started by several processes it is still one. */
  every(name: string, ms: number): Promise<void>;
  close(): Promise<void>;
}

export interface WorkerHandle {
  /** Waits for the jobs under way. */
  close(): Promise<void>;
}

interface RunningJob {
  name: string;
  payload: unknown;
  attempt: number;
  lastAttempt: boolean;
}

export interface Backend {
  queue(name: string): QueueHandle;
  worker(name: string, concurrency: number, run: (job: RunningJob) => Promise<void>): WorkerHandle;
  /** Told when the queues are back after they were away, and may have forgotten every job and schedule. */
  whenBack(listener: () => void): void;
  close(): Promise<void>;
}

const ATTEMPTS = 6;

// A finished job frees its id at once: the rows say whether there is still something to do.
const JOB_OPTIONS = {
  attempts: ATTEMPTS,
  backoff: { type: 'exponential', delay: 500 },
  removeOnComplete: true,
  removeOnFail: true,
} as const;

// The job of a process that died, or of one that lost the database, is taken up by another within seconds.
const LOCKS = { lockDuration: 15_000, stalledInterval: 5_000 } as const;

export function openBackend(
  urls: { redisUrl: string | undefined; databaseUrl: string },
  onError: (error: Error) => void,
): Backend {
  return urls.redisUrl ? redisBackend(urls.redisUrl, onError) : postgresBackend(urls.databaseUrl, onError);
}

function redisBackend(url: string, onError: (error: Error) => void): Backend {
  const connections: Redis[] = [];
  const listeners: (() => void)[] = [];
  const connect = (retries: number | null) => {
    const connection = new Redis(url, { maxRetriesPerRequest: retries, enableOfflineQueue: retries === null });
    connection.on('error', onError);
    connections.push(connection);
    return connection;
  };
  // Of several that come back one after the other each tells: only the last knows that all are there.
  const connectToAdd = () => {
    const connection = connect(1);
    const back = () => {
      for (const tell of listeners) tell();
    };
    return connection.once('ready', () => connection.on('ready', back));
  };
  return {
    whenBack: (listener) => listeners.push(listener),
    // Adding fails at once when Redis is away: what is left undone is in the rows, and the sweep finds it.
    queue: (name) =>
      handleOf(
        new Queue(name, { connection: connectToAdd(), prefix: 'api-review', defaultJobOptions: JOB_OPTIONS }),
        onError,
      ),
    worker: (name, concurrency, run) =>
      workerOf(
        new Worker(name, processor(run), { connection: connect(null), prefix: 'api-review', concurrency, ...LOCKS }),
        onError,
      ),
    async close() {
      for (const connection of connections) connection.disconnect();
    },
  };
}

function postgresBackend(connectionString: string, onError: (error: Error) => void): Backend {
  const postgres = withBackend(createPostgresBackend);
  const connection = { connectionString, max: 4 };
  return {
    queue: (name) => handleOf(new postgres.Queue(name, { connection, defaultJobOptions: JOB_OPTIONS }), onError),
    // What PostgreSQL kept of the rows it kept of the jobs.
    whenBack: () => {},
    worker: (name, concurrency, run) =>
      workerOf(new postgres.Worker(name, processor(run), { connection, concurrency, ...LOCKS }), onError),
    async close() {},
  };
}

interface AnyQueue {
  add(name: string, data: object, options: { jobId: string; delay?: number }): Promise<unknown>;
  upsertJobScheduler(id: string, repeat: { every: number }, template: { name: string; data: object }): Promise<unknown>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(): Promise<void>;
}

function handleOf(queue: AnyQueue, onError: (error: Error) => void): QueueHandle {
  queue.on('error', onError);
  return {
    async add({ name, payload, id, delayMs }) {
      await queue.add(name, payload, { jobId: id, ...(delayMs && { delay: delayMs }) });
    },
    async every(name, ms) {
      await queue.upsertJobScheduler(name, { every: ms }, { name, data: {} });
    },
    close: () => queue.close(),
  };
}

interface AnyWorker {
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(): Promise<void>;
}

function workerOf(worker: AnyWorker, onError: (error: Error) => void): WorkerHandle {
  worker.on('error', onError);
  return { close: () => worker.close() };
}

const processor =
  (run: (job: RunningJob) => Promise<void>) => (job: { name: string; data: unknown; attemptsMade: number }) =>
    run({
      name: job.name,
      payload: job.data,
      attempt: job.attemptsMade + 1,
      lastAttempt: job.attemptsMade + 1 >= ATTEMPTS,
    });
