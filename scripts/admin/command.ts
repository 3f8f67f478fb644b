import { parseArgs } from "node:util";
import { z } from "zod";
import { slug } from "#domain/app/schema.ts";
import { parseInput } from "#domain/call/parse.ts";
import { email } from "#domain/member/email.ts";

/** One command of the operator's command line. What it answers is printed: as lines, or as JSON. */
export type AdminCommand = {
  summary: string;
  /** One line per option, for the help. */
  usage: string[];
  /** Reads what was typed, before the database is needed; `run` then does it. */
  prepare: (args: string[]) => { isJson: boolean; run: () => Promise<Record<string, unknown>> };
};

/** A fault in how a command was typed: the message says what to type instead. */
export class UsageError extends Error {}

type Definition<S extends z.ZodRawShape> = {
  summary: string;
  /** One field per option; its description is its help. A field that takes `true` is a switch. */
  options: S;
  run: (given: z.output<z.ZodObject<S>>) => Promise<Record<string, unknown>>;
};

/** Makes a command out of its options' schemas and what it does. */
export function adminCommand<S extends z.ZodRawShape>({ summary, options, run }: Definition<S>): AdminCommand {
  const schema = z.object(options);
  const names = Object.entries(options).map(([name, field]) => ({ name, ...factsOf(field) }));
  return {
    summary,
    usage: names.map(usageLine),
    prepare: (args) => {
      const types = names.map(({ name, isSwitch }) => [name, { type: isSwitch ? "boolean" : "string" }] as const);
      const { json = false, ...given } = parseOptions(args, {
        ...Object.fromEntries(types),
        json: { type: "boolean" },
      });
      const missing = names.filter(({ name, isRequired }) => isRequired && given[name] === undefined);
      if (missing.length > 0) throw new UsageError(`Add ${missing.map(({ name }) => `--${name}`).join(", ")}.`);
      const input = parseInput(schema, given);
      return { isJson: json === true, run: () => run(input) };
    },
  };
}

type OptionFacts = { isSwitch: boolean; isRequired: boolean; description: string };

function factsOf(field: z.core.$ZodType): OptionFacts {
  const isSwitch = z.safeParse(field, true).success;
  const isRequired = !z.safeParse(field, undefined).success;
  return { isSwitch, isRequired, description: z.globalRegistry.get(field)?.description ?? "" };
}

function usageLine({ name, isSwitch, isRequired, description }: OptionFacts & { name: string }): string {
  const option = isSwitch ? `--${name}` : `--${name} <${name}>`;
  return `${option.padEnd(30)} ${description}${isRequired ? "" : " (optional)"}`;
}

function parseOptions(args: string[], options: Record<string, { type: "string" | "boolean" }>) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Options that several commands take. */
export const tenantOption = slug.describe("the tenant's slug");
export const emailOption = email.describe("the person's e-mail");
export const nameOption = (whose: string) => z.string().trim().min(1).max(120).describe(`the ${whose}'s name`);
