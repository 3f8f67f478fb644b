import { failureAdvice } from "#components/delivery/failure-words.ts";
import type { Phrase, Verdict } from "#components/delivery/verdict.ts";
import { formatDuration, formatPercent } from "#components/format/number.ts";
import type { Endpoint } from "#domain/endpoint/schema.ts";

export type EndpointVerdictFacts = {
  endpoint: Pick<Endpoint, "status" | "statusReason" | "health" | "lastStatus" | "verification" | "deletedAt">;
  /** The app wants endpoints verified before they receive anything, and this one is not. */
  isHeld: boolean;
};

/** How an endpoint is doing in plain words: what is the case, what happens next, what the person can do. */
export function endpointVerdict({ endpoint, isHeld }: EndpointVerdictFacts): Verdict {
  switch (endpoint.status) {
    case "inactive":
      return { happened: ["Deleted", ...moment(" ", endpoint.deletedAt), "."], next: [HISTORY_STAYS], advice: null };
    case "suspended":
      return suspendedVerdict(endpoint);
    case "paused":
      return { happened: ["Paused by hand."], next: [WAITING], advice: "Resume it to send what waits, oldest first." };
    case "active":
      return isHeld ? heldVerdict(endpoint) : BY_HEALTH[endpoint.health.state](endpoint);
  }
}

const HISTORY_STAYS = "Nothing is sent to it any more; its history stays readable.";
const WAITING = "Deliveries wait, those of new events too.";

type Facts = EndpointVerdictFacts["endpoint"];

function suspendedVerdict({ statusReason, health }: Facts): Verdict {
  if (statusReason === "gone") {
    return {
      happened: ["Suspended: the receiver answered 410 Gone, which says that nobody listens here any more."],
      next: [WAITING],
      advice: "Change the URL or ask the receiver, then resume: what waits goes out, oldest first.",
    };
  }
  const count = health.consecutiveFailures;
  const run = count > 0 ? `: ${attempts(count)} in a row failed` : "";
  return {
    happened: [`Suspended by Posthouse${run}`, ...moment(", the first ", health.failingSince), "."],
    next: [WAITING],
    advice: "Resume it once the receiver works again: what waits goes out, oldest first.",
  };
}

function heldVerdict({ verification }: Facts): Verdict {
  const failed = verification.status === "failed" && verification.reason !== null ? ` ${verification.reason}` : "";
  return {
    happened: ["Not verified yet, and this app sends to verified endpoints only."],
    next: [`Deliveries wait until it is verified.${failed}`],
    advice: "Verify it below: the receiver has to answer a challenge.",
  };
}

const BY_HEALTH: Record<Facts["health"]["state"], (endpoint: Facts) => Verdict> = {
  failing: failingVerdict,
  degraded: degradedVerdict,
  healthy: healthyVerdict,
  idle: idleVerdict,
};

function failingVerdict({ health, lastStatus }: Facts): Verdict {
  const { consecutiveFailures: count, failingSince, successRate24h, suspendsAt } = health;
  const rate = `${formatPercent(1 - (successRate24h ?? 0))} of the attempts in the last 24 hours failed.`;
  const run = [`${attempts(count)} in a row failed`, ...moment(", the first ", failingSince), "."];
  const next: Phrase =
    suspendsAt === null
      ? ["Posthouse keeps retrying what failed."]
      : ["If nothing succeeds, Posthouse suspends it", ...moment(" ", suspendsAt, true), "."];
  return {
    happened: [...(count > 1 ? run : [rate]), ...(lastStatus ? [` ${lastStatus.message}`] : [])],
    next,
    advice: adviceOf(lastStatus),
  };
}

function degradedVerdict({ health, lastStatus }: Facts): Verdict {
  const { consecutiveFailures: count, successRate24h } = health;
  const rate = `${formatPercent(successRate24h)} of the attempts in the last 24 hours succeeded.`;
  const last = count > 0 && lastStatus ? ` ${lastStatus.message}` : "";
  return {
    happened: [count > 1 ? `${rate} The last ${count} failed.${last}` : `${rate}${last}`],
    next: ["Posthouse retries what failed, so it still arrives, only later."],
    advice: count > 0 ? adviceOf(lastStatus) : "The failed deliveries below say what the receiver answered.",
  };
}

function healthyVerdict({ health }: Facts): Verdict {
  const { successRate24h, p95ResponseTime } = health;
  const rate = successRate24h === 1 ? "Every attempt" : `${formatPercent(successRate24h)} of the attempts`;
  const speed = p95ResponseTime === null ? "" : `; 95 of 100 were answered within ${formatDuration(p95ResponseTime)}`;
  return { happened: [`${rate} in the last 24 hours succeeded${speed}.`], next: [], advice: null };
}

function idleVerdict({ lastStatus }: Facts): Verdict {
  if (lastStatus === null) {
    const advice = "Send a test to see whether the receiver answers.";
    return { happened: ["Nothing has been sent yet."], next: [], advice };
  }
  const happened = [
    "Nothing was sent in the last 24 hours; the last attempt was",
    ...moment(" ", lastStatus.timestamp),
  ];
  return { happened: [...happened, `. ${lastStatus.message}`], next: [], advice: null };
}

function attempts(count: number): string {
  return count === 1 ? "1 attempt" : `${count} attempts`;
}

function moment(before: string, at: string | null, isAbout = false): Phrase {
  return at === null ? [] : [before, { at: Date.parse(at), isAbout }];
}

function adviceOf(lastStatus: Facts["lastStatus"]): string | null {
  const code = lastStatus?.code ?? null;
  return code === null ? null : failureAdvice({ code, error: "http_status" });
}
