import { getApp } from "#domain/app/get.ts";
import { scheduleOf } from "#domain/delivery/retry-policy.ts";
import { onPage, type PageCaller } from "#http/page-actor.ts";

/** What an endpoint's form is built around: the app's retry schedule in seconds. */
export async function formContext(
  caller: PageCaller,
): Promise<{ eventTypes: string[]; appSchedule: readonly number[] }> {
  const { retrySchedule } = await onPage(getApp(caller, {}));
  return { eventTypes: [], appSchedule: scheduleOf(null, retrySchedule) };
}
