import { operation } from "#domain/call/operation.ts";
import { checkedDocuments } from "./json-schema.ts";
import { checkEventTypeInput, checkedEventType } from "./schema.ts";

/** For the editor, while somebody types: refuses exactly what creating or changing would refuse, and writes nothing. */
export const checkEventType = operation({
  id: "event_type.check",
  summary: "Say whether a schema and an example are sound and fit together",
  permission: "manage_webhooks",
  scope: "app",
  input: checkEventTypeInput,
  output: checkedEventType,
  audited: false,
  run: async (_, { name, schema, example }) => {
    const { example: kept } = checkedDocuments(name, { schema, example });
    return { example: kept === null ? null : JSON.parse(kept) };
  },
});
