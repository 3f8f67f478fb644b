import { everyRow } from "#app/prefetch.ts";
import { getApp } from "#domain/app/get.ts";
import { scheduleOf } from "#domain/delivery/rule/retry-policy.ts";
import { listEventTypes } from "#domain/event-type/list.ts";
import { onPage, type PageCaller } from "#http/page-actor.ts";

/** What an endpoint's form is built around: the names in the app's catalogue, and its retry schedule in seconds. */
export async function formContext(
  caller: PageCaller,
): Promise<{ eventTypes: string[]; appSchedule: readonly number[] }> {
  const [{ retrySchedule }, eventTypes] = await Promise.all([onPage(getApp(caller, {})), eventTypeNames(caller)]);
  return { eventTypes, appSchedule: scheduleOf(null, retrySchedule) };
}

/** The names in the app's catalogue, the first 500 of them. */
export async function eventTypeNames(caller: PageCaller): Promise<string[]> {
  return (await everyRow((page) => listEventTypes(caller, page))).map(({ name }) => name);
}
