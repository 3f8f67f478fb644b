import { operation } from "#domain/call/operation.ts";
import { decodeCursor, toPage } from "#domain/cursor.ts";
import { selectMembers, serializeMember } from "./membership.ts";
import { listMembersInput, memberPage } from "./schema.ts";

export const listMembers = operation({
  id: "member.list",
  summary: "List the people of the tenant and their roles",
  permission: "manage_members",
  scope: "tenant",
  input: listMembersInput,
  output: memberPage,
  audited: false,
  run: async ({ actor, tx }, { limit, cursor }) => {
    const scope = { list: "members", tenantId: actor.tenantId };
    const before = cursor === undefined ? undefined : decodeCursor(scope, cursor);
    const rows = await selectMembers(tx, actor.tenantId, { before, limit: limit + 1 });
    const page = toPage(rows, { limit, scope, position: (row) => row.id });
    return { data: page.rows.map(serializeMember), nextCursor: page.nextCursor };
  },
});
