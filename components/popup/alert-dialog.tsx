import { AlertDialog as BaseAlertDialog } from "@base-ui/react/alert-dialog";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { BACKDROP_CLASS, type Held } from "./surface.ts";

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
