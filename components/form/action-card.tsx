import type { ReactNode } from "react";
import { Card } from "#components/ui/card.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

/** Something that is done seldom: what it does, and the button that does it. */
export function ActionCard({ title, sentence, children }: { title: string; sentence: string; children: ReactNode }) {
  return (
    <Card title={title}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0 flex-1 basis-72 text-ink-muted">{sentence}</p>
        {children}
      </div>
    </Card>
  );
}

/** Asks to type the name of what is about to be lost. */
export function TypeToConfirm(props: { name: string; typed: string; onTyped: (text: string) => void }) {
  return (
    <Field label={`Type ${props.name} to confirm`}>
      <Input value={props.typed} onValueChange={props.onTyped} autoComplete="off" spellCheck={false} />
    </Field>
  );
}
