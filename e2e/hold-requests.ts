import { answers, type Reply } from "#harness/behaviours.ts";
import type { Behaviour } from "#harness/receiver.ts";

/** A receiver that reads requests and lets them wait, until the test says how all of them are answered. */
export function holdRequests(): { behaviour: Behaviour; answerAll: (reply: Reply) => void } {
  const held: ((reply: Reply) => void)[] = [];
  return {
    behaviour: { onRequest: (request, socket) => held.push((reply) => answers(reply).onRequest?.(request, socket)) },
    answerAll: (reply) => {
      for (const answer of held.splice(0)) answer(reply);
    },
  };
}
