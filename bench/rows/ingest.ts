import { z } from "zod";
import { settle } from "#bench/backlog.ts";
import { figure, ratios, reach } from "#bench/report.ts";
import { playRounds, type Row } from "#bench/stage.ts";
import { flood, startLoad } from "#bench/traffic.ts";
import { makeWorld } from "#bench/world.ts";
import { RECEIVER_HOST } from "#harness/receiver.ts";

const SECONDS = 5;
const WARM_UP_SECONDS = 2;

/** Nothing is delivered meanwhile: the endpoint's deliveries stay in the queue. */
export const ingest: Row = {
  name: "ingest",
  what: "events/s accepted and committed at the ingest door, each with one delivery, against the same server answering 202 without work",
  measure: async (stage) => {
    const bareDoor = stage.startTool("bench/process/bare-door.ts");
    const bareOrigin = await bareDoor.ask({ kind: "address" }, z.string());
    const load = startLoad(stage);
    const world = await makeWorld(stage);
    await world.addEndpoint({ url: `http://${RECEIVER_HOST}:45678/`, type: "bench.ingest" });
    const worker = await stage.startWorker({ ...world, roles: ["ingest"] });
    const sender = { kind: "program", path: "/api/v1/events", token: world.token, types: ["bench.ingest"] } as const;
    const door = (seconds: number) => flood(load, { origin: worker.url, sender, seconds });
    const bare = (seconds: number) => flood(load, { origin: bareOrigin, sender, seconds });
    stage.progress("warming up");
    await door(WARM_UP_SECONDS);
    await bare(WARM_UP_SECONDS);
    const rounds = await playRounds(stage, async () => {
      await settle(world.sql);
      return { theirs: await bare(SECONDS), ours: await door(SECONDS) };
    });
    const [ours, theirs] = [rounds.map((rate) => rate.ours), rounds.map((rate) => rate.theirs)];
    return {
      figures: [figure("ingest door", "events/s", ours), figure("without work", "answers/s", theirs)],
      reaches: [reach("of the server without work", { rounds: ratios(ours, theirs), atLeast: 0.4 })],
    };
  },
};
