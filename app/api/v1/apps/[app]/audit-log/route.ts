import { listAuditLog } from "#domain/audit/list.ts";
import { resource, route } from "#http/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource({ GET: route(listAuditLog) });
