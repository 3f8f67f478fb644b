import { buildWhenStale } from "./build.ts";
import { main } from "./main.ts";

/** For deployments that start their processes themselves: `npm start` builds by itself. */
await main(async () => {
  await buildWhenStale(process.env);
  return 0;
});
