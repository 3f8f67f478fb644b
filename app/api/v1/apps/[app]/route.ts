import { getApp } from "#domain/app/get.ts";
import { updateApp } from "#domain/app/update.ts";
import { resource, route } from "#http/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource({ GET: route(getApp), PATCH: route(updateApp) });
