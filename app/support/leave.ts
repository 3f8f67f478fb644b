"use server";

import { redirect } from "next/navigation";
import { leaveTenantAction } from "./actions.ts";

/** Ends support mode and goes to the support page, which says what is the case, also when the hour was over already. */
export async function leaveSupportMode(tenant: string): Promise<void> {
  const outcome = await leaveTenantAction({ tenant });
  redirect(outcome.ok ? `/support?left=${encodeURIComponent(tenant)}` : `/support?over=${encodeURIComponent(tenant)}`);
}
