import { z } from "zod";

/** What an audit of the dependencies comes to: `failed` where one that we ship has a known hole of weight. */
export type AuditVerdict = { kind: "clean" | "failed" | "not_audited"; sentences: string[] };

const WEIGHTY = ["high", "critical"];

const advisories = z.object({
  vulnerabilities: z.record(
    z.string(),
    z.object({
      severity: z.string(),
      range: z.string(),
      via: z.array(z.union([z.string(), z.object({ title: z.string() })])),
    }),
  ),
  metadata: z.object({ dependencies: z.object({ prod: z.number() }) }),
});

/**
 * Reads what `npm audit --json` printed. Holes that weigh less than `high` are told and let pass; a registry that did
 * not answer is told and let pass, so that work goes on without a network, but never counts as clean.
 */
export function auditVerdict(printed: string): AuditVerdict {
  const answer = advisories.safeParse(parsed(printed));
  if (!answer.success) return { kind: "not_audited", sentences: [`NOT AUDITED: ${whyNot(printed)}`] };
  const { vulnerabilities, metadata } = answer.data;
  const found = Object.entries(vulnerabilities);
  const sentences = found.map(([name, { severity, range, via }]) => {
    const titles = via.map((each) => (typeof each === "string" ? `by ${each}` : each.title));
    return `${severity}: ${name} ${range}: ${titles.join("; ")}`;
  });
  if (found.some(([, { severity }]) => WEIGHTY.includes(severity))) return { kind: "failed", sentences };
  return {
    kind: "clean",
    sentences: [...sentences, `${metadata.dependencies.prod} packages, none with a known hole of weight`],
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const failure = z.object({ message: z.string() });

function whyNot(printed: string): string {
  const refusal = failure.safeParse(parsed(printed));
  return refusal.success ? `the registry answered ${refusal.data.message}` : "npm could not ask the registry";
}
