import { z } from "zod";
import { firstApps } from "./first-app.ts";
import { liveStays } from "./live-stay.ts";
import { stays } from "./schema.ts";
import { staffOperation } from "./staff-operation.ts";

export const listStays = staffOperation({
  id: "support.stays",
  summary: "List the tenants one is in now",
  input: z.strictObject({}),
  output: stays,
  audited: false,
  run: async ({ staff, tx }) => {
    const live = await liveStays(tx, staff.id);
    const firstApp = await firstApps(
      tx,
      live.map(({ tenantId }) => tenantId),
    );
    return {
      data: live.map(({ tenantId, slug, name, reason, enteredAt, endsAt }) => ({
        tenant: { slug, name },
        app: firstApp.get(tenantId) ?? null,
        reason,
        enteredAt: enteredAt.toISOString(),
        endsAt: endsAt.toISOString(),
      })),
    };
  },
});
