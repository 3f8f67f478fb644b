import { ensureFirstTenant } from "#domain/tenant/ensure-first.ts";
import { main, say } from "#process/command.ts";
import { openDeployment } from "#process/deployment.ts";

/** Before a release's processes start: the schema, the partitions ahead and, on an empty database, the first admin. */
await main(async () => {
  const deployment = await openDeployment(process.env, say);
  const first = await ensureFirstTenant(deployment.config);
  if (first?.isGenerated) say(`First admin: ${first.email}, password ${first.password} (shown this once).`);
  say("The database is ready for this release.");
  await deployment.close();
  return 0;
});
