import { announce } from "./announce.ts";
import { main } from "./main.ts";
import { serve } from "./serve.ts";

await main(() => serve({ env: process.env, mode: "dev", output: () => "inherit", onReady: announce }));
