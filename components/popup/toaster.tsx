import { CircleCheck, OctagonX } from "lucide-react";
import { useTheme } from "next-themes";
import { useEffect } from "react";
import { Toaster as SonnerToaster, toast as show } from "sonner";

/** A result that has no place of its own on the page. */
export type Toast = { kind: "success" | "error"; title: string; description: string | undefined };

/** What `Toasts` shows. `onReady` hands it every toast, and answers how to stop that. */
export function Toaster({ onReady }: { onReady: (show: (one: Toast) => void) => () => void }) {
  const { resolvedTheme } = useTheme();
  useEffect(() => onReady(({ kind, title, description }) => void show[kind](title, { description })), [onReady]);
  return (
    <SonnerToaster
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-right"
      visibleToasts={3}
      gap={8}
      icons={{
        success: <CircleCheck className="size-4 text-ok" />,
        error: <OctagonX className="size-4 text-bad" />,
      }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-full items-start gap-2.5 rounded-lg border border-line bg-raised px-3.5 py-3 font-sans text-ink text-sm shadow-popup",
          icon: "mt-0.5 shrink-0",
          content: "grid min-w-0 flex-1 gap-0.5",
          title: "font-medium",
          description: "text-ink-muted",
          actionButton: "ml-2 shrink-0 rounded-sm font-medium text-accent hover:underline",
        },
      }}
    />
  );
}
