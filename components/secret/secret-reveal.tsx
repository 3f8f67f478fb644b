import { type ReactNode, useEffect, useEffectEvent, useState } from "react";
import { preloadPopups } from "#components/popup/late.ts";
import { Dialog } from "#components/popup/popup.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Field } from "#components/ui/field.tsx";
import { type Tab, Tabs } from "#components/ui/tabs.tsx";

export type SecretRevealProps = {
  /** The secret to show, this once; null keeps the dialog closed. It lives in its caller's state and nowhere else. */
  secret: string | null;
  /** What it belongs to, and what becomes of older ones. */
  description: string;
  /** Code that verifies a message, one tab a language. */
  snippets?: readonly Tab[];
  /** How it is used, where that is not by verifying messages. */
  usage?: ReactNode;
  /** What it is called in its buttons: `secret`, `key`; and whole, for those who hear the page. */
  noun?: string;
  label?: string;
  /** What helps who loses it. */
  lostHint?: string;
  doneLabel: string;
  /** The caller forgets the secret. */
  onDone: () => void;
};

/** Shows a new secret once. It closes only after the person has said that the secret is stored. */
export function SecretReveal({ secret, onDone, ...words }: SecretRevealProps) {
  // A page that the browser keeps for its Back button must not keep the secret.
  const forget = useEffectEvent(() => {
    if (secret !== null) onDone();
  });
  useEffect(() => {
    window.addEventListener("pagehide", forget);
    return () => window.removeEventListener("pagehide", forget);
  }, []);
  // The dialog is here before anybody can make a secret: one made and then not shown would be lost.
  useEffect(() => {
    document.addEventListener("pointerdown", preloadPopups, { once: true });
    document.addEventListener("keydown", preloadPopups, { once: true });
    return () => {
      document.removeEventListener("pointerdown", preloadPopups);
      document.removeEventListener("keydown", preloadPopups);
    };
  }, []);
  return secret === null ? null : <Reveal secret={secret} onDone={onDone} {...words} />;
}

function Reveal(props: SecretRevealProps & { secret: string }) {
  const { secret, description, snippets, usage, doneLabel, onDone } = props;
  const { noun = "secret", label = "Signing secret", lostHint = LOST_HINT } = props;
  const [isStored, setIsStored] = useState(false);
  return (
    <Dialog
      open
      isDismissible={false}
      size="lg"
      title={`Store the ${noun} now`}
      description={description}
      footer={
        <Button variant="primary" disabled={!isStored} focusableWhenDisabled onClick={onDone}>
          {doneLabel}
        </Button>
      }
    >
      <div className="grid gap-5">
        <div className="flex items-center gap-2 rounded-md border border-line-strong bg-sunken py-1.5 pr-1.5 pl-3 max-sm:flex-col max-sm:items-stretch">
          <output aria-label={label} className="min-w-0 flex-1 select-all font-mono text-sm wrap-anywhere">
            {secret}
          </output>
          <CopyButton text={secret} label={`Copy ${noun}`} isLabelShown />
        </div>
        {usage}
        {snippets === undefined ? null : <Verification snippets={snippets} />}
        <Field label={`I have stored the ${noun}`} hint={lostHint} layout="beside">
          <Checkbox checked={isStored} onCheckedChange={setIsStored} />
        </Field>
      </div>
    </Dialog>
  );
}

const LOST_HINT = "Posthouse cannot show it again; a lost one is replaced by rotating.";

function Verification({ snippets }: { snippets: readonly Tab[] }) {
  return (
    <section className="grid min-w-0 gap-1" aria-label="How the receiver verifies">
      <p className="text-ink-muted text-sm">
        The receiver reads it from <code className="font-mono text-xs">POSTHOUSE_SECRET</code> and refuses what does not
        fit:
      </p>
      <Tabs label="Language" tabs={snippets} />
    </section>
  );
}
