import { operation } from "#domain/call/operation.ts";
import { app, getAppInput } from "./schema.ts";
import { serializeApp } from "./serialize.ts";

export const getApp = operation({
  id: "app.get",
  summary: "Get an app with its settings",
  permission: "manage_webhooks",
  scope: "app",
  input: getAppInput,
  output: app,
  audited: false,
  run: async (context) => serializeApp(context.app),
});
