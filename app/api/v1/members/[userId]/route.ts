import { removeMember } from "#domain/member/remove.ts";
import { updateMember } from "#domain/member/update.ts";
import { resource, route } from "#http/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  PATCH: route(updateMember),
  DELETE: route(removeMember),
});
