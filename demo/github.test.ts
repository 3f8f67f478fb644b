import { expect, test } from "vitest";
import { listEventTypes } from "#domain/event-type/list.ts";
import { updateEventType } from "#domain/event-type/update.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { ensureEventTypes } from "./github.ts";

ownTestDatabase();

test("the demo's catalogue holds GitHub's events with schema and example, and is left alone afterwards", {
  timeout: 60_000,
}, async () => {
  const { id: tenantId, appId } = await makeTenant();
  const actor = actorIn({ id: tenantId });
  const place = { tenantId, appId, actor };
  await ensureEventTypes(place);
  const { data } = await listEventTypes({ actor }, { q: "github.issues.opened" });
  expect(data).toMatchObject([
    {
      name: "github.issues.opened",
      description: expect.stringMatching(/^[^[\]]+\.$/),
      schema: { required: expect.arrayContaining(["action", "issue"]) },
      example: { type: "github.issues.opened", action: "opened" },
    },
  ]);
  await updateEventType({ actor }, { name: "github.issues.opened", description: "Ours" });
  await ensureEventTypes(place);
  expect((await listEventTypes({ actor }, { q: "github.issues.opened" })).data[0]?.description).toBe("Ours");
});
