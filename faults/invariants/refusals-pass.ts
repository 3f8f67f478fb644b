import type { Invariant } from "./invariant.ts";

const UNAVAILABLE = 503;

/** Who is refused while something is broken is told to come back, and not that the request or the program is wrong. */
export const refusalsPass: Invariant = {
  name: "what is refused under a fault is refused with 503",
  check: ({ posts }) =>
    posts.flatMap(({ number, outcome }) =>
      outcome.kind === "refused" && outcome.status !== UNAVAILABLE
        ? [`post ${number} was refused with ${outcome.status}`]
        : [],
    ),
};
