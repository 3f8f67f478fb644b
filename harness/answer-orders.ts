import { z } from "zod";

const envelope = z.object({ number: z.number(), order: z.unknown() });

/** The other end of `startTool`: takes orders from the parent and answers each when it is carried out. */
export function answerOrders<Order>(order: z.ZodType<Order>, carryOut: (order: Order) => unknown): void {
  process.channel?.ref(); // Waiting for orders is what keeps this process alive.
  process.on("message", (message) => {
    const { number, order: given } = envelope.parse(message);
    answer(() => carryOut(order.parse(given))).then(
      (result) => process.send?.({ number, ...result }),
      (error: unknown) => process.stderr.write(`${error}\n`),
    );
  });
}

async function answer(work: () => unknown): Promise<{ answer: unknown; failure?: string }> {
  try {
    return { answer: (await work()) ?? null };
  } catch (error) {
    return { answer: null, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
