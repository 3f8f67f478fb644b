import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import { clsx } from "clsx";
import { X } from "lucide-react";
import type { ReactElement, ReactNode } from "react";

type DialogProps = {
  /** The element that opens it; leave out when `open` is held elsewhere. */
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  title: string;
  description?: ReactNode;
  size?: "sm" | "md" | "lg";
  /** False: no cross, no Escape, no click outside; the person must choose in the footer. */
  isDismissible?: boolean;
  footer?: ReactNode;
  children?: ReactNode;
};

/** A task that needs the whole attention. Close it from inside with `DialogClose`. */
export function Dialog(props: DialogProps) {
  const {
    trigger,
    open,
    onOpenChange,
    title,
    description,
    size = "md",
    isDismissible = true,
    footer,
    children,
  } = props;
  return (
    <BaseDialog.Root
      open={open}
      disablePointerDismissal={!isDismissible}
      onOpenChange={isDismissible ? onOpenChange : exceptByEscape(onOpenChange)}
    >
      {trigger === undefined ? null : <BaseDialog.Trigger render={trigger} />}
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={BACKDROP_CLASS} />
        <BaseDialog.Viewport className="fixed inset-0 z-40 grid place-items-center overflow-y-auto p-4 max-sm:place-items-end max-sm:p-0">
          <BaseDialog.Popup className={clsx(POPUP, SIZES[size])}>
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

function exceptByEscape(onOpenChange: DialogProps["onOpenChange"]) {
  return (isOpen: boolean, details: BaseDialog.Root.ChangeEventDetails) => {
    if (details.reason === "escape-key") details.cancel();
    else onOpenChange?.(isOpen);
  };
}

/** The row of buttons at the bottom; also for use inside a form in the dialog's body. */
export function DialogFooter({ children }: { children: ReactNode }) {
  return (
    <footer className="flex flex-wrap items-center justify-end gap-2 border-line border-t px-5 py-3 max-sm:[&>*]:flex-1">
      {children}
    </footer>
  );
}

/** Closes the dialog around it; `children` is the button to press. */
export function DialogClose({ children }: { children: ReactElement }) {
  return <BaseDialog.Close render={children} />;
}

export const BACKDROP_CLASS =
  "fixed inset-0 z-40 bg-scrim transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0";

export const CLOSE_CLASS =
  "-mr-1.5 grid size-7 shrink-0 place-items-center rounded-md text-ink-muted transition-colors hover:bg-hover hover:text-ink";

const POPUP =
  "flex max-h-[calc(100dvh-2rem)] w-full flex-col rounded-lg border border-line bg-raised shadow-popup outline-none transition-[opacity,translate] duration-150 data-ending-style:translate-y-1 data-ending-style:opacity-0 data-starting-style:translate-y-1 data-starting-style:opacity-0 max-sm:max-w-none max-sm:rounded-b-none max-sm:border-x-0 max-sm:border-b-0";

const SIZES = { sm: "sm:max-w-104", md: "sm:max-w-136", lg: "sm:max-w-184" };
