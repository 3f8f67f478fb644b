import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { Worker } from "node:worker_threads";
import { RECEIVER_HOST } from "./receiver.ts";

// Listens with room for one, then holds its thread still, so that nobody takes what the kernel queues up.
const LISTEN_AND_FREEZE = `
  const { parentPort, workerData } = require("node:worker_threads");
  const server = require("node:net").createServer();
  server.listen({ port: 0, host: workerData, backlog: 1 }, () => {
    parentPort.postMessage(server.address().port);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
`;

/** So many connections the kernel queues for a backlog of one, and some more that it leaves standing. */
const QUEUE_LENGTH = 2;
const STANDING = 6;

/** A listener that never takes a connection: its queue is full, so that new ones get no answer at all. */
export async function startUnacceptingListener(): Promise<{ url: string; close: () => Promise<void> }> {
  const thread = new Worker(LISTEN_AND_FREEZE, { eval: true, workerData: RECEIVER_HOST });
  const port = await new Promise<number>((resolve, reject) => {
    thread.once("message", resolve);
    thread.once("error", reject);
  });
  const fillers: Socket[] = [];
  for (let number = 1; number <= QUEUE_LENGTH + STANDING; number++) {
    const filler = fill(port);
    fillers.push(filler);
    if (number <= QUEUE_LENGTH) await once(filler, "connect");
  }
  return {
    url: `http://${RECEIVER_HOST}:${port}/`,
    close: async () => {
      for (const filler of fillers) {
        filler.destroy();
      }
      await thread.terminate();
    },
  };
}

function fill(port: number): Socket {
  return connect({ host: RECEIVER_HOST, port }).on("error", () => undefined);
}
