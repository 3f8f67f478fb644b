import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "#components/popup/toast.tsx";
import type { ApiError } from "#components/query/api-error.ts";
import { writeAction } from "#components/query/call-action.ts";
import type { ActionResult } from "#http/action.ts";

export type OperationOptions<Input, Value> = {
  /** The nouns whose queries are read again once it is over, however it went: the first parts of their keys. */
  refetch?: readonly string[];
  /** The query whose new data the answer is: it is shown at once. */
  answers?: QueryKey;
  /** Said in a toast when it is refused: "It was not paused". Without it the caller shows `refusal`. */
  failed?: string | ((input: Input) => string);
  onDone?: (value: Value, input: Input) => void;
};

export type Operation<Input> = {
  /** Resolves with its answer: why it was refused, or null. */
  run: (input: Input) => Promise<ApiError | null>;
  /** Until what it changed has been read again. */
  isPending: boolean;
  /** Why it was refused last. */
  refusal: ApiError | null;
};

/** The one way to write: an operation by its server action, what is read again afterwards, and what is said if it fails. */
export function useOperation<Input, Value>(
  action: (input: Input) => Promise<ActionResult<Value>>,
  { refetch = [], answers, failed, onDone }: OperationOptions<Input, Value> = {},
): Operation<Input> {
  const queryClient = useQueryClient();
  const { mutate, isPending, error } = useMutation<Value, ApiError, Call<Input>>({
    // Offline is an answer like any other: it is said, and nothing is sent later behind anybody's back.
    networkMode: "always",
    mutationFn: ({ input }) => writeAction(() => action(input)),
    onSuccess: (value, { input, answer }) => {
      if (answers !== undefined) queryClient.setQueryData(answers, value);
      onDone?.(value, input);
      answer(null);
    },
    onError: (refusal, { input, answer }) => {
      const title = typeof failed === "function" ? failed(input) : failed;
      if (title !== undefined) toast.error(title, { description: refusal.message });
      answer(refusal);
    },
    onSettled: () => Promise.all(refetch.map((noun) => queryClient.invalidateQueries({ queryKey: [noun] }))),
  });
  const run = (input: Input) => new Promise<ApiError | null>((answer) => mutate({ input, answer }));
  return { run, isPending, refusal: error };
}

type Call<Input> = { input: Input; answer: (refusal: ApiError | null) => void };
