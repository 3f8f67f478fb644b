import type { z } from "zod";
import type { Tx } from "#db/client.ts";
import { inReplica, inTenant } from "#db/tenant.ts";
import { type AppContext, resolveApp } from "#domain/app/resolve.ts";
import type { AuditAction } from "#domain/audit/words.ts";
import { type AuditFacts, writeAuditEntry } from "#domain/audit/write.ts";
import { DomainError, type ErrorCode, isDatabaseAway } from "#domain/error.ts";
import type { Actor } from "./actor.ts";
import { authorize } from "./authorize.ts";
import { type KeyedRequest, onceByKey } from "./idempotency.ts";
import { parseInput } from "./parse.ts";
import type { Permission } from "./permission.ts";

/** Who calls, and where: `app` is an id or a slug, and stands for the key's app or `production` when left out. */
export type Caller = { actor: Actor | null; app?: string | undefined; idempotencyKey?: string | undefined };

/** What an operation works with: the caller, and a transaction that sees the caller's tenant only. */
export type Context<App, Outside> = {
  actor: Actor;
  app: App;
  tx: Tx;
  outside: Outside;
  /** Writes the audit row, in the same transaction. */
  audit: (facts: AuditFacts) => Promise<void>;
};

/** What an operation does before its transaction, because it talks to the world: here it opens short ones itself. */
export type OutsideContext<App> = { actor: Actor; app: App; inTenant: <T>(work: (tx: Tx) => Promise<T>) => Promise<T> };

type AppOf<Scope extends "app" | "tenant"> = Scope extends "app" ? AppContext : null;

/**
 * `id` is `noun.verb`, the name in the audit log, in OpenAPI and in tests. `audited` says whether it leaves an audit row,
 * which the log must have a sentence for; false only where nothing is written, or the write is its own record. A function
 * says for which input and by whom.
 */
type Named<Input> =
  | { id: AuditAction; audited: true | ((input: Input, actor: Actor) => boolean) }
  | { id: `${string}.${string}`; audited: false };

type Definition<I extends z.ZodType, O extends z.ZodType, Scope extends "app" | "tenant", Outside> = Named<
  z.output<I>
> & {
  summary: string;
  description?: string;
  permission: Permission;
  scope: Scope;
  input: I;
  output: O;
  /** Whether an Idempotency-Key counts: every POST that creates. */
  idempotent?: boolean;
  /** What it refuses of its own accord; what every call can be refused for goes without saying. */
  refusals?: readonly ErrorCode[];
  /** Whether its answer may be a moment old, so that a replica may give it: what only reads logs and charts. */
  mayLag?: boolean;
  outside?: (context: OutsideContext<AppOf<Scope>>, input: z.output<I>) => Promise<Outside>;
  run: (context: Context<AppOf<Scope>, Outside>, input: z.output<I>) => Promise<z.input<O>>;
};

/** The facts about an operation that routes, the API description and the tests read. */
export type OperationFacts = {
  id: string;
  summary: string;
  description: string | undefined;
  permission: Permission;
  scope: "app" | "tenant";
  input: z.ZodType;
  output: z.ZodType;
  audited: boolean;
  idempotent: boolean;
  refusals: readonly ErrorCode[];
};

export type Operation<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = {
  (caller: Caller, input: z.input<I>): Promise<z.output<O>>;
  facts: OperationFacts;
  /** The same call with input that nobody has looked at yet, and that is only read once the caller may call. */
  invoke: (caller: Caller, readInput: () => unknown) => Promise<z.output<O>>;
};

/**
 * Makes an operation: the one way to reach the domain from outside. In order: authorise, parse, what must happen
 * outside, then in one transaction of the tenant the work, its audit row and its idempotency record; parse the output.
 * Throws DomainError for every expected refusal.
 */
export function operation<
  I extends z.ZodType,
  O extends z.ZodType,
  Scope extends "app" | "tenant",
  Outside = undefined,
