import { z } from "zod";
import { settle } from "#bench/backlog.ts";
import { figure, quantile, ratios, reach } from "#bench/report.ts";
import { playRounds, type Row } from "#bench/stage.ts";
import { flood, pace, type Sender, startLoad, type Target } from "#bench/traffic.ts";
import { makeWorld, type World } from "#bench/world.ts";
import { createSource } from "#domain/source/create.ts";
import { RECEIVER_HOST } from "#harness/receiver.ts";

const SECONDS = 5;
const WARM_UP_SECONDS = 2;
/** Enough that no limit per source binds. */
const SOURCES = 20;
const PACED = { perSecond: 300, seconds: 5 };
/** Twice what one source is allowed (RATE_LIMIT_PER_SOURCE). */
const FORGED_PER_SECOND = 2000;

/** Nothing is delivered meanwhile: the endpoint's deliveries stay in the queue. */
export const sources: Row = {
  name: "sources",
  what: "requests/s proven by GitHub's signature and committed at the door, against the same server answering 202 without work; and a source's answers while another is flooded with wrong proofs",
  measure: async (stage) => {
    const bareDoor = stage.startTool("bench/process/bare-door.ts");
    const bareOrigin = await bareDoor.ask({ kind: "address" }, z.string());
    const [provider, forger] = [startLoad(stage), startLoad(stage)];
    const world = await makeWorld(stage);
    await world.addEndpoint({ url: `http://${RECEIVER_HOST}:45678/`, type: "github.push" });
    const targets = await addSources(world, SOURCES + 2);
    const [victim, other, ...busy] = targets;
    if (!victim || !other) throw new Error("No source was made.");
    const worker = await stage.startWorker({ ...world, roles: ["ingest"] });
    const door = (seconds = SECONDS) =>
      flood(provider, { origin: worker.url, sender: { kind: "provider", targets: busy }, seconds });
    const bareSender: Sender = { kind: "provider", targets: [{ path: "/api/v1/events", secret: "none" }] };
    const bare = (seconds = SECONDS) => flood(provider, { origin: bareOrigin, sender: bareSender, seconds });
    const p99 = async () => {
      const sender: Sender = { kind: "provider", targets: [other] };
      return quantile(await pace(provider, { origin: worker.url, sender, ...PACED }), 0.99);
    };
    const forge = () => {
      const sender: Sender = { kind: "provider", targets: [victim], isForged: true };
      return pace(forger, { origin: worker.url, sender, ...PACED, perSecond: FORGED_PER_SECOND });
    };
    stage.progress("warming up");
    await door(WARM_UP_SECONDS);
    await bare(WARM_UP_SECONDS);
    await p99();
    const rounds = await playRounds(stage, async () => {
      await settle(world.sql);
      const rates = { bare: await bare(), door: await door() };
      await settle(world.sql);
      const quiet = await p99();
      const [flooded] = await Promise.all([p99(), forge()]);
      return { ...rates, quiet, flooded };
    });
    const found = (name: keyof (typeof rounds)[number]) => rounds.map((round) => round[name]);
    return {
      figures: [
        figure("sources' door", "requests/s", found("door")),
        figure("without work", "answers/s", found("bare")),
        figure(`at ${PACED.perSecond}/s, p99`, "ms", found("quiet")),
        figure(`beside ${FORGED_PER_SECOND} wrong proofs/s, p99`, "ms", found("flooded")),
      ],
      reaches: [
        reach("of the server without work", { rounds: ratios(found("door"), found("bare")), atLeast: 0.4 }),
        reach("beside wrong proofs: times the p99", { rounds: ratios(found("flooded"), found("quiet")), atMost: 2 }),
      ],
    };
  },
};

async function addSources({ actor }: World, count: number): Promise<Target[]> {
  const made: Target[] = [];
  for (let number = 1; number <= count; number++) {
    const { url, secret } = await createSource({ actor }, { verification: { kind: "github" } });
    made.push({ path: new URL(url).pathname, secret });
  }
  return made;
}
