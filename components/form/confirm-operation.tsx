import { type ComponentProps, useState } from "react";
import { AlertDialog } from "#components/popup/popup.tsx";
import { Button } from "#components/ui/button.tsx";
import type { Operation } from "./use-operation.ts";

type ConfirmOperationProps<Input> = Omit<
  ComponentProps<typeof AlertDialog>,
  "open" | "onOpenChange" | "isPending" | "onConfirm"
> & {
  operation: Operation<Input>;
  input: Input;
  /** Called when it opens and when it closes, to put back what stands inside. */
  onTurn?: () => void;
};

/** Asks before an operation runs, and closes with its answer. */
export function ConfirmOperation<Input>({ operation, input, onTurn, ...question }: ConfirmOperationProps<Input>) {
  const [isOpen, setIsOpen] = useState(false);
  const turn = (next: boolean) => {
    setIsOpen(next);
    onTurn?.();
  };
  return (
    <AlertDialog
      {...question}
      open={isOpen}
      onOpenChange={turn}
      isPending={operation.isPending}
      onConfirm={() => void operation.run(input).then(() => turn(false))}
    />
  );
}

type OperationButtonProps<Input> = Omit<ComponentProps<typeof Button>, "isPending" | "onClick"> & {
  operation: Operation<Input>;
  input: Input;
};

/** Runs an operation at once, for what needs no question. */
export function OperationButton<Input>({ operation, input, ...button }: OperationButtonProps<Input>) {
  return <Button {...button} isPending={operation.isPending} onClick={() => void operation.run(input)} />;
}
