import { hasAccounts } from "#domain/member/person.ts";
import { ensureFirstTenant } from "#domain/tenant/ensure-first.ts";
import type { Deployment } from "./deployment.ts";
import { say } from "./say.ts";

/** Says where it runs and, at the first start, how to sign in. */
export async function announce({ config }: Deployment): Promise<void> {
  const first = await ensureFirstTenant(config);
  say("");
  say("  Posthouse is ready.");
  say("");
  say(`  Dashboard  ${config.PUBLIC_URL}`);
  say(`  Ingest     ${config.INGEST_URL}`);
  if (first) {
    say(`  E-mail     ${first.email}`);
    say(
      `  Password   ${first.isGenerated ? `${first.password}   (shown this once)` : "as set in POSTHOUSE_ADMIN_PASSWORD"}`,
    );
  }
  // Whoever makes tenants before the first start makes the people, too.
  if (!first && !(await hasAccounts()))
    say("  Nobody can sign in yet: `npm run admin -- create-user`, then `npm run admin -- grant`.");
  say("");
  say("  Ctrl-C stops it.");
  say("");
}
