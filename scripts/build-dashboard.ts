import { buildWhenStale } from "#process/build.ts";
import { main } from "#process/command.ts";

/** For deployments that start their processes themselves: `npm start` builds by itself. */
await main(async () => {
  await buildWhenStale(process.env);
  return 0;
});
