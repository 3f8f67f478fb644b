import { Fragment, type ReactNode } from "react";
import { CommandLine } from "#components/ui/code-frame.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import type { Source } from "#domain/source/schema.ts";
import { type HmacRule, KIND_WORDS, ruleOf } from "#domain/source/words.ts";

export type SetupStepsProps = {
  source: Pick<Source, "url" | "verification">;
  /** True beside the secret that was just made; false where it has been shown before. */
  isSecretInSight: boolean;
};

/** What to do at the provider, step by step, ready to paste; and a line to try it out with. */
export function SetupSteps({ source, isSecretInSight }: SetupStepsProps) {
  const command = tryCommand(source);
  const rule = ruleOf(source.verification);
  const parts = {
    url: <Address url={source.url} />,
    secret: isSecretInSight ? "the secret above" : "the secret you stored",
    header: <Code>{rule.header}</Code>,
    prefix: <Code>{rule.prefix}</Code>,
  };
  return (
    <div className="grid min-w-0 gap-4">
      <ol className="grid min-w-0 list-decimal gap-2 pl-5 text-sm marker:text-ink-faint">
        {KIND_WORDS[source.verification.kind].setUp(rule).map((sentence) => (
          <li key={sentence} className="min-w-0 pl-1">
            <Sentence text={sentence} parts={parts} />
          </li>
        ))}
      </ol>
      {command === null ? null : (
        <div className="grid min-w-0 gap-1.5">
          <p className="text-ink-muted text-sm">
            Or try it from a shell that has the secret in <Code>SOURCE_SECRET</Code>:
          </p>
          <CommandLine command={command} />
        </div>
      )}
    </div>
  );
}

/** A sentence with its `code` set as such, and its {parts} put in. */
function Sentence({ text, parts }: { text: string; parts: Record<string, ReactNode> }) {
  return text.split(/(`[^`]+`|\{\w+\})/).map((piece, at) => {
    const inner = piece.slice(1, -1);
    const shown = piece.startsWith("`") ? <Code>{inner}</Code> : piece.startsWith("{") ? parts[inner] : piece;
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a sentence never move.
    return <Fragment key={at}>{shown}</Fragment>;
  });
}

function Address({ url }: { url: string }) {
  return (
    <>
      <span className="font-mono text-xs select-all wrap-anywhere">{url}</span>
      <CopyButton text={url} label="Copy URL" className="-my-1 inline-grid align-middle" />
    </>
  );
}

function Code({ children }: { children: ReactNode }) {
  return <code className="font-mono text-xs wrap-anywhere">{children}</code>;
}

/**
 * A shell line that sends a proven request to a source, with its secret in SOURCE_SECRET; null where only the provider
 * can prove one simply. Works with curl and openssl as they come with macOS and Linux.
 */
export function tryCommand({ url, verification }: Pick<Source, "url" | "verification">): string | null {
  const proof = KIND_WORDS[verification.kind].shellProof?.(ruleOf(verification));
  if (!proof) return null;
  const { header, signature, alsoHeader } = proof;
  const post = `curl '${url}' -H 'Content-Type: application/json'${alsoHeader ? ` -H '${alsoHeader}'` : ""}`;
  if (signature === null) return `${post} -H "${header}: $SOURCE_SECRET" -d '${BODY}'`;
  const written = `${signature.prefix}$(printf %s "$BODY" | ${digest(signature)})`;
  return `BODY='${BODY}'\n${post} -H "${header}: ${written}" -d "$BODY"`;
}

const BODY = '{"type":"order.paid","data":{"order":"A-1001"}}';

function digest({ algorithm, encoding }: Pick<HmacRule, "algorithm" | "encoding">): string {
  const hmac = `openssl dgst -${algorithm} -hmac "$SOURCE_SECRET"`;
  return encoding === "base64" ? `${hmac} -binary | openssl base64 -A` : `${hmac} -r | cut -d' ' -f1`;
}
