import { getApp } from "#domain/app/get.ts";
import { scheduleOf } from "#domain/delivery/rule/retry-policy.ts";
import { onPage, type PageCaller } from "#http/page-actor.ts";
import { eventTypeNames } from "./event-type-names.ts";

/** What an endpoint's form is built around: the names in the app's catalogue, and its retry schedule in seconds. */
export async function formContext(
  caller: PageCaller,
): Promise<{ eventTypes: string[]; appSchedule: readonly number[] }> {
  const [{ retrySchedule }, eventTypes] = await Promise.all([onPage(getApp(caller, {})), eventTypeNames(caller)]);
  return { eventTypes, appSchedule: scheduleOf(null, retrySchedule) };
}
