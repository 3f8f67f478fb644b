import type { z } from "zod";
import { sourceRefusals } from "#db/schema/source.ts";
import { system } from "#db/tenant.ts";
import type { Actor } from "#domain/call/actor.ts";
import { parseId } from "#domain/id.ts";
import { newId } from "#domain/new-id.ts";
import { createSource } from "./create.ts";
import type { createSourceInput } from "./schema.ts";
import { TEST_RULE } from "./test-signer.ts";
import type { VerificationKind } from "./words.ts";

type Settings = Partial<z.input<typeof createSourceInput>>;

/** A source made as people make them, of kind `github` unless told otherwise; `uuid` is the id of its row. */
export async function makeSource(actor: Actor, settings: Settings = {}) {
  const source = await createSource({ actor }, { verification: { kind: "github" }, ...settings });
  const uuid = parseId("src", source.id);
  if (uuid === null) throw new Error(`${source.id} is no source's id.`);
  return { ...source, uuid };
}

/** One of a kind, with the settings that the kind needs. */
export async function sourceOf(actor: Actor, kind: VerificationKind) {
  return makeSource(actor, { verification: kind === "hmac" ? { kind, ...TEST_RULE } : { kind } });
}

/** Rows of what a source has refused. */
export async function makeRefusals(owner: { tenantId: string; sourceId: string }, count: number): Promise<void> {
  const row = { ...owner, reason: "wrong_proof", headers: {}, remoteAddress: "192.0.2.1" };
  await system()
    .insert(sourceRefusals)
    .values(Array.from({ length: count }, () => ({ ...row, id: newId() })));
}
