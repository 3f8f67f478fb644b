import type { z } from "zod";
import type { Action } from "#components/query/call-action.ts";
import type {
  createSourceInput,
  deletedSource,
  rotatedSourceSecret,
  rotateSourceInput,
  Source,
  sourceIdInput,
  sourceWithSecret,
  updateSourceInput,
} from "#domain/source/schema.ts";

type In<S extends z.ZodType> = z.input<S>;

export type CreateSourceAction = Action<In<typeof createSourceInput>, z.output<typeof sourceWithSecret>>;

/** What a page lets its components do with a source: its operations as server actions. */
export type SourceActions = {
  update: Action<In<typeof updateSourceInput>, Source>;
  rotate: Action<In<typeof rotateSourceInput>, z.output<typeof rotatedSourceSecret>>;
  remove: Action<In<typeof sourceIdInput>, z.output<typeof deletedSource>>;
};

/** Whose queries tell of a source: what is read again after a write. */
export const SOURCE_NOUNS = ["source", "sources", "audit"];
