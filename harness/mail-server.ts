import { SMTPServer } from "smtp-server";
import { listen } from "./listen.ts";

/** A mail as it arrived: the envelope's recipients, the head's lines unfolded, and the body. */
export type ReceivedMail = { to: string[]; from: string; headers: Map<string, string>; text: string };

export type MailServer = Awaited<ReturnType<typeof startMailServer>>;

const USER = { name: "posthouse", password: "p@ss word" };

/** A real SMTP server on loopback that lets one user in. */
export async function startMailServer() {
  const mails: ReceivedMail[] = [];
  let recipientCode: number | null = null;
  let messageCode: number | null = null;
  let isCutting = false;
  const server = new SMTPServer({
    // Without a certificate of its own it would offer TLS with one that nobody should trust.
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    logger: false,
    onAuth: ({ username, password }, _session, done) => {
      const isGood = username === USER.name && password === USER.password;
      done(isGood ? null : new Error("Who are you?"), { user: USER.name });
    },
    onRcptTo: (_address, _session, done) => done(recipientCode === null ? null : refusal(recipientCode)),
    onData: async (stream, session, done) => {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(Buffer.from(chunk));
      const { rcptTo, mailFrom } = session.envelope;
      const from = mailFrom ? mailFrom.address : "";
      const mail = { to: rcptTo.map(({ address }) => address), from, ...parseMail(Buffer.concat(chunks).toString()) };
      if (messageCode === null) mails.push(mail);
      if (isCutting) for (const connection of server.connections) connection.close();
      else done(messageCode === null ? null : refusal(messageCode));
    },
  });
  const port = await listen(server.server);
  return {
    url: `smtp://${USER.name}:${encodeURIComponent(USER.password)}@127.0.0.1:${port}/`,
    mails,
    /** What the server says to the next recipients and messages; null: it takes them. */
    refuseRecipient: (code: number | null) => {
      recipientCode = code;
    },
    refuseMessage: (code: number | null) => {
      messageCode = code;
    },
    /** Cuts the connection after the message was received, before saying so. */
    cutAfterMessage: (cuts: boolean) => {
      isCutting = cuts;
    },
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}

function refusal(responseCode: number): Error {
  return Object.assign(new Error("Not now"), { responseCode });
}

function parseMail(raw: string): { headers: Map<string, string>; text: string } {
  const end = raw.indexOf("\r\n\r\n");
  const lines = raw
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, " ")
    .split("\r\n");
  const headers = lines.map((line): [string, string] => {
    const [name = "", ...value] = line.split(":");
    return [name.toLowerCase(), value.join(":").trim()];
  });
  return { headers: new Map(headers), text: raw.slice(end + 4).replaceAll("\r\n", "\n") };
}
