import { addMember } from "#domain/member/add.ts";
import { listMembers } from "#domain/member/list.ts";
import { resource, route } from "#http/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(listMembers),
  POST: route(addMember, { status: 201 }),
});
