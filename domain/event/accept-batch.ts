import type { Database, Tx } from "#db/client.ts";
import type { AppContext } from "#domain/app/resolve.ts";
import { operation } from "#domain/call/operation.ts";
import { DomainError, invalidField } from "#domain/error.ts";
import { accepted } from "./accept.ts";
import { judgeByCatalogue } from "./judge-by-catalogue.ts";
import { type Message, parseMessage, requireNdjson } from "./parse-message.ts";
import { type AcceptEventInput, type AcceptedEvent, acceptEventInput, acceptedEvents } from "./schema.ts";
import { type NewEvent, type StoredEvent, storeEventsIn } from "./store.ts";
import { BATCH_LINES_MAX } from "./words.ts";

/** The largest batch: it is held in memory whole. */
export const BATCH_BYTES_MAX = 16 * 1024 * 1024;

/** The most deliveries that one batch may make: they are all made before the answer. */
export const BATCH_DELIVERIES_MAX = 100_000;

/** Takes up to 1,000 messages, all or none. */
export const acceptEventBatch = operation({
  id: "event.accept_batch",
  summary: "Send events in a batch",
  description: "One message per line (`application/x-ndjson`), up to 1,000 lines: all are accepted, or none is.",
  permission: "send_events",
  scope: "app",
  input: acceptEventInput,
  output: acceptedEvents,
  audited: (_, actor) => actor.type !== "key",
  idempotent: true,
  refusals: ["unknown_event_type", "event_schema_mismatch", "state_forbids"],
  run: async ({ actor, app, tx, audit }, input) => {
    const events = await readEvents(tx, app, input);
    const stored = await storeEventsIn(tx, events, { deliveriesMax: BATCH_DELIVERIES_MAX });
    if (actor.type !== "key") await audit({ target: { type: "event", id: null }, after: { events: stored.length } });
    return acceptedAll(stored);
  },
});

/** The events of a batch in the order of its lines, or the refusal that some of them meet. */
export async function readEvents(
  db: Database | Tx,
  app: AppContext,
  { body, contentType }: AcceptEventInput,
): Promise<NewEvent[]> {
  requireNdjson(contentType);
  const lines = splitLines(body);
  refuseLineCount(lines.length);
  const messages = allOrNothing(lines, lines.map(readLine));
  allOrNothing(lines, await judgeByCatalogue(db, app, messages));
  return messages.map(({ type }, at) => newEvent(app, type, lines[at]));
}

export function acceptedAll(stored: readonly StoredEvent[]): { events: AcceptedEvent[] } {
  return { events: stored.map(accepted) };
}

const ISSUES_MAX = 50;

function refuseLineCount(count: number): void {
  if (count === 0) throw invalidField("", "Send at least one message");
  if (count <= BATCH_LINES_MAX) return;
  throw new DomainError(
    "payload_too_large",
    `A batch may have at most ${BATCH_LINES_MAX} lines, and this has ${count}.`,
  );
}

function readLine({ bytes }: Line): Message | DomainError {
  try {
    return parseMessage(bytes);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

/** What became of each line, unless one was refused: then a refusal with the line's number before every issue. */
function allOrNothing<T>(lines: readonly Line[], results: readonly (T | DomainError)[]): T[] {
  const refused = results.flatMap((result, at) =>
    result instanceof DomainError ? [{ number: lines[at]?.number ?? 0, error: result }] : [],
  );
  const [first] = refused;
  if (!first) return results.filter((result): result is T => !(result instanceof DomainError));
  const issues = refused.slice(0, ISSUES_MAX).flatMap(({ number, error }) =>
    (error.issues ?? [{ path: "", message: error.message }]).map(({ path, message }) => ({
      path: path ? `${number}.${path}` : String(number),
      message,
    })),
  );
  const sentence = `Line ${first.number} of the batch: ${first.error.message} Nothing of the batch was accepted.`;
  throw new DomainError(first.error.code, sentence, { issues: issues.slice(0, ISSUES_MAX) });
}

function newEvent({ tenantId, id: appId }: AppContext, type: string, line: Line | undefined): NewEvent {
  if (!line) throw new Error("A message has no line.");
  return { tenantId, appId, type, body: line.bytes, contentType: "application/json" };
}

/** One line of a batch: its number, counted from 1, and its bytes without the line's end. */
type Line = { number: number; bytes: Uint8Array };

/** Splits at LF; a CR before it belongs to the line's end. Empty lines carry no message, but count as lines. */
export function splitLines(body: Uint8Array): Line[] {
  const lines: Line[] = [];
  let number = 1;
  for (let start = 0; start < body.length; number++) {
    const found = body.indexOf(LF, start);
    const next = found < 0 ? body.length : found;
    const end = body[next - 1] === CR && next > start ? next - 1 : next;
    if (end > start) lines.push({ number, bytes: body.subarray(start, end) });
    start = next + 1;
  }
  return lines;
}

const LF = 0x0a;
const CR = 0x0d;
