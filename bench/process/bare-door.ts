import { once } from "node:events";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { z } from "zod";
import { answerOrders } from "#harness/answer-orders.ts";

/** The ingest door's server with nothing behind it. */
const app = new Hono();
app.post("/api/v1/events", () => Response.json({ id: "", type: "", deliveries: 1 }, { status: 202 }));

const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
await once(server, "listening");
const address = z.object({ port: z.number() }).parse(server.address());

answerOrders(z.object({ kind: z.literal("address") }), () => `http://127.0.0.1:${address.port}`);
