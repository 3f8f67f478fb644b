import { and, eq, inArray } from "drizzle-orm";
import { endpoints } from "#db/schema/endpoint.ts";
import { operation } from "#domain/call/operation.ts";
import { databaseNow } from "#domain/clock.ts";
import { notFound } from "#domain/error.ts";
import { sparkPoints } from "#domain/health/spark-points.ts";
import { formatId } from "#domain/id.ts";
import { sparklines, sparklinesInput } from "./schema.ts";

/** For pages that show many endpoints at once. */
export const getSparklines = operation({
  id: "endpoint.sparklines",
  summary: "Get the last 24 hours of several endpoints, hour by hour",
  permission: "manage_webhooks",
  scope: "app",
  input: sparklinesInput,
  output: sparklines,
  audited: false,
  mayLag: true,
  run: async ({ app, tx }, input) => {
    const ids = [...new Set(input.ids)];
    const ofApp = and(eq(endpoints.tenantId, app.tenantId), eq(endpoints.appId, app.id));
    const found = await tx
      .select({ id: endpoints.id })
      .from(endpoints)
      .where(and(ofApp, inArray(endpoints.id, ids)));
    if (found.length < ids.length) throw notFound("endpoint");
    const points = await sparkPoints(tx, ids, await databaseNow(tx));
    return { data: ids.map((id) => ({ id: formatId("ep", id), points: points.get(id) ?? [] })) };
  },
});
