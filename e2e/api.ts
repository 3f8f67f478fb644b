import { expect } from "@playwright/test";
import { z } from "zod";

/** The public API as a customer's program calls it: events at the ingest door, everything else at the dashboard's. */
export type Api = ReturnType<typeof apiOf>;

const answerTimeoutMs = 15_000;
const made = z.object({ id: z.string(), secret: z.string() });
const madeSource = made.extend({ url: z.string() });
const accepted = z.object({ id: z.string(), deliveries: z.int() });
const deliveryPage = z.object({
  data: z.array(z.object({ id: z.string(), status: z.string(), endpointId: z.string() })),
});
const finalStatuses = ["succeeded", "failed", "dead_letter", "cancelled"];

/** The API by a key that may manage and send. Every refusal is thrown. */
export function apiOf(token: string) {
  const call = async (method: string, url: string, body?: string) => {
    const answer = await fetch(url, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      signal: AbortSignal.timeout(answerTimeoutMs),
      ...(body === undefined ? {} : { body }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${url} answered ${answer.status}: ${text}`);
    const json: unknown = text === "" ? null : JSON.parse(text);
    return json;
  };
  const web = (path: string) => `${process.env.E2E_BASE_URL}/api/v1${path}`;
  const deliveriesOf = async (eventId: string) =>
    deliveryPage.parse(await call("GET", web(`/deliveries?eventId=${eventId}`))).data;
  return {
    /** Any management call; `path` without `/api/v1`. */
    call: (method: string, path: string, body?: object) => call(method, web(path), body && JSON.stringify(body)),
    createEndpoint: async (input: object) => made.parse(await call("POST", web("/endpoints"), JSON.stringify(input))),
    createSource: async (input: object) => madeSource.parse(await call("POST", web("/sources"), JSON.stringify(input))),
    updateEndpoint: (id: string, change: object) => call("PATCH", web(`/endpoints/${id}`), JSON.stringify(change)),
    /** `body` is the message, byte for byte. */
    postEvent: async (body: string) =>
      accepted.parse(await call("POST", `${process.env.E2E_INGEST_URL}/api/v1/events`, body)),
    deliveriesOf,
    /** An event's deliveries, once as many as `unfinished` are left that have not ended. */
    settled: async (eventId: string, { unfinished = 0 }: { unfinished?: number } = {}) => {
      let deliveries: Awaited<ReturnType<typeof deliveriesOf>> = [];
      const left = async () => {
        deliveries = await deliveriesOf(eventId);
        return deliveries.filter(({ status }) => !finalStatuses.includes(status)).length;
      };
      await expect.poll(left, { timeout: 30_000 }).toBe(unfinished);
      return deliveries;
    },
  };
}
