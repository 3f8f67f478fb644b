import { clsx } from "clsx";
import { CircleCheck, Info, OctagonX, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

/** A sentence in the page about the page: a result, a warning, a verdict. Read out when it appears. */
export function Notice(props: { tone?: "info" | "ok" | "warn" | "bad"; title: string; children?: ReactNode }) {
  const { icon: Icon, look } = TONES[props.tone ?? "info"];
  return (
    <div
      role={props.tone === "bad" ? "alert" : "status"}
      className={clsx("flex flex-wrap items-start gap-x-2.5 gap-y-2 rounded-lg border px-3.5 py-2.5", look)}
    >
      <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <div className="grid min-w-0 flex-[1_1_12rem] gap-0.5 text-ink wrap-anywhere">
        <p className="font-medium">{props.title}</p>
        {props.children === undefined ? null : <div className="text-ink-muted">{props.children}</div>}
      </div>
    </div>
  );
}

/** What went wrong, where something did: what was not done, and why. */
export function ErrorNotice({ title, error }: { title: string; error: { message: string } | null | undefined }) {
  return error ? (
    <Notice tone="bad" title={title}>
      {error.message}
    </Notice>
  ) : null;
}

const TONES = {
  info: { icon: Info, look: "border-line bg-sunken text-ink-muted" },
  ok: { icon: CircleCheck, look: "border-ok-line bg-ok-soft text-ok" },
  warn: { icon: TriangleAlert, look: "border-warn-line bg-warn-soft text-warn" },
  bad: { icon: OctagonX, look: "border-bad-line bg-bad-soft text-bad" },
};
