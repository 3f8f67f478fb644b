import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { type DemoGithub, type DemoMessage, githubMessages } from "./github.ts";

export type Traffic = { posted: () => number; stop: () => Promise<void> };

const FIRST_BURST = 40;
const PAUSE_MS = { min: 300, max: 1500 };
/** How often somebody replays what was given up. */
const REPLAY_EVERY_MS = 20_000;

/**
 * Posts GitHub's payloads, a burst first and then one after another: every other one as the tenant's own program, by API
 * key, the rest as GitHub itself, signed, to the source's URL. Replays a dead letter now and then.
 */
export function startTraffic(api: DemoApi, github: DemoGithub): Traffic {
  const stopping = new AbortController();
  let posted = 0;
  const postAll = async () => {
    const messages = githubMessages();
    while (!stopping.signal.aborted) {
      const message = messages[Math.floor(Math.random() * messages.length)];
      if (message && (await isAccepted(message, posted % 2 === 0 ? api : github))) posted += 1;
      if (posted > FIRST_BURST)
        await pause(PAUSE_MS.min + Math.random() * (PAUSE_MS.max - PAUSE_MS.min), stopping.signal);
    }
  };
  const replayAll = async () => {
    while (!stopping.signal.aborted) {
      await pause(REPLAY_EVERY_MS, stopping.signal);
      if (!stopping.signal.aborted) await replayOne(api).catch(() => undefined); // The next round tries again.
    }
  };
  const running = Promise.all([postAll(), replayAll()]);
  return {
    posted: () => posted,
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

/** False while Posthouse is away or busy: then the demo waits a moment like any sender. */
async function isAccepted(message: DemoMessage, by: DemoApi | DemoGithub): Promise<boolean> {
  try {
    const status = "send" in by ? await by.send(message) : (await by.post("/events", message.text)).status;
    // What a source refuses is not sent again; nor is a repeat posted anew.
    if (status < 500 && status !== 429) return true;
  } catch {
    // Not reachable just now.
  }
  await wait(1000);
  return false;
}

const deadLetters = z.object({ data: z.array(z.object({ id: z.string() })) });

async function replayOne(api: DemoApi): Promise<void> {
  const { data } = deadLetters.parse(await api.get("/deliveries?status=dead_letter&trigger=event&limit=20"));
  const chosen = data[Math.floor(Math.random() * data.length)];
  if (chosen) await api.post(`/deliveries/${chosen.id}/replay`, "{}");
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal }).catch(() => undefined); // Aborting is how the pause is cut short.
}

/** The demo's view of Posthouse: the public API, by API key, as any program would use it. */
type DemoApi = {
  post: (path: string, body: string) => Promise<{ status: number; answer: unknown }>;
  get: (path: string) => Promise<unknown>;
};

const TIMEOUT_MS = 10_000;

/** Events go to the ingest door, everything else to the web process. */
export function createApi({
  ingestUrl,
  publicUrl,
  token,
}: Record<"ingestUrl" | "publicUrl" | "token", string>): DemoApi {
  const call = async (url: string, init: RequestInit) => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const response = await fetch(url, { ...init, headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
    const answer: unknown = await response.json();
    return { status: response.status, answer };
  };
  return {
    post: (path, body) =>
      call(`${path.startsWith("/events") ? ingestUrl : publicUrl}/api/v1${path}`, { method: "POST", body }),
    get: async (path) => (await call(`${publicUrl}/api/v1${path}`, { method: "GET" })).answer,
  };
}
