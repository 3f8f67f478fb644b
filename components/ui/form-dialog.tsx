import { type ComponentProps, type ReactNode, useId } from "react";
import { Button } from "./button.tsx";
import { Dialog, DialogClose } from "./dialog.tsx";
import { Notice } from "./notice.tsx";

type FormDialogProps = Omit<ComponentProps<typeof Dialog>, "footer" | "isDismissible" | "children"> & {
  submitLabel: string;
  pendingLabel: string;
  isPending: boolean;
  onSubmit: () => void;
  /** What went wrong, where no field is at fault: "No key was made", and why. */
  fault: { title: string; detail: string } | null;
  /** The fields. */
  children: ReactNode;
};

/** A short form in a dialog: its fields, Cancel, and what sends it, by Enter too. */
export function FormDialog(props: FormDialogProps) {
  const { submitLabel, pendingLabel, isPending, onSubmit, fault, children, ...dialog } = props;
  const formId = useId();
  return (
    <Dialog
      {...dialog}
      footer={
        <>
          <DialogClose>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" form={formId} variant="primary" isPending={isPending} pendingLabel={pendingLabel}>
            {submitLabel}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        {fault === null ? null : (
          <Notice tone="bad" title={fault.title}>
            {fault.detail}
          </Notice>
        )}
        {children}
      </form>
    </Dialog>
  );
}
