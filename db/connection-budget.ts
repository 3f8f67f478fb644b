/** The most connections that one process opens (docs/guides/run-on-many-machines.md adds them up). */
export const CONNECTION_BUDGET = {
  web: 10,
  worker: 16,
  /** A dispatching worker's own for LISTEN. */
  listen: 1,
  /** Besides, to DATABASE_DIRECT_URL: one for each duty that a maintainer may be at, and one to spare. */
  session: 10,
  /** Besides, to DATABASE_READ_URL. */
  read: 10,
} as const;
