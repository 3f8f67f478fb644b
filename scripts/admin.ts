import { ConfigError } from "#domain/config.ts";
import { asRefusal } from "#domain/error.ts";
import { openDeployment } from "#process/deployment.ts";
import { createUserCommand, forgetSsoCommand, setPasswordCommand } from "./admin/accounts.ts";
import { type AdminCommand, UsageError } from "./admin/command.ts";
import { pruneCommand, rotateMasterKeyCommand } from "./admin/maintain.ts";
import { createApiKeyCommand, createTenantCommand, grantCommand } from "./admin/tenants.ts";

// Exit codes: 0 done, 1 refused or failed, 2 typed wrongly.
const COMMANDS: Record<string, AdminCommand> = {
  "create-tenant": createTenantCommand,
  "create-user": createUserCommand,
  "set-password": setPasswordCommand,
  "forget-sso": forgetSsoCommand,
  grant: grantCommand,
  "create-api-key": createApiKeyCommand,
  "rotate-master-key": rotateMasterKeyCommand,
  prune: pruneCommand,
};

async function main([name, ...args]: string[]): Promise<void> {
  if (name === undefined || isHelp(name)) return print(helpText());
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new UsageError(`There is no command ${name}.`);
  if (args.some(isHelp)) return print([`npm run admin -- ${name}: ${command.summary}`, ...command.usage].join("\n  "));
  const { isJson, run } = command.prepare(args);
  const deployment = await openDeployment(process.env, (line) => process.stderr.write(`${line}\n`));
  try {
    const answer = await run();
    print(isJson ? JSON.stringify(answer) : inLines(answer));
  } finally {
    await deployment.close();
  }
}

function isHelp(word: string): boolean {
  return word === "--help" || word === "-h" || word === "help";
}

function helpText(): string {
  const lines = Object.entries(COMMANDS).flatMap(([name, { summary, usage }]) => [
    `\n  ${name}: ${summary}`,
    ...usage.map((line) => `    ${line}`),
  ]);
  return [
    "npm run admin -- <command> [options]",
    ...lines,
    "\n  --json prints JSON. Times and ids are as in the API.",
  ].join("\n");
}

function inLines(answer: Record<string, unknown>): string {
  const shown = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
  return Object.entries(answer)
    .map(([name, value]) => `${name}: ${shown(value)}`)
    .join("\n");
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** One line per thing that is wrong; a stack only for what is our own mistake. */
function complain(error: unknown): void {
  const refusal = asRefusal(error);
  const issues = refusal?.issues?.map(({ path, message }) => `--${path}: ${message}`) ?? [];
  const isExpected = refusal !== null || error instanceof UsageError || error instanceof ConfigError;
  const text =
    refusal?.message ?? (error instanceof Error ? (isExpected ? error.message : error.stack) : String(error));
  const help = error instanceof UsageError ? ["`npm run admin -- --help` lists the commands and their options."] : [];
  process.stderr.write(`${[text, ...issues, ...help].join("\n")}\n`);
  process.exitCode = error instanceof UsageError || refusal?.code === "invalid_request" ? 2 : 1;
}

await main(process.argv.slice(2)).catch(complain);
