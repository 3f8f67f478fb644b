import { AlertDialog as BaseAlertDialog } from "@base-ui/react/alert-dialog";
import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import { clsx } from "clsx";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { BACKDROP_CLASS, CLOSE_CLASS, type Held } from "./surface.ts";

export type DialogProps = {
  title: string;
  description?: ReactNode;
  size?: "sm" | "md" | "lg";
  /** False: no cross, no Escape, no click outside; the person must choose in the footer. */
  isDismissible?: boolean;
  footer?: ReactNode;
  children?: ReactNode;
};

export function Dialog(props: DialogProps & { held: Held }) {
  const { held, title, description, size = "md", isDismissible = true, footer, children } = props;
  return (
    <BaseDialog.Root
      open={held.isOpen}
      disablePointerDismissal={!isDismissible}
      onOpenChange={isDismissible ? held.onOpenChange : exceptByEscape(held.onOpenChange)}
    >
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={BACKDROP_CLASS} />
        <BaseDialog.Viewport className="fixed inset-0 z-40 grid place-items-center overflow-y-auto p-4 max-sm:place-items-end max-sm:p-0">
          <BaseDialog.Popup className={clsx(POPUP, SIZES[size])} finalFocus={() => held.anchor ?? true}>
            <header className="flex items-start justify-between gap-4 px-5 pt-4 pb-3">
              <div className="grid gap-1">
                <BaseDialog.Title className="text-h2">{title}</BaseDialog.Title>
                {description === undefined ? null : (
                  <BaseDialog.Description className="text-ink-muted">{description}</BaseDialog.Description>
                )}
              </div>
              {isDismissible ? (
                <BaseDialog.Close aria-label="Close" className={CLOSE_CLASS}>
                  <X className="size-4" />
                </BaseDialog.Close>
              ) : null}
            </header>
            <div className="min-h-0 overflow-y-auto px-5 pb-5">{children}</div>
            {footer === undefined ? null : <DialogFooter>{footer}</DialogFooter>}
          </BaseDialog.Popup>
        </BaseDialog.Viewport>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}

/** Closes the dialog around it. */
export function DialogClose({ children }: { children: string }) {
  return <BaseDialog.Close render={<Button />}>{children}</BaseDialog.Close>;
}

function exceptByEscape(onOpenChange: Held["onOpenChange"]) {
  return (isOpen: boolean, details: BaseDialog.Root.ChangeEventDetails) => {
    if (details.reason === "escape-key") details.cancel();
    else onOpenChange(isOpen, details);
  };
}

function DialogFooter({ children }: { children: ReactNode }) {
  return (
    <footer className="flex flex-wrap items-center justify-end gap-2 border-line border-t px-5 py-3 max-sm:[&>*]:flex-1">
      {children}
    </footer>
  );
}

const POPUP =
  "flex max-h-[calc(100dvh-2rem)] w-full flex-col rounded-lg border border-line bg-raised shadow-popup outline-none transition-[opacity,translate] duration-150 data-ending-style:translate-y-1 data-ending-style:opacity-0 data-starting-style:translate-y-1 data-starting-style:opacity-0 max-sm:max-w-none max-sm:rounded-b-none max-sm:border-x-0 max-sm:border-b-0";

const SIZES = { sm: "sm:max-w-104", md: "sm:max-w-136", lg: "sm:max-w-184" };

export type AlertDialogProps = {
  /** The question: "Delete this endpoint?" */
  title: string;
  /** What is lost or stopped, in words: "42 pending deliveries will be cancelled." */
  consequence: ReactNode;
  /** The verb on the button: "Delete endpoint". */
  confirmLabel: string;
  pendingLabel?: string | undefined;
  isPending?: boolean;
  isDanger?: boolean;
  onConfirm: () => void;
  /** Further choices or a box to type the name into. */
  children?: ReactNode;
  isConfirmDisabled?: boolean;
};

export function AlertDialog(props: AlertDialogProps & { held: Held }) {
  const { held, isDanger = true } = props;
  return (
    <BaseAlertDialog.Root open={held.isOpen} onOpenChange={held.onOpenChange}>
      <BaseAlertDialog.Portal>
        <BaseAlertDialog.Backdrop className={BACKDROP_CLASS} />
        <BaseAlertDialog.Viewport className="fixed inset-0 z-40 grid place-items-center overflow-y-auto p-4">
          <BaseAlertDialog.Popup
            finalFocus={() => held.anchor ?? true}
            className="w-full max-w-112 rounded-lg border border-line bg-raised shadow-popup outline-none transition-[opacity,translate] duration-150 data-ending-style:translate-y-1 data-ending-style:opacity-0 data-starting-style:translate-y-1 data-starting-style:opacity-0"
          >
            <div className="grid gap-2 p-5">
              <BaseAlertDialog.Title className="text-h2">{props.title}</BaseAlertDialog.Title>
              <BaseAlertDialog.Description className="text-ink-muted" render={<div />}>
                {props.consequence}
              </BaseAlertDialog.Description>
              {props.children}
            </div>
            <footer className="flex justify-end gap-2 border-line border-t px-5 py-3">
              <BaseAlertDialog.Close render={<Button />}>Cancel</BaseAlertDialog.Close>
              <Button
                variant={isDanger ? "danger" : "primary"}
                isPending={props.isPending ?? false}
                disabled={props.isConfirmDisabled ?? false}
                onClick={props.onConfirm}
                pendingLabel={props.pendingLabel}
              >
                {props.confirmLabel}
              </Button>
            </footer>
          </BaseAlertDialog.Popup>
        </BaseAlertDialog.Viewport>
      </BaseAlertDialog.Portal>
    </BaseAlertDialog.Root>
  );
}
