import { createApp } from "#domain/app/create.ts";
import { listApps } from "#domain/app/list.ts";
import { resource, route } from "#http/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(listApps),
  POST: route(createApp, { status: 201 }),
});
