import { once } from "node:events";
import { join } from "node:path";
import { z } from "zod";
import { launch, signalGroup, withoutSettings } from "#process/launch.ts";
import { root } from "#process/root.ts";
import { RECEIVER_SETTINGS } from "./receiver.ts";

/** A program that helps to test or to measure (a receiver, a load) in a process of its own, which answers orders. */
export type Tool = {
  pid: number;
  /** Sends an order and waits for its answer. */
  ask: <Answer>(order: unknown, answer: z.ZodType<Answer>) => Promise<Answer>;
  stop: () => Promise<void>;
};

type ToolOptions = {
  /** The program's path from the root; it calls `answerOrders`. */
  script: string;
  env?: Record<string, string>;
  logFile: string;
};

const ANSWERS_WITHIN_MS = 300_000;

const reply = z.object({ number: z.number(), answer: z.unknown(), failure: z.string().optional() });

export function startTool({ script, env = {}, logFile }: ToolOptions): Tool {
  const child = launch({
    name: script,
    args: [join(root, script)],
    env: { ...withoutSettings(process.env), ...RECEIVER_SETTINGS, ...env },
    output: { file: logFile },
  });
  const exited = once(child, "exit");
  let sent = 0;
  const ask = async <Answer>(order: unknown, answer: z.ZodType<Answer>): Promise<Answer> => {
    sent += 1;
    const number = sent;
    const answered = new Promise<unknown>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${script} did not answer in time.`)), ANSWERS_WITHIN_MS);
      const onMessage = (message: unknown) => {
        const received = reply.parse(message);
        if (received.number !== number) return;
        clearTimeout(late);
        child.off("message", onMessage);
        if (received.failure === undefined) resolve(received.answer);
        else reject(new Error(`${script}: ${received.failure}`));
      };
      child.on("message", onMessage);
    });
    child.send({ number, order }, () => undefined); // Where it is gone, `exited` tells.
    const ended = exited.then(() => {
      throw new Error(`${script} ended; why stands in ${logFile}.`);
    });
    return answer.parse(await Promise.race([answered, ended]));
  };
  const stop = async () => {
    signalGroup(child, "SIGKILL");
    await exited;
  };
  return { pid: child.pid ?? 0, ask, stop };
}
