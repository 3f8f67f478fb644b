import { createSocket, type RemoteInfo } from "node:dgram";
import { decode, encode, type Packet, RECURSION_AVAILABLE, RECURSION_DESIRED } from "dns-packet";

/** What a name server says to one question: addresses of its family, a response code, or nothing at all. */
export type DnsReply = Scripted | "silence";

type Scripted = { addresses: readonly string[] } | { code: keyof typeof RESPONSE_CODES };

export type DnsQuestion = { name: string; type: "A" | "AAAA" };

export type DnsServer = Awaited<ReturnType<typeof startDnsServer>>;

const RESPONSE_CODES = { NXDOMAIN: 3, SERVFAIL: 2 };

/**
 * Starts a scripted name server on UDP; `address` is as `Resolver.setServers` takes it. Answers have a time to live of 0.
 */
export async function startDnsServer(script: (question: DnsQuestion) => DnsReply) {
  const socket = createSocket("udp4");
  const questions: DnsQuestion[] = [];
  socket.on("message", (query: Buffer, from: RemoteInfo) => {
    const packet = decode(query);
    const [{ name, type } = { name: "", type: "A" }] = packet.questions ?? [];
    const question: DnsQuestion = { name: name.toLowerCase(), type: type === "A" ? "A" : "AAAA" };
    questions.push(question);
    const reply = script(question);
    if (reply !== "silence") socket.send(writeReply(packet, question, reply), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  const close = () => new Promise<void>((resolve) => socket.close(() => resolve()));
  return { address: `127.0.0.1:${socket.address().port}`, questions, close };
}

function writeReply({ id, questions = [] }: Packet, { name, type }: DnsQuestion, reply: Scripted): Buffer {
  const rcode = "code" in reply ? RESPONSE_CODES[reply.code] : 0;
  const addresses = "addresses" in reply ? reply.addresses : [];
  const answers = addresses.map((data) => ({ name, type, ttl: 0, data }));
  return encode({ type: "response", id, flags: RECURSION_DESIRED | RECURSION_AVAILABLE | rcode, questions, answers });
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
