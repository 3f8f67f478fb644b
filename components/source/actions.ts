import type { ActionOf } from "#components/query/call-action.ts";
import type { createSource } from "#domain/source/create.ts";
import type { deleteSource } from "#domain/source/delete.ts";
import type { rotateSource } from "#domain/source/rotate.ts";
import type { updateSource } from "#domain/source/update.ts";

export type CreateSourceAction = ActionOf<typeof createSource>;

/** What a page lets its components do with a source: its operations as server actions. */
export type SourceActions = {
  update: ActionOf<typeof updateSource>;
  rotate: ActionOf<typeof rotateSource>;
  remove: ActionOf<typeof deleteSource>;
};

/** Whose queries tell of a source: what is read again after a write. */
export const SOURCE_NOUNS = ["source", "sources", "audit"];
