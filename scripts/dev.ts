import { main } from "#process/command.ts";
import { serve } from "#process/serve.ts";

await main(() => serve({ env: process.env, mode: "dev" }));