>(definition: Definition<I, O, Scope, Outside>): Operation<I, O> {
  const invoke = async (caller: Caller, readInput: () => unknown): Promise<z.output<O>> => {
    const actor = authorize(caller.actor, definition.permission);
    const input = parseInput(definition.input, await readInput());
    const { outside, run, output } = definition;
    const transaction = definition.mayLag ? readMayLag : inTenant;
    const open = <T>(work: (tx: Tx) => Promise<T>) => transaction(actor.tenantId, work);
    const appIn = async (tx: Tx) =>
      scopedApp<Scope>(definition.scope === "app" ? await resolveApp(tx, actor, caller.app) : null);
    const before = outside ? await outside({ actor, app: await open(appIn), inTenant: open }, input) : undefined;

    return open(async (tx) => {
      const app = await appIn(tx);
      const work = async () => {
        let audited = 0;
        const audit = async (facts: AuditFacts) => {
          audited += 1;
          await writeAuditEntry(tx, { actor, appId: app?.id ?? null, action: actionOf(definition), ...facts });
        };
        const result = await run({ actor, app, tx, outside: outsideResult<Outside>(before), audit }, input);
        if (mustAudit(definition.audited, input, actor) && audited === 0)
          throw new Error(`${definition.id} wrote nothing to the audit log.`);
        return output.parseAsync(result);
      };
      const key = definition.idempotent ? caller.idempotencyKey : undefined;
      if (key === undefined) return work();
      return onceByKey(tx, keyedRequest(definition, { actor, app, key, input }), {
        work,
        parse: (answer) => output.parseAsync(answer),
      });
    });
  };
  return Object.assign((caller: Caller, given: z.input<I>) => invoke(caller, () => given), {
    facts: factsOf({ ...definition, audited: definition.audited !== false }),
    invoke,
  });
}

type Keyed = { actor: Actor; app: { id: string } | null; key: string; input: unknown };

/** A call under an Idempotency-Key; `input` is the parsed one. */
export function keyedRequest(
  { id, permission }: Pick<OperationFacts, "id" | "permission">,
  { actor, app, key, input }: Keyed,
): KeyedRequest {
  const fingerprint = [app?.id ?? null, input, ...boundTo(actor, permission)];
  return { tenantId: actor.tenantId, operation: id, key, fingerprint };
}

/**
 * A management call's answer may show a secret, or a key that reaches further than the next caller's: its repeat is its
 * own caller's alone. What sending answers is for every sender, and those come back with another key of theirs.
 */
function boundTo({ type, id }: Actor, permission: Permission): readonly (string | null)[] {
  return permission === "send_events" ? [] : [type, id];
}

/** What a row in the audit log is called. Throws where there is to be none. */
export function actionOf(definition: Named<never>): AuditAction {
  if (definition.audited === false) throw new Error(`${definition.id} is to leave no row in the audit log.`);
  return definition.id;
}

function mustAudit<I>(audited: Named<I>["audited"], input: I, actor: Actor): boolean {
  return typeof audited === "function" ? audited(input, actor) : audited;
}

function factsOf(definition: Omit<OperationFacts, keyof Defaults> & Partial<Defaults>): OperationFacts {
  const { id, summary, description, permission, scope, input, output, audited } = definition;
  const { idempotent = false, refusals = [] } = definition;
  return { id, summary, description, permission, scope, input, output, audited, idempotent, refusals };
}

type Defaults = Pick<OperationFacts, "description" | "idempotent" | "refusals">;

/** The compiler cannot tie a run-time scope to a type parameter; `scope` and `resolveApp` above make it true. */
function scopedApp<Scope extends "app" | "tenant">(app: AppContext | null): AppOf<Scope> {
  return app as AppOf<Scope>;
}

/** Undefined exactly when the definition has no `outside`, in which case the type parameter is undefined too. */
function outsideResult<Outside>(result: Outside | undefined): Outside {
  return result as Outside;
}

/**
 * Reads as a tenant, from the replica where there is one. The primary is asked instead where the replica is away or
 * breaks off, and where it does not find what is asked for: that may have been made a moment ago.
 */
export async function readMayLag<T>(tenantId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const reading = performance.now() < restsUntilMs ? null : inReplica(tenantId, work);
  if (reading === null) return inTenant(tenantId, work);
  try {
    return await reading;
  } catch (error) {
    if (isDatabaseAway(error)) restsUntilMs = performance.now() + REST_MS;
    else if (!isBehind(error)) throw error;
    return inTenant(tenantId, work);
  }
}

/** How long a replica that is away is left alone, so that not every page waits for it. */
const REST_MS = 10_000;
let restsUntilMs = 0;

function isBehind(error: unknown): boolean {
  if (error instanceof DomainError) return error.code === "not_found";
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error && BEHIND_CODES.has(String(Reflect.get(cause, "code")));
}

// What the replica replays took away what the query was reading; a migration has not arrived yet.
const BEHIND_CODES = new Set(["40001", "42P01", "42703", "42883"]);
