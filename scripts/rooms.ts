import { readdirSync, readFileSync } from "node:fs";
import { join, matchesGlob, posix } from "node:path";
import { main, say } from "#process/command.ts";
import { root } from "#process/root.ts";

/** `may`: what a room may import besides itself; `mayType`: what it may import the types of; `instead`: what to do. */
type Room = { may: readonly string[]; mayType?: readonly string[]; never?: readonly Ban[]; instead: string };

type Ban = { packages: RegExp; instead: string };

const FRAMEWORK: Ban = {
  packages: /^(next|react|react-dom|next-auth|server-only|client-only)(\/|$)/,
  instead: "Only http/, app/ and components/ know Next and React: put what needs them there.",
};
const SOCKETS: Ban = {
  packages: /^(node:)?(http|https|http2|net|tls|dns|dgram)(\/|$)|^undici(\/|$)/,
  instead:
    "Requests leave by domain/egress only, which judges where they go: use sendRequest of #domain/egress/request.ts.",
};
const LIBRARY: Ban = { packages: /./, instead: "Words and rules use no library: put this into the noun's schema.ts." };

const WORDS = ["domain/*/words.ts", "domain/*/rule/*.ts", "domain/rule/*.ts", "domain/id.ts"];
const onWords = {
  may: WORDS,
  never: [LIBRARY],
  instead: "A noun's words and rules stand on each other only: put this into another file of the noun.",
};
const inDomain = {
  may: ["db/**"],
  never: [FRAMEWORK],
  instead: "domain/ may import db/ and other nouns only: pass what it needs as an argument.",
};
const tool = {
  may: ["worker/**", "harness/**", "process/**", "domain/**", "db/**"],
  instead:
    "demo/, bench/, faults/ and scripts/ don't import one another: move what they share to process/ or harness/.",
};

/** Who may import whom. A file's room is the first whose pattern fits; tests and e2e/ may import anything. */
export const ROOMS: Record<string, Room> = {
  "domain/*/words.ts": onWords,
  "domain/*/rule/*.ts": onWords,
  "domain/rule/*.ts": onWords,
  "domain/id.ts": onWords,
  "domain/egress/**": { ...inDomain, may: ["db/**", "domain/**"] },
  "domain/**": { ...inDomain, never: [FRAMEWORK, SOCKETS] },
  "db/**": {
    may: ["domain/*/words.ts"],
    never: [FRAMEWORK],
    instead: "db/ stands at the bottom: of domain/ it may import a noun's words.ts only. Move the rule to domain/.",
  },
  "http/door/**": {
    may: ["domain/**"],
    never: [FRAMEWORK, SOCKETS],
    instead: "http/door/ is the worker's too and may import domain/ only: put what needs more beside it in http/.",
  },
  "http/**": {
    may: ["domain/**"],
    never: [SOCKETS],
    instead: "http/ joins Next and domain/: reach the database through an operation in domain/.",
  },
  "components/**": {
    may: ["domain/*/schema.ts", ...WORDS],
    mayType: ["domain/**", "http/**", "db/**"],
    never: [SOCKETS],
    instead:
      "Components show what they are given: of domain/ they may import schema.ts, words.ts, rule/, id.ts and types. Pass the rest as props or ask for it in a query.",
  },
  "app/api/**": {
    may: ["http/**", "domain/**"],
    never: [SOCKETS],
    instead: "A route mounts an operation and may import http/ and domain/ only.",
  },
  "app/**": {
    may: ["components/**", "http/**", "domain/**"],
    never: [SOCKETS],
    instead: "app/ may import components/, http/ and domain/: reach the database through an operation in domain/.",
  },
  "worker/**": {
    may: ["domain/**", "db/**", "http/door/**"],
    never: [FRAMEWORK, SOCKETS],
    instead: "worker/ may import domain/, db/ and http/door/ only: move what it shares with the rest there.",
  },
  "process/**": {
    may: ["domain/**", "db/**"],
    instead: "process/ starts and stops what it does not know, and may import domain/ and db/ only: pass the rest.",
  },
  "harness/**": {
    may: ["process/**", "domain/**", "db/**"],
    instead: "harness/ serves all tests, and may import process/, domain/ and db/ only: pass the rest as an argument.",
  },
  "demo/**": tool,
  "bench/**": tool,
  "faults/**": tool,
  // The API's description is made of the routes, the guides' snippets of the dashboard's.
  "scripts/**": { ...tool, may: [...tool.may, "http/openapi/*.ts", "components/secret/snippets.ts"] },
  "sdk/**": { may: [], instead: "sdk/ is published alone and may import nothing of the rest: generate it into sdk/." },
  "*": {
    may: ["http/**", "domain/**", "harness/**"],
    instead: "A file at the top configures a program: put its work into a folder.",
  },
};

/** One sentence for each import of `folder`'s source files that their room does not allow. */
export function wrongImports(folder: string): string[] {
  return sourceFiles(folder).flatMap((file) => {
    const room = Object.entries(ROOMS).find(([pattern]) => matchesGlob(file, pattern));
    if (room === undefined) return [`${file}: this folder is no room yet: give it a line in scripts/rooms.ts.`];
    const [pattern, rule] = room;
    return [...readFileSync(join(folder, file), "utf8").matchAll(IMPORT)].flatMap(
      ([, type, from, sideEffect, lazy]) => {
        const specifier = from ?? sideEffect ?? lazy ?? "";
        const instead = refusal({ file, specifier, isType: type !== undefined, pattern, rule });
        return instead === null ? [] : [`${file} imports ${specifier}. ${instead}`];
      },
    );
  });
}

// As Biome formats them: `import … from "x"`, `export … from "x"`, `import "x"`, `import("x")`.
const IMPORT = /^(?:import|export)\s(type\s)?[^;"']*?\sfrom\s"([^"]+)"|^import\s"([^"]+)"|\bimport\(\s*"([^"]+)"/gm;

type Import = { file: string; specifier: string; isType: boolean; pattern: string; rule: Room };

function refusal({ file, specifier, isType, pattern, rule }: Import): string | null {
  const target = targetOf(file, specifier);
  if (target === null) return rule.never?.find(({ packages }) => packages.test(specifier))?.instead ?? null;
  const allowed = [pattern, ...rule.may, ...(isType ? (rule.mayType ?? []) : [])];
  const isOpen = /\.(json|css|mjs)$/.test(target) || allowed.some((each) => matchesGlob(target, each));
  return isOpen ? null : rule.instead;
}

/** The path of the file that is meant, null for a package. */
function targetOf(file: string, specifier: string): string | null {
  if (specifier.startsWith("#")) return specifier.slice(1);
  return specifier.startsWith(".") ? posix.join(posix.dirname(file), specifier) : null;
}

/** What is formatted and checked here: no tests, nothing hidden, and no package of its own. */
function sourceFiles(folder: string): string[] {
  const top = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !/^(\.|node_modules$|e2e$)/.test(name));
  const paths = top.flatMap((entry) =>
    entry.isFile()
      ? [entry.name]
      : readdirSync(join(folder, entry.name), { recursive: true, encoding: "utf8" }).map((path) =>
          posix.join(entry.name, path),
        ),
  );
  return paths.filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$|\.d\.ts$|\/node_modules\//.test(path)).sort();
}

if (import.meta.main)
  await main(async () => {
    const wrong = wrongImports(root);
    for (const sentence of wrong) say(sentence);
    return wrong.length === 0 ? 0 : 1;
  });
