import { eq } from "drizzle-orm";
import { sources } from "#db/schema/source.ts";
import { changedFacts } from "#domain/audit/write.ts";
import { operation } from "#domain/call/operation.ts";
import { databaseNow } from "#domain/clock.ts";
import { invalidField } from "#domain/error.ts";
import { formatId } from "#domain/id.ts";
import { holdSource, type SourceRow } from "./find.ts";
import { source, updateSourceInput } from "./schema.ts";
import { auditedSource, presentSource } from "./serialize.ts";
import { type HmacRule, KIND_WORDS } from "./words.ts";

export const updateSource = operation({
  id: "source.update",
  summary: "Change a source",
  description:
    "What is left out stays as it is. `active: false` makes the URL answer 410 within a second, `true` opens it again. " +
    "URL, kind and secret stay; of a source of kind `hmac` the rule can be corrected.",
  permission: "manage_webhooks",
  scope: "app",
  input: updateSourceInput,
  output: source,
  audited: true,
  run: async ({ app, tx, audit }, { id, active, verification, ...plain }) => {
    const before = await holdSource(tx, app, id);
    const change = {
      ...plain,
      ...(active === undefined ? {} : { isActive: active }),
      ...(verification === undefined ? {} : { verificationRule: changedRule(before, verification) }),
      updatedAt: await databaseNow(tx),
    };
    const [after] = await tx.update(sources).set(change).where(eq(sources.id, id)).returning();
    if (!after) throw new Error("The source that was held is gone.");
    await audit({
      target: { type: "source", id: formatId("src", id) },
      ...changedFacts(auditedSource(before), auditedSource(after)),
    });
    return presentSource(tx, after);
  },
});

type RuleChange = { [Field in keyof HmacRule]?: HmacRule[Field] | undefined };

function changedRule({ verificationKind, verificationRule }: SourceRow, change: RuleChange) {
  if (KIND_WORDS[verificationKind].ruleDefaults) return { ...verificationRule, ...change };
  throw invalidField("verification", "Only the rule of a source of kind hmac can change. Make a new source instead");
}
