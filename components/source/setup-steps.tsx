import type { ReactNode } from "react";
import { CommandLine } from "#components/ui/command-line.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import type { Source } from "#domain/source/schema.ts";
import { tryCommand } from "./try-command.ts";

export type SetupStepsProps = {
  source: Pick<Source, "url" | "verification">;
  /** True beside the secret that was just made; false where it has been shown before. */
  isSecretInSight: boolean;
};

/** What to do at the provider, step by step, ready to paste; and a line to try it out with. */
export function SetupSteps({ source, isSecretInSight }: SetupStepsProps) {
  const command = tryCommand(source);
  return (
    <div className="grid min-w-0 gap-4">
      <ol className="grid min-w-0 list-decimal gap-2 pl-5 text-sm marker:text-ink-faint">
        <Steps source={source} secret={isSecretInSight ? "the secret above" : "the secret you stored"} />
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

function Steps({ source, secret }: { source: SetupStepsProps["source"]; secret: string }) {
  const { url, verification } = source;
  switch (verification.kind) {
    case "github":
      return (
        <>
          <Step>In the repository or organisation: Settings, Webhooks, Add webhook.</Step>
          <UrlStep label="Payload URL" url={url} />
          <Step>
            Content type: <Code>application/json</Code>. Secret: {secret}.
          </Step>
          <Step>
            Choose the events and add it. GitHub sends a ping at once; it arrives here as <Code>github.ping</Code>.
          </Step>
        </>
      );
    case "stripe":
      return (
        <>
          <Step>In Stripe: Developers, Webhooks, Add destination. Choose the events.</Step>
          <UrlStep label="Endpoint URL" url={url} />
          <Step>
            Stripe then shows its signing secret, <Code>whsec_…</Code>. Give it to this source: Rotate secret, “The
            provider’s own”.
          </Step>
        </>
      );
    case "shopify":
      return (
        <>
          <Step>
            In the shop: Settings, Notifications, Webhooks, Create webhook. Format: <Code>JSON</Code>.
          </Step>
          <UrlStep label="URL" url={url} />
          <Step>
            Below the list the shop names the key it signs with (for an app it is the app’s client secret). Give it to
            this source: Rotate secret, “The provider’s own”.
          </Step>
        </>
      );
    case "slack":
      return (
        <>
          <Step>
            In your Slack app: Basic Information, Signing Secret. Give it to this source: Rotate secret, “The provider’s
            own”.
          </Step>
          <Step>Event Subscriptions: switch them on.</Step>
          <UrlStep label="Request URL" url={url} />
          <Step>
            Slack checks the address at once and Posthouse answers. Subscribe to events and reinstall the app.
          </Step>
        </>
      );
    case "standard_webhooks":
      return (
        <>
          <UrlStep label="At the provider, the URL is" url={url} />
          <Step>
            Where the provider asks for a secret, give it {secret}. Where it shows one, <Code>whsec_…</Code>, give that
            to this source: Rotate secret, “The provider’s own”.
          </Step>
        </>
      );
    case "token":
      return (
        <>
          <UrlStep label="Post to" url={url} />
          <Step>
            With {secret} in the header <Code>X-Webhook-Secret</Code>, or as <Code>Authorization: Bearer</Code>.
          </Step>
        </>
      );
    case "hmac":
      return <HmacSteps url={url} rule={verification} secret={secret} />;
  }
}

function HmacSteps(props: { url: string; rule: Source["verification"]; secret: string }) {
  const { header, algorithm = "sha256", encoding = "hex", prefix = "" } = props.rule;
  return (
    <>
      <UrlStep label="Post to" url={props.url} />
      <Step>
        Sign the body, byte for byte, with HMAC-{algorithm.toUpperCase()} and {props.secret}.
      </Step>
      <Step>
        Write the signature in {encoding} into the header <Code>{header}</Code>
        {prefix === "" ? null : (
          <>
            , after <Code>{prefix}</Code>
          </>
        )}
        .
      </Step>
    </>
  );
}

function UrlStep({ label, url }: { label: string; url: string }) {
  return (
    <Step>
      {label}: <span className="font-mono text-xs select-all wrap-anywhere">{url}</span>
      <CopyButton text={url} label="Copy URL" className="-my-1 inline-grid align-middle" />
    </Step>
  );
}

function Step({ children }: { children: ReactNode }) {
  return <li className="min-w-0 pl-1">{children}</li>;
}

function Code({ children }: { children: ReactNode }) {
  return <code className="font-mono text-xs wrap-anywhere">{children}</code>;
}
