import { type ComponentProps, useId, useState } from "react";
import type { FieldValues } from "react-hook-form";
import { Dialog, DialogClose } from "#components/popup/popup.tsx";
import { isSignInAsked } from "#components/query/sign-in-again.ts";
import { Button } from "#components/ui/button.tsx";
import { Form, type FormProps } from "./form.tsx";

type FormDialogProps<Values extends FieldValues, Input> = Omit<
  ComponentProps<typeof Dialog>,
  "footer" | "isDismissible" | "children"
> &
  Pick<FormProps<Values, Input>, "form" | "refusedTitle" | "children"> & {
    submitLabel: string;
    pendingLabel: string;
    isSubmitDisabled?: boolean;
  };

/** A short form in a dialog: its fields, Cancel, and what sends it, by Enter too. It closes once that is done. */
export function FormDialog<Values extends FieldValues, Input>(props: FormDialogProps<Values, Input>) {
  const { form, refusedTitle, submitLabel, pendingLabel, isSubmitDisabled = false, children, ...dialog } = props;
  const formId = useId();
  const [isOpenHere, setIsOpenHere] = useState(false);
  const turn = (isOpen: boolean) => {
    form.reset();
    setIsOpenHere(isOpen);
    dialog.onOpenChange?.(isOpen);
  };
  const change = (isOpen: boolean) => {
    // Escape means the question above, which is not this dialog's child.
    if (isOpen) turn(true);
    else if (!isSignInAsked()) form.guard.leave(() => turn(false));
  };
  return (
    <Dialog
      {...dialog}
      open={dialog.open ?? isOpenHere}
      onOpenChange={change}
      footer={
        <>
          <DialogClose>Cancel</DialogClose>
          <Button
            type="submit"
            form={formId}
            variant="primary"
            isPending={form.isPending}
            pendingLabel={pendingLabel}
            disabled={isSubmitDisabled}
          >
            {submitLabel}
          </Button>
        </>
      }
    >
      <Form form={form} id={formId} refusedTitle={refusedTitle} onDone={() => turn(false)}>
        {children}
      </Form>
    </Dialog>
  );
}
