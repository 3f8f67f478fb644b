import { CircleCheck, Info, OctagonX, TriangleAlert } from "lucide-react";
import { useTheme } from "next-themes";
import { useEffect } from "react";
import { toast as show, Toaster } from "sonner";
import { openToastPlace } from "./toast.ts";

/** Where results appear that have no place of their own; loaded with the first of them. */
export function ToastPlace() {
  const { resolvedTheme } = useTheme();
  useEffect(() => openToastPlace(({ kind, title, description }) => void show[kind](title, { description })), []);
  return (
    <Toaster
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-right"
      visibleToasts={3}
      gap={8}
      icons={{
        success: <CircleCheck className="size-4 text-ok" />,
        error: <OctagonX className="size-4 text-bad" />,
        warning: <TriangleAlert className="size-4 text-warn" />,
        info: <Info className="size-4 text-ink-muted" />,
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
