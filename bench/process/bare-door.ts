import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { z } from "zod";
import { answerOrders } from "#harness/answer-orders.ts";
import { listen } from "#harness/listen.ts";

/** The ingest door's server with nothing behind it. */
const app = new Hono();
app.post("/api/v1/events", () => Response.json({ id: "", type: "", deliveries: 1 }, { status: 202 }));

const origin = `http://127.0.0.1:${await listen(createAdaptorServer({ fetch: app.fetch }))}`;

answerOrders(z.object({ kind: z.literal("address") }), () => origin);
