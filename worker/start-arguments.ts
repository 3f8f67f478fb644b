/**
 * How a worker's process is started so that it stays small: on machines with much memory, V8's young generation and
 * glibc's arenas together cost 150 MB that made no delivery faster.
 */
export const WORKER_START = {
  nodeArgs: ["--max-semi-space-size=8"],
  env: { MALLOC_ARENA_MAX: "1" },
} as const;
