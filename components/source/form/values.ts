import type { z } from "zod";
import type { createSourceInput, Source, updateSourceInput } from "#domain/source/schema.ts";
import { HMAC_RULE_DEFAULTS, type HmacRule, KIND_WORDS, ruleOf, type VerificationKind } from "#domain/source/words.ts";

/** The form's fields as they are typed; an empty text is "not set". */
export type SourceValues = HmacRule & {
  kind: VerificationKind;
  /** The provider's own secret, where it gave one. */
  secret: string;
  name: string;
  description: string;
  processId: string;
  threadId: string;
  defaultEventType: string;
};

/** What is wrong, by the path of the operation's input. */
export type Issues = readonly { path: string; message: string }[];

export const NEW_SOURCE: SourceValues = {
  kind: "github",
  secret: "",
  header: "",
  ...HMAC_RULE_DEFAULTS,
  name: "",
  description: "",
  processId: "",
  threadId: "",
  defaultEventType: "",
};

export function valuesOf(source: Source): SourceValues {
  return {
    ...ruleOf(source.verification),
    kind: source.verification.kind,
    secret: "",
    name: source.name,
    description: source.description,
    processId: source.processId ?? "",
    threadId: source.threadId ?? "",
    defaultEventType: source.defaultEventType ?? "",
  };
}

type CreateInput = z.input<typeof createSourceInput>;
type UpdateInput = z.input<typeof updateSourceInput>;
type Judged<Input> = { input: Input; issues: Issues };

/** The values as `source.create` takes them, with what its own schema has against them. */
export async function toCreateInput(values: SourceValues): Promise<Judged<CreateInput>> {
  const { createSourceInput } = await import("#domain/source/schema.ts");
  const takesSecret = KIND_WORDS[values.kind].secretFrom !== "posthouse";
  const secret = takesSecret && values.secret.trim() !== "" ? { secret: values.secret.trim() } : {};
  const input = { ...plain(values), verification: { kind: values.kind, ...secret, ...rule(values) } };
  return { input, issues: issuesOf(createSourceInput.safeParse(input)) };
}

/** The same for `source.update`; kind and secret are not its to change. */
export async function toUpdateInput(id: string, values: SourceValues): Promise<Judged<UpdateInput>> {
  const { updateSourceInput } = await import("#domain/source/schema.ts");
  const input = { id, ...plain(values), ...(values.kind === "hmac" ? { verification: rule(values) } : {}) };
  return { input, issues: issuesOf(updateSourceInput.safeParse(input)) };
}

function plain({ name, description, processId, threadId, defaultEventType }: SourceValues) {
  return {
    name,
    description,
    processId: orNull(processId),
    threadId: orNull(threadId),
    defaultEventType: orNull(defaultEventType),
  };
}

function rule({ kind, header, algorithm, encoding, prefix }: SourceValues) {
  if (kind !== "hmac") return {};
  return { ...(header.trim() === "" ? {} : { header: header.trim() }), algorithm, encoding, prefix };
}

function orNull(text: string): string | null {
  return text.trim() === "" ? null : text.trim();
}

function issuesOf(parsed: { success: boolean; error?: z.ZodError }): Issues {
  return (parsed.error?.issues ?? []).map(({ path, message }) => ({ path: path.join("."), message }));
}
