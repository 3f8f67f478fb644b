import type { AppRules } from "#components/delivery/app-rules.ts";
import { getApp } from "#domain/app/get.ts";
import { scheduleOf } from "#domain/delivery/rule/retry-policy.ts";
import { onPage, type PageCaller } from "#http/page-actor.ts";

/** What this app decides for its deliveries; the schedule is the product's own where the app has none. */
export async function appRules(caller: PageCaller): Promise<AppRules> {
  const { retrySchedule, requireVerification } = await onPage(getApp(caller, {}));
  return { schedule: scheduleOf(null, retrySchedule), requireVerification };
}
