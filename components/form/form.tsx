import { type ReactNode, useEffect, useRef } from "react";
import { type FieldValues, FormProvider } from "react-hook-form";
import { AlertDialog } from "#components/popup/popup.tsx";
import { Button, ButtonLink } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { FieldNames } from "./field.tsx";
import type { OperationForm } from "./use-operation-form.ts";

export type FormProps<Values extends FieldValues, Input> = {
  form: OperationForm<Values, Input>;
  /** Over what no field is at fault for: "No key was made". Without it the caller shows `form.refusal` itself. */
  refusedTitle?: string;
  id?: string;
  className?: string;
  onDone?: () => void;
  children: ReactNode;
};

/** The form around its fields: sends it, shows what is wrong, and asks before what is typed would be lost. */
export function Form<Values extends FieldValues, Input>(props: FormProps<Values, Input>) {
  const { form, refusedTitle, id, className = "grid gap-4", onDone, children } = props;
  const { methods, fields, submit, refusals, guard } = form;
  const element = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (refusals > 0) showFirstFault(element.current);
  }, [refusals]);
  const refusal = methods.formState.errors.root?.refusal?.message;
  return (
    <FormProvider {...methods}>
      <form
        ref={element}
        id={id}
        noValidate
        className={className}
        onSubmit={(event) => {
          event.preventDefault();
          void submit().then((isDone) => (isDone ? onDone?.() : undefined));
        }}
      >
        {refusal === undefined || refusedTitle === undefined ? null : (
          <Notice tone="bad" title={refusedTitle}>
            {refusal}
          </Notice>
        )}
        <FieldNames value={fields}>{children}</FieldNames>
      </form>
      <AlertDialog
        open={guard.isAsking}
        onOpenChange={() => guard.answer(false)}
        title="Discard what you typed?"
        consequence="It is not saved yet."
        confirmLabel="Discard"
        onConfirm={() => guard.answer(true)}
      />
    </FormProvider>
  );
}

type FormEndProps = {
  form: { isPending: boolean };
  /** Where the way back leads; without it there is none. */
  cancelHref?: string;
  pendingLabel: string;
  isDisabled?: boolean;
  children: string;
};

/** The foot of a form on a page: the way back, and what sends it. */
export function FormEnd({ form, cancelHref, pendingLabel, isDisabled = false, children }: FormEndProps) {
  return (
    <div className="flex justify-end gap-2">
      {cancelHref === undefined ? null : <ButtonLink href={cancelHref}>Cancel</ButtonLink>}
      <Button
        type="submit"
        variant="primary"
        isPending={form.isPending}
        pendingLabel={pendingLabel}
        disabled={isDisabled}
      >
        {children}
      </Button>
    </div>
  );
}

/** Puts whoever sent it at the first wrong field, in the order of the page; else what stands above the form into view. */
function showFirstFault(form: HTMLFormElement | null): void {
  const field = form?.querySelector<HTMLElement>('[aria-invalid="true"]');
  field?.focus({ preventScroll: true });
  const fault = field ?? form?.querySelector('[role="alert"]');
  fault?.scrollIntoView({ block: "center" });
}
