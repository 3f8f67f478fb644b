import { config } from "#domain/config.ts";
import { prune } from "#domain/retention/prune.ts";
import { rotateMasterKey } from "#domain/secret/rotate-master-key.ts";
import { adminCommand } from "./command.ts";

export const rotateMasterKeyCommand = adminCommand({
  summary: "wrap all data keys with the first key of POSTHOUSE_MASTER_KEY",
  options: {},
  run: rotateMasterKey,
});

export const pruneCommand = adminCommand({
  summary: "remove what is past its retention",
  options: {},
  run: () => prune(config()),
});
