import { createSocket, type RemoteInfo } from "node:dgram";

/** What a name server says to one question: addresses of its family, a response code, or nothing at all. */
export type DnsReply = { addresses: readonly string[] } | { code: "NXDOMAIN" | "SERVFAIL" } | "silence";

export type DnsQuestion = { name: string; type: "A" | "AAAA" };

export type DnsServer = Awaited<ReturnType<typeof startDnsServer>>;

const HEADER_BYTES = 12;
const TYPE_A = 1;
const RESPONSE_CODES = { NXDOMAIN: 3, SERVFAIL: 2 };

/**
 * Starts a scripted name server on UDP; `address` is as `Resolver.setServers` takes it. Answers have a time to live of 0.
 */
export async function startDnsServer(script: (question: DnsQuestion) => DnsReply) {
  const socket = createSocket("udp4");
  const questions: DnsQuestion[] = [];
  socket.on("message", (query: Buffer, from: RemoteInfo) => {
    const question = readQuestion(query);
    questions.push(question);
    const reply = script(question);
    if (reply !== "silence") socket.send(writeReply(query, question, reply), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  const close = () => new Promise<void>((resolve) => socket.close(() => resolve()));
  return { address: `127.0.0.1:${socket.address().port}`, questions, close };
}

// RFC 1035 §4.1.2: labels with a length byte each, a zero, the type, the class.
function readQuestion(query: Buffer): DnsQuestion {
  const labels: string[] = [];
  let at = HEADER_BYTES;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString("latin1", at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join(".").toLowerCase(), type: query.readUInt16BE(at + 1) === TYPE_A ? "A" : "AAAA" };
}

function writeReply(query: Buffer, question: DnsQuestion, reply: Exclude<DnsReply, "silence">): Buffer {
  const questionEnd = query.indexOf(0, HEADER_BYTES) + 5;
  const head = Buffer.from(query.subarray(0, questionEnd));
  const addresses = "addresses" in reply ? reply.addresses : [];
  const flags = 0x8180 | ("code" in reply ? RESPONSE_CODES[reply.code] : 0);
  head.writeUInt16BE(flags, 2);
  head.writeUInt16BE(addresses.length, 6);
  head.writeUInt16BE(0, 8);
  head.writeUInt16BE(0, 10);
  return Buffer.concat([head, ...addresses.map((address) => record(question.type, address))]);
}

// A pointer to the question's name, type, class IN, time to live 0, the address.
function record(type: "A" | "AAAA", address: string): Buffer {
  const data = type === "A" ? bytesOfV4(address) : bytesOfV6(address);
  const fixed = Buffer.from([0xc0, HEADER_BYTES, 0, type === "A" ? TYPE_A : 28, 0, 1, 0, 0, 0, 0, 0, data.length]);
  return Buffer.concat([fixed, data]);
}

function bytesOfV4(address: string): Buffer {
  return Buffer.from(address.split(".").map(Number));
}

function bytesOfV6(address: string): Buffer {
  const [head = "", tail = ""] = address.split("::");
  const before = head.split(":").filter(Boolean);
  const after = tail.split(":").filter(Boolean);
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => "0");
  return Buffer.from([...before, ...zeros, ...after].map((group) => group.padStart(4, "0")).join(""), "hex");
}

type Answers = readonly string[] | Error | "silence";

type ScriptedResolver = ((hostname: string, signal: AbortSignal) => Promise<readonly string[]>) & {
  /** Names in the order they were lookups for. */
  lookups: readonly string[];
};

/**
 * A resolver that answers from a script: each question takes the name's next answer, the last one for ever. An Error is
 * thrown, "silence" never answers, and a name that is not in the script does not exist.
 */
export function scriptedResolver(script: Readonly<Record<string, readonly Answers[]>>): ScriptedResolver {
  const lookups: string[] = [];
  const resolve = async (hostname: string) => {
    const turn = lookups.filter((name) => name === hostname).length;
    lookups.push(hostname);
    const answers = script[hostname];
    const answer = answers?.[Math.min(turn, answers.length - 1)] ?? dnsError("ENOTFOUND");
    if (answer instanceof Error) throw answer;
    return answer === "silence" ? new Promise<never>(() => undefined) : answer;
  };
  return Object.assign(resolve, { lookups });
}

/** An error as Node's DNS gives it. */
export function dnsError(code: string): Error {
  return Object.assign(new Error(`query ${code}`), { code });
}
